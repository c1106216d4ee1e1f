"""References and citations of texts -> what a reader sees on one page.

One `Resolver` serves one page. It numbers sources in the order in which it
meets them, so texts must come to it in reading order.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from ketacontent.catalog import Catalog
from ketacontent.errors import UnknownId
from ketacontent.models import Claim, Frequency, GlossaryTerm, Measure, Range, Record, RichText
from ketacontent.models.printable import printable_value
from ketacontent.models.text.nodes import (
    Cite,
    Emphasis,
    Foreign,
    Link,
    MarkedWords,
    Node,
    Note,
    Ref,
    Strong,
    Text,
    words_nodes,
)
from ketacontent.pages.context import Context
from ketacontent.pages.words import LABELS, words_of


class Resolver:
    """Turns the marks of texts into words, links and numbers, and remembers what it met."""

    def __init__(self, catalog: Catalog, context: Context) -> None:
        self.catalog = catalog
        self.context = context
        self.words = context.words
        self.numbers: dict[str, int] = {}
        """Source ids with their numbers, in order of first citation."""
        self.terms: dict[str, GlossaryTerm] = {}
        self.claims: dict[str, Claim] = {}
        """The claims that the page makes; each stands in its evidence table."""
        self._printed: set[str] = set()
        self.records: dict[str, Record] = {}
        """Every record that a text named, by `kind/id`."""
        self._texts = catalog
        """Where words of records come from: inside a text that is not translated, the original catalog."""

    def text(self, text: RichText) -> RichText:
        """Return the text as it stands on the page: the text itself where it has no marks."""
        for node in text.nodes:
            if type(node) is not Text:
                return RichText.of(*self.nodes(text.nodes)) if _has_marks(text.nodes) else text
        return text

    def nodes(self, nodes: Iterable[Node]) -> list[Node]:
        """Return nodes in which every mark is resolved."""
        found: list[Node] = []
        for node in nodes:
            match node:
                case Cite(ids):
                    _close_up(found)
                    found.append(self.note(ids))
                case Ref():
                    found.extend(self.reference(node))
                case Emphasis(children):
                    found.append(Emphasis(tuple(self.nodes(children))))
                case Strong(children):
                    found.append(Strong(tuple(self.nodes(children))))
                case Foreign():
                    found.append(self.foreign(node))
                case _:
                    found.append(node)
        return found

    def foreign(self, node: Foreign) -> Foreign:
        """Return a text that is not translated; what it names is told in its own language."""
        words, texts = self.words, self._texts
        self._texts = self.catalog.base or self.catalog
        self.words = words_of("en-US") if node.language == "en" else words
        try:
            return Foreign(node.language, tuple(self.nodes(node.children)), node.direction)
        finally:
            self.words, self._texts = words, texts

    def note(self, source_ids: Iterable[str]) -> Note:
        """Return the numbers of sources, giving new ones where needed."""
        numbers = []
        for id in source_ids:
            if id not in self.catalog.sources:
                raise UnknownId("source", id, self.catalog.sources)
            numbers.append(self.numbers.setdefault(id, len(self.numbers) + 1))
        return Note(tuple(sorted(set(numbers))))

    def cited(self, text: RichText, source_ids: Iterable[str]) -> RichText:
        """Return a text on the page with the numbers of its sources behind it."""
        ids = tuple(source_ids)
        return RichText.of(*self.nodes(text.nodes), *([self.note(ids)] if ids else []))

    def reference(self, ref: Ref) -> list[Node]:
        """Return what stands for a reference: a sentence, a value, or linked words."""
        record = self._texts.get(f"{ref.kind}/{ref.id}")
        self.records[record.ref] = self.catalog.get(record.ref)
        if ref.field:
            return self.value(record, ref.field)
        if isinstance(record, Claim):
            if not ref.words:
                return self.claim(record)
            self._make(record)
            return [Text(ref.words), self.note(_sources_of(record))]
        if isinstance(record, GlossaryTerm):
            self.terms.setdefault(record.id, self.catalog.glossary_terms[record.id])
            return self.link(record, ref.words or _in_sentence(record.title))
        return self.link(record, ref.words or record.title)

    def link(self, record: Record, words: str) -> list[Node]:
        """Return words, linked to the record's page where there is one."""
        address = self.context.link(record)
        nodes = words_nodes(words)
        return [Link(address, nodes)] if address else list(nodes)

    def claim(self, claim: Claim) -> list[Node]:
        """Return a claim's sentence with its sources, and the claims that must stand beside it."""
        is_new = claim.id not in self._printed
        self._printed.add(claim.id)
        self._make(claim)
        nodes = [*self.nodes(claim.text.nodes), self.note(_sources_of(claim))]
        for id in claim.print_with if is_new else ():
            if id not in self._printed:
                nodes += [Text(" "), *self.claim(self._texts.claims[id])]
        return nodes

    def _make(self, claim: Claim) -> None:
        """Remember a claim, and those that must stand beside it."""
        if claim.id not in self.claims:
            self.claims[claim.id] = self.catalog.claims[claim.id]
            for id in claim.print_with:
                self._make(self.catalog.claims[id])

    def value(self, record: Record, field: str) -> list[Node]:
        """Return the value of a record's field as words, with its sources."""
        value = printable_value(record, field)
        words = self.words
        sources: tuple[str, ...] = ()
        match value:
            case Frequency():
                text = words.proportion(value, words.scale_of(value))
                if value.comparator is not None:
                    text = words("{words}, against {other}", words=text, other=words.comparison(value))
                if value.total is None:
                    text = words("{words} (number of people not given)", words=text)
                sources = value.sources
            case Measure():
                text, sources = words.measure(value), value.sources
            case Range():
                text = words.range(value)
            case RichText():
                return self.nodes(value.nodes)
            case date():
                text = words.date(value)
            case int() | Decimal():
                text = words.number(value)
            case str():
                text = words.label(value) if value in LABELS else value
                return [*words_nodes(text)]
            case _:
                raise UnknownId(f"value of {record.ref}", field, type(record).model_fields)
        return [*words_nodes(text), *([self.note(sources)] if sources else [])]


def _has_marks(nodes: Iterable[Node]) -> bool:
    """Say whether anything in nodes has to be resolved."""
    return any(
        isinstance(node, (Cite, Ref))
        or (isinstance(node, (Emphasis, Strong, Foreign)) and _has_marks(node.children))
        for node in nodes
    )


def _close_up(nodes: list[Node]) -> None:
    """Take the space before a citation away: it stands right behind its words."""
    if nodes and isinstance(nodes[-1], Text):
        nodes[-1] = Text(nodes[-1].words.rstrip(" "))


def _sources_of(claim: Claim) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.source for each in claim.evidence))


def _in_sentence(title: str) -> str:
    """Return a term as it stands inside a sentence: small first letter, unless it is an abbreviation."""
    if not title[1:2].islower():
        return title
    lowered = title[0].lower() + title[1:]
    if type(title) is MarkedWords:
        return title.same(lowered)
    return lowered
