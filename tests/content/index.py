"""CDC Clear Communication Index: the points that a machine can decide, as checks and not as a score.

What model and page make sure of by themselves (a summary first, key points apart and as a list, a heading
over every section) is not checked again. Whether the words are the reader's own, and whether a picture helps,
only people can say.
"""

from __future__ import annotations

import re

from content.reading import in_full, median_length, sentences_of
from content.texts import rich_pieces, sentences
from ketacontent import Catalog
from ketacontent.models import Topic

_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?\w{2,}(?:ed|en)\b",
    re.I,
)
MOST_PASSIVE = 0.3
"""Share of sentences with a passive verb that a page may have; what a trial "was" is often told so."""


def checks(topic: Topic, catalog: Catalog) -> dict[str, bool]:
    """Return each point with whether a topic meets it. The numbers are those of the index."""
    lines = sentences_of(topic, catalog)
    summary = in_full(topic.summary, catalog)
    claims = [catalog.claims[mark.id] for p in rich_pieces(topic) if p.rich is not None
              for mark in p.rich.references if getattr(mark, "kind", "") == "claim"]  # fmt: skip
    aspects = {section.aspect for section in topic.sections}
    words = " ".join(piece.words for piece in rich_pieces(topic))
    return {
        "1, 2 one main message, at the top, in three sentences or fewer": len(sentences(summary)) <= 3,
        "5 the reader is told what to do": bool(topic.actions),
        "6 mostly active voice": passive_share(lines) <= MOST_PASSIVE,
        "9 headings are what a reader would ask": _asks(topic),
        "11 what is not known is said": "not-known" in aspects or "not known" in words,
        "15 numbers are counts of people": all("%" not in claim.text.plain for claim in claims),
        "18 the nature of a risk is told": bool(aspects & {"risks", "safety", "side-effects", "get-help"}),
        "short sentences": median_length(lines) <= 20,
    }  # fmt: skip


def _asks(topic: Topic) -> bool:
    """Say whether half of the headings or more are questions; the others name what they set side by side."""
    return sum(section.heading.endswith("?") for section in topic.sections) * 2 >= len(topic.sections)


def passive_share(lines: list[list[str]]) -> float:
    """Return the share of sentences with a passive verb, roughly."""
    return sum(bool(_PASSIVE.search(" ".join(line))) for line in lines) / max(len(lines), 1)
