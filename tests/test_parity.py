"""Every channel says what the page says: all of it, in order, as often, and nothing beside it.

The comparison itself is tried at the end: a template that drops a block or alters one word of it must fail.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from itertools import product

import pytest

from ketacontent import Catalog, Page, Renderer, load
from ketacontent.models import Frequency, Record
from ketacontent.models.vocabulary import JURISDICTIONS
from ketacontent.pages.block import FrequencyTable
from ketacontent.pages.context import Context
from ketacontent.pages.overviews import compose_overview, overview_names
from ketacontent.pages.words import words_of
from ketacontent.rendering.email import footer_lines
from ketacontent.rendering.engine import Engine
from ketacontent.rendering.jsonld import jsonld
from ketacontent.rendering.merge import mail_page, values_for
from ketacontent.rendering.must_show import MustShowCheck
from ketacontent.rendering.text import wrap
from kit.dom import visible_text, words_seen
from kit.markdown import markdown_html
from kit.parity import expected, faults
from kit.pieces import BLOCKS, whole_page

PLACES = (None, *JURISDICTIONS, "NZ")
"""No place, each covered one, and one that is not covered."""
SOME_PLACES = (None, "GB", "NZ")
CONTEXTS = tuple(product(PLACES, ("patient", "clinician")))
PARTS = frozenset({"source", "claim", "regulatory-status", "glossary-term", "crisis-resource", "image"})
"""Kinds that readers mostly meet as parts of other pages."""
SIGNATURE = "\n-- \n"


def renderer(catalog: Catalog, place: str | None, audience: str) -> Renderer:
    """Return a renderer; a place that is a country is both, so that crisis lines differ too."""
    country = None if place == "EU" else place
    return Renderer(catalog, jurisdiction=place, country=country, audience=audience)  # type: ignore[arg-type]


def html(made: Renderer, record: Record, page: Page) -> list[str]:
    return faults(page, made.html(record), "html")


def document(made: Renderer, record: Record, page: Page) -> list[str]:
    return faults(page, made.page(record), "page")


def markdown(made: Renderer, record: Record, page: Page) -> list[str]:
    return faults(page, made.markdown(record, front_matter=True), "markdown")


def text(made: Renderer, record: Record, page: Page) -> list[str]:
    return faults(page, made.text(record), "text")


def email(made: Renderer, record: Record, page: Page) -> list[str]:
    mail = made.email(record)
    body, _, foot = mail.text.partition(SIGNATURE)
    tail = " ".join([*footer_lines(None, made.words), "Unsubscribe"])
    # Both parts show what is for mail, and what a newsletter says to its reader.
    page = mail_page(record, page, values_for(record, {}))
    found = faults(page, mail.html, "email", tail) + faults(page, body, "text")
    return found + ([] if " ".join(foot.split()).startswith(tail) else [f"{page.ref}: the foot is {foot!r}"])


def structured(made: Renderer, record: Record, page: Page) -> list[str]:
    return faults(page, made.jsonld(record), "jsonld")


Check = Callable[[Renderer, Record, Page], list[str]]
CHANNELS: tuple[Check, ...] = (html, document, markdown, text, email, structured)


def picked(catalog: Catalog, turn: int, share: int, share_of_parts: int) -> list[tuple[int, Record]]:
    """Return records whose turn it is, numbered: all of a small pack, of a large one a share of each sort."""
    found = []
    for number, record in enumerate(catalog):
        stride = 1 if len(catalog) < 50 else share_of_parts if record.kind in PARTS else share
        if (number + turn) % stride == 0:
            found.append((number // stride, record))
    return found


@pytest.mark.parametrize("check", CHANNELS, ids=lambda check: check.__name__)
def test_every_record_says_the_same_in_every_channel(
    catalog: Catalog, check: Check, is_thorough: bool
) -> None:
    """Every record that readers come for in every channel; of a large pack's parts a few in each.

    Of a large pack every third page, and every fifth where a second renderer reads it, which takes its time.
    """
    made = renderer(catalog, None, "patient")
    share = (1, 1) if is_thorough else (5, 48) if check is markdown else (3, 32)
    records = picked(catalog, CHANNELS.index(check), *share)
    assert len(records) > 20
    assert [fault for _, record in records for fault in check(made, record, made.compose(record))] == []


def test_two_parsers_see_the_same_words(minimal: Catalog) -> None:
    """The faster parser, which the comparison uses, and the one that follows the standard step by step."""
    made = Renderer(minimal)
    for record in minimal:
        for output in (made.html(record), markdown_html(made.markdown(record)), made.email(record).html):
            assert words_seen(output) == " ".join(visible_text(output).split()), record.ref


@pytest.mark.parametrize(("place", "audience"), CONTEXTS, ids=str)
def test_every_reader_is_told_the_same_in_every_channel(
    catalog: Catalog, place: str | None, audience: str, is_thorough: bool
) -> None:
    """The channel moves on by one from reader to reader; `--thorough` leaves out no record and no channel."""
    made = renderer(catalog, place, audience)
    turn = CONTEXTS.index((place, audience))
    found: list[str] = []
    for number, record in picked(catalog, turn, *((1, 1) if is_thorough else (12, 48))):
        checks = CHANNELS if is_thorough else (CHANNELS[(number + turn) % len(CHANNELS)],)
        found += [fault for check in checks for fault in check(made, record, made.compose(record))]
    assert found == []


OVERVIEWS = overview_names(load(), load().brands["sample-clinic"])
"""With the pages of a brand's places."""


