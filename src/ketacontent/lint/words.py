"""The words of one folded sentence: what patterns match against."""

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import accumulate, chain

from ketacontent.lint.normalize import WORD, fold

PREFIX = 4
"""Length of the word beginnings by which patterns are looked up."""
DIGIT, MONEY = "#", "$"
_words = re.compile(f"({WORD})")
_loose = frozenset(",:()[]{}/|\u2022")
_blocking = frozenset(";!?")
TIGHT, LOOSE, BLOCKED = 0, 1, 2
"""What parts a word from the one before: little, a comma or the like, or the end of a clause."""


class Words:
    """The words of a text with their places, what stands between them, and their beginnings.

    Thousands are kept at a time. All that is kept is in tuples of plain values, which the garbage collector
    need not visit.
    """

    __slots__ = ("beginnings", "ends", "folded", "keys", "matched", "parted", "starts", "tokens")

    def __init__(self, text: str) -> None:
        """Fold a text and take its words."""
        folded = fold(text)
        self.folded = folded
        pieces = _words.split(folded)  # what stands before, the first word, what stands between, ...
        edges = tuple(accumulate(map(len, pieces)))
        self.tokens: tuple[str, ...] = tuple(pieces[1::2])
        self.starts: tuple[int, ...] = edges[:-1:2]
        self.ends: tuple[int, ...] = edges[1::2]
        self.parted = bytes([TIGHT if gap == " " else _parting(gap) for gap in pieces[:-1:2]])
        self.keys: tuple[tuple[str, str], ...] = tuple(map(keys_of, self.tokens))
        """For each word the beginnings by which it is looked up."""
        self.beginnings = frozenset(chain.from_iterable(self.keys))
        self.matched: dict[tuple[int, int], tuple[int, ...]] = {}
        """Where choices of words end, by their number and where they start: many patterns ask the same."""

    def beginning(self, keys: Collection[str]) -> list[int]:
        """Return the numbers of the words that have one of these beginnings, in order."""
        return [number for number, (long, short) in enumerate(self.keys) if long in keys or short in keys]

    def forget(self) -> None:
        """Drop what was worked out while matching; many remembered sentences are then less to hold.

        Another thread that is still matching keeps what it had in hand.
        """
        self.matched = {}


@lru_cache(maxsize=20_000)
def keys_of(token: str) -> tuple[str, str]:
    """Return the beginnings by which a word is looked up: four letters and three, or what begins a number."""
    if token[0].isdigit():
        return token[:PREFIX], DIGIT
    return token[:PREFIX], MONEY if token[0] == "$" else token[: PREFIX - 1]


@lru_cache(maxsize=5_000)
def _parting(between: str) -> int:
    if len(between) == 1:
        return (
            TIGHT
            if between == " "
            else BLOCKED
            if between in _blocking
            else LOOSE
            if between in _loose
            else TIGHT
        )
    if not _blocking.isdisjoint(between):
        return BLOCKED
    return TIGHT if _loose.isdisjoint(between) else LOOSE
