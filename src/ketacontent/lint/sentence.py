"""Cut a block of text into sentences, mindful of medical abbreviations.

A sentence keeps its place in the block. Headings, list items and table cells are blocks of their own, so
a missing full stop joins nothing across them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from ketacontent.lint.pattern import Group, Match, Pattern, Vocabulary
from ketacontent.lint.scope import Reading, Scope
from ketacontent.lint.weigh import Telling
from ketacontent.lint.words import Words

if TYPE_CHECKING:
    from ketacontent.lint.checks.base import SentenceCheck, Span
    from ketacontent.lint.rule import Rule

Hit: TypeAlias = "tuple[Rule, SentenceCheck, Span]"
LONGEST = 1200
"""Characters of one sentence; what runs on longer is cut at a space, so that work stays bounded."""

_abbreviations = frozenset(
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "st",
        "vs",
        "eg",
        "ie",
        "etc",
        "approx",
        "dept",
        "est",
        "fig",
        "figs",
        "no",
        "nos",
        "vol",
        "inc",
        "ltd",
        "co",
        "jr",
        "sr",
        "al",
        "ref",
        "refs",
        "mg",
        "mcg",
        "ml",
        "kg",
        "min",
        "max",
        "avg",
        "incl",
        "cf",
        "ca",
        "resp",
        "i.v",
        "i.m",
        "s.l",
        "p.o",
        "b.i.d",
        "t.i.d",
        "q.d",
        "a.m",
        "p.m",
        "u.s",
        "u.k",
        "e.g",
        "i.e",
        "ph.d",
        "m.d",
        "d.o",
        "r.n",
        "n.p",
        "p.a",
        "gen",
        "sgt",
        "col",
        "lt",
        "rev",
        "hon",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "ave",
        "blvd",
        "rd",
    ]
)
_end = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019)\]*_]*(?:\s?\\?\[\d[\d, ]{0,20}\\?\])*(?=\s)|[\n\r]{2,}")
_before = re.compile(r"[A-Za-z][\w.]*$")
_item_number = re.compile(r"\s*\(?\d{1,2}\s*")


def split(text: str) -> list[tuple[int, int]]:
    """Return the start and end of each sentence in a block, without surrounding space."""
    cuts: list[int] = []
    for match in _end.finditer(text):
        if match[0][0] == ".":
            before = _before.search(text, max(0, match.start() - 12), match.start())
            word = before[0].lower() if before else ""
            following = text[match.end() : match.end() + 12].lstrip()
            if word in _abbreviations and not (
                word in {"etc", "u.s", "u.k", "a.m", "p.m", "al", "inc", "no"} and following[:1].isupper()
            ):
                continue
            if (
                len(word) == 1
                and before
                and before[0].isupper()
                and following[:1].isupper()
                and before[0] != "I"
            ):
                continue  # an initial
            if _item_number.fullmatch(text, 0, match.start()):
                continue  # the number of a list item
            if following[:1].islower():
                continue
        cuts.append(match.end())
    spans: list[tuple[int, int]] = []
    start = 0
    for cut in [*cuts, len(text)]:
        spans.extend(_bounded(text, start, cut))
        start = cut
    return spans


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if left < right:
        yield start + left, start + right


@dataclass(slots=True)
class Sentence:
    """One sentence, folded for matching, with what its surroundings lend it."""

    text: str
    vocabulary: Vocabulary
    words: Words
    """The words, folded."""
    context: frozenset[Reading] = frozenset()
    hits: "tuple[Hit, ...] | None" = None
    """What the engine found; kept here, as one sentence may stand in many places."""
    telling: Mapping[str, Telling] = field(default_factory=dict)
    """For rules among the hits that no phrase found: the words that speak most for them."""
    _scope: Scope | None = None
    _matches: dict[str, Match | None] = field(default_factory=dict)

    @property
    def folded(self) -> str:
        """The text as patterns see it, of the same length."""
        return self.words.folded

    @property
    def word_count(self) -> int:
        """The number of words; the parts of a hyphenated word count one by one."""
        return len(self.words.tokens)

    @property
    def scope(self) -> Scope:
        """The readings of the sentence."""
        found = self._scope
        if found is None:
            found = self._scope = Scope(self.words, self.vocabulary, self.context)
        return found

    def forget(self) -> None:
        """Drop what was worked out on the way to the hits; it is worked out again where it is asked for."""
        self.words.forget()
        self._matches = {}
        self._scope = None

    def match(self, pattern: Pattern) -> Match | None:
        """Return the first match of a pattern that may match, or None; worked out once."""
        source = pattern.source
        known = self._matches  # what another thread forgets is not taken out of it
        if source not in known:
            known[source] = pattern.search(self.words)
        return known[source]

    def has(self, sources: tuple[str, ...]) -> bool:
        """Tell whether any of the patterns occurs."""
        return self.first(self.vocabulary.group(sources)) is not None

    def first(self, group: Group) -> Match | None:
        """Return the first match of the first pattern of a group that occurs, or None."""
        for pattern in group.candidates(self.words.beginnings):
            match = self.match(pattern)
            if match is not None:
                return match
        return None
