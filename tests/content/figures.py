"""No figure in prose, and no dose anywhere.

Figures live in claims, measures and frequencies, where their people, comparison and source stand beside them.
"""

from __future__ import annotations

import re

from content.texts import all_pieces, plain_pieces, rich_pieces
from ketacontent.models import Record

_FIGURE = re.compile(
    r"\d|%|\bper ?cent\b|\b(?:in|of|out of) (?:ten|twenty|a hundred|one hundred|a thousand)\b", re.I
)
_COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|half an?)"
_DOSE = re.compile(
    r"\b(?:mg|mcg|[\u00b5\u03bc]g|milligrams?|micrograms?)\b"
    r"|\d\s*(?:mg|mcg|g|ml)\b|\bmg/kg\b|\bper kilo(?:gram)?\b"
    rf"|\b{_COUNT} (?:sprays?|puffs?|lozenges?|troches?|tablets|capsules|vials?|devices?|drops)\b"
    r"|\b\d+ doses?\b",
    re.I,
)
_PROSE_FIELDS = re.compile(r"(?:^|\.)(?:title|heading|said|subject|preheader|alt)$")


def typed_figures(record: Record) -> list[str]:
    """Return where a figure is typed in a sentence, a title or a heading."""
    titles = tuple(piece for piece in plain_pieces(record) if _PROSE_FIELDS.search(piece.place))
    return [
        f"{piece.place}: {sentence!r} holds a figure. Print a claim ([[claim/...]]) or a value of a record "
        "([[side-effect/...#frequency]]), or say it in words."
        for piece in (*rich_pieces(record), *titles)
        for sentence in piece.sentences
        if _FIGURE.search(sentence)
    ]


def doses(record: Record) -> list[str]:
    """Return where a dose is named, for anybody: in claims, names and populations too."""
    return [
        f"{piece.place}: {sentence!r} names a dose ({found.group()!r}). Take it out: the team sets the dose."
        for piece in all_pieces(record)
        for sentence in piece.sentences
        if (found := _DOSE.search(sentence))
    ]
