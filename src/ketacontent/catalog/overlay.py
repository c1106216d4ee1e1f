"""One pack laid over another: replace, change fields, hide, add; and what may not be touched.

Raw mappings are merged before validation, so merged data is checked like any
other. An overlay may add to safety content; it may not remove or soften it.
"""

from __future__ import annotations

from ketacontent.catalog.read import Document, Raw, RawValue
from ketacontent.errors import Problem
from ketacontent.models import Record
from ketacontent.models.kinds import LOCKED_KINDS

DIRECTIVE = "overlay"
"""`overlay: fields` in a file changes only the fields it gives; without it the record is replaced."""

# What may grow, and what may be renewed, in a locked record.
_MAY_GROW = frozenset({"body", "sources", "contacts", "triggers", "changes", "seen_at", "languages"})
_MAY_CHANGE = frozenset({"version", "review", "verified_on", "expires", "locale"})
# Facts about a product or a condition that decide which warnings show.
_LOCKED_FIELDS = {
    "medicine": ("active_ingredient", "is_compounded", "has_boxed_warning"),
    "condition": ("is_crisis_related",),
}


def merge(base: Raw | None, own: Raw) -> Raw:
    """Return the mapping of a record after an overlay's file: changed fields, or the file itself."""
    fields = {key: value for key, value in own.items() if key != DIRECTIVE}
    if own.get(DIRECTIVE) == "fields" and base is not None:
        return {**base, **fields}
    return fields


def lock_problems(
    base: Record, base_raw: Raw, merged: Raw, document: Document, base_file: str
) -> list[Problem]:
    """Return what an overlay's file takes away from content that is locked."""
    if base.kind in LOCKED_KINDS:
        touched = [name for name in sorted({*base_raw, *merged}) if not _is_kept(name, base_raw, merged)]
    else:
        locked = _LOCKED_FIELDS.get(base.kind, ())
        touched = [name for name in locked if merged.get(name, "") != base_raw.get(name, "")]
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


def _is_kept(name: str, base: Raw, merged: Raw) -> bool:
    before, after = base.get(name), merged.get(name)
    if name in _MAY_CHANGE or before == after:
        return True
    if name in _MAY_GROW:
        return before is None or _starts_with(after, before)
    return False


def _starts_with(after: RawValue | None, before: RawValue) -> bool:
    return isinstance(after, list) and isinstance(before, list) and after[: len(before)] == before


def _line_and_column(document: Document, name: str) -> tuple[int, int]:
    place = document.place((name,))
    return place.line, place.column
