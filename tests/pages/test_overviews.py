"""Overviews: what each lists, in which order, and that it carries what every page must show."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from ketacontent.catalog import Catalog
from ketacontent.catalog.load import load
from ketacontent.models import RichText
from ketacontent.models.base import Change
from ketacontent.models.vocabulary import JURISDICTIONS, Certainty, EffectTiming, Use
from ketacontent.pages import Page
from ketacontent.pages.context import Context
from ketacontent.pages.overviews import HOME, NOT_FOUND, compose_overview, overview_names, overview_title
from ketacontent.pages.overviews.blocks import EffectRow
from ketacontent.pages.texts import texts_in
from ketacontent.pages.words import words_of
from kit.catalogs import changed

NAMES = overview_names(load())
GRADES = get_args(Certainty)


def overview(name: str, catalog: Catalog, **context: Any) -> Page:
    return compose_overview(name, catalog, Context(**context))


def blocks(page: Page, *ids: str) -> list[Any]:
    """Return the blocks of some sections, or of all."""
    return [block for section in page.sections if not ids or section.id in ids for block in section.blocks]


def of_kind(page: Page, kind: str) -> list[Any]:
    return [block for block in blocks(page) if block.kind == kind]


def told(page: Page, *ids: str) -> str:
    """Return the words of some sections, or of all."""
    return "\n".join(text.plain for block in blocks(page, *ids) for text in texts_in(block))


def addresses(value: object) -> str:
    return " ".join(str(text.__html__()) for text in texts_in(value))


@pytest.mark.parametrize("name", NAMES)
def test_every_overview_shows_crisis_help_and_the_review_state(catalog: Catalog, name: str) -> None:
    page = overview(name, catalog)
    assert (page.kind, page.id) == ("overview", name)
    assert {block.kind for block in page.must_show} >= {"crisis", "review"}


@pytest.mark.parametrize("name", NAMES)
def test_every_jump_leads_to_a_place_of_the_page(catalog: Catalog, name: str) -> None:
    page = overview(name, catalog)
    places = {section.id for section in page.sections}
    places |= {group.id for block in of_kind(page, "effect-list") for group in block.groups}
    assert {jump.anchor for block in of_kind(page, "jump-list") for jump in block.items} <= places


@pytest.mark.parametrize("name", NAMES)
def test_no_overview_leaves_a_mark_in_its_words(bundled: Catalog, name: str) -> None:
    page = overview(name, bundled)
    assert [text.plain for block in blocks(page) for text in texts_in(block) if "[[" in text.plain] == []
    assert overview_title(name, words_of("en-US"))


def test_an_overview_is_offered_only_where_there_is_something_for_it(minimal: Catalog) -> None:
    empty = Catalog({}, minimal.manifest)
    assert overview_names(empty) == (HOME, "about", NOT_FOUND)
    for name in overview_names(empty):
        assert overview(name, empty).must_show


# Home


def test_home_lists_the_steps_in_the_order_of_the_pathway(catalog: Catalog) -> None:
    (links,) = blocks(overview(HOME, catalog), "steps")
    by_order = sorted(catalog.steps.values(), key=lambda step: (step.order, step.id))
    assert [item.plain for group in links.groups for item in group.items] == [s.title for s in by_order]


def test_home_leads_to_the_other_overviews_only_where_they_have_an_address(catalog: Catalog) -> None:
    assert overview(HOME, catalog).section("more") is None
    page = overview(HOME, catalog, overview_link=lambda name: f"/{name}/")
    html = addresses(page.section("more"))
    for name in overview_names(catalog):
        assert (f'href="/{name}/"' in html) == (name not in (HOME, NOT_FOUND))


def test_home_asks_what_the_pack_chooses(bundled: Catalog) -> None:
    home = bundled.manifest.home
    page = overview(HOME, bundled)
    (questions,), (worries,) = blocks(page, "questions"), blocks(page, "worries")
    assert [card.title.plain for card in questions.items] == [bundled.faqs[id].title for id in home.questions]
    assert [card.title.plain for card in worries.items] == [bundled.get(ref).title for ref in home.worries]


def test_home_lists_every_topic_under_one_subject(catalog: Catalog) -> None:
    (links,) = blocks(overview(HOME, catalog), "subjects")
    listed = [item.plain for group in links.groups for item in group.items]
    assert [listed.count(topic.title) for topic in catalog.topics.values()] == [1] * len(catalog.topics)


# Side effects


def effect_rows(page: Page) -> list[tuple[str, EffectRow]]:
    (explorer,) = of_kind(page, "effect-list")
    return [(group.id, row) for group in explorer.groups for row in group.rows]


def test_every_side_effect_stands_once_under_the_time_when_it_first_comes(catalog: Catalog) -> None:
    found = {row.title.plain: group for group, row in effect_rows(overview("side-effect", catalog))}
    order: tuple[str, ...] = get_args(EffectTiming)
    assert found == {
        effect.title: min(effect.timing, key=order.index) for effect in catalog.side_effects.values()
    }
    assert len(found) == len(catalog.side_effects)


def test_a_side_effect_shows_its_main_figure_with_its_comparison_and_its_people(catalog: Catalog) -> None:
    words = words_of("en-US")
    rows = {row.title.plain: row for _, row in effect_rows(overview("side-effect", catalog))}
    for effect in catalog.side_effects.values():
        how_often = " ".join(value.plain for value in rows[effect.title].facts[0].values)
        assert words.label(effect.band) in how_often
        main = effect.frequency
        if main is None:
            assert effect.band_basis.plain.split("[")[0].strip() in how_often
        else:
            for part in (words.frequency(main), words.comparison(main), main.population.rstrip(".")):
                assert part[1:] in how_often, effect.id


def test_filters_offer_what_the_rows_bear(bundled: Catalog) -> None:
    page = overview("side-effect", bundled)
    (explorer,) = of_kind(page, "effect-list")
    offered = {each.name: {value for value, _ in each.options} for each in explorer.filters}
    rows = [row for _, row in effect_rows(page)]
    assert offered == {
        "timing": {timing for row in rows for timing in row.timing},
        "route": set(bundled.routes),
        "band": {row.band for row in rows},
        "seriousness": {row.seriousness for row in rows},
    }
    nowhere = next(effect for effect in bundled.side_effects.values() if not effect.routes)
    row = next(row for row in rows if row.title.plain == nowhere.title)
    assert set(row.routes) == set(bundled.routes), "a record that names no route is known on all"


def test_serious_side_effects_stand_first_in_their_group(bundled: Catalog) -> None:
    (explorer,) = of_kind(overview("side-effect", bundled), "effect-list")
    for group in explorer.groups:
        levels = [row.seriousness for row in group.rows]
        assert levels == sorted(levels, reverse=True)


# Routes and steps


def test_routes_are_compared_by_the_same_facts_in_the_order_of_their_names(catalog: Catalog) -> None:
    (table,) = of_kind(overview("route", catalog), "comparison")
    titles = sorted((route.title for route in catalog.routes.values()), key=str.lower)
    assert [column.plain for column in table.columns[1:]] == titles
    assert {len(row.cells) for row in table.rows} == {len(titles)}
    assert all(cell.plain for row in table.rows for cell in row.cells)


def test_a_route_keeps_the_note_beside_its_figure(bundled: Catalog) -> None:
    page = overview("route", bundled)
    (table,) = of_kind(page, "comparison")
    watched = next(row for row in table.rows if row.label.plain == "You are watched for")
    (absorbed,) = of_kind(page, "absorption-ranges")
    routes = sorted(bundled.routes.values(), key=lambda route: route.title.lower())
    for route, cell, row in zip(routes, watched.cells, absorbed.rows, strict=True):
        assert row.name.plain == route.title, "shares stand in the order of names, too: that is no ranking"
        for note, words in (
            (route.monitoring_time.note, cell.plain),
            (route.absorption.note, " ".join(value.plain for value in row.values)),
        ):
            assert note is None or note.plain in words, route.id


def test_the_pathway_shows_every_step_with_what_the_patient_does(catalog: Catalog) -> None:
    items = [item for block in of_kind(overview("step", catalog), "step-list") for item in block.items]
    steps = sorted(catalog.steps.values(), key=lambda step: (step.order, step.id))
    assert [item.title.plain for item in items] == [step.title for step in steps]
    for item, step in zip(items, steps, strict=True):
        shown = [value.plain for fact in item.facts for value in fact.values]
        assert [task.plain for task in step.checklist] == shown[: len(step.checklist)]
        assert ("not for everybody" in item.number.plain) == step.is_optional


# Law


def test_law_stands_place_by_place_and_medicine_by_medicine(bundled: Catalog) -> None:
    page = overview("law", bundled)
    medicines = [bundled.medicines[id] for id in ("esketamine", "ketamine", "compounded-ketamine")]
    seen = 0
    for place in JURISDICTIONS:
        section = page.section(place.lower())
        assert section is not None
        tables = [block for block in section.blocks if block.kind == "law-table"]
        assert len(tables) == len(bundled.medicines), "the three medicines are never in one table"
        for medicine, table in zip(medicines, tables, strict=True):
            own = [
                status
                for status in bundled.regulatory_statuses.values()
                if (status.jurisdiction, status.medicine) == (place, medicine.id)
            ]
            assert medicine.title in table.caption.plain
            assert sorted(row.approval for row in table.rows) == sorted(status.status for status in own)
            seen += len(table.rows)
            for status in own:
                looked_up = f"{status.authority}, looked up on {words_of('en-US').date(status.as_of)}."
                assert looked_up in told(page, place.lower())
    assert seen == len(bundled.regulatory_statuses)


def test_law_is_that_of_the_reader_or_said_to_be_not_covered(bundled: Catalog) -> None:
    ids = {section.id for section in overview("law", bundled, jurisdiction="GB").sections}
    assert ids & {place.lower() for place in JURISDICTIONS} == {"gb"}
    page = overview("law", bundled, jurisdiction="NZ")
    assert "Not covered" in told(page, "not-covered")
    assert of_kind(page, "law-table") == []


def test_uses_of_a_law_table_stand_in_one_order(bundled: Catalog) -> None:
    words = words_of("en-US")
    order = [words.label("anesthesia use" if use == "anesthesia" else use) for use in get_args(Use)]
    for table in of_kind(overview("law", bundled), "law-table"):
        places = [order.index(row.use.plain) for row in table.rows]
        assert places == sorted(places)


# Questions, myths, words


def test_every_question_stands_once_with_its_short_answer(catalog: Catalog) -> None:
    cards = [card for block in of_kind(overview("faq", catalog), "card-list") for card in block.items]
    assert sorted(card.title.plain for card in cards) == sorted(faq.title for faq in catalog.faqs.values())
    assert all(card.summary.plain for card in cards)


def test_a_question_of_no_topic_is_listed_too(bundled: Catalog) -> None:
    page = overview("faq", changed(bundled, "faq/is-it-safe", topic=None))
    assert bundled.faqs["is-it-safe"].title in told(page, "other")


def test_every_myth_is_told_fact_first(catalog: Catalog) -> None:
    facts = of_kind(overview("myth", catalog), "myth-fact")
    assert sorted(each.said.plain for each in facts) == sorted(m.said for m in catalog.myths.values())
    for each in facts:
        texts = [text.plain for text in texts_in(each)]
        assert texts.index(each.fact.plain) < texts.index(each.said.plain)


def test_words_stand_from_a_to_z_and_are_not_explained_twice(catalog: Catalog) -> None:
    page = overview("glossary-term", catalog)
    terms = [item.term.plain for block in of_kind(page, "term-list") for item in block.items]
    assert sorted(terms) == sorted(term.title for term in catalog.glossary_terms.values())
    letters = [s.title.plain for s in page.sections if s.id.startswith("letter-") and s.title is not None]
    assert letters == sorted(set(letters))
    assert page.section("words") is None


# Evidence and sources


def test_statements_stand_by_subject_the_surest_first_with_their_sources(catalog: Catalog) -> None:
    page = overview("claim", catalog)
    tables = of_kind(page, "evidence-table")
    assert sum(len(table.rows) for table in tables) == len(catalog.claims)
    for table in tables:
        places = [GRADES.index(row.grade) for row in table.rows]
        assert places == sorted(places)
    rested_on = {each.source for claim in catalog.claims.values() for each in claim.evidence}
    assert rested_on <= set(page.source_ids)


def test_words_for_certainty_count_the_statements(catalog: Catalog) -> None:
    table = of_kind(overview("claim", catalog), "comparison")[0]
    counts = [int(row.cells[-1].plain) for row in table.rows]
    assert counts == [sum(c.certainty == grade for c in catalog.claims.values()) for grade in GRADES]


def test_every_source_shows_how_it_was_checked_and_what_rests_on_it(catalog: Catalog) -> None:
    page = overview("references", catalog, link=lambda record: f"/{record.ref}/")
    items = {item.id: item for block in of_kind(page, "source-list") for item in block.items}
    assert set(items) == set(catalog.sources)
    for id, item in items.items():
        users = catalog.used_by.get(f"source/{id}", ())
        assert item.checked.plain
        assert str(len(users)) in item.used.plain if users else item.users == ()
        html = addresses(item.users)
        claims = [ref for ref in users if ref.startswith("claim/")]
        assert [ref for ref in claims if f'href="/{ref}/"' not in html] == []


# About


def test_about_counts_reviews_and_never_a_signature_that_is_not_there(bundled: Catalog) -> None:
    tables = of_kind(overview("about", bundled), "comparison")
    reviews = next(table for table in tables if "Review state" in table.caption.plain)
    counted = {row.label.plain: [cell.plain for cell in row.cells] for row in reviews.rows}
    topics = counted[words_of("en-US").label("topic")]
    assert topics[:2] == [str(len(bundled.topics)), "0"]
    assert {cells[1] for cells in counted.values()} == {"0"}


def change(kind: str, day: date, note: str) -> Change:
    return Change.model_validate({"version": "1.1.0", "date": day.isoformat(), "kind": kind, "note": note})


def test_about_tells_changes_about_harm_first_then_the_newest(minimal: Catalog) -> None:
    notes = (
        change("editorial", date(2026, 11, 20), "Shorter words."),
        change("safety", date(2026, 10, 1), "An old warning."),
        change("safety", date(2026, 11, 1), "A new warning."),
        change("factual", date(2026, 11, 19), "Another figure."),
    )
    words = told(overview("about", changed(minimal, "topic/cold-feet", changes=notes)), "changes")
    places = [words.index(n) for n in ("A new warning", "An old warning", "Another figure", "Shorter words")]
    assert places == sorted(places)
    assert "No page has been changed" in told(overview("about", minimal), "changes")


def test_about_names_the_license_of_the_pack(bundled: Catalog, minimal: Catalog) -> None:
    assert "CC BY 4.0" in told(overview("about", bundled), "license")
    words = told(overview("about", minimal), "license")
    assert "CC0-1.0" in words
    assert "give credit" not in words, "what the license asks for is said only of the one we know"


# Places of a brand, and no page at all


def test_each_location_of_a_brand_has_a_page_with_what_it_offers(bundled: Catalog) -> None:
    brand = bundled.brands["sample-clinic"]
    names = overview_names(bundled, brand)
    assert [n for n in names if n not in NAMES] == [f"location/{place.id}" for place in brand.locations]
    for place in brand.locations:
        page = overview(f"location/{place.id}", bundled, brand=brand)
        assert page.title.plain == place.title
        offered = [item.plain for group in blocks(page, "offer")[0].groups for item in group.items]
        assert offered == [bundled.routes[id].title for id in place.routes]
        assert place.phone is not None
        for part in (*place.address, place.phone, brand.email):
            assert part in told(page, "reach")
        assert "does not exist" in told(page, "sample")
        assert f'href="{brand.url}"' in addresses(page.section("visit"))


def test_a_location_shows_the_law_of_its_own_country_only(bundled: Catalog) -> None:
    brand = bundled.brands["sample-clinic"]
    page = overview("location/sampletown", bundled, brand=brand)
    tables = of_kind(page, "law-table")
    assert [
        bundled.medicines[id].title in table.caption.plain
        for id, table in zip(("esketamine", "ketamine"), tables, strict=True)
    ] == [True, True]
    assert {row.jurisdiction for table in tables for row in table.rows} == {"US"}
    place = brand.locations[0].model_copy(update={"country": "NZ"})
    elsewhere = brand.model_copy(update={"locations": (place,)})
    page = overview("location/sampletown", bundled, brand=elsewhere)
    assert "Not covered" in told(page, "law")


def test_a_location_prints_no_statement_of_benefit(bundled: Catalog) -> None:
    """What a treatment does is told where its risks are; a place says only what is given there."""
    brand = bundled.brands["sample-clinic"]
    own = ("sample", "reach", "visit", "offer", "before")
    for place in brand.locations:
        words = told(overview(f"location/{place.id}", bundled, brand=brand), *own)
        benefits = [c for c in bundled.claims.values() if c.direction == "benefit" or c.type == "efficacy"]
        assert [c.id for c in benefits if c.text.plain.split("[")[0].strip() in words] == []
        assert [r.id for r in bundled.routes.values() if r.summary.plain.split("[")[0] in words] == []


def test_there_is_no_page_of_a_location_that_nobody_has(bundled: Catalog) -> None:
    with pytest.raises(KeyError):
        overview("location/atlantis", bundled, brand=bundled.brands["sample-clinic"])
    with pytest.raises(KeyError):
        overview("location/sampletown", bundled)


def test_the_page_for_no_page_leads_on(bundled: Catalog) -> None:
    page = overview(NOT_FOUND, bundled, overview_link=lambda name: f"/{name}/")
    assert 'href="/home/"' in addresses(page.section("what-now"))
    assert told(overview(NOT_FOUND, bundled), "what-now")


# Lists of one kind


@pytest.mark.parametrize("kind", ["topic", "condition", "medicine", "checklist", "newsletter"])
def test_the_overview_of_a_kind_lists_every_record_once(catalog: Catalog, kind: str) -> None:
    cards = [card for block in of_kind(overview(kind, catalog), "card-list") for card in block.items]
    assert sorted(card.title.plain for card in cards) == sorted(
        record.title for record in catalog.collection(kind).values()
    )


def test_records_of_the_bundled_pack_all_have_a_subject(bundled: Catalog) -> None:
    for kind in ("topic", "condition", "checklist"):
        assert overview(kind, bundled).section("all") is None, kind


def test_a_record_with_tags_of_its_own_is_listed_under_none_of_our_subjects(bundled: Catalog) -> None:
    page = overview("topic", changed(bundled, "topic/healthy-habits", tags=("gardening",)))
    assert bundled.topics["healthy-habits"].title in told(page, "all")


def test_newsletters_stand_newest_first(bundled: Catalog) -> None:
    page = overview("newsletter", bundled)
    titles = [card.title.plain for block in of_kind(page, "card-list") for card in block.items]
    newest = sorted(bundled.newsletters.values(), key=lambda issue: issue.published, reverse=True)
    assert titles == [issue.title for issue in newest]


def test_medicines_are_told_apart_in_a_table(bundled: Catalog) -> None:
    (table,) = of_kind(overview("medicine", bundled), "comparison")
    assert [column.plain for column in table.columns[1:]] == [
        bundled.medicines[id].title for id in ("esketamine", "ketamine", "compounded-ketamine")
    ]
    assert isinstance(table.caption, RichText)
