"""The rules for one record by name; the names are those of `allowed.yaml`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from content import citations, claims, figures, links, names, repeats, wording
from content.texts import PROSE_KINDS, READ_KINDS
from ketacontent import Catalog
from ketacontent.models import Record

Rule = Callable[[Any, Catalog], list[str]]
_TOLD = (*READ_KINDS, *(kind for kind in PROSE_KINDS if kind not in READ_KINDS), "claim")
_SPOKEN = (*_TOLD, "crisis-resource")
_EXPLAINED = ("topic", "route", "side-effect", "step", "condition", "faq", "myth")

RULES: dict[str, tuple[Rule, tuple[str, ...]]] = {
    "typed_figures": (lambda record, _: figures.typed_figures(record), PROSE_KINDS),
    "doses": (lambda record, _: figures.doses(record), _SPOKEN),
    "uncited": (lambda record, _: citations.uncited(record), (*READ_KINDS, "newsletter")),
    "unsupported": (claims.unsupported, ("claim",)),
    "wrong_hedge": (lambda record, _: claims.wrong_hedge(record), ("claim",)),
    "unnamed_products": (lambda record, _: claims.unnamed_products(record), ("claim",)),
    "mixed_names": (lambda record, _: names.mixed_names(record), _SPOKEN),
    "british": (lambda record, _: wording.british(record), _SPOKEN),
    "harmful": (lambda record, _: wording.harmful(record), _SPOKEN),
    "promises": (lambda record, _: wording.promises(record), _SPOKEN),
    "unlinked_terms": (links.unlinked_terms, _EXPLAINED),
    "repeated": (repeats.repeated, _TOLD),
}
"""What each rule looks for, and the kinds it holds for."""


def faults_of(name: str, record: Record, catalog: Catalog) -> list[str]:
    """Return what a rule finds in a record."""
    return RULES[name][0](record, catalog)
