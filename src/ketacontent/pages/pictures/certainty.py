"""The certainty map: what is known about a subject, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from ketacontent.models import Claim, RichText
from ketacontent.models.vocabulary import Certainty
from ketacontent.pages.pictures.block import CertaintyLevel, CertaintyMap, CertaintyRow
from ketacontent.pages.pictures.shape import Marks
from ketacontent.pages.words import Words

plain = RichText.plain_words
LEVELS: tuple[Certainty, ...] = get_args(Certainty)
"""From the surest to the least sure; what is not graded comes last."""
STEPS = {"high": 4, "moderate": 3, "low": 2, "very-low": 1}
"""How many of four steps are filled; what is not graded has none and is drawn in another way."""


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
        caption=plain(words("How many statements we found, and how sure each is; one mark is one statement")),
        rows=rows,
        nothing=None if rows else plain(words("Nothing is known about this, so nothing is drawn.")),
    )


def sureness(grade: Certainty, words: Words, id: str) -> Marks:
    """Return the steps of one grade: filled ones out of four; none at all where it is not graded."""
    filled = STEPS.get(grade, 0)
    title = words("{count} of {whole} steps are filled", count=filled, whole=4)
    if not filled:
        title = words("No steps: not graded")
    return Marks(id=id, title=title, filled=filled, whole=4 if filled else 0)


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
    told = words.plural("{grade}: {count} statement", "{grade}: {count} statements", count).format(
        grade=words.label(grade), count=number
    )
    title = words.plural("{count} mark", "{count} marks", count).format(count=number)
    return CertaintyLevel(
        words=plain(told),
        grade=grade,
        sure=sureness(grade, words, f"{id}-sure"),
        marks=Marks(id=id, title=title, filled=count, whole=count),
    )