@pytest.mark.parametrize("name", OVERVIEWS)
def test_every_overview_says_the_same_in_every_channel(name: str, bundled: Catalog) -> None:
    page = compose_overview(name, bundled, Context(brand=bundled.brands["sample-clinic"]))
    for channel in SUFFIX:
        engine = Engine(channel)
        output = engine.render("page", page=page, level=2)
        MustShowCheck(engine, 4 if channel == "html" else 3).check(output, page, engine.name("page"))
        assert faults(page, wrap(output) if channel == "text" else output, channel) == []
    assert faults(page, jsonld(page, None, (), None), "jsonld") == []


def figures(page: Page) -> list[Frequency]:
    """Return the figures behind the frequency tables of a page."""
    return [
        row.frequency
        for section in page.sections
        for block in section.blocks
        if isinstance(block, FrequencyTable)
        for row in block.rows
    ]


@pytest.mark.parametrize("place", SOME_PLACES, ids=str)
def test_clinicians_see_every_figure_that_patients_see(
    catalog: Catalog, place: str | None, is_thorough: bool
) -> None:
    """Each record in one place, the next record in the next; `--thorough` takes each in all."""
    for_patients, for_clinicians = renderer(catalog, place, "patient"), renderer(catalog, place, "clinician")
    seen = 0
    turn = SOME_PLACES.index(place)
    readable = [
        record for record in catalog if record.kind not in PARTS
    ]  # parts hold no words for clinicians
    is_whole = is_thorough or len(readable) < 50
    for record in readable if is_whole else readable[turn :: len(SOME_PLACES)]:
        patient, clinician = for_patients.compose(record), for_clinicians.compose(record)
        less = [figure for figure in figures(patient) if figure not in figures(clinician)]
        said = set(expected(clinician, "html"))
        # numbers of sources may move where a clinician's paragraph cites a source before them
        words = {_without_notes(each) for each in said}
        gone = [each for each in expected(patient, "html") if _without_notes(each) not in words]
        assert (less, gone) == ([], []), record.ref
        seen += len(figures(patient))
    assert seen


def _without_notes(words: str) -> str:
    return re.sub(r"\[[\d, ]+\]|^\d+$", "[]", words)


def test_a_page_holds_every_figure_of_its_record(catalog: Catalog) -> None:
    made = renderer(catalog, None, "patient")
    for effect in catalog.side_effects.values():
        assert figures(made.compose(effect)) == list(effect.frequencies)


# The comparison is tried: what alters an output must show.

PAGE = whole_page()
KINDS = tuple(block.kind for block in BLOCKS)
SUFFIX = {"html": "html", "email": "html", "markdown": "md", "text": "txt"}


