"""One pack laid over another: replace, change fields, hide, add; and what may not be touched.

Raw mappings are merged before validation, so merged data is checked like any
other. An overlay may add to safety content; it may not remove or soften it.
How a field inside a field is found is the matter of `catalog/field_path.py`.
"""

from __future__ import annotations

import re
from typing import Any

from ketacontent.catalog.plain_yaml import Raw
from ketacontent.catalog.read import Document
from ketacontent.errors import Problem
from ketacontent.models import Record
from ketacontent.models.base import Change
from ketacontent.models.kinds import LOCKED_KINDS

DIRECTIVE = "overlay"
"""`overlay: fields` in a file changes the fields it gives; `overlay: replace`, or nothing, the record."""
OVER = "over"
"""`over: 1.2.0` in a file says which version of the record beneath it was written over."""
_WORDS = ("fields", "replace")
_VERSION = re.compile(r"(0|[1-9]\d{0,9})\.(0|[1-9]\d{0,9})\.(0|[1-9]\d{0,9})")

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


def own_fields(raw: Raw) -> Raw:
    """Return the fields of a file that are the record's, without what is said to the loader."""
    return {key: value for key, value in raw.items() if key not in (DIRECTIVE, OVER)}


def changes_fields(raw: Raw) -> bool:
    """Say whether a file changes single fields of the record beneath."""
    return raw.get(DIRECTIVE) == "fields"


def directive_problem(document: Document, is_over_another: bool) -> Problem | None:
    """Return what is wrong with what a file says of its place over another, or None."""
    name = next((name for name in (DIRECTIVE, OVER) if name in document.data), None)
    if name is None:
        return None
    word, version = document.data.get(DIRECTIVE, "replace"), document.data.get(OVER, "0.0.0")
    if word not in _WORDS:
        name, code = DIRECTIVE, "KC102"
        what = "`overlay` can only be `fields` or `replace`."
        fix = "Write `overlay: fields`, or take it out."
    elif not isinstance(version, str) or not _VERSION.fullmatch(version):
        name, code = OVER, "KC102"
        what = "`over` is not the version of a record."
        fix = "Write the version of the record beneath: over: 1.0.0."
    elif is_over_another:
        return None
    else:
        code = "KC302"
        what = "There is no such record beneath this pack to "
        what += "change fields of." if word == "fields" else "lie over."
        fix = f"Take out the line `{name}: {document.data[name]}` and write the whole record."
    return Problem(document.file, *_line_and_column(document, name), name, what, fix, code)


def clash_problem(ref: str, document: Document, other: str) -> Problem | None:
    """Return the problem of a record that two packs bring and neither says so, or None.

    Args:
        ref: the record.
        document: the file of the pack above.
        other: the file of the pack beneath.
    """
    if DIRECTIVE in document.data:
        return None
    return Problem(
        document.file,
        *_line_and_column(document, "id"),
        "id",
        f"{ref} is in {other} and in {document.file}, and neither pack says that it lies over the other.",
        "Give one another id, or write `overlay: replace` or `overlay: fields` in the file that is to win.",
        "KC303",
    )


def outdated_problem(base: Record, document: Document, base_file: str) -> Problem | None:
    """Return a warning where a file was written over another version of the record beneath, or None."""
    over = document.data.get(OVER)
    if not isinstance(over, str) or over == base.version:
        return None
    fix = f"Read what lies beneath, mend yours, then write `over: {base.version}`."
    if is_newer(base.version, over):
        what = f"It was written over {over} of {base.ref}, which is now {base.version} ({base_file})."
        noted = [f"{change.version}: {change.note}" for change in changes_since(base, over)]
        what += f" Since then: {' '.join(noted)}" if noted else ""
    else:
        what = f"It was written over {over} of {base.ref}, but {base.version} lies beneath ({base_file})."
    place = _line_and_column(document, OVER)
    return Problem(document.file, *place, OVER, what, fix, "KC703", "warning")


def is_newer(version: str, other: str) -> bool:
    """Say whether a version comes after another."""
    return _numbers(version) > _numbers(other)


def changes_since(record: Record, version: str) -> tuple[Change, ...]:
    """Return what a record's own list says was changed after a version, newest first."""
    return tuple(change for change in record.changes if is_newer(change.version, version))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


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
