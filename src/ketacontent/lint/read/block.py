"""A block of running text that remembers where each of its characters stood in the file."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["paragraph", "heading", "item", "cell", "header-cell", "quote", "description"]

# Runs of space become one space; characters without width, which may sit inside a word, are dropped.
_uneven = re.compile(r"(?:\s|[\u00ad\u200b-\u200f\u2060\ufeff]){2,}|[^\S ]|[\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(slots=True)
class Block:
    """A heading, paragraph, list item, table cell, quotation or page description."""

    kind: Kind
    text: str
    at: list[int]
    """Where each run begins in the text."""
    source: list[tuple[int, int, bool]]
    """For each run its start and end in the file, and whether the two go in step."""
    level: int = 0
    """Depth of a heading; column of a cell."""
    group: int = 0
    """Number of the list or table to which the block belongs; 0 for none."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the file of ``text[start:end]``."""
        first = bisect_right(self.at, start) - 1
        last = bisect_right(self.at, max(start, end - 1)) - 1
        a, a_end, a_even = self.source[first]
        b, b_end, b_even = self.source[last]
        begin = min(a + start - self.at[first], a_end) if a_even else a
        finish = min(b + end - self.at[last], b_end) if b_even else b_end
        return begin, max(begin, finish)


@dataclass(slots=True)
class Writer:
    """Collects text with its places and hands out blocks."""

    blocks: list[Block] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _at: list[int] = field(default_factory=list)
    _source: list[tuple[int, int, bool]] = field(default_factory=list)
    _length: int = 0
    _ends_in_space: bool = True

    def add(self, text: str, start: int, end: int) -> None:
        """Add text that stands from ``start`` to ``end`` in the file."""
        if len(text) != end - start:
            self._run(_uneven.sub(_narrow, text), start, end, is_even=False)
            return
        position = 0
        if self._ends_in_space and text[:1] == " ":
            position = len(text) - len(text.lstrip(" "))
        for match in _uneven.finditer(text, position):
            self._run(text[position : match.start()], start + position, start + match.start(), is_even=True)
            self._run(_narrow(match), start + match.start(), start + match.end(), is_even=False)
            position = match.end()
        self._run(text[position:], start + position, end, is_even=True)

    def space(self, at: int) -> None:
        """Keep the words before and after apart."""
        self._run(" ", at, at, is_even=False)

    def _run(self, text: str, start: int, end: int, *, is_even: bool) -> None:
        if text == " " and self._ends_in_space:
            return
        if not text:
            return
        self._text.append(text)
        self._at.append(self._length)
        self._source.append((start, end, is_even))
        self._length += len(text)
        self._ends_in_space = text[-1] == " "

    def flush(self, kind: Kind, level: int = 0, group: int = 0) -> None:
        """Close the block."""
        if self._length and any(not piece.isspace() for piece in self._text):
            self.blocks.append(Block(kind, "".join(self._text), self._at, self._source, level, group))
        self._text, self._at, self._source = [], [], []
        self._length, self._ends_in_space = 0, True


def _narrow(match: re.Match[str]) -> str:
    return " " if any(char.isspace() for char in match[0]) else ""
