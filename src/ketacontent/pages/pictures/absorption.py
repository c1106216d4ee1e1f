"""Absorption ranges: how much of the medicine reaches the blood, way by way."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ketacontent.catalog import Catalog
from ketacontent.models import AdministrationRoute, Measure, RichText
from ketacontent.models.text.nodes import Ref
from ketacontent.pages.pictures.block import AbsorptionRanges, RangeRow
from ketacontent.pages.pictures.measure import measure_texts
from ketacontent.pages.pictures.shape import Bar, Tick, share
from ketacontent.pages.words import Words

plain = RichText.plain_words
_WHOLE = Decimal(100)
TICKS = tuple(
    Tick(at=f"{at}%", label=f"{at}%", anchor="start" if at == 0 else "end" if at == 100 else "middle")
    for at in (0, 25, 50, 75, 100)
)
"""The scale: from none of the medicine to all of it."""


def absorption_ranges(
    catalog: Catalog,
    words: Words,
    routes: Iterable[str] | None = None,
    *,
    current: str | None = None,
    id: str = "absorption",
) -> AbsorptionRanges:
    """Draw the share of the medicine that reaches the blood, for some ways or all.

    Args:
        catalog: where the routes lie.
        words: of the reader's locale.
        routes: ids of routes; without them, all, the largest share first and those with none known last.
        current: id of the route whose page it is; it is marked.
        id: stands before the ids of the drawings; another one for each picture of a page.
    """
    chosen = (
        sorted(catalog.routes.values(), key=_order)
        if routes is None
        else [catalog.routes[each] for each in routes]
    )
    return AbsorptionRanges(
        id=id,
        caption=plain(
            words("How much of the medicine reaches the blood; the scale runs from none of it to all of it")
        ),
        rows=tuple(
            RangeRow(
                name=RichText.of(Ref("route", route.id)),
                values=_values(absorption, words),
                bar=absorption_bar(absorption, words, f"{id}-{route.id}"),
                is_current=route.id == current,
            )
            for route in chosen
            if (absorption := route.absorption) is not None
        ),
        ticks=TICKS,
        nothing=None if chosen else plain(words("Nothing is known about this, so nothing is drawn.")),
    )


def absorption_bar(measure: Measure, words: Words, id: str) -> Bar | None:
    """Return the bar of one share on the scale from none to all, or None where no share is known."""
    if measure.range is None or measure.range.unit != "percent" or measure.range.max > _WHOLE:
        return None
    low, high = measure.range.min, measure.range.max
    figure = words.range(measure.range, at_least=measure.at_least)
    title = words("A bar from {figure}", figure=figure)
    if low == high:
        title = words("A dot at {figure}", figure=figure)
    return Bar(
        id=id,
        title=title,
        description=words("The scale runs from none of the medicine to all of it."),
        start=share(low, _WHOLE),
        width=share(high - low, _WHOLE),
        is_point=low == high,
        is_open=measure.at_least,
    )


def _values(absorption: Measure, words: Words) -> tuple[RichText, ...]:
    """Return the share in words; where none is known the row says so."""
    values = measure_texts(absorption, words)
    return values if absorption.range is not None else (plain(words("Not known")), *values)


def _order(route: AdministrationRoute) -> tuple[Decimal, str]:
    known = route.absorption.range if route.absorption is not None else None
    return (-known.max if known is not None else Decimal(1), route.title)
