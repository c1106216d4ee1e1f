"""Texts, figures and sources in plain English words, for formats that have no place for marks.

Pages have their own, better words (`pages/`); these are for cells of a table and for short descriptions.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from ketacontent.catalog import Catalog
from ketacontent.models import Claim, Frequency, Measure, Range, RichText, Source
from ketacontent.models.printable import printable_value
from ketacontent.models.source import Author
from ketacontent.models.text.nodes import Emphasis, Link, Node, Ref, Strong, Text
from ketacontent.models.values import Proportion


def plain_words(text: RichText, catalog: Catalog) -> str:
    """Return a text on one line: references as words, citations left out."""
    return " ".join("".join(_words(text.nodes, catalog)).split()).replace(" .", ".").replace(" ,", ",")


def cited_in(texts: Iterable[RichText], catalog: Catalog) -> list[str]:
    """Return the ids of sources that texts cite, each once, in reading order."""
    found: dict[str, None] = {}
    for text in texts:
        for reference in text.references:
            if isinstance(reference, Ref):
                if reference.kind == "claim" and not reference.field:
                    found |= dict.fromkeys(sources_of(catalog.claims[reference.id]))
            else:
                found |= dict.fromkeys(reference.source_ids)
    return list(found)


def sources_of(claim: Claim) -> tuple[str, ...]:
    """Return the ids of the sources of a claim, each once."""
    return tuple(dict.fromkeys(evidence.source for evidence in claim.evidence))


def figure(proportion: Proportion) -> str:
    """Return how many of how many: "142 of 346 people (41%)", "61% to 84%, number of people not given"."""
    low, high = proportion.percentages
    share = f"{_number(low)}%" if low == high else f"{_number(low)}% to {_number(high)}%"
    if proportion.events is not None and proportion.total is not None:
        about = "" if proportion.percent is not None else "about "
        return f"{proportion.events:,} of {proportion.total:,} people ({about}{share})"
    if proportion.total is not None:
        return f"{share} of {proportion.total:,} people"
    return f"{share}, number of people not given"


def compared(frequency: Frequency) -> str:
    """Return a frequency's figure and that of the people it is compared with."""
    other = frequency.comparator
    against = f"against {figure(other)} with {other.name}" if other else "no comparison group"
    return f"{figure(frequency)}; {against}"


def citation(source: Source) -> str:
    """Return a source on one line: authors, title, where and when it came out, address."""
    names = [_name(author) for author in source.authors]
    if source.authors_truncated or len(names) > 3:
        names = [*names[:3], "et al"]
    place = source.container_title or source.publisher
    parts = [", ".join(names), source.title, place if place not in names else None, source.issued]
    parts.append("Retracted" if source.is_retracted else None)
    told = " ".join(_closed(part) for part in parts if part)
    return f"{told} {source.address}" if source.address else told


def label(word: str) -> str:
    """Return a word of the vocabulary as a reader would write it."""
    return word.replace("-", " ")


def _words(nodes: Iterable[Node], catalog: Catalog) -> Iterable[str]:
    for node in nodes:
        match node:
            case Text(words):
                yield words
            case Emphasis(children) | Strong(children) | Link(_, children):
                yield from _words(children, catalog)
            case Ref():
                yield _referred(node, catalog)


def _referred(ref: Ref, catalog: Catalog) -> str:
    record = catalog.get(f"{ref.kind}/{ref.id}")
    if ref.field:
        return _value(printable_value(record, ref.field), catalog)
    if isinstance(record, Claim) and not ref.words:
        return plain_words(record.text, catalog)
    return ref.words or (record.title.lower() if record.kind == "glossary-term" else record.title)


def _value(value: object, catalog: Catalog) -> str:
    match value:
        case Frequency():
            return compared(value)
        case Measure():
            measured = _range(value.range) if value.range else ""
            return f"at least {measured}" if value.at_least else measured
        case Range():
            return _range(value)
        case RichText():
            return plain_words(value, catalog)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _range(value: Range) -> str:
    ends = _number(value.min) if value.min == value.max else f"{_number(value.min)} to {_number(value.max)}"
    return f"{ends}%" if value.unit == "percent" else f"{ends} {value.unit}"


def _number(value: Decimal) -> str:
    """Return a number with no zeros at its end, and with one decimal where it was divided out."""
    shown = value.quantize(Decimal("0.1")) if value.as_tuple().exponent < -4 else value  # type: ignore[operator]
    return f"{shown.normalize():f}"


def _name(author: Author) -> str:
    if author.literal is not None:
        return author.literal
    initials = "".join(part[0] for part in (author.given or "").replace("-", " ").replace(".", " ").split())
    return f"{author.family} {initials}".strip()


def _closed(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."
