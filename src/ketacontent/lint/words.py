"""The words of one folded sentence: what patterns match against."""

import re
from collections import defaultdict
from functools import lru_cache

from ketacontent.lint.normalize import WORD, fold

PREFIX = 4
"""Length of the word beginnings by which patterns are looked up."""
DIGIT, MONEY = "#", "$"
_word = re.compile(WORD)
_loose = frozenset(",:()[]{}/|\u2022")
_blocking = frozenset(";!?")
TIGHT, LOOSE, BLOCKED = 0, 1, 2
"""What parts a word from the one before: little, a comma or the like, or the end of a clause."""


class Words:
    """The words of a text with their places, what stands between them, and an index of their beginnings."""

    __slots__ = ("beginnings", "ends", "folded", "index", "parted", "starts", "tokens")

    def __init__(self, text: str) -> None:
        """Fold a text and take its words."""
        folded = fold(text)
        self.folded = folded
        self.tokens: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.parted: list[int] = []
        self.index: dict[str, list[int]] = defaultdict(list)
        last = 0
        index = self.index
        for number, match in enumerate(_word.finditer(folded)):
            token = match[0]
            start, end = match.span()
            self.tokens.append(token)
            self.starts.append(start)
            self.ends.append(end)
            between = folded[last:start]
            self.parted.append(TIGHT if between == " " else _parting(between))
            long, short = keys_of(token)
            index[long].append(number)
            if short != long:
                index[short].append(number)
            last = end
        self.beginnings = frozenset(self.index)


@lru_cache(maxsize=20_000)
def keys_of(token: str) -> tuple[str, str]:
    """Return the beginnings by which a word is looked up: four letters and three, or what begins a number."""
    if token[0].isdigit():
        return token[:PREFIX], DIGIT
    return token[:PREFIX], MONEY if token[0] == "$" else token[: PREFIX - 1]


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
