"""How hard a record is to read: grade and sentence length, with figures and claims as a reader meets them."""

from __future__ import annotations

import re
from statistics import median

from content.texts import plain_pieces, rich_pieces, sentences
from ketacontent import Catalog
from ketacontent.lint.readability import syllables
from ketacontent.models import Record, RichText
from ketacontent.models.text.nodes import Emphasis, Link, Node, Ref, Strong, Text

DRUG_NAMES = re.compile(
    r"\b(?:es|s-)?ketamine\b|\bspravato\b|\bketalar\b|\bmidazolam\b|\blamotrigine\b|\bbenzodiazepines?\b"
    r"|\bantidepressants?\b|\bquetiapine\b|\bnaltrexone\b|\blithium\b",
    re.I,
)
"""Names that a reader must learn and no shorter word can stand for; they are left out of the grade."""
SHORTEST = 100
"""Words of the shortest record that a grade says anything of."""


def sentences_of(record: Record, catalog: Catalog) -> list[list[str]]:
    """Return the sentences that a patient reads in a record, as lists of words, with claims in full."""
    found = []
    for piece in rich_pieces(record):
        if piece.rich is None or piece.place.startswith("clinician."):
            continue
        for sentence in sentences(in_full(piece.rich, catalog)):
            words = re.findall(r"[A-Za-z][A-Za-z'\u2019]*", DRUG_NAMES.sub(" ", sentence))
            if len(words) > 2:
                found.append(words)
    return found


def in_full(text: RichText, catalog: Catalog) -> str:
    """Return the words of a text with whole claims in their places."""

    def of(nodes: tuple[Node, ...]) -> str:
        parts = []
        for node in nodes:
            if isinstance(node, Text):
                parts.append(node.words)
            elif isinstance(node, Ref):
                if node.kind == "claim" and not node.field and not node.words:
                    parts.append(catalog.claims[node.id].text.plain)
                else:
                    parts.append("some" if node.field else node.words or node.id.replace("-", " "))
            elif isinstance(node, (Emphasis, Strong, Link)):
                parts.append(of(node.children))
        return "".join(parts)

    return re.sub(r"\s+", " ", of(text.nodes)).strip()


def grade(lines: list[list[str]]) -> float | None:
    """Return the Flesch-Kincaid grade; None for a text too short to judge."""
    words = sum(map(len, lines))
    if words < SHORTEST:
        return None
    sounds = sum(syllables(word.lower()) for line in lines for word in line)
    return round(0.39 * words / len(lines) + 11.8 * sounds / words - 15.59, 1)


def median_length(lines: list[list[str]]) -> float:
    """Return the median number of words in a sentence."""
    return median(map(len, lines)) if lines else 0


def word_count(record: Record, catalog: Catalog) -> int:
    """Return the number of words of a record's texts and headings, with claims in full."""
    texts = [in_full(piece.rich, catalog) for piece in rich_pieces(record) if piece.rich is not None]
    texts += [piece.words for piece in plain_pieces(record) if piece.place.endswith(".heading")]
    return sum(len(text.split()) for text in texts)