MUTANT = """{% if mutated != "KIND" %}{% include "OWN" %}
{% elif how == "alter" %}{% filter replace(word, "Altered") %}{% include "OWN" %}{% endfilter %}
{% elif how == "double" %}{% include "OWN" %}

{% include "OWN" %}
{% endif %}
"""
"""A host's template that does what it is told to one kind of block."""


@pytest.fixture(scope="module")
def mutants(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Engine]:
    """An engine for each channel, whose templates can be told to go wrong."""
    folder = tmp_path_factory.mktemp("mutants")
    for channel, kind in product(SUFFIX, KINDS):
        name = f"{channel}/{kind}.{SUFFIX[channel]}.jinja"
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(MUTANT.replace("KIND", kind).replace("OWN", f"!ketacontent/{name}"), "utf-8")
    return {channel: Engine(channel, [folder]) for channel in SUFFIX}


def around(kind: str) -> Page:
    """Return the block of a kind between its two neighbors on the page of all kinds."""
    at = KINDS.index(kind)
    return PAGE.model_copy(update={"sections": PAGE.sections[max(at - 1, 0) : at + 2]})


def rendered(engine: Engine, page: Page = PAGE, mutated: str = "", how: str = "drop", word: str = "") -> str:
    """Render a page, without the must-show check, which would stop some mutations earlier."""
    engine.environment.globals.update(mutated=mutated, how=how, word=word)
    output = engine.render("page", page=page, level=2)
    return wrap(output) if engine.channel == "text" else output


def first_word(kind: str) -> str:
    """Return the first word of the block of a kind; it stands nowhere else on the page."""
    block = next(block for block in BLOCKS if block.kind == kind)
    page = PAGE.model_copy(update={"sections": (PAGE.section(kind).model_copy(update={"blocks": (block,)}),)})  # type: ignore[union-attr]
    return expected(page, "html")[3].split()[0]


@pytest.mark.parametrize("channel", SUFFIX)
def test_the_page_of_all_kinds_is_whole(channel: str, mutants: dict[str, Engine]) -> None:
    for engine in (Engine(channel), mutants[channel]):
        assert faults(PAGE, rendered(engine), channel) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_that_drops_a_block_or_alters_a_word_of_it_is_found(
    kind: str, mutants: dict[str, Engine]
) -> None:
    word, page = first_word(kind), around(kind)
    for channel, how in product(SUFFIX, ("drop", "alter")):
        output = rendered(mutants[channel], page, kind, how, word)
        assert ("Altered" in output) is (how == "alter"), channel
        assert any(word in fault for fault in faults(page, output, channel)), (channel, how)


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_that_says_its_block_twice_is_found(kind: str, mutants: dict[str, Engine]) -> None:
    page = around(kind)
    for channel in SUFFIX:
        assert faults(page, rendered(mutants[channel], page, kind, "double"), channel), channel


@pytest.mark.parametrize("kind", KINDS)
def test_jsonld_that_drops_or_alters_a_text_is_found(kind: str) -> None:
    page = around(kind)
    whole = jsonld(page, None, (), None)
    assert faults(page, whole, "jsonld") == []
    data = json.loads(whole)
    part = next(part for part in data["hasPart"] if part["identifier"] == kind)
    words = part["text"]
    for mutated in (
        "",
        words.replace(first_word(kind), "Altered", 1),
        f"{words}\n{words}",
        words.partition(" ")[2],
    ):
        part["text"] = mutated
        assert faults(page, json.dumps(data), "jsonld"), mutated


def test_two_blocks_that_change_places_are_found() -> None:
    html = rendered(Engine("html"))
    first, second = "<p>They do.</p>", "<p>Always &amp; ever.</p>"
    assert first in html
    swapped = html.replace(first, "#").replace(second, first).replace("#", second)
    assert faults(PAGE, swapped, "html")


def test_proportions_of_the_page_of_all_kinds_are_as_written() -> None:
    """The hand-made figure is one that the interface words would write too."""
    (figure,) = figures(PAGE)
    assert figure.percentages[0] == Decimal(1700) / 43
    assert words_of("en-US").comparison(figure).endswith("with water")
