"""Shapes: the geometry of pictures, worked out before a template sees it.

A shape is data behind the words of its block. Its title and description are read aloud in place of the
drawing; they repeat what the words beside it say and hold no fact of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from ketacontent.pages.part import PagePart

CELL = 10
"""Width and height of the cell that holds one dot."""


class Shape(PagePart):
    """A drawing: its id on the page, and what is read aloud for it."""

    id: str
    title: str
    description: str = ""


class DotGrid(Shape):
    """People as dots: some filled, some half filled, the rest rings. Paths run through the dots' centers."""

    width: int
    height: int
    filled: str
    between: str
    empty: str
    low: int
    """Filled dots: people who had it, by the lowest figure."""
    high: int
    """Dots that are not rings: people who had it, by the highest figure."""
    whole: int
    is_treatment: bool = True
    """Whether the figures come from treatment; others are drawn as squares, so that nobody mixes them up."""


class Bar(Shape):
    """A range on a scale; positions are percentages of its width."""

    start: str
    width: str
    is_point: bool
    """Whether the range is one number: a dot is drawn, not a bar."""
    is_open: bool = False
    """Whether the number is a minimum: the bar goes on as dashes."""


class Tick(PagePart):
    """A mark of a scale."""

    at: str
    label: str
    anchor: str


class Marks(Shape):
    """Things counted: one dot each, ten in a row."""

    count: int
    width: int
    height: int
    path: str


@lru_cache(maxsize=256)
def dots(first: int, last: int, columns: int) -> str:
    """Return a path through the centers of dots, row by row.

    The path is stroked with dashes of no length and a gap of one cell, so that each dash is a dot: a hundred
    people take a hundred bytes.

    Args:
        first: number of the first dot, from 0.
        last: number after the last dot.
        columns: how many dots a row holds.
    """
    return "".join(_rows(first, last, columns))


def _rows(first: int, last: int, columns: int) -> Iterator[str]:
    while first < last:
        row, column = divmod(first, columns)
        count = min(columns - column, last - first)
        # One unit past the last center, so that its dash is begun, and no next one.
        x, y = column * CELL + CELL // 2, row * CELL + CELL // 2
        yield f"M{x} {y}h{(count - 1) * CELL + 1}"
        first += count


def share(value: Decimal, whole: Decimal) -> str:
    """Return a value's place on a scale that begins at 0, as a percentage of the scale."""
    return f"{float(100 * value / whole):.4g}%"
