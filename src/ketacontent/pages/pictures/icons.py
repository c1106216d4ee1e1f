"""Icon arrays: people as dots, the same grid with the medicine and without it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ketacontent.catalog import Catalog
from ketacontent.models import Frequency, RichText, SideEffect
from ketacontent.models.text.nodes import Cite, Ref, Text, as_sentence, joined, words_nodes
from ketacontent.models.values import Proportion
from ketacontent.pages.pictures.block import IconArray, IconArrays, KeyEntry, PictureKey
from ketacontent.pages.pictures.shape import CELL, DotGrid, dots
from ketacontent.pages.words import Words

plain = RichText.plain_words
_COLUMNS = {100: 10, 1_000: 25}
"""Dots in a row of a grid. Rarer things than one in a thousand are told in words only."""


def icon_arrays(
    catalog: Catalog, words: Words, effects: Iterable[str], *, id: str = "icon-arrays"
) -> IconArrays:
    """Draw the main figure from treatment of side effects, each with its comparison.

    Args:
        catalog: where the side effects lie.
        words: of the reader's locale.
        effects: ids of side effects, in the order in which they are shown; those without a figure from
            treatment are left out.
        id: stands before the ids of the drawings; another one for each picture of a page.
    """
    found = [(effect, effect.frequency) for effect in (catalog.side_effects[each] for each in effects)]
    items = tuple(
        _item(effect, frequency, words, f"{id}-{effect.id}")
        for effect, frequency in found
        if frequency is not None
    )
    return IconArrays(
        id=id,
        caption=plain(
            words(
                "How many people had it: one figure for each side effect, from one trial or group of trials"
            )
        ),
        items=items,
        nothing=None if items else plain(words("No figure from treatment is known, so nothing is drawn.")),
    )


def icon_key(words: Words, frequencies: Iterable[Frequency]) -> PictureKey | None:
    """Return what the dots of some figures stand for, or None where no dots are drawn."""
    grids = [grid for each in frequencies for grid in grids_of(each, words, "") if grid is not None]
    if not grids:
        return None
    entries = [
        KeyEntry(sign="filled", text=plain(words("One person who had it"))),
        KeyEntry(sign="empty", text=plain(words("One person who did not"))),
    ]
    if any(grid.high > grid.low for grid in grids):
        between = plain(words("Between the lowest and the highest number found"))
        entries.insert(1, KeyEntry(sign="between", text=between))
    if not all(grid.is_treatment for grid in grids):
        entries.append(KeyEntry(sign="square", text=plain(words("Squares: not from treatment"))))
    return PictureKey(entries=tuple(entries))


def grids_of(frequency: Frequency, words: Words, id: str) -> tuple[DotGrid | None, DotGrid | None]:
    """Return the dots of a frequency and of its comparison, in grids of the same size.

    Without a comparison, or where the figures are too small for a grid, there is None.
    """
    scale = words.scale_of(frequency)
    other, is_treatment = frequency.comparator, frequency.setting == "treatment"
    return (
        _grid(frequency, scale, words, id, is_treatment),
        _grid(other, scale, words, f"{id}-other", is_treatment) if other is not None else None,
    )


def basis_of(frequency: Frequency, words: Words) -> RichText:
    """Return with what medicine, in what setting, what was counted and in whom."""
    setting = f", {words.label(frequency.setting)}."
    told = [each for each in (frequency.outcome, frequency.population, frequency.period) if each]
    sentences = words_nodes(joined(" ", map(as_sentence, told)))
    note = frequency.note.nodes if frequency.note is not None else ()
    return RichText.of(
        Ref("medicine", frequency.medicine),
        Text(f"{setting} "),
        *sentences,
        *((Text(" "), *note) if note else ()),
        Cite(frequency.sources),
    )


def _item(effect: SideEffect, frequency: Frequency, words: Words, id: str) -> IconArray:
    grid, other_grid = grids_of(frequency, words, id)
    return IconArray(
        name=RichText.of(Ref("side-effect", effect.id)),
        figure=plain(words.frequency(frequency)),
        comparison=plain(words.comparison(frequency)),
        basis=basis_of(frequency, words),
        frequency=frequency,
        grid=grid,
        other_grid=other_grid,
    )


def _grid(proportion: Proportion, scale: int, words: Words, id: str, is_treatment: bool) -> DotGrid | None:
    if scale not in _COLUMNS:
        return None
    columns = _COLUMNS[scale]
    low, high = (_people(percent, scale) for percent in proportion.percentages)
    title = words("{count} of {whole} dots are filled", count=words.number(low), whole=words.number(scale))
    if high > low:
        title = words(
            "{low} to {high} of {whole} dots are filled",
            low=words.number(low),
            high=words.number(high),
            whole=words.number(scale),
        )
    return DotGrid(
        id=id,
        title=title,
        description=words.proportion(proportion, scale),
        width=columns * CELL,
        height=scale // columns * CELL,
        filled=dots(0, low, columns),
        between=dots(low, high, columns),
        empty=dots(high, scale, columns),
        low=low,
        high=high,
        whole=scale,
        is_treatment=is_treatment,
    )


def _people(percent: Decimal, scale: int) -> int:
    """Return how many of so many people, rounded half up as the words beside the drawing are."""
    return int((percent * scale / 100 + Decimal("0.5")) // 1)
