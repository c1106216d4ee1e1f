"""The rules for one record by name; the names are those of `allowed.yaml`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from content import (
    citations,
    claims,
    dates,
    figures,
    lengths,
    links,
    names,
    pages,
    plain,
    reach,
    repeats,
    state,
    wording,
)
from content.pages import page_of
from content.texts import DATA, PROSE_KINDS, READ_KINDS
from ketacontent import Catalog
from ketacontent.models import Record

Rule = Callable[[Any, Catalog], list[str]]
KINDS = tuple(sorted(path.name for path in DATA.iterdir() if path.is_dir()))
_TOLD = (*PROSE_KINDS, "claim")
_SPOKEN = (*_TOLD, "crisis-resource")
_DATED = tuple(kind for kind in _SPOKEN if kind != "image")
_EXPLAINED = ("topic", "route", "side-effect", "step", "condition", "faq", "myth")
_PAGES = (*READ_KINDS, "newsletter", "claim", "glossary-term")

RULES: dict[str, tuple[Rule, tuple[str, ...]]] = {
    # what is said
    "typed_figures": (lambda record, _: figures.typed_figures(record), PROSE_KINDS),
    "doses": (lambda record, _: figures.doses(record), _SPOKEN),
    "uncited": (lambda record, _: citations.uncited(record), (*READ_KINDS, "newsletter")),
    "unsupported": (claims.unsupported, ("claim",)),
    "without_address": (claims.without_address, ("claim",)),
    "wrong_hedge": (lambda record, _: claims.wrong_hedge(record), ("claim",)),
    "relative_alone": (lambda record, _: claims.relative_alone(record), ("claim",)),
    "other_denominators": (lambda record, _: claims.other_denominators(record), ("claim",)),
    "unnamed_products": (lambda record, _: claims.unnamed_products(record), ("claim",)),
    "mixed_names": (lambda record, _: names.mixed_names(record), _SPOKEN),
    "promises": (lambda record, _: wording.promises(record), _SPOKEN),
    # how it is said
    "british": (lambda record, _: wording.british(record), _SPOKEN),
    "harmful": (lambda record, _: wording.harmful(record), _SPOKEN),
    "unlinked_terms": (links.unlinked_terms, _EXPLAINED),
    "repeated": (repeats.repeated, _TOLD),
    "hard_to_read": (plain.hard_to_read, (*READ_KINDS, "newsletter")),
    "missed_points": (plain.missed_points, ("topic",)),
    "topic_length": (lengths.topic_length, ("topic",)),
    "missing_parts": (lengths.missing_parts, ("topic",)),
    "missing_fields": (
        lambda record, _: lengths.missing_fields(record),
        ("route", "side-effect", "step"),
    ),
    "long_answer": (lengths.long_answer, ("faq",)),
    "unfit_for_mail": (lambda record, _: lengths.unfit_for_mail(record), ("newsletter",)),
    # what the page sets beside it
    "without_crisis_help": (
        lambda record, catalog: pages.without_crisis_help(page_of(record.ref, catalog)),
        _PAGES,
    ),
    "without_harm": (
        lambda record, catalog: pages.without_harm(record, page_of(record.ref, catalog), catalog),
        _PAGES,
    ),
    "without_off_label": (
        lambda record, catalog: pages.without_off_label(record, page_of(record.ref, catalog), catalog),
        ("topic", "route", "faq", "myth", "condition"),
    ),
    "without_references": (
        lambda record, catalog: pages.without_references(page_of(record.ref, catalog)),
        ("topic", "route", "side-effect"),
    ),
    "other_numbers": (
        lambda record, catalog: pages.other_numbers(record, page_of(record.ref, catalog)),
        ("route", "side-effect", "step"),
    ),
    # its place in the pack
    "past": (dates.past, _DATED),
    "old_line": (dates.old_line, ("crisis-resource",)),
    "early_ruling": (dates.early_ruling, ("regulatory-status",)),
    "signed": (lambda record, _: state.signed(record), KINDS),
    "unreachable": (reach.unreachable, KINDS),
}
"""What each rule looks for, and the kinds it holds for."""


def faults_of(name: str, record: Record, catalog: Catalog) -> list[str]:
    """Return what a rule finds in a record."""
    return RULES[name][0](record, catalog)
