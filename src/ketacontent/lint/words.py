"""The words of one folded sentence: what patterns match against."""

import re
from collections import defaultdict
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
    """The words of a text with their places, what stands between them, and an index of their beginnings."""

    __slots__ = ("_index", "beginnings", "ends", "folded", "keys", "matched", "parted", "starts", "tokens")

    def __init__(self, text: str) -> None:
        """Fold a text and take its words."""
        folded = fold(text)
        self.folded = folded
        pieces = _words.split(folded)  # what stands before, the first word, what stands between, ...
        between, tokens = pieces[::2], pieces[1::2]
        edges = list(accumulate(map(len, pieces)))
        self.tokens: list[str] = tokens
        self.starts: list[int] = edges[:-1:2]
        self.ends: list[int] = edges[1::2]
        self.parted: list[int] = [TIGHT if gap == " " else _parting(gap) for gap in between[:-1]]
        self.keys: list[tuple[str, str]] = list(map(keys_of, tokens))
        """For each word the beginnings by which it is looked up."""
        self.beginnings = frozenset(chain.from_iterable(self.keys))
        self._index: dict[str, list[int]] | None = None
        self.matched: dict[tuple[int, int], tuple[int, ...]] = {}
        """Where choices of words end, by their number and where they start: many patterns ask the same."""

    @property
    def index(self) -> dict[str, list[int]]:
        """The numbers of the words with each beginning."""
        found = self._index
        if found is None:
            index: dict[str, list[int]] = defaultdict(list)
            for number, (long, short) in enumerate(self.keys):
                index[long].append(number)
                if short != long:
                    index[short].append(number)
            found = self._index = index
        return found

    def forget(self) -> None:
        """Drop what was worked out while matching; many remembered sentences are then less to hold.

        Another thread that is still matching keeps what it had in hand.
        """
        self._index = None
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
