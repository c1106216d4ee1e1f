"""Technical words lead to the glossary where a record first uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from content.allowed import EVERYDAY_NAMES
from content.texts import rich_pieces
from ketacontent import Catalog
from ketacontent.models import Record, RichText
from ketacontent.models.text.nodes import Emphasis, Link, Ref, Strong, Text

_NOT_READ_BY_PATIENTS = ("clinician.",)


@lru_cache(maxsize=2)
def _names(catalog: Catalog) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Return each name of each term: its first letters, its pattern, and the term's id.

    The letters are a quick look: a text without them needs no search.
    """
    found = []
    for term in catalog.glossary_terms.values():
        for name in (term.title, *term.also_called):
            plain = re.sub(r"\s*\([^)]*\)", "", name).strip()
            if plain.lower() not in EVERYDAY_NAMES:
                words = re.escape(plain).replace(r"\ ", "[ -]")
                flags = 0 if plain.isupper() else re.I
                pattern = re.compile(rf"(?<![\w-]){words}(?:s|es)?(?![\w-])", flags)
                found.append((re.split(r"[ -]", plain.lower())[0], pattern, term.id))
    return tuple(found)


def unlinked_terms(record: Record, catalog: Catalog) -> list[str]:
    """Return technical words that stand in a record before, or without, a link to the glossary.

    The page of a subject need not explain its own name, and a clinician's note is for those who know.
    """
    faults: list[str] = []
    known = {record.id}
    names = _names(catalog)
    for piece in rich_pieces(record):
        if piece.rich is None or piece.place.startswith(_NOT_READ_BY_PATIENTS):
            continue
        for words, term in _stream(piece.rich):
            if term is not None:
                known.add(term)
                continue
            lower = words.lower()
            for start, pattern, id in names:
                if start in lower and id not in known and (found := pattern.search(words)):
                    known.add(id)
                    faults.append(
                        f"{piece.place}: {found.group()!r} is a technical word. Link it where it "
                        "first stands: "
                        f"[[{id}|{found.group()}]]."
                    )
    return faults


def _stream(text: RichText) -> Iterator[tuple[str, str | None]]:
    """Yield the words of a text; linked ones with the id of their term."""

    def of(nodes: tuple[Any, ...]) -> Iterator[tuple[str, str | None]]:
        for node in nodes:
            if isinstance(node, Text):
                yield node.words, None
            elif isinstance(node, Ref) and node.kind == "glossary-term":
                yield node.words, node.id
            elif isinstance(node, (Emphasis, Strong, Link)):
                yield from of(node.children)

    return of(text.nodes)
