"""What differs between two packs, told for readers: safety first, then facts, then words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ketacontent.catalog import Catalog
from ketacontent.models import Record

_ORDER = ("safety", "factual", "editorial")
# A change in one of these kinds or fields can change what is safe, whatever its author called it.
_SAFETY_KINDS = frozenset({"safety-notice", "crisis-resource"})
_SAFETY_FIELDS = frozenset(
    {
        "get_help",
        "red_flags",
        "safety_notices",
        "seriousness",
        "band",
        "warning_signs",
        "monitoring",
        "is_crisis_related",
    }
)
_EDITORIAL_FIELDS = frozenset(
    {"title", "tags", "changes", "version", "review", "locale", "also_called", "codes"}
)


class Difference(NamedTuple):
    """One record that differs."""

    kind: str
    """`safety`, `factual` or `editorial`."""
    what: str
    """`added`, `removed` or `changed`."""
    ref: str
    title: str
    fields: tuple[str, ...]
    notes: tuple[str, ...]
    """What the record's own change list says since the old version."""


def differences(old: Catalog, new: Catalog) -> tuple[Difference, ...]:
    """Return what differs between two catalogs, safety first."""
    before = {record.ref: record for record in old}
    after = {record.ref: record for record in new}
    found = [_one_sided(record, "added") for ref, record in after.items() if ref not in before]
    found += [_one_sided(record, "removed") for ref, record in before.items() if ref not in after]
    found += [
        _changed(before[ref], record)
        for ref, record in after.items()
        if ref in before and record != before[ref]
    ]
    return tuple(sorted(found, key=lambda each: (_ORDER.index(each.kind), each.what, each.ref)))


def _one_sided(record: Record, what: str) -> Difference:
    kind = "safety" if record.kind in _SAFETY_KINDS else "factual"
    return Difference(kind, what, record.ref, record.title, (), ())


def _changed(old: Record, new: Record) -> Difference:
    fields = tuple(
        name for name in type(new).model_fields if getattr(old, name, None) != getattr(new, name, None)
    )
    known = set(old.changes)
    declared = [change for change in new.changes if change not in known]
    kinds = {change.kind for change in declared}
    if new.kind in _SAFETY_KINDS or _SAFETY_FIELDS & set(fields):
        kinds.add("safety")
    elif set(fields) - _EDITORIAL_FIELDS:
        kinds.add("factual")
    kind = next((word for word in _ORDER if word in kinds), "editorial")
    return Difference(kind, "changed", new.ref, new.title, fields, tuple(change.note for change in declared))


def diff_text(found: Iterable[Difference]) -> str:
    """Return the differences as text, under the words of their kind."""
    parts: list[str] = []
    last = ""
    for each in found:
        if each.kind != last:
            parts += ["", each.kind.capitalize()] if parts else [each.kind.capitalize()]
            last = each.kind
        fields = f": {', '.join(each.fields)}" if each.fields else ""
        parts.append(f"  {each.what} {each.ref} ({each.title}){fields}")
        parts += [f"    {note}" for note in each.notes]
    return "\n".join(parts) if parts else "No differences."
