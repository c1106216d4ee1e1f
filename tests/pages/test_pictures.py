"""Pictures hold what records hold: no number more, none less, and words where nothing is known."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from ketacontent import Catalog, Page, Renderer
from ketacontent.models import Frequency, RichText
from ketacontent.models.values import Comparator
from ketacontent.pages.block import EvidenceTable, FrequencyTable, Picture
from ketacontent.pages.pictures.absorption import absorption_ranges
from ketacontent.pages.pictures.block import (
    AbsorptionRanges,
    CarePathway,
    CertaintyMap,
    IconArrays,
    PictureKey,
    PictureNote,
    RouteComparison,
    SessionTimeline,
)
from ketacontent.pages.pictures.certainty import certainty_map
from ketacontent.pages.pictures.draw import draw
from ketacontent.pages.pictures.icons import grids_of, icon_arrays, icon_key
from ketacontent.pages.pictures.pathway import care_pathway
from ketacontent.pages.pictures.routes import route_comparison
from ketacontent.pages.pictures.shape import CELL, DotGrid, dots
from ketacontent.pages.pictures.timeline import session_timeline
from ketacontent.pages.texts import texts_in
from ketacontent.pages.words import words_of

WORDS = words_of("en-US")
DRAWINGS: dict[str, type] = {
    "frequency-icons": IconArrays,
    "session-timeline": SessionTimeline,
    "care-pathway": CarePathway,
    "route-comparison": RouteComparison,
    "absorption-ranges": AbsorptionRanges,
    "certainty-overview": CertaintyMap,
}


def centers(path: str) -> list[tuple[int, int]]:
    """Return the centers of the dots that a dashed path draws."""
    found = []
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", path):
        found += [(int(x) + step, int(y)) for step in range(0, int(length), CELL)]
    return found


def figures(catalog: Catalog) -> list[Frequency]:
    return [each for effect in catalog.side_effects.values() for each in effect.frequencies]


def blocks(page: Page, kind: type) -> list[Any]:
    """Return the blocks of a kind on a page, also inside pictures."""
    found = [block for section in page.sections for block in section.blocks]
    found += [block.drawing for block in found if isinstance(block, Picture) and block.drawing is not None]
    return [block for block in found if isinstance(block, kind)]


def frequency(**given: Any) -> Frequency:
    return Frequency(
        outcome="cold feet", population="adults", medicine="spray", sources=("trial-one",), **given
    )


@pytest.mark.parametrize(
    ("first", "last", "columns"), [(0, 0, 10), (0, 41, 10), (9, 11, 10), (999, 1000, 25)]
)
def test_dots_stand_one_to_a_cell_row_by_row(first: int, last: int, columns: int) -> None:
    half = CELL // 2
    expected = [(n % columns * CELL + half, n // columns * CELL + half) for n in range(first, last)]
    assert centers(dots(first, last, columns)) == expected


def test_every_grid_draws_the_numbers_that_stand_beside_it(catalog: Catalog) -> None:
    """Filled, half filled and empty dots are everybody, once each; the words give the same numbers."""
    drawn = 0
    for figure in figures(catalog):
        scale = WORDS.scale_of(figure)
        for grid, side in zip(grids_of(figure, WORDS, "x"), (figure, figure.comparator), strict=True):
            if grid is None:
                continue
            drawn += 1
            assert side is not None
            parts = [centers(path) for path in (grid.filled, grid.between, grid.empty)]
            assert [len(part) for part in parts] == [grid.low, grid.high - grid.low, scale - grid.high]
            assert len({dot for part in parts for dot in part}) == grid.whole == scale
            said = WORDS.proportion(side, scale).replace(",", "")
            share = f"{grid.low} to {grid.high}" if grid.high > grid.low else f"{grid.low}"
            assert re.search(rf"\b{share} in {scale}\b", said), said
    assert drawn


def test_both_arms_of_a_trial_have_the_same_grid(catalog: Catalog) -> None:
    pairs = [grids_of(figure, WORDS, "x") for figure in figures(catalog)]
    whole = [(a, b) for a, b in pairs if a is not None and b is not None]
    assert whole
    assert [(a.width, a.height) for a, _ in whole] == [(b.width, b.height) for _, b in whole]


def test_a_grid_says_nothing_of_rare_things() -> None:
    """Ten thousand dots are gray paper; words tell such figures better."""
    rare = frequency(percent="0.02", comparator=Comparator(name="water", percent=3))
    assert grids_of(rare, WORDS, "x") == (None, None)
    assert icon_key(WORDS, [rare]) is None


def test_figures_from_misuse_are_drawn_in_another_way() -> None:
    used, misused = frequency(percent=3), frequency(percent=3, setting="misuse")
    (grid, _), (other, _) = grids_of(used, WORDS, "x"), grids_of(misused, WORDS, "x")
    assert isinstance(grid, DotGrid) and isinstance(other, DotGrid)
    assert (grid.is_treatment, other.is_treatment) == (True, False)
    key = icon_key(WORDS, [used, misused])
    assert key is not None
    assert [entry.sign for entry in key.entries] == ["filled", "empty", "square"]


def test_only_a_span_has_half_filled_dots() -> None:
    (grid, _) = grids_of(frequency(percent_min=61, percent_max=84), WORDS, "x")
    assert grid is not None
    assert (grid.low, grid.high, grid.whole) == (61, 84, 100)
    key = icon_key(WORDS, [frequency(percent_min=61, percent_max=84)])
    assert key is not None
    assert [entry.sign for entry in key.entries] == ["filled", "between", "empty"]


def test_the_key_of_a_drawing_stands_where_drawings_are(bundled: Catalog) -> None:
    page = Renderer(bundled).compose(bundled.side_effects["dissociation"])
    (key,) = blocks(page, PictureKey)
    assert key.channels == ("html",)
    said = {text.plain for text in texts_in(key)}
    assert said <= {text.plain for text in page.texts("html")}
    assert not said & {text.plain for text in page.texts("email")}


def test_icon_arrays_show_the_main_figure_from_treatment(bundled: Catalog) -> None:
    drawn = icon_arrays(bundled, WORDS, bundled.side_effects)
    known = [effect for effect in bundled.side_effects.values() if effect.frequency is not None]
    assert [item.frequency for item in drawn.items] == [effect.frequency for effect in known]
    assert {item.frequency.setting for item in drawn.items} == {"treatment"}
    assert drawn.nothing is None


def test_a_side_effect_page_draws_every_figure(bundled: Catalog) -> None:
    made = Renderer(bundled)
    for effect in bundled.side_effects.values():
        rows = [row for table in blocks(made.compose(effect), FrequencyTable) for row in table.rows]
        assert [row.grid.low for row in rows] == [
            int(each.percentages[0] * row.grid.whole / 100 + Decimal("0.5"))
            for each, row in zip(effect.frequencies, rows, strict=True)
        ]


def test_where_nothing_is_known_words_say_so(minimal: Catalog, bundled: Catalog) -> None:
    empty: tuple[str, ...] = ()
    for drawn in (
        icon_arrays(bundled, WORDS, ["allergy"]),
        session_timeline(minimal, WORDS, empty),
        absorption_ranges(minimal, WORDS, empty),
        route_comparison(minimal, WORDS, empty),
        certainty_map(WORDS, ()),
    ):
        assert drawn.nothing is not None
        assert [text.plain for text in texts_in(drawn)] == [drawn.caption.plain, drawn.nothing.plain]  # type: ignore[union-attr]


def test_the_timeline_has_the_steps_of_the_session_in_order(bundled: Catalog) -> None:
    drawn = session_timeline(bundled, WORDS)
    steps = sorted(
        (step for step in bundled.steps.values() if step.phase == "administration"),
        key=lambda step: step.order,
    )
    assert [stop.title.source for stop in drawn.stops] == [f"[[step/{step.id}]]" for step in steps]
    assert [stop.is_measured for stop in drawn.stops] == [step.duration.range is not None for step in steps]
    assert [stop.is_last for stop in drawn.stops].index(True) == len(steps) - 1
    chosen = session_timeline(bundled, WORDS, ["session", "arrival-check"])
    assert [stop.title.source for stop in chosen.stops] == ["[[step/arrival-check]]", "[[step/session]]"]
    assert session_timeline(bundled, WORDS, ["session", "arrival-check", "session"]) == chosen


def test_the_pathway_has_every_step_once_and_one_loop(catalog: Catalog) -> None:
    current = next(iter(catalog.steps))
    drawn = care_pathway(catalog, WORDS, current=current)
    inside = [step for phase in drawn.phases for step in phase.steps]
    ordered = sorted(catalog.steps.values(), key=lambda step: step.order)
    assert [step.title.source for step in inside] == [f"[[step/{step.id}]]" for step in ordered]
    assert [step.number for step in inside] == list(range(1, len(ordered) + 1))
    assert [step.title.source for step in inside if step.is_current] == [f"[[step/{current}]]"]
    assert [phase.name.plain for phase in drawn.phases if phase.loop is not None] == ["Administration"]
    assert all((phase.loop is None) == (phase.repeats is None) for phase in drawn.phases)


def test_a_step_page_marks_its_own_step(bundled: Catalog) -> None:
    made = Renderer(bundled)
    for step in bundled.steps.values():
        (drawn,) = blocks(made.compose(step), CarePathway)
        assert [each.title.plain for phase in drawn.phases for each in phase.steps if each.is_current] == [
            step.title
        ]


def test_absorption_bars_stand_at_the_numbers_of_the_records(catalog: Catalog) -> None:
    drawn = absorption_ranges(catalog, WORDS)
    assert len(drawn.rows) == len(catalog.routes)
    highest = []
    for row in drawn.rows:
        route = catalog.routes[row.name.source.strip("[]").removeprefix("route/")]
        known = route.absorption.range
        assert (row.bar is None) == (known is None)
        if row.bar is None or known is None:
            assert row.values[0].plain == "Not known"
            highest.append(Decimal(-1))
            continue
        start, width = (Decimal(part.rstrip("%")) for part in (row.bar.start, row.bar.width))
        assert (start, start + width) == (known.min, known.max)
        assert row.bar.is_point == (known.min == known.max)
        highest.append(known.max)
    assert highest == sorted(highest, reverse=True)


def test_a_route_can_be_marked_among_others(bundled: Catalog) -> None:
    drawn = absorption_ranges(bundled, WORDS, ["oral", "intravenous"], current="oral")
    assert [row.is_current for row in drawn.rows] == [True, False]


def test_route_bars_share_a_scale_that_is_longer_than_all_of_them(catalog: Catalog) -> None:
    drawn = route_comparison(catalog, WORDS)
    assert [row.name.source for row in drawn.rows] == [f"[[route/{id}]]" for id in catalog.routes]
    hours = Decimal(drawn.ticks[-1].label.removesuffix(" h"))
    bars = 0
    for row, route in zip(drawn.rows, catalog.routes.values(), strict=True):
        measures = (route.onset, route.session_length, route.effect_length, route.monitoring_time)
        known = [measure for measure in measures if measure.range is not None]
        assert len(row.times) == len(known)
        assert (row.unknown is None) == (len(known) == len(measures))
        for time, measure in zip(row.times, known, strict=True):
            assert time.bar is not None and measure.range is not None
            per_hour = {"minutes": 60, "hours": 1}[measure.range.unit]
            start, width = (float(part.rstrip("%")) for part in (time.bar.start, time.bar.width))
            assert start == pytest.approx(float(100 * measure.range.min / per_hour / hours), rel=1e-3)
            assert start + width == pytest.approx(float(100 * measure.range.max / per_hour / hours), rel=1e-3)
            assert start + width < 100
            assert time.bar.is_open == measure.at_least
            bars += 1
    assert bars


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_the_map_of_certainty_counts_the_statements_of_the_evidence_table(
    catalog: Catalog, audience: str
) -> None:
    """Dots and words say how many rows of each grade the page's own table has."""
    made = Renderer(catalog, audience=audience)  # type: ignore[arg-type]
    seen = 0
    for record in (*catalog.topics.values(), *catalog.conditions.values()):
        page = made.compose(record)
        listed = [row.grade for table in blocks(page, EvidenceTable) for row in table.rows]
        for drawn in blocks(page, CertaintyMap):
            (row,) = drawn.rows
            assert [(level.grade, len(centers(level.marks.path))) for level in row.levels] == [
                (grade, listed.count(grade))
                for grade in ("high", "moderate", "low", "very-low", "not-graded")
                if grade in listed
            ]
            assert [level.count.plain for level in row.levels] == [
                str(level.marks.count) for level in row.levels
            ]
            seen += 1
        assert bool(listed) == bool(blocks(page, CertaintyMap)), record.ref
    assert seen


