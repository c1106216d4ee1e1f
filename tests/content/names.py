"""Ketamine, esketamine (Spravato) and compounded ketamine are told apart in every sentence."""

from __future__ import annotations

import re

from content.texts import all_pieces
from ketacontent.models import Record

_MIXED = (
    (
        re.compile(r"\bketamine,? ?\((?:also (?:called|known as) )?(?:spravato|esketamine)", re.I),
        "calls ketamine Spravato",
    ),
    (re.compile(r"\bspravato ?\((?!esketamine)(?:\w+ )?ketamine", re.I), "calls Spravato ketamine"),
    (
        re.compile(r"\((?:es|s-)\)ketamine|\bketamine/esketamine\b|\besketamine/ketamine\b", re.I),
        "writes two as one",
    ),
    (
        re.compile(r"\bspravato,? (?:which is|that is|or) ketamine\b|\bketamine,? or spravato\b", re.I),
        "takes one for the other",
    ),
    (
        re.compile(r"\bgeneric (?:form of )?(?:spravato|esketamine)\b", re.I),
        "calls a product generic Spravato",
    ),
)
_SPRAY = re.compile(r"\bketamine (?:nasal )?sprays?\b", re.I)
_PHARMACY = re.compile(r"\bpharmac\w+|\bcompound\w*|\bapproved\b|\btaken up\b", re.I)
_DENIED = re.compile(r"\bnot\b|\bno\b", re.I)


def mixed_names(record: Record) -> list[str]:
    """Return the sentences in which two of the three products run into each other."""
    faults = []
    for piece in all_pieces(record):
        if piece.place.startswith("avoid."):
            continue
        for sentence in piece.sentences:
            for pattern, what in _MIXED:
                if (found := pattern.search(sentence)) and not _DENIED.search(sentence[: found.start()]):
                    faults.append(f"{piece.place}: {sentence!r} {what}. Name each product by its own name.")
            if _SPRAY.search(sentence) and not _PHARMACY.search(sentence):
                faults.append(
                    f"{piece.place}: {sentence!r} speaks of a ketamine spray. Spravato is esketamine; "
                    "a spray of "
                    "ketamine is compounded, so say that a pharmacy makes it."
                )
    return faults
