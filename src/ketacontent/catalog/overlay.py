"""One pack laid over another: replace, change fields, hide, add; and what may not be touched.

Raw mappings are merged before validation, so merged data is checked like any
other. An overlay may add to safety content; it may not remove or soften it.
"""

from __future__ import annotations

from typing import Any

from ketacontent.catalog.plain_yaml import Raw
from ketacontent.catalog.read import Document
from ketacontent.errors import Problem
from ketacontent.models import Record
from ketacontent.models.kinds import LOCKED_KINDS

DIRECTIVE = "overlay"
"""`overlay: fields` in a file changes only the fields it gives; without it the record is replaced."""

# What may grow, and what may be renewed, in a locked record.
_MAY_GROW = frozenset({"body", "sources", "contacts", "triggers", "seen_at", "languages"})
_MAY_CHANGE = frozenset({"version", "review"})
_MAY_BE_LATER = frozenset({"verified_on", "expires"})
# Facts about a product or a condition that decide which warnings show.
_LOCKED_FIELDS = {
    "medicine": ("active_ingredient", "is_compounded", "has_boxed_warning"),
    "condition": ("is_crisis_related",),
}
_MAY_BECOME_TRUE = frozenset({"has_boxed_warning", "is_crisis_related"})
"""A warning that an overlay adds is no softer than none."""


def merge(base: Raw | None, own: Raw) -> Raw:
    """Return the mapping of a record after an overlay's file: changed fields, or the file itself."""
    fields = {key: value for key, value in own.items() if key != DIRECTIVE}
    if own.get(DIRECTIVE) == "fields" and base is not None:
        return {**base, **fields}
    return fields


def directive_problem(document: Document, is_over_another: bool) -> Problem | None:
    """Return what is wrong with a file's `overlay:` line, or None."""
    if DIRECTIVE not in document.data:
        return None
    line, column = _line_and_column(document, DIRECTIVE)
    if document.data[DIRECTIVE] != "fields":
        what, fix, code = (
            "`overlay` can only be `fields`.",
            "Write `overlay: fields`, or take it out.",
            "KC102",
        )
    elif not is_over_another:
        what = "There is no such record beneath this pack to change fields of."
        fix, code = "Take out the line `overlay: fields` and write the whole record.", "KC302"
    else:
        return None
    return Problem(document.file, line, column, DIRECTIVE, what, fix, code)


def lock_problems(base: Record, after: Record, document: Document, base_file: str) -> list[Problem]:
    """Return what an overlay's file takes away from content that is locked."""
    before_raw, after_raw = base.model_dump(mode="json"), after.model_dump(mode="json")
    if base.kind in LOCKED_KINDS:
        touched = [name for name in before_raw if not _is_kept(name, before_raw[name], after_raw[name])]
    else:
        touched = [
            name
            for name in _LOCKED_FIELDS.get(base.kind, ())
            if before_raw[name] != after_raw[name]
            and not (name in _MAY_BECOME_TRUE and after_raw[name] is True)
        ]
    return [
        Problem(
            document.file,
            *_line_and_column(document, name),
            name,
            f"`{name}` of {base.ref} is locked: {base_file} says what must stay.",
            "Keep what is there, word for word, and add yours after it.",
            "KC301",
        )
        for name in touched
    ]


def hide_problem(base: Record, manifest_file: str, line: int, column: int, base_file: str) -> Problem | None:
    """Return the problem of hiding a record that is locked, or None where it may be hidden."""
    if base.kind not in LOCKED_KINDS:
        return None
    return Problem(
        manifest_file,
        line,
        column,
        "hide",
        f"{base.ref} is locked safety content ({base_file}) and cannot be hidden.",
        "Take it out of `hide`. An overlay may add to it.",
        "KC301",
    )


def _is_kept(name: str, before: Any, after: Any) -> bool:
    if name in _MAY_CHANGE or before == after:
        return True
    if name in _MAY_BE_LATER:
        return bool(after >= before)  # ISO dates sort as words
    if name == "changes":  # newest first, so that it grows at the front
        return all(change in after for change in before)
    if name in _MAY_GROW:
        return bool(after[: len(before)] == before)
    if name == "jurisdictions":  # an empty list means everywhere
        return bool(before) and (not after or set(before) <= set(after))
    return False


def _line_and_column(document: Document, name: str) -> tuple[int, int]:
    place = document.place((name,))
    return place.line, place.column
