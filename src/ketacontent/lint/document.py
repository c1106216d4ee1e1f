"""A whole text as the linter sees it: blocks, sentences with their context, places in the file.

Here a sentence learns from its surroundings: a myth label before a list, a lead-in such as "Do not say:",
a next sentence that says "This is false."
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ketacontent.lint.answer import statement
from ketacontent.lint.normalize import fold
from ketacontent.lint.pattern import Vocabulary
from ketacontent.lint.read import Block, Writer
from ketacontent.lint.scope import Reading
from ketacontent.lint.sentence import Sentence, split
from ketacontent.lint.words import Words

_digit = re.compile(r"\d")
_line_end = re.compile(r"\r\n|[\n\r]")
_label = (
    r"(?:(?:common|popular|frequent) )?(?:myths?|misconceptions?|(?:some )?people (?:sometimes |often )?say"
    r"|what (?:people|ads|you may|clinics|websites) (?:may )?(?:say|hear|claim)"
    r"|you may (?:hear|read|see)|false claims?"
    r"|the claim|not true|rumors?|fiction|false|wrong)"
)
_myth_label = re.compile(rf"\W*{_label}(?:\W+{_label}){{0,3}}\W*(?:#?\d+\W*)?(?:\([^)]{{0,60}}\)\W*)?")
_references = re.compile(
    r"\W*(?:references?|sources?|bibliography|citations?|literature|further reading|footnotes|works cited"
    r"|sources and (?:notes|references|further reading))\W*"
)
_myth_topic = re.compile(
    r"\b(?:myths?|misconceptions?|false claims|misleading claims|claims to (?:doubt|question|watch for)"
    r"|red flags)\b"
)
_fact_label = re.compile(
    r"\W*(?:the )?(?:facts?|truth|reality|what (?:is|the evidence|studies|research|we know)|evidence|answer"
    r"|in fact)\b.{0,60}"
)
_denied_after = re.compile(
    r"\W*(?:this|that|it|these|those|both|none of (?:this|these)|neither|all of this)\W+"
    r"(?:claims? |statements? |idea )?(?:is|are|was)\W+"
    r"(?:simply |just |also |plainly |a |an |all |not |only )*"
    r"(?:false|untrue|wrong|true|myths?|misleading|inaccurate|unproven|incorrect)\b"
    r"|\W*(?:false|wrong|untrue|not true|no|myth|incorrect|not so)\W*$"
)
_source_link = re.compile(
    r"https?://(?:[\w.-]*\.)?(?:doi\.org|ncbi\.nlm\.nih\.gov|pubmed|nih\.gov|fda\.gov|nejm\.org|jamanetwork\.com|thelancet\.com"
    r"|cochrane|nice\.org\.uk|who\.int|bmj\.com|nature\.com|clinicaltrials\.gov|europepmc|psychiatryonline|sciencedirect"
    r"|springer|wiley|frontiersin|mdpi|ahajournals|ema\.europa\.eu|gov\.uk|nhs\.uk|canada\.ca|tga\.gov\.au|accessdata)"
)
_LONGEST_KEPT = 5_000
"""Characters of a block whose sentences are kept."""
_MOST_KEPT = 1_200_000
"""Characters of sentences and blocks that are kept for further documents, so that memory stays bounded."""
_LONGEST_ANSWER = 8
"""Words of a plain yes or no."""
_NO_CLAIM = (Reading.MYTH, Reading.NEGATION, Reading.OTHER_DRUG, Reading.QUESTION, Reading.ATTRIBUTION)
MYTH: frozenset[Reading] = frozenset({Reading.MYTH})


@dataclass(slots=True)
class Placed:
    """A sentence and the block it stands in."""

    sentence: Sentence
    """The same object for every place where the sentence repeats."""
    block: Block
    start: int
    """Offset in the block."""
    is_citation: bool = False
    """It stands in a list of references: the words of a foreign title are not the writer's."""
    length: int = 0
    """Characters of what is written there, where the sentence is what that amounts to."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the file of a span of the sentence, or of all that it stands for."""
        if self.length:
            start, end = 0, self.length
        return self.block.place(self.start + start, self.start + end)


