"""The sections of pages: of each kind, for each reader, in each channel."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from ketacontent import Catalog, Page, Renderer, RichText, UsageError
from ketacontent.models.block import Paragraph
from ketacontent.models.kinds import COLLECTIONS
from ketacontent.models.vocabulary import JURISDICTIONS
from ketacontent.pages import Context, compose
from ketacontent.pages.block import Crisis, StatusTable
from ketacontent.pages.page import shown
from kit.catalogs import catalog_of, changed

Compose = Callable[..., dict[str, Page]]


def page_of(catalog: Catalog, ref: str, **context: Any) -> Page:
    return Renderer(catalog, **context).compose(catalog.get(ref))


def ids(page: Page) -> list[str]:
    return [section.id for section in page.sections]


def words_of(page: Page, id: str, channel: str = "html") -> str:
    section = page.section(id)
    return "\n".join(
        t.plain
        for t in page.model_copy(update={"sections": (section,)} if section else {"sections": ()}).texts(
            channel
        )
    )


def test_every_kind_has_a_page(minimal: Catalog) -> None:
    assert {record.kind for record in minimal} == set(COLLECTIONS)
    for record in minimal:
        page = Renderer(minimal).compose(record)
        assert page.ref == record.ref
        assert page.title.plain == record.title
        assert page.sections[-1].id == "review"


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_no_page_has_two_sections_of_one_name(catalog: Catalog, audience: str, pages: Compose) -> None:
    found = pages(catalog, audience=audience).values()
    assert [page.ref for page in found if len(set(ids(page))) != len(page.sections)] == []


@pytest.mark.parametrize(
    ("ref", "wanted"),
    [
        (
            "route/nasal",
            "notices how-given facts monitoring for-and-against side-effects evidence more-notices law "
            "related references review",
        ),
        (
            "side-effect/dizziness",
            "notices what-it-is facts frequency self-care get-help more-notices related words references "
            "review",
        ),
        ("myth/tea-cures", "said explanation evidence more-notices references review"),
        ("glossary-term/sway", "names words-to-avoid used-by review"),
    ],
)
def test_sections_come_in_their_order(minimal: Catalog, ref: str, wanted: str) -> None:
    assert ids(page_of(minimal, ref)) == wanted.split()


def test_a_myth_is_told_fact_first(catalog: Catalog) -> None:
    made = Renderer(catalog)
    for myth in catalog.myths.values():
        text = made.text(myth)
        squeezed = " ".join(text.split())
        fact = " ".join(made.compose(myth).summary.plain.split())
        assert squeezed.index(fact) < squeezed.index(" ".join(myth.said.split())), myth.ref


def test_clinicians_get_more_and_never_less(minimal: Catalog) -> None:
    for ref, section in (("side-effect/dizziness", "for-clinicians"), ("route/nasal", "for-clinicians")):
        patient, clinician = page_of(minimal, ref), page_of(minimal, ref, audience="clinician")
        assert section not in ids(patient)
        assert section in ids(clinician)
        assert [id for id in ids(patient) if id not in ids(clinician)] == []
    assert "C38284" in words_of(page_of(minimal, "route/nasal", audience="clinician"), "codes")


def test_a_topics_section_for_clinicians_is_for_clinicians(minimal: Catalog) -> None:
    ref = "topic/cold-feet"
    assert page_of(minimal, ref).section("for-clinicians-only") is None
    assert page_of(minimal, ref, audience="caregiver").section("for-clinicians-only") is None
    assert page_of(minimal, ref, audience="clinician").section("for-clinicians-only") is not None


@pytest.mark.parametrize("audience", ["caregiver", "public"])
def test_other_readers_see_what_patients_see(minimal: Catalog, audience: str) -> None:
    for record in minimal:
        patient, other = page_of(minimal, record.ref), page_of(minimal, record.ref, audience=audience)
        assert patient.sections == other.sections


# Channels


def test_a_block_for_some_channels_shows_there_only(minimal: Catalog) -> None:
    made, topic = Renderer(minimal), minimal.topics["cold-feet"]
    only = "Read this on the web."
    outputs = {
        channel: str(getattr(made, channel)(topic)) for channel in ("html", "markdown", "text", "jsonld")
    }
    mail = made.email(topic)
    assert {channel for channel, output in outputs.items() if only in output} == {"html"}
    assert only not in mail.html + mail.text


def test_an_item_of_an_issue_for_mail_only_is_in_the_mail_only(minimal: Catalog) -> None:
    made, issue = Renderer(minimal), minimal.newsletters["first"]
    mail = made.email(issue)
    assert "Words of our own." in mail.html
    for output in (made.html(issue), made.markdown(issue), made.text(issue), made.jsonld(issue)):
        assert "Words of our own." not in output
        assert "Only on paper" not in output, "a heading with nothing under it"


def test_blocks_with_no_channels_are_for_all(minimal: Catalog) -> None:
    everywhere = Paragraph(text=RichText("All"))
    web = Paragraph(text=RichText("Web"), channels=("html", "markdown"))
    assert [shown((everywhere, web), channel) for channel in ("html", "markdown", "text")] == [
        (everywhere, web),
        (everywhere, web),
        (everywhere,),
    ]


# Law


def rows(page: Page) -> list[tuple[str, str, str]]:
    return [
        (row.jurisdiction, row.medicine.plain, row.approval)
        for section in page.sections
        for block in section.blocks
        if isinstance(block, StatusTable)
        for row in block.rows
    ]


def test_law_is_that_of_the_pages_medicines_and_uses(minimal: Catalog) -> None:
    assert rows(page_of(minimal, "route/nasal")) == [("US", "Sample spray", "off-label-permitted")]
    assert rows(page_of(minimal, "condition/low-mood")) == [
        ("US", "Sample mixture", "compounded-unapproved"),
        ("US", "Sample spray", "off-label-permitted"),
    ]
    assert rows(page_of(minimal, "checklist/before")) == []


def test_a_place_shows_its_own_law_only(bundled: Catalog) -> None:
    for route in bundled.routes.values():
        side_by_side = rows(page_of(bundled, route.ref))
        for place in JURISDICTIONS:
            own = rows(page_of(bundled, route.ref, jurisdiction=place))
            assert own == [row for row in side_by_side if row[0] == place]
        order = [JURISDICTIONS.index(place) for place, _, _ in side_by_side]  # type: ignore[arg-type]
        assert order == sorted(order)


@pytest.mark.parametrize("ref", ["route/nasal", "medicine/spray", "condition/low-mood", "topic/cold-feet"])
def test_a_place_that_is_not_covered_is_said_to_be_not_covered(minimal: Catalog, ref: str) -> None:
    page = page_of(minimal, ref, jurisdiction="NZ")
    assert "Not covered" in words_of(page, "law")
    assert "NZ" in words_of(page, "law")
    assert rows(page) == []


def test_a_status_says_who_said_it_when_and_where_that_stands(minimal: Catalog) -> None:
    words = words_of(page_of(minimal, "route/nasal"), "law")
    assert "Sample Regulator, looked up on November 21, 2026. Since March 2020." in words
    assert re.search(r"not approved for this use\.\[1\]", words)


# Crisis help


def crisis_of(catalog: Catalog, **context: Any) -> Crisis:
    page = page_of(catalog, "condition/low-mood", **context)
    (block,) = (b for b in page.must_show if isinstance(b, Crisis))
    return block


def test_without_a_country_crisis_help_lists_countries(minimal: Catalog) -> None:
    block = crisis_of(minimal)
    assert [country.name.plain for country in block.countries] == ["United Kingdom", "United States"]
    assert "call your local emergency number" in block.advice[-1].plain


def test_a_country_sees_its_own_lines_with_all_that_is_known_of_them(minimal: Catalog) -> None:
    (country,) = crisis_of(minimal, country="GB").countries
    (line,) = country.lines
    assert line.name.plain == "Sample line, Wales"
    assert [c.plain for c in line.contacts] == [
        "Call: 0000 116 999",
        "Text: HOME to 0000",
        "Chat: line.example.org",
    ]
    assert line.detail is not None
    assert line.detail.plain == "Anyone in Wales. 24 hours, every day. English and Welsh. Free to call."


def test_a_country_without_lines_is_said_to_be_not_covered(minimal: Catalog) -> None:
    block = crisis_of(minimal, country="NZ")
    assert block.countries == ()
    assert "Not covered" in block.advice[-1].plain
    assert "local emergency" in block.advice[1].plain


def test_a_jurisdiction_alone_does_not_choose_crisis_lines(minimal: Catalog) -> None:
    assert len(crisis_of(minimal, jurisdiction="GB").countries) == 2


def test_lines_say_when_they_were_checked_and_the_oldest_check_counts(minimal: Catalog) -> None:
    older = minimal.crisis_resources["gb-line"].model_copy(
        update={"verified_on": minimal.crisis_resources["gb-line"].verified_on.replace(month=10)}
    )
    block = crisis_of(catalog_of(minimal, older))
    assert block.checked is not None
    assert block.checked.plain == "Numbers checked on October 21, 2026."


def test_telephone_numbers_can_be_dialed_and_keep_their_zeros(minimal: Catalog) -> None:
    html = Renderer(minimal, country="GB").html(minimal.conditions["low-mood"])
    assert 'href="tel:0000116999"' in html


# Links


def test_without_a_place_to_link_to_records_are_named_and_not_linked(minimal: Catalog) -> None:
    made = Renderer(minimal)
    for record in minimal:
        html = made.html(record)
        assert not re.search(
            r'href="(?!#|tel:|https://(line|journal|regulator|clinic)\.example\.org)', html
        ), record.ref


def test_links_are_made_from_the_base_address_or_by_the_host(minimal: Catalog) -> None:
    topic = minimal.topics["cold-feet"]
    by_base = Renderer(minimal, base_url="https://clinic.example/k/").html(topic)
    assert 'href="https://clinic.example/k/side-effect/dizziness/"' in by_base
    by_host = Renderer(
        minimal,
        base_url="https://clinic.example",
        link=lambda r: f"/x?{r.id}&y=1" if r.kind == "route" else None,
    ).html(topic)
    assert 'href="/x?nasal&amp;y=1"' in by_host
    assert "clinic.example/side-effect" not in by_host


# Records of elsewhere


def test_a_record_of_another_catalog_is_refused(minimal: Catalog) -> None:
    other = changed(minimal, "route/nasal", title="Elsewhere")
    for record in (other.routes["nasal"], minimal.routes["nasal"].model_copy()):
        with pytest.raises(UsageError, match="KC605"):
            compose(record, Context(), minimal)


def test_a_page_can_be_written_as_json_for_hosts_that_draw_it_themselves(catalog: Catalog) -> None:
    made = Renderer(catalog, country="GB", audience="clinician")
    for record in list(catalog)[:: max(1, len(catalog) // 40)]:
        page = made.compose(record)
        data = json.loads(page.model_dump_json())
        assert (data["kind"], data["id"], data["audience"]) == (record.kind, record.id, "clinician")
        assert [section["id"] for section in data["sections"]] == ids(page)
        kinds = [block["kind"] for section in data["sections"] for block in section["blocks"]]
        assert kinds == [block.kind for section in page.sections for block in section.blocks]
        assert RichText(data["summary"]).plain == page.summary.plain
