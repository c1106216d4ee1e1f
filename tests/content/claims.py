"""What a claim rests on, and whether its words are as sure as its evidence."""

from __future__ import annotations

import re

from ketacontent import Catalog
from ketacontent.models import Claim
from ketacontent.models.vocabulary import HUMAN_DESIGNS

_RELATIVE = re.compile(
    r"\b(?:twice|half|(?:two|three|four|five|six|ten|\d+) times) as (?:common|likely|many|often)\b"
    r"|\b(?:doubled|tripled|halved|doubles the|halves the)\b|%",
    re.I,
)
_ABSOLUTE = re.compile(r"\d in (?:100|10,000)\b|\d of \d|\bdid not see how many people that is\b", re.I)
_OTHER_SHARE = re.compile(r"\d%|\bper ?cent\b|\b(?:\d+|one|two|three) in (?!100\b|10,000\b)\d[\d,]*", re.I)
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


def relative_alone(claim: Claim) -> list[str]:
    """Return comparisons that say how many times, and not of how many: half of much is not half of little."""
    words = claim.text.plain
    if not (found := _RELATIVE.search(words)) or _ABSOLUTE.search(words):
        return []
    return [
        f"{found.group()!r} stands without counts. Add how many of how many on both sides, or say that we "
        "did not see how many people that is."
    ]


def other_denominators(claim: Claim) -> list[str]:
    """Return shares that do not compare with those of other claims: hundreds, or ten thousands if rare."""
    found = _OTHER_SHARE.findall(claim.text.plain)
    return [
        f"{share!r}: tell shares as `N in 100`, or `N in 10,000` where they are rarer." for share in found
    ]


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
