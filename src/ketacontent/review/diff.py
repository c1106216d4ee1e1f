"""What differs between two packs, told for readers: safety first, then facts, then words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ketacontent.catalog import Catalog
from ketacontent.models import Claim, Record, Topic
from ketacontent.models.topic import TopicSection

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
        "has_boxed_warning",
    }
)
_SAFETY_ASPECTS = frozenset({"side-effects", "risks", "safety", "suitability", "pregnancy", "get-help"})
"""Sections whose words may change what a reader does about a harm."""
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
    kind = "safety" if _is_about_safety(record) else "factual"
    return Difference(kind, what, record.ref, record.title, (), ())


def _changed(old: Record, new: Record) -> Difference:
    fields = tuple(
        name for name in type(new).model_fields if getattr(old, name, None) != getattr(new, name, None)
    )
    known = set(old.changes)
    declared = [change for change in new.changes if change not in known]
    kinds = {change.kind for change in declared}
    if set(fields) - _EDITORIAL_FIELDS:
        kinds.add("factual")
        if _is_about_safety(old) or _is_about_safety(new) or _moved_sections(old, new):
            kinds.add("safety")
    if new.kind in _SAFETY_KINDS or _SAFETY_FIELDS & set(fields):
        kinds.add("safety")
    kind = next((word for word in _ORDER if word in kinds), "editorial")
    return Difference(kind, "changed", new.ref, new.title, fields, tuple(change.note for change in declared))


def _is_about_safety(record: Record) -> bool:
    """Say whether a record as a whole is about a harm, so that no change of its facts is a small one."""
    if isinstance(record, Claim):
        return record.type == "safety" or record.direction == "harm"
    return record.kind in _SAFETY_KINDS or record.kind == "side-effect"


def _moved_sections(old: Record, new: Record) -> bool:
    """Say whether a topic's sections about harm are not what they were."""
    return _sections_about_safety(old) != _sections_about_safety(new)


def _sections_about_safety(record: Record) -> tuple[TopicSection, ...]:
    sections = record.sections if isinstance(record, Topic) else ()
    return tuple(section for section in sections if section.aspect in _SAFETY_ASPECTS)


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
