"""Overviews: what each lists, and that it carries what every page must show."""

from __future__ import annotations

import pytest

from ketacontent.catalog import Catalog
from ketacontent.catalog.load import load
from ketacontent.pages.context import Context
from ketacontent.pages.overviews import HOME, compose_overview, overview_names

NAMES = overview_names(load())


@pytest.mark.parametrize("name", NAMES)
def test_every_overview_shows_crisis_help_and_the_review_state(catalog: Catalog, name: str) -> None:
    page = compose_overview(name, catalog, Context())
    assert (page.kind, page.id) == ("overview", name)
    assert {block.kind for block in page.must_show} >= {"crisis", "review"}


def test_home_lists_the_steps_in_the_order_of_the_pathway(catalog: Catalog) -> None:
    steps = compose_overview(HOME, catalog, Context()).section("steps")
    assert steps is not None
    (cards,) = steps.blocks
    by_order = sorted(catalog.steps.values(), key=lambda step: (step.order, step.id))
    assert [card.title.plain for card in cards.items] == [step.title for step in by_order]  # type: ignore[union-attr]


def test_home_leads_to_the_other_overviews_only_where_they_have_an_address(catalog: Catalog) -> None:
    assert compose_overview(HOME, catalog, Context()).section("more") is None
    page = compose_overview(HOME, catalog, Context(overview_link=lambda name: f"/{name}/"))
    more = page.section("more")
    assert more is not None
    html = " ".join(str(text.__html__()) for text in more.blocks[0].groups[0].items)  # type: ignore[union-attr]
    for name in overview_names(catalog):
        assert (f'href="/{name}/"' in html) == (name != HOME)


@pytest.mark.parametrize("kind", ["topic", "condition", "medicine", "checklist"])
def test_the_overview_of_a_kind_lists_every_record(catalog: Catalog, kind: str) -> None:
    section = compose_overview(kind, catalog, Context()).section("all")
    assert section is not None
    titles = {card.title.plain for card in section.blocks[0].items}  # type: ignore[union-attr]
    assert titles == {record.title for record in catalog.collection(kind).values()}
