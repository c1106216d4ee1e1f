"""What a page says or names that makes a safety notice show.

Judged on the words of the composed page and on the records it names, so that
neither an author nor an overlay can forget a notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ketacontent.models import Record
from ketacontent.models.block import CareCard
from ketacontent.models.vocabulary import Trigger

_WORDS: dict[Trigger, re.Pattern[str]] = {
    "off-label-use": re.compile(r"off[- ]label", re.I),
    "compounded-product": re.compile(r"\bcompound(ed|ing)\b|\bpharmacy-made\b", re.I),
    "esketamine": re.compile(r"\besketamine\b|\bspravato\b", re.I),
    "session": re.compile(r"\bsessions?\b|\binfusions?\b|\bdriv(e|ing)\b", re.I),
    "misuse": re.compile(r"\bmisus\w+|\baddict\w+|\bdependen(ce|t)\b|\bcrav\w+", re.I),
    "pregnancy": re.compile(r"\bpregnan\w+|\bbreast-?feed\w*", re.I),
    "suicide": re.compile(
        r"\bsuicid\w*|\bself[- ]harm\w*|\bharm(ing)? (your|them|him|her)sel(f|ves)\b"
        r"|\bkill(ing)? (your|them)sel\w+"
        r"|\bend(ing)? (your|their) (own )?life\b|\btak(e|ing) (your|their) (own )?life\b",
        re.I,
    ),
}


# Every match of a trigger's pattern holds one of these, so that most texts are judged without the pattern,
# which reads a page letter by letter.
_PARTS: dict[Trigger, tuple[str, ...]] = {
    "off-label-use": ("off-label", "off label"),
    "compounded-product": ("compound", "pharmacy-made"),
    "esketamine": ("esketamine", "spravato"),
    "session": ("session", "infusion", "driv"),
    "misuse": ("misus", "addict", "dependen", "crav"),
    "pregnancy": ("pregnan", "breastfeed", "breast-feed"),
    "suicide": ("suicid", "self-harm", "self harm", "sel", "life"),
}
# Letters that a pattern takes for another letter, though they are no capital of it.
_SAME_LETTER = str.maketrans({"\u017f": "s", "\u0130": "i", "\u0131": "i", "\u212a": "k"})


def _found_in(words: str, lowered: str, trigger: Trigger) -> bool:
    """Say whether words name a trigger.

    Args:
        words: as readers see them.
        lowered: the same from `_lowered`.
        trigger: which one.
    """
    return any(part in lowered for part in _PARTS[trigger]) and bool(_WORDS[trigger].search(words))


def _lowered(words: str) -> str:
    return words.lower() if words.isascii() else words.translate(_SAME_LETTER).lower()


def triggers_of(
    record: Record | None, named: Iterable[Record], texts: Iterable[str], blocks: Iterable[object]
) -> set[Trigger]:
    """Return the triggers that a page meets.

    Args:
        record: whose page it is; None for a page about many.
        named: every record that the page names or shows.
        texts: the page's words.
        blocks: the page's blocks.
    """
    found: set[Trigger] = set()
    words = "\n".join(texts)
    lowered = _lowered(words)
    for trigger in _WORDS:
        if _found_in(words, lowered, trigger):
            found.add(trigger)
    for each in (record, *named) if record is not None else named:
        found |= _named(each)
    if getattr(record, "kind", "") == "route" or getattr(record, "phase", "") == "administration":
        found.add("session")
    if "during-session" in getattr(record, "timing", ()):
        found.add("session")
    if any(
        getattr(s, "aspect", "") in ("benefits", "effectiveness") for s in getattr(record, "sections", ())
    ):
        found.add("benefit")
    if any(isinstance(block, CareCard) and block.urgency == "emergency" for block in blocks):
        found.add("emergency")
    return found


def names_suicide(texts: Iterable[str]) -> bool:
    """Say whether any of the texts names suicide or self-harm."""
    return any(_found_in(text, _lowered(text), "suicide") for text in texts)


def _named(record: Record) -> set[Trigger]:
    """Return what naming one record means. Fields say it, so that no kind has to be imported."""
    found: set[Trigger] = set()
    fields = record.__dict__  # a model takes long to say that it lacks a field
    status = fields.get("status")
    if fields.get("is_compounded") or status == "compounded-unapproved":
        found.add("compounded-product")
    if fields.get("has_boxed_warning"):
        found.add("esketamine")
    if record.kind == "claim" and (fields.get("direction") == "benefit" or fields.get("type") == "efficacy"):
        found.add("benefit")
    if fields.get("is_crisis_related"):
        found.add("suicide")
    if status == "off-label-permitted":
        found.add("off-label-use")
    return found
