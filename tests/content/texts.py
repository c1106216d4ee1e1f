"""The words of a record: rich texts, plain words and sentences, each with its place. No rule lives here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, get_args

from pydantic import BaseModel

from ketacontent.catalog.pointers import texts_of
from ketacontent.lint.sentence import split
from ketacontent.models import Record, RichText
from ketacontent.models.text.nodes import Cite, Emphasis, Link, Ref, Strong, Text
from ketacontent.models.types import PlainText

T = TypeVar("T")
DATA = Path(__file__).resolve().parents[2] / "src" / "ketacontent" / "data"
READ_KINDS = ("topic", "route", "side-effect", "step", "condition", "medicine", "faq", "myth", "checklist")
"""Kinds with pages that state facts in sentences of their own."""
PROSE_KINDS = (*READ_KINDS, "newsletter", "safety-notice", "glossary-term", "regulatory-status", "image")
"""Kinds whose sentences readers meet; claims are the one place for figures."""


def refs(*kinds: str) -> list[str]:
    """Return the records of some kinds as `kind/id`, from the names of their files; nothing is loaded."""
    return [f"{kind}/{file.stem}" for kind in kinds for file in sorted((DATA / kind).glob("*.yaml"))]


class Piece(NamedTuple):
    """Words of a record and where they stand."""

    place: str
    words: str
    rich: RichText | None = None

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences, one string each."""
        return sentences(self.words)


def place_of(location: tuple[Any, ...]) -> str:
    """Return a location as an author would look it up."""
    return ".".join(str(part) for part in location)


def once(read: Callable[[Record], T]) -> Callable[[Record], T]:
    """Let a reading of a record be made once a record object; hashing a record costs more than that."""
    made: dict[int, tuple[Record, T]] = {}

    @wraps(read)
    def known(record: Record) -> T:
        if id(record) not in made:
            made[id(record)] = (record, read(record))  # kept alive, so that its id stays its own
        return made[id(record)][1]

    return known


@once
def rich_pieces(record: Record) -> tuple[Piece, ...]:
    """Return the texts of a record, as the words that its author typed."""
    return tuple(Piece(place_of(location), own_words(text), text) for location, text in texts_of(record))


@once
def plain_pieces(record: Record) -> tuple[Piece, ...]:
    """Return titles, headings, names and other plain words of a record."""
    return tuple(Piece(place_of(at), words) for at, words in _plain(record, ()))


def all_pieces(record: Record) -> tuple[Piece, ...]:
    """Return everything that a record says in words."""
    return plain_pieces(record) + rich_pieces(record)


@lru_cache(maxsize=20_000)
def sentences(words: str) -> tuple[str, ...]:
    """Cut words into sentences."""
    return tuple(words[start:end] for start, end in split(words))


def is_sourced(text: RichText) -> bool:
    """Say whether a text cites a source, prints a claim, or prints a figure of a record."""
    return any(isinstance(mark, Cite) or mark.kind == "claim" or bool(mark.field) for mark in text.references)


def own_words(text: RichText) -> str:
    """Return the words that the author typed: without whole claims and printed values."""

    def of(nodes: tuple[Any, ...]) -> Iterator[str]:
        for node in nodes:
            if isinstance(node, Text):
                yield node.words
            elif isinstance(node, Ref):
                if node.field:
                    yield "some"  # a printed value
                elif node.kind == "claim":
                    yield node.words or ". "  # a whole sentence, which is the claim's own
                else:
                    yield node.words or node.id.replace("-", " ")
            elif isinstance(node, (Emphasis, Strong, Link)):
                yield from of(node.children)

    return re.sub(r"\s+", " ", "".join(of(text.nodes))).strip()


@cache
def _plain_fields(model: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """Return the fields that hold plain words (True) or further models (False)."""
    found = []
    for name, field in model.model_fields.items():
        if any(
            entry in field.metadata
            for entry in get_args(PlainText)[1:]
            if callable(getattr(entry, "func", None))
        ) or _holds(field.annotation, PlainText):
            found.append((name, True))
        else:
            found.append((name, False))
    return tuple(found)


def _holds(annotation: Any, wanted: Any) -> bool:
    return annotation == wanted or any(_holds(part, wanted) for part in get_args(annotation))


def _plain(value: Any, at: tuple[Any, ...], is_plain: bool = False) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(value, BaseModel):
        for name, plain in _plain_fields(type(value)):
            yield from _plain(getattr(value, name), (*at, name), plain)
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _plain(part, (*at, number), is_plain)
    elif isinstance(value, str) and is_plain:
        yield at, value