class Document:
    """The sentences of a text, and questions that rules for documents ask of them."""

    def __init__(self, text: str, read: Writer, shelf: "Shelf") -> None:
        """Take a text, what its reader made of it, and where sentences are kept."""
        self.text = text
        self.vocabulary = shelf.vocabulary
        self.blocks = read.blocks
        self.links = read.links
        self.sentences = list(_sentences(read.blocks, shelf))
        self.answers = list(_answers(self.sentences, shelf))
        """What questions say together with a plain yes or no after them, and the questions."""
        self.words = sum(placed.sentence.word_count for placed in self.sentences)
        self._distinct = list({id(placed.sentence): placed.sentence for placed in self.sentences}.values())
        self._beginnings = frozenset[str]().union(*(s.words.beginnings for s in self._distinct))
        self._lines = [0, *(match.end() for match in _line_end.finditer(text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def count(self, sources: Iterable[str], enough: int) -> int:
        """Count how many of the patterns occur, up to ``enough``."""
        found = 0
        for source in sources:
            pattern = self.vocabulary.pattern(source)
            if pattern.may_match(self._beginnings) and any(
                pattern.may_match(sentence.words.beginnings) and sentence.match(pattern)
                for sentence in self._distinct
            ):
                found += 1
                if found >= enough:
                    break
        return found

    def places(self, sources: tuple[str, ...], enough: int) -> list[tuple[int, int]]:
        """Return where sentences claim what the patterns say, if their weight is enough; else nothing.

        A plain sentence weighs two, a hedged one one.
        """
        group = self.vocabulary.group(sources)
        found: list[tuple[int, int]] = []
        weight = 0
        for placed in self.sentences:
            if placed.is_citation or placed.block.kind in {"heading", "description"}:
                continue
            match = placed.sentence.first(group)
            if match is None:
                continue
            start, end, _ = match
            scope = placed.sentence.scope
            if any(scope.holds(r, start, end) for r in _NO_CLAIM):
                continue
            found.append(placed.place(start, end))
            weight += 1 if scope.holds(Reading.HEDGE, start, end) else 2
            if weight >= enough:
                return found
        return []

    def unexplained(self, terms: tuple[str, ...], explained_by: tuple[str, ...]) -> list[tuple[int, int]]:
        """Return the places of terms that no sentence of the document explains."""
        places: dict[str, list[tuple[int, int]]] = {}
        explained: set[str] = set()
        patterns = [self.vocabulary.pattern(source) for source in terms]
        beginnings = frozenset[str]().union(*(pattern.needs[0] for pattern in patterns))
        sentences = [
            placed for placed in self.sentences if not beginnings.isdisjoint(placed.sentence.words.beginnings)
        ]
        for pattern in patterns:
            for placed in sentences:
                if not pattern.may_match(placed.sentence.words.beginnings):
                    continue
                if placed.sentence.match(pattern) is None:
                    continue
                for match in pattern.find(placed.sentence.words):
                    places.setdefault(pattern.source, []).append(placed.place(match.start, match.end))
                    if placed.sentence.has(explained_by):
                        explained.add(pattern.source)
        return sorted(place for source, found in places.items() if source not in explained for place in found)

    @property
    def has_source_links(self) -> bool:
        """The text links to a register, journal, regulator or national health service."""
        return any(_source_link.match(link) for link in self.links) or bool(_source_link.search(self.text))


class _Opening:
    """What the first words of a block say about what follows."""

    __slots__ = ("begins_with_fact", "folded", "is_fact", "is_myth")

    def __init__(self, text: str) -> None:
        self.folded = fold(text).strip()
        self.is_myth = _myth_label.fullmatch(self.folded) is not None
        self.begins_with_fact = _fact_label.match(self.folded) is not None
        self.is_fact = _fact_label.fullmatch(self.folded) is not None


class Shelf:
    """Keeps sentences for the documents of one linter: menus, footers and notices repeat word for word.

    What is worked out about a sentence stays with it, so that a second page that has it costs a look-up.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the word classes of the sentences."""
        self.vocabulary = vocabulary
        self._kept: dict[frozenset[Reading], dict[str, Sentence]] = {}
        self._spans: dict[str, list[tuple[int, int]]] = {}
        self._words: dict[str, Words] = {}
        self._openings: dict[str, _Opening] = {}
        self.cut: dict[tuple[str, frozenset[Reading]], list[tuple[Sentence, int]]] = {}
        """The sentences of a block, with their places in it, by its text and context."""
        self._size = 0

    def sentence(self, text: str, context: frozenset[Reading]) -> Sentence:
        """Return the sentence with this text and context."""
        found = self._kept.get(context, {}).get(text)
        if found is None:
            self._grow(len(text))
            found = Sentence(text, self.vocabulary, self.words(text), context)
            self._kept.setdefault(context, {})[text] = found
        return found

    def words(self, text: str) -> Words:
        """Return the words of a sentence, which are the same in any context."""
        found = self._words.get(text)
        if found is None:
            found = self._words[text] = Words(text)
        return found

    def opening(self, text: str) -> _Opening:
        """Return what the first words of a block say."""
        found = self._openings.get(text)
        if found is None:
            found = self._openings[text] = _Opening(text)
        return found

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the sentences of a block stand."""
        found = self._spans.get(text)
        if found is None:
            found = split(text)
            if len(text) < _LONGEST_KEPT:
                self._grow(len(text))
                self._spans[text] = found
        return found

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > _MOST_KEPT:
            self._kept.clear()
            self._spans.clear()
            self._words.clear()
            self._openings.clear()
            self.cut.clear()
            self._size = size


def _sentences(blocks: list[Block], shelf: Shelf) -> Iterator[Placed]:
    label: frozenset[Reading] = frozenset()
    label_level = 9
    cited_level = 0
    lead: frozenset[Reading] = frozenset()
    columns: dict[int, frozenset[Reading]] = {}
    table = 0
    for block in blocks:
        opening = shelf.opening(block.text[:120])
        if block.kind == "heading":
            if label and block.level <= label_level:
                label = frozenset()
            if opening.is_myth:
                label, label_level = MYTH, block.level
            elif opening.is_fact:
                label = frozenset()
            lead = frozenset()
        elif opening.is_myth:
            label, label_level = MYTH, 9
        elif opening.begins_with_fact:
            label = frozenset()
        if block.group != table:
            columns, table = {}, block.group
        if block.kind == "header-cell":
            if opening.is_myth:
                columns[block.level] = MYTH
            elif block.level in columns:
                del columns[block.level]
        if block.kind == "heading":
            if block.level <= cited_level:
                cited_level = 0
            if _references.fullmatch(opening.folded):
                cited_level = block.level
        context = label
        if block.kind == "item":
            context = context | lead
        if block.kind == "cell":
            context = context | columns.get(block.level, frozenset())
        for placed in _of_block(block, shelf, context):
            placed.is_citation = cited_level > 0 and block.kind != "heading"
            yield placed
        if block.kind not in {"item", "cell", "header-cell"}:
            lead = _lead(block.text, shelf)
        if block.kind == "heading" and _myth_topic.search(opening.folded) and not lead:
            lead = MYTH


def _answers(sentences: list[Placed], shelf: Shelf) -> Iterator[tuple[Placed, Sentence]]:
    for asked, following in pairwise(sentences):
        question, answer = asked.sentence, following.sentence
        if not question.text.endswith("?") or answer.word_count > _LONGEST_ANSWER or asked.is_citation:
            continue
        said = statement(question.text, answer.text)
        if said:
            # A "no" denies the question before it, so what that one has learned from it does not count.
            sentence = shelf.sentence(said, answer.context)
            yield Placed(sentence, asked.block, asked.start, length=len(question.text)), question


def _of_block(block: Block, shelf: Shelf, context: frozenset[Reading]) -> Iterator[Placed]:
    known = shelf.cut.get((block.text, context))
    if known is None:
        known = list(_cut(block, shelf, context))
        if len(block.text) < _LONGEST_KEPT:
            shelf.cut[(block.text, context)] = known
    for sentence, start in known:
        yield Placed(sentence, block, start)


def _cut(block: Block, shelf: Shelf, context: frozenset[Reading]) -> Iterator[tuple[Sentence, int]]:
    spans = shelf.spans(block.text)
    texts = [block.text[start:end] for start, end in spans]
    for index, (start, end) in enumerate(spans):
        here = context
        if index and _digit.search(block.text, start, end):
            # "A day later, 64 in 100 felt better": the sentence before may name the trial.
            before = shelf.sentence(texts[index - 1], context)
            if before.scope.holds(Reading.NAMED_SOURCE, 0, 0):
                here = here | {Reading.NAMED_SOURCE}
            before.forget()
        if index + 1 < len(spans):
            following = shelf.words(texts[index + 1]).folded[:90]
            if _denied_after.match(following) and not re.match(
                r"\W*(?:this|that|it) is (?:all |also )?true", following
            ):
                here = here | MYTH
        yield shelf.sentence(texts[index], here), start


def _lead(text: str, shelf: Shelf) -> frozenset[Reading]:
    """Return what the words before a list lend its items."""
    if not text.rstrip().endswith(":"):
        return frozenset()
    spans = shelf.spans(text)
    if not spans:
        return frozenset()
    last = shelf.sentence(text[spans[-1][0] : spans[-1][1]], frozenset())
    end = len(last.folded)
    lent = (
        Reading.DENIAL,
        Reading.NEGATION,
        Reading.ATTRIBUTION,
        Reading.MYTH,
        Reading.HEDGE,
        Reading.FIRM_HEDGE,
        Reading.OFF_LABEL,
    )
    return frozenset(reading for reading in lent if last.scope.holds(reading, end, end))
