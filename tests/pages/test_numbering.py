"""Numbers of sources: in the order in which a reader meets them, each once in the reference list."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain

import pytest

from ketacontent import Catalog, Page, Renderer, RichText, UnknownId
from ketacontent.models.block import Paragraph
from ketacontent.models.text.nodes import Note, walk
from ketacontent.pages.block import References
from kit.catalogs import catalog_of, changed

Compose = Callable[..., dict[str, Page]]


def met(page: Page) -> list[int]:
    """Return the numbers that stand behind texts, in reading order."""
    texts = page.texts("html")
    notes = chain.from_iterable(walk(text.nodes) for text in texts)
    return [number for note in notes if isinstance(note, Note) for number in note.numbers]


def listed(page: Page) -> list[tuple[int, str]]:
    return [
        (entry.number, entry.text.plain)
        for section in page.sections
        for block in section.blocks
        if isinstance(block, References)
        for entry in block.entries
    ]


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_numbers_go_up_by_one_where_they_first_stand(
    catalog: Catalog, audience: str, pages: Compose, is_thorough: bool
) -> None:
    """Every page for patients; for clinicians those with words of theirs, or all with `--thorough`."""
    wrong = []
    if audience == "patient" or is_thorough:
        found = list(pages(catalog, audience=audience).values())
    else:
        made = Renderer(catalog, audience="clinician")
        found = [made.compose(each) for each in catalog if getattr(each, "clinician", None)]
    assert found
    for page in found:
        first = list(dict.fromkeys(met(page)))
        numbers = [number for number, _ in listed(page)]
        if first != list(range(1, len(first) + 1)):
            wrong.append(f"{page.ref}: numbers are met as {first}")
        if numbers != list(range(1, len(page.source_ids) + 1)) or not set(first) <= set(numbers):
            wrong.append(f"{page.ref}: the list has {numbers}, the texts {first}")
    assert wrong == []


def test_the_list_holds_the_sources_behind_the_numbers(minimal: Catalog) -> None:
    page = Renderer(minimal).compose(minimal.routes["nasal"])
    assert page.source_ids == ("label-two", "trial-one")
    (_, first), (_, second) = listed(page)
    assert "Label of sample spray" in first
    assert "Warm tea against cold feet" in second


def test_sources_of_a_record_as_a_whole_come_last_in_the_list(minimal: Catalog) -> None:
    catalog = changed(minimal, "faq/does-it-hurt", sources=("label-two", "trial-one"))
    assert Renderer(catalog).compose(catalog.faqs["does-it-hurt"]).source_ids == ("trial-one", "label-two")


def answer(catalog: Catalog, *texts: str) -> Page:
    """Return the page of a question whose answer is these texts."""
    paragraphs = tuple(Paragraph(text=RichText(text)) for text in texts)
    changes = {"summary": RichText("Words."), "answer": paragraphs}
    record = catalog.faqs["does-it-hurt"].model_copy(update=changes)
    return Renderer(catalog_of(catalog, record)).compose(record)


def said(page: Page) -> list[str]:
    section = page.section("answer")
    assert section is not None
    return [block.text.plain for block in section.blocks]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("Warm. [@trial-one]", "Warm.[1]"),
        ("Warm [@trial-one], *dry* [@label-two] and warm [@trial-one].", "Warm[1], dry[2] and warm[1]."),
        ("Both. [@label-two; @trial-one]", "Both.[1, 2]"),
        ("Twice. [@label-two; @label-two]", "Twice.[1]"),
        ("**Bold [@trial-one]** end", "Bold[1] end"),
    ],
)
def test_numbers_stand_right_behind_their_words(minimal: Catalog, source: str, wanted: str) -> None:
    assert said(answer(minimal, source)) == [wanted]


CLAIM = (
    "After one day, 17 of 43 adults had warmer feet, against 3 of 42 on warm water; "
    "it probably helps some people."
)
COMPANION = "Most feet were cold again after 7 days."


def test_a_claim_prints_with_its_sources_and_with_what_must_stand_beside_it(minimal: Catalog) -> None:
    assert said(answer(minimal, "[[claim/warms-feet]]")) == [f"{CLAIM}[1] {COMPANION}[1]"]


def test_what_must_stand_beside_a_claim_stands_there_once(minimal: Catalog) -> None:
    page = answer(minimal, "[[claim/warms-feet]]", "[[claim/warms-feet]]", "[[claim/feet-cool-again]]")
    assert said(page) == [f"{CLAIM}[1] {COMPANION}[1]", f"{CLAIM}[1]", f"{COMPANION}[1]"]
    evidence = page.section("evidence")
    assert evidence is not None
    assert len(evidence.blocks[0].rows) == 2  # type: ignore[union-attr]


def test_claims_that_ask_for_each_other_come_to_an_end(minimal: Catalog) -> None:
    circle = changed(minimal, "claim/feet-cool-again", print_with=("warms-feet",))
    assert said(answer(circle, "[[claim/feet-cool-again]]")) == [f"{COMPANION}[1] {CLAIM}[1]"]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("They [[sway]].", "They sway."),
        ("They [[sway|rock]].", "They rock."),
        ("See [[route/nasal]].", "See Into the nose."),
        ("See [[route/nasal|the spray]].", "See the spray."),
        ("It took [[route/nasal#session-length]].", "It took 1.5 to 2 hours[1]."),
        ("It took [[route/nasal#monitoring-time]].", "It took at least 2 hours[1]."),
        ("It reaches [[route/nasal#absorption]].", "It reaches 48% (healthy adults)[1]."),
        (
            "Dizzy: [[side-effect/dizziness#frequency]].",
            "Dizzy: 17 of 43 people (about 40 in 100), "
            "against 3 of 42 people (about 7 in 100) with warm water[1].",
        ),
        ("It is [[side-effect/dizziness#band]].", "It is Very common."),
        ("Step [[step/leaving#order]].", "Step 2."),
    ],
)
def test_references_become_words_values_and_sources(minimal: Catalog, source: str, wanted: str) -> None:
    assert said(answer(minimal, source)) == [wanted]


def test_a_percentage_alone_says_that_the_number_of_people_is_not_given(minimal: Catalog) -> None:
    effect = minimal.side_effects["dizziness"]
    alone = effect.frequencies[1].model_copy(update={"setting": "treatment"})
    catalog = changed(minimal, "side-effect/dizziness", frequencies=(alone,))
    (words,) = said(answer(catalog, "Dizzy: [[side-effect/dizziness#frequency]]."))
    assert words == "Dizzy: about 2 to 4 in 100 people (number of people not given)[1]."


def test_words_explained_are_those_that_the_page_uses(minimal: Catalog) -> None:
    page = answer(minimal, "They [[sway]] and [[sway|rock]].")
    words = page.section("words")
    assert words is not None
    assert [(t.term.plain, t.definition.plain) for t in words.blocks[0].items] == [  # type: ignore[union-attr]
        ("Sway", "To move gently from side to side.")
    ]
    assert answer(minimal, "None.").section("words") is None


def test_a_word_that_explains_another_brings_that_too(minimal: Catalog) -> None:
    rock = minimal.glossary_terms["sway"].model_copy(
        update={"id": "rock", "title": "Rock", "definition": RichText("To [[sway]] more. [@label-two]")}
    )
    page = answer(catalog_of(minimal, rock), "They [[rock]]. [@trial-one]")
    words = page.section("words")
    assert words is not None
    assert [t.term.plain for t in words.blocks[0].items] == ["Rock", "Sway"]  # type: ignore[union-attr]
    assert words.blocks[0].items[0].definition.plain == "To sway more.[2]"  # type: ignore[union-attr]


def test_numbers_in_explained_words_follow_the_order_of_the_words(minimal: Catalog) -> None:
    zest = minimal.glossary_terms["sway"].model_copy(
        update={"id": "zest", "title": "Zest", "definition": RichText("Sharp. [@trial-one]")}
    )
    acid = zest.model_copy(
        update={"id": "acid", "title": "Acid", "definition": RichText("Sour. [@label-two]")}
    )
    page = answer(catalog_of(minimal, zest, acid), "They use [[zest]], then [[acid]].")
    words = page.section("words")
    assert words is not None
    said = [t.definition.plain for t in words.blocks[0].items]  # type: ignore[union-attr]
    assert said == ["Sour.[1]", "Sharp.[2]"]


@pytest.mark.parametrize("mark", ["[@nobody]", "[[route/nobody]]", "[[nobody]]", "[[claim/nobody]]"])
def test_a_mark_that_points_at_nothing_is_named(minimal: Catalog, mark: str) -> None:
    with pytest.raises(UnknownId, match="nobody"):
        answer(minimal, f"Words {mark}.")


def test_no_page_prints_a_mark_that_was_not_resolved(catalog: Catalog, pages: Compose) -> None:
    mark = re.compile(r"\[\[|\]\]|\[@|\[[a-z-]+/[a-z0-9-]+")
    left = [
        f"{page.ref}: {text.plain[:80]}"
        for page in pages(catalog, audience="patient").values()
        for text in page.texts("html")
        if mark.search(text.plain)
    ]
    assert left == []
