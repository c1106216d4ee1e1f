"""No two records say the same sentence: a reader of two pages should learn two things."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from content.texts import rich_pieces
from ketacontent import Catalog
from ketacontent.models import Record

_SHORTEST = 5
"""Words of the shortest sentence that counts; "Ask your team." may stand in many places."""
_HEADING = re.compile(r"\.heading$|\.label$|\.caption$|\.columns\.\d+$")


def repeated(record: Record, catalog: Catalog) -> list[str]:
    """Return the sentences of a record that another one says too; headings of care cards are meant to be."""
    faults = []
    for piece in rich_pieces(record):
        if _HEADING.search(piece.place):
            continue
        for sentence in piece.sentences:
            others = sorted(_homes(catalog).get(_key(sentence), set()) - {record.ref})
            if others:
                faults.append(
                    f"{piece.place}: {sentence!r} stands in {', '.join(others)} too. Say it in one "
                    "place, in other "
                    "words, or print it as a claim."
                )
    return faults


@lru_cache(maxsize=2)
def _homes(catalog: Catalog) -> dict[str, set[str]]:
    homes: dict[str, set[str]] = defaultdict(set)
    for record in catalog:
        if record.kind not in ("source", "brand", "crisis-resource"):
            for piece in rich_pieces(record):
                if not _HEADING.search(piece.place):
                    for sentence in piece.sentences:
                        homes[_key(sentence)].add(record.ref)
    homes.pop("", None)
    return dict(homes)


def _key(sentence: str) -> str:
    words = re.findall(r"[a-z0-9']+", sentence.lower())
    return " ".join(words) if len(words) >= _SHORTEST else ""
