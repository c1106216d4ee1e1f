"""The route comparison: ways in which the medicine is given, on one scale of time."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ketacontent.catalog import Catalog
from ketacontent.models import AdministrationRoute, Measure, Range, RichText
from ketacontent.models.text.nodes import Ref
from ketacontent.pages.pictures.block import RouteComparison, RouteTimes, TimeRow
from ketacontent.pages.pictures.measure import figure_text
from ketacontent.pages.pictures.shape import Bar, Tick, share
from ketacontent.pages.words import Words

plain = RichText.plain_words
_HOURS = {"seconds": Decimal(1) / 3600, "minutes": Decimal(1) / 60, "hours": Decimal(1)}
"""What can be drawn on a scale of hours; longer times are told in words only."""


def route_comparison(
    catalog: Catalog, words: Words, routes: Iterable[str] | None = None, *, id: str = "route-comparison"
) -> RouteComparison:
    """Draw how long the parts of a visit take, for some ways or all.

    Args:
        catalog: where the routes lie.
        words: of the reader's locale.
        routes: ids of routes; without them, all. Their order is no ranking.
        id: stands before the ids of the drawings; another one for each picture of a page.
    """
    chosen = [catalog.routes[each] for each in (catalog.routes if routes is None else routes)]
    measured = [(route, _measures(route, words)) for route in chosen]
    whole = _whole(each for _, times in measured for each in times.values())
    rows = tuple(_row(route, times, whole, words, f"{id}-{route.id}") for route, times in measured)
    return RouteComparison(
        id=id,
        caption=plain(words("Ways to give the medicine, side by side; their order is no ranking")),
        rows=rows,
        ticks=_ticks(whole, words),
        nothing=None if rows else plain(words("Nothing is known about this, so nothing is drawn.")),
    )


def _measures(route: AdministrationRoute, words: Words) -> dict[str, Measure]:
    """Return the lengths of a route under their labels, in the order in which they come."""
    return {
        words("First effects"): route.onset,
        words("Length of the session"): route.session_length,
        words("Effects on mind and body"): route.effect_length,
        words("Watch afterward"): route.monitoring_time,
    }


def _row(
    route: AdministrationRoute, times: dict[str, Measure], whole: int, words: Words, id: str
) -> RouteTimes:
    told = {label: figure_text(measure, words) for label, measure in times.items()}
    unknown = "; ".join(label for label, figure in told.items() if figure is None)
    return RouteTimes(
        name=RichText.of(Ref("route", route.id)),
        place=plain(f"{'; '.join(words.label(each) for each in route.settings)}."),
        times=tuple(
            TimeRow(label=plain(label), value=figure, bar=_bar(times[label], whole, words, f"{id}-{number}"))
            for number, (label, figure) in enumerate(told.items(), 1)
            if figure is not None
        ),
        unknown=plain(words("No figure is known: {parts}.", parts=unknown)) if unknown else None,
    )


def _in_hours(range_: Range | None) -> tuple[Decimal, Decimal] | None:
    """Return a range in hours, or None where it is none or too long to draw."""
    if range_ is None or range_.unit not in _HOURS:
        return None
    hour = _HOURS[range_.unit]
    return range_.min * hour, range_.max * hour


def _whole(measures: Iterable[Measure]) -> int:
    """Return the length of the scale: the next whole hour after all that is drawn, so that ends stay open."""
    found = [span[1] for each in measures if (span := _in_hours(each.range)) is not None]
    return int(max(found)) + 1 if found else 0


def _bar(measure: Measure, whole: int, words: Words, id: str) -> Bar | None:
    """Return the bar of a length, from the start to its longest, or None where no length is known."""
    span = _in_hours(measure.range)
    if span is None or measure.range is None:
        return None
    low, high = span
    figure = words.range(measure.range, at_least=measure.at_least)
    title = words("A bar of {figure}", figure=figure)
    return Bar(
        id=id,
        title=title,
        description=words("The scale runs from 0 to {hours} hours.", hours=words.number(whole)),
        start=share(low, Decimal(whole)),
        width=share(high - low, Decimal(whole)),
        is_point=low == high,
        is_open=measure.at_least,
    )


def _ticks(whole: int, words: Words) -> tuple[Tick, ...]:
    """Return a mark for each hour, for some of them on a long scale."""
    step = max(1, -(-whole // 6))
    return tuple(
        Tick(
            at=share(Decimal(hour), Decimal(whole)),
            label=words("{number} h", number=words.number(hour)),
            anchor="start" if hour == 0 else "end" if hour == whole else "middle",
        )
        for hour in range(0, whole + 1, step)
        if whole
    )