def test_a_subject_without_statements_says_so() -> None:
    (row,) = certainty_map(WORDS, [(RichText("Cold feet"), ())]).rows
    assert row.levels == ()
    assert row.nothing is not None


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_drawing_that_an_image_may_ask_for_is_drawn(name: str, bundled: Catalog) -> None:
    drawn = draw(name, bundled, WORDS, "x")  # type: ignore[arg-type]
    assert drawn is not None
    assert isinstance(drawn, DRAWINGS[name])
    assert drawn.caption is None, "the image has a caption of its own"
    assert drawn.nothing is None


def test_every_drawn_image_of_the_pack_stands_on_a_page(bundled: Catalog) -> None:
    made = Renderer(bundled)
    shown = {
        block.image
        for record in bundled.topics.values()
        for block in blocks(made.compose(record), Picture)
        if block.drawing is not None
    }
    assert shown == {image.id for image in bundled.images.values() if image.drawing is not None}


def test_a_topic_draws_its_own_side_effects(bundled: Catalog) -> None:
    topic = bundled.topics["short-term-side-effects"]
    (drawn,) = blocks(Renderer(bundled).compose(topic), IconArrays)
    known = [id for id in topic.side_effects if bundled.side_effects[id].frequency is not None]
    assert [item.name.plain for item in drawn.items] == [bundled.side_effects[id].title for id in known]


def test_how_a_drawing_looks_is_told_only_where_it_is_drawn(bundled: Catalog) -> None:
    page = Renderer(bundled).compose(bundled.topics["what-a-session-is-like"])
    (note,) = blocks(page, PictureNote)
    (picture,) = blocks(page, Picture)
    image = bundled.images["session-timeline"]
    assert (note.alt.plain, picture.alt, picture.long_description) == (image.alt, None, None)
    assert {text.plain for text in texts_in(note)} <= {text.plain for text in page.texts("html")}
    for channel in ("email", "markdown", "text", "jsonld"):
        said = {text.plain for text in page.texts(channel)}
        assert {text.plain for text in texts_in(picture)} <= said
        assert not said & {text.plain for text in texts_in(note)}
