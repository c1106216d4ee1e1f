"""The certainty map: what is known about a subject, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from ketacontent.catalog import Catalog
from ketacontent.models import Claim, RichText
from ketacontent.models.text.nodes import Emphasis, Node, Ref, Strong
from ketacontent.models.vocabulary import Certainty
from ketacontent.pages.pictures.block import CertaintyLevel, CertaintyMap, CertaintyRow
from ketacontent.pages.pictures.shape import CELL, Marks, dots
from ketacontent.pages.words import Words

plain = RichText.plain_words
LEVELS: tuple[Certainty, ...] = get_args(Certainty)
"""From the surest to the least sure; what is not graded comes last."""
_COLUMNS = 10


def certainty_map(
    words: Words, subjects: Iterable[tuple[RichText, Iterable[Claim]]], *, id: str = "certainty"
) -> CertaintyMap:
    """Draw the statements of subjects, counted by how sure they are.

    Args:
        words: of the reader's locale.
        subjects: what a row is about, such as a reference to a condition, and the claims made about it.
        id: stands before the ids of the drawings; another one for each picture of a page.
    """
    rows = tuple(
        _row(subject, tuple(claims), words, f"{id}-{number}")
        for number, (subject, claims) in enumerate(subjects, 1)
    )
    return CertaintyMap(
        id=id,
        caption=plain(words("What is known, and how sure it is: statements counted by certainty")),
        rows=rows,
        nothing=None if rows else plain(words("Nothing is known about this, so nothing is drawn.")),
    )


def claims_in(catalog: Catalog, texts: Iterable[RichText], listed: Iterable[str]) -> tuple[Claim, ...]:
    """Return the claims that texts print, those that a record lists, and those that must stand beside them.

    They are the claims of the page's evidence table.
    """
    found: dict[str, Claim] = {}
    for id in (*_printed(texts), *listed):
        _add(catalog, id, found)
    return tuple(found.values())


def _printed(texts: Iterable[RichText]) -> Iterator[str]:
    for text in texts:
        for ref in _refs(text.nodes):
            if ref.kind == "claim" and not ref.field:
                yield ref.id


def _refs(nodes: Iterable[Node]) -> Iterator[Ref]:
    for node in nodes:
        if isinstance(node, Ref):
            yield node
        elif isinstance(node, (Emphasis, Strong)):
            yield from _refs(node.children)


def _add(catalog: Catalog, id: str, found: dict[str, Claim]) -> None:
    if id not in found:
        found[id] = catalog.claims[id]
        for other in found[id].print_with:
            _add(catalog, other, found)


def _row(subject: RichText, claims: tuple[Claim, ...], words: Words, id: str) -> CertaintyRow:
    levels = tuple(
        _level(grade, count, words, f"{id}-{grade}")
        for grade in LEVELS
        if (count := sum(claim.certainty == grade for claim in claims))
    )
    return CertaintyRow(
        subject=subject,
        levels=levels,
        nothing=None if levels else plain(words("We found no statement to make.")),
    )


def _level(grade: Certainty, count: int, words: Words, id: str) -> CertaintyLevel:
    number = words.number(count)
    return CertaintyLevel(
        label=plain(words.label(grade)),
        count=plain(number),
        grade=grade,
        marks=Marks(
            id=id,
            title=words("Statements drawn as dots: {count}", count=number),
            count=count,
            width=min(count, _COLUMNS) * CELL,
            height=-(-count // _COLUMNS) * CELL,
            path=dots(0, count, _COLUMNS),
        ),
    )
