"""What a claim rests on, and whether its words are as sure as its evidence."""

from __future__ import annotations

import re

from ketacontent import Catalog
from ketacontent.models import Claim
from ketacontent.models.vocabulary import HUMAN_DESIGNS

_UNSURE = re.compile(r"\b(?:may|might|could|probably|likely|perhaps|possibly|uncertain)\b", re.I)
_NEEDED = {
    "moderate": re.compile(r"\b(?:probably|likely|unlikely)\b", re.I),
    "low": re.compile(r"\b(?:may|might)\b", re.I),
    "very-low": re.compile(
        r"\buncertain\b|\bun(?:clear|known|sure)\b|\bnot (?:yet )?(?:known|clear|certain|sure)\b"
        r"|\b(?:cannot|do not|does not) (?:say|tell|know|show)\b|\b[nN]obody knows\b",
        re.I,
    ),
}
_WORDS = {"moderate": "probably or likely", "low": "may or might", "very-low": "it is uncertain whether"}
_PRODUCTS = {
    "esketamine": (re.compile(r"\besketamine\b|\bspravato\b", re.I), {"esketamine"}),
    "ketamine": (re.compile(r"\bketamine\b", re.I), {"ketamine", "compounded-ketamine"}),
}


def unsupported(claim: Claim, catalog: Catalog) -> list[str]:
    """Return what is wrong with the sources of a claim."""
    faults = []
    used = [catalog.sources[each.source] for each in claim.evidence]
    if not any(source.stands_alone for source in used):
        faults.append(
            f"No source of the claim may stand alone ({', '.join(f'{s.id}: {s.checked}' for s in used)}). "
            "Add one that was checked, or take the claim out."
        )
    if claim.type == "efficacy" and not any(each.design in HUMAN_DESIGNS for each in claim.evidence):
        faults.append(
            "An efficacy claim has no evidence from people. Add a human study, or call it mechanism."
        )
    return faults


def without_address(claim: Claim, catalog: Catalog) -> list[str]:
    """Return whether a claim states a number and nobody can look up where it was seen."""
    if not re.search(r"\d", claim.text.plain) or any(
        source.stands_alone and (source.address or source.seen_at)
        for source in (catalog.sources[each.source] for each in claim.evidence)
    ):
        return []
    return ["It states a number, and no checked source of it has an address. Give a DOI, `url` or `seen_at`."]


def wrong_hedge(claim: Claim) -> list[str]:
    """Return whether the sentence is surer, or less sure, than the certainty."""
    words = claim.text.plain
    if claim.certainty == "high" and (found := _UNSURE.search(words)):
        return [f"The certainty is high, and the text says {found.group()!r}. Say it plainly: {words!r}"]
    needed = _NEEDED.get(claim.certainty)
    if needed is not None and not needed.search(words):
        return [f"The certainty is {claim.certainty}: the text needs {_WORDS[claim.certainty]}: {words!r}"]
    return []


def unnamed_products(claim: Claim) -> list[str]:
    """Return the products that the text names and the field `medicines` does not."""
    words = claim.text.plain
    return [
        f"The text names {name}, but `medicines` does not. Add it, so that queries and notices find "
        "the claim."
        for name, (pattern, ids) in _PRODUCTS.items()
        if pattern.search(words) and not ids & set(claim.medicines)
    ]
