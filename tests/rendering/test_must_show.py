"""What must show is shown: our templates do, and a host's templates are stopped where they do not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ketacontent import Catalog, MissingNotice, Page, Renderer, RichText, testing
from ketacontent.models import SafetyNotice
from ketacontent.models.vocabulary import JURISDICTIONS
from ketacontent.pages.block import Crisis, Notice, ReviewLine
from ketacontent.pages.texts import texts_in
from ketacontent.rendering.must_show import name_of, texts_of
from kit.catalogs import catalog_of, changed

Compose = Callable[..., dict[str, Page]]
SUFFIX = {"html": "html", "email": "html", "markdown": "md", "text": "txt"}
CHANNELS = tuple(SUFFIX)


def host(folder: Path, **templates: str) -> Path:
    """Write a host's templates; `html__notice="..."` is html/notice.html.jinja."""
    for name, source in templates.items():
        channel, _, stem = name.partition("__")
        file = folder / channel / f"{stem.replace('_', '-')}.{SUFFIX[channel]}.jinja"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, "utf-8")
    return folder


def own(channel: str, stem: str) -> str:
    return f"!ketacontent/{channel}/{stem}.{SUFFIX[channel]}.jinja"


def rendered(made: Renderer, channel: str, ref: str = "route/nasal") -> str:
    output = getattr(made, channel)(made.catalog.get(ref))
    return output if isinstance(output, str) else output.html


# What a page must carry follows from what it says.


def test_every_page_prints_its_review_state(catalog: Catalog, pages: Compose) -> None:
    for page in pages(catalog, audience="patient").values():
        (line,) = (block for block in page.must_show if isinstance(block, ReviewLine))
        assert line.text.plain.startswith(("Not clinically reviewed.", "Clinically reviewed by "))


NAMES_SUICIDE = re.compile(r"suicid|self[- ]harm|harming yourself|(kill|killing) yourself", re.I)
NAMES_OFF_LABEL = re.compile(r"\boff[- ]label\b", re.I)
NAMES_COMPOUNDED = re.compile(r"\bcompound(ed|ing)\b", re.I)


def words_of_page(page: Page, *without: str) -> str:
    kept = tuple(section for section in page.sections if section.id not in without)
    texts = [page.title, page.summary, *(t for s in kept for b in s.blocks for t in texts_in(b))]
    return "\n".join(text.plain for text in texts)


def triggers_shown(page: Page, catalog: Catalog) -> set[str]:
    """Return what the notices of a page are about, and `crisis` where crisis help is on it."""
    found: set[str] = set()
    for block in page.must_show:
        if isinstance(block, Notice):
            found |= set(catalog.safety_notices[block.id].triggers)
        elif isinstance(block, Crisis):
            found.add("crisis")
    return found


READ = ("topic", "route", "side-effect", "medicine", "condition", "myth", "faq", "newsletter")


PLACES = (None, *JURISDICTIONS, "NZ")


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_every_page_carries_what_its_words_ask_for(
    catalog: Catalog, place: str | None, pages: Compose, is_thorough: bool
) -> None:
    """Judged on the finished page, by other patterns than those that compose it.

    With no place every page; with one every third, others for each; `--thorough` all.
    """
    if place is None:
        found = list(pages(catalog, audience="patient").values())
    else:
        made = Renderer(catalog, jurisdiction=place)
        read = [record for record in catalog if record.kind in READ]
        found = [made.compose(each) for each in (read if is_thorough else read[PLACES.index(place) % 3 :: 3])]
    noticed = {trigger for notice in catalog.safety_notices.values() for trigger in notice.triggers}
    benefits = [c.text.plain for c in catalog.claims.values() if c.direction == "benefit"]
    lacking = []
    for page in found:
        shown = triggers_shown(page, catalog)
        said = words_of_page(page, "notices", "more-notices", "references", "related")
        if NAMES_SUICIDE.search(words_of_page(page, "crisis")) and "crisis" not in shown:
            lacking.append(f"{page.ref}: names suicide, no crisis help")
        if NAMES_OFF_LABEL.search(said) and "off-label-use" in noticed - shown:
            lacking.append(f"{page.ref}: names an off-label use, no notice")
        if NAMES_COMPOUNDED.search(said) and "compounded-product" in noticed - shown:
            lacking.append(f"{page.ref}: names a compounded product, no notice")
        if "benefit" in noticed - shown and any(benefit in said for benefit in benefits):
            lacking.append(f"{page.ref}: tells a benefit, no notice")
    assert lacking == []


def brought(catalog: Catalog, ref: str, **context: Any) -> set[str]:
    """Return what the notices of a record's page are about."""
    return triggers_shown(Renderer(catalog, **context).compose(catalog.get(ref)), catalog)


NAMING = "It may follow a suicide attempt."


@pytest.mark.parametrize(
    ("page", "where", "fields"),
    [
        ("faq/does-it-hurt", "faq/does-it-hurt", {"title": "Is suicide a risk?"}),
        ("faq/does-it-hurt", "faq/does-it-hurt", {"summary": RichText(NAMING)}),
        ("faq/does-it-hurt", "source/trial-one", {"title": "Suicide: a randomized trial"}),
        ("route/nasal", "claim/warms-feet", {"text": RichText(NAMING)}),
        ("route/nasal", "claim/warms-feet", {"population": "People with thoughts of suicide"}),
        ("route/nasal", "claim/warms-feet", {"certainty_reason": "Few suicides"}),
        ("route/nasal", "claim/feet-cool-again", {"text": RichText(NAMING)}),
        ("route/nasal", "side-effect/dizziness", {"summary": RichText(NAMING)}),
        ("route/nasal", "medicine/spray", {"title": "Suicide spray"}),
        ("route/nasal", "regulatory-status/us-spray-ptsd", {"note": RichText(NAMING)}),
        ("route/nasal", "safety-notice/no-driving", {"body": (RichText(NAMING),)}),
        ("side-effect/dizziness", "glossary-term/sway", {"definition": RichText(NAMING)}),
        ("side-effect/dizziness", "side-effect/dizziness", {"band_basis": RichText(NAMING)}),
        ("checklist/before", "checklist/before", {"warning_signs": (RichText("Self-harm."),)}),
    ],
)
def test_suicide_named_anywhere_on_a_page_brings_crisis_help(
    minimal: Catalog, page: str, where: str, fields: dict[str, object]
) -> None:
    assert "crisis" not in brought(minimal, page)
    found = brought(changed(minimal, where, **fields), page)
    assert {"crisis", "suicide"} <= found


@pytest.mark.parametrize("how", ["by-the-record", "by-a-notice"])
def test_the_title_of_a_source_that_no_text_cites_counts_too(minimal: Catalog, how: str) -> None:
    study = minimal.sources["trial-one"].model_copy(update={"id": "study", "title": "Suicide: a study"})
    ref, where = (
        ("faq/does-it-hurt",) * 2 if how == "by-the-record" else ("route/nasal", "safety-notice/no-driving")
    )
    assert "crisis" not in brought(minimal, ref)
    changed_record = minimal.get(where).model_copy(update={"sources": ("study",)})
    assert "crisis" in brought(catalog_of(minimal, study, changed_record), ref)


def test_a_clinicians_words_count_for_clinicians(minimal: Catalog) -> None:
    note = minimal.side_effects["dizziness"].clinician
    assert note is not None
    with_words = changed(
        minimal, "side-effect/dizziness", clinician=note.model_copy(update={"text": (RichText(NAMING),)})
    )
    assert "crisis" in brought(with_words, "side-effect/dizziness", audience="clinician")
    assert "crisis" not in brought(with_words, "side-effect/dizziness")


def test_a_claim_that_is_only_linked_brings_its_notice_and_its_evidence(minimal: Catalog) -> None:
    linked = changed(
        minimal, "faq/does-it-hurt", summary=RichText("It [[claim/warms-feet|warms]]."), answer=None
    )
    page = Renderer(linked).compose(linked.faqs["does-it-hurt"])
    assert "benefit" in brought(linked, "faq/does-it-hurt")
    evidence = page.section("evidence")
    assert evidence is not None
    said = [row.claim.plain for row in evidence.blocks[0].rows]  # type: ignore[union-attr]
    assert len(said) == 2, "the claim and the one that must stand beside it"


def ids_in(page: Page, section: str) -> list[str]:
    """Return the ids of the notices of a section, in order."""
    found = page.section(section)
    return [block.id for block in found.blocks if isinstance(block, Notice)] if found else []


def test_notices_stand_most_pressing_first_and_warnings_above_the_content(minimal: Catalog) -> None:
    page = Renderer(minimal).compose(minimal.topics["cold-feet"])
    above, below = (
        [minimal.safety_notices[id] for id in ids_in(page, s)] for s in ("notices", "more-notices")
    )
    assert above
    assert below
    assert {notice.level for notice in above} <= {"warning", "emergency"}
    for group in (above, below):
        assert [notice.priority for notice in group] == sorted(notice.priority for notice in group)
    ids = [section.id for section in page.sections]
    assert ids.index("notices") < ids.index("key-points") < ids.index("more-notices")


def test_a_warning_that_only_a_title_nearby_asks_for_stands_below_the_content(minimal: Catalog) -> None:
    catalog = changed(minimal, "source/trial-one", title="Suicide: a randomized trial")
    page = Renderer(catalog).compose(catalog.faqs["does-it-hurt"])
    suicide = [n.id for n in catalog.safety_notices.values() if "suicide" in n.triggers]
    assert suicide
    assert not set(suicide) & set(ids_in(page, "notices"))
    assert set(suicide) <= set(ids_in(page, "more-notices"))
    own = changed(minimal, "faq/does-it-hurt", title="Is suicide a risk?")
    page = Renderer(own).compose(own.faqs["does-it-hurt"])
    assert set(suicide) <= set(ids_in(page, "notices"))


def test_a_notice_of_another_place_is_left_out_and_of_an_unknown_place_is_shown(minimal: Catalog) -> None:
    american: SafetyNotice = minimal.safety_notices["no-driving"].model_copy(
        update={"jurisdictions": ("US",)}
    )
    catalog = catalog_of(minimal, american)
    ref = "route/nasal"
    shown = {
        place: "session" in brought(catalog, ref, jurisdiction=place) for place in (None, "US", "GB", "NZ")
    }
    assert shown == {None: True, "US": True, "GB": False, "NZ": True}


# A host's templates may not drop, hide or change what must show.

NOTICE = "Boxed warning of the spray"
WRECKS = {
    "empty": ("", "KC404"),
    "comment": ("<!-- {% include OWN %} -->", "KC404"),
    "open-comment": ("<!-- {% include OWN %}", "KC404"),
    "hidden": ("<div hidden>{% include OWN %}</div>", "KC404"),
    "hidden-upper": ("<DIV HIDDEN='until-found'>{% include OWN %}</DIV>", "KC404"),
    "self-closed": ("<div hidden/>{% include OWN %}", "KC404"),
    "display-none": ('<div style="color:red;display : none">{% include OWN %}</div>', "KC404"),
    "visibility": ("<div style='VISIBILITY:hidden'>{% include OWN %}</div>", "KC404"),
    "opacity": ("<div style=opacity:0>{% include OWN %}</div>", "KC404"),
    "template": ("<template>{% include OWN %}</template>", "KC404"),
    "script": ("<script>{% include OWN %}</script>", "KC404"),
    "noscript": ("<noscript>{% include OWN %}</noscript>", "KC404"),
    "details": ("<details><summary>More</summary>{% include OWN %}</details>", "KC404"),
    "aria-hidden": ('<div aria-hidden="true">{% include OWN %}</div>', "KC404"),
    "truncated": ("<p>{{ block.label }}</p><p>{{ block.heading }}</p>", "KC404"),
    "shortened": ("{{ block.body[0].plain[:12] }}", "KC404"),
    "translated": (
        '{% filter replace("The label warns", "Das Etikett warnt") %}{% include OWN %}{% endfilter %}',
        "KC404",
    ),
    "reordered": (
        "{{ block.action }}{% for p in block.body %}{{ p }}{% endfor %}{{ block.heading }}{{ block.label }}",
        "KC404",
    ),
}


@pytest.mark.parametrize("channel", ["html", "email"])
@pytest.mark.parametrize("wreck", WRECKS)
def test_a_template_that_wrecks_a_notice_is_named(
    minimal: Catalog, tmp_path: Path, wreck: str, channel: str
) -> None:
    source, code = WRECKS[wreck]
    source = source.replace("OWN", f'"{own(channel, "notice")}"')
    made = Renderer(minimal, templates=[host(tmp_path, **{f"{channel}__notice": source})])
    with pytest.raises(MissingNotice) as caught:
        rendered(made, channel)
    assert (caught.value.code, caught.value.template, caught.value.notice) == (
        code,
        f"{channel}/notice.html.jinja",
        NOTICE,
    )


@pytest.mark.parametrize("kind", ["notice", "crisis", "review"])
@pytest.mark.parametrize("channel", CHANNELS)
def test_an_empty_template_of_each_sort_is_named_in_every_channel(
    minimal: Catalog, tmp_path: Path, channel: str, kind: str
) -> None:
    made = Renderer(minimal, templates=[host(tmp_path, **{f"{channel}__{kind}": " "})])
    with pytest.raises(MissingNotice) as caught:
        rendered(made, channel, "topic/cold-feet")
    assert (caught.value.code, caught.value.template) == (
        "KC404",
        f"{channel}/{kind}.{SUFFIX[channel]}.jinja",
    )
    page = made.compose(minimal.topics["cold-feet"])
    assert caught.value.notice in {name_of(block) for block in page.must_show if block.kind == kind}


PAGES = {
    "without-sections": ("<h1>{{ page.title }}</h1>", "KC401"),
    "without-notices": (
        "{% for s in page.sections if s.id != 'notices' %}{% for b in s.blocks %}{{ show(b, 4) }}\n\n"
        "{% endfor %}{% endfor %}",
        "KC401",
    ),
    "hidden-whole": ("<div hidden>\n{% include OWN %}\n</div>", "KC404"),
    "display-none-whole": ('<section style="display:none">\n{% include OWN %}\n</section>', "KC404"),
    "comment-whole": ("<!--\n{% include OWN %}\n-->", "KC404"),
}


@pytest.mark.parametrize("channel", ["html", "email", "markdown"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_template_that_leaves_out_or_hides_is_named(
    minimal: Catalog, tmp_path: Path, page: str, channel: str
) -> None:
    source, code = PAGES[page]
    source = source.replace("OWN", f'"{own(channel, "page")}"')
    made = Renderer(minimal, templates=[host(tmp_path, **{f"{channel}__page": source})])
    with pytest.raises(MissingNotice) as caught:
        rendered(made, channel)
    assert (caught.value.code, caught.value.notice) == (code, NOTICE)
    assert caught.value.template == f"{channel}/page.{SUFFIX[channel]}.jinja"


@pytest.mark.parametrize(
    "hiding",
    [
        "<!-- {% include OWN %} -->",
        "[//]: # ({{ block.heading }} {{ block.action }})",
        "<p hidden>{% include OWN %}</p>",
    ],
)
def test_markdown_that_hides_a_notice_is_named(minimal: Catalog, tmp_path: Path, hiding: str) -> None:
    source = hiding.replace("OWN", f'"{own("markdown", "notice")}"')
    made = Renderer(minimal, templates=[host(tmp_path, markdown__notice=source)])
    with pytest.raises(MissingNotice, match=r"markdown/notice.md.jinja.*(?s:.*)KC404"):
        rendered(made, "markdown")


def test_a_document_template_that_hides_the_page_is_named(minimal: Catalog, tmp_path: Path) -> None:
    extends = f'{{% extends "{own("html", "document")}" %}}'
    source = extends + "{% block content %}<div hidden>{{ fragment }}</div>{% endblock %}"
    made = Renderer(minimal, templates=[host(tmp_path, html__document=source)])
    with pytest.raises(MissingNotice, match=r"html/document.html.jinja.*(?s:.*)KC404"):
        made.page(minimal.routes["nasal"])
    assert made.html(minimal.routes["nasal"])


BODY = "{% for p in block.body %}<p>{{ p }}</p>\n\n{% endfor %}"
FINE = {
    "html__notice": "<b>{{ block.label }}</b>: <i>{{ block.heading }}</i>" + BODY + "{{ block.action }}",
    "html__page": "<h1>{{ page.title }}</h1>{% for s in page.sections %}{% for b in s.blocks %}"
    "{{ show(b, 5) }}{% endfor %}{% endfor %}",
    "markdown__page": "{% for s in page.sections %}{% for b in s.blocks %}{{ show(b) }}\n"
    "{% endfor %}{% endfor %}",
    "text__notice": "*** {{ block.label }} {{ block.heading }}\n"
    "{% for p in block.body %}{{ p }}\n{% endfor %}\n{{ block.action }}\n",
    "email__notice": "<p>{{ block.label }} {{ block.heading }}</p>" + BODY + "{{ block.action }}",
}
"""Templates that choose and place in another way, and leave nothing out."""


@pytest.mark.parametrize("name", FINE)
def test_a_host_may_show_notices_in_its_own_way(minimal: Catalog, tmp_path: Path, name: str) -> None:
    made = Renderer(minimal, templates=[host(tmp_path, **{name: FINE[name]})])
    output = rendered(made, name.partition("__")[0])
    assert "Stay until staff say you may go." in output


def test_jsonld_holds_every_word_that_must_show(catalog: Catalog) -> None:
    made = Renderer(catalog)
    for record in list(catalog)[:: max(1, len(catalog) // 60)]:
        page = made.compose(record)
        said = " ".join(" ".join(p["text"].split()) for p in json.loads(made.jsonld(record))["hasPart"])
        assert [text for block in page.must_show for text in texts_of(block) if text not in said] == []


def test_a_mail_shows_what_must_show_in_both_parts(minimal: Catalog) -> None:
    made = Renderer(minimal, country="GB")
    record = minimal.newsletters["first"]
    mail, page = made.email(record), made.compose(record)
    testing.assert_must_show(mail.html, [record], made)
    said = " ".join(mail.text.split())
    assert [text for block in page.must_show for text in texts_of(block) if text not in said] == []


# `ketacontent.testing` for hosts


def test_assert_must_show_is_silent_about_our_own_pages(minimal: Catalog) -> None:
    made = Renderer(minimal, country="GB")
    records = [minimal.routes["nasal"], minimal.topics["cold-feet"]]
    testing.assert_must_show("".join(made.html(record) for record in records), records, made)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda html: html.replace("Stay until staff say you may go.", ""),
        lambda html: html.replace("Stay until staff say you may go.", "Stay a while."),
        lambda html: f"<div hidden>{html}</div>",
        lambda html: f"<!-- {html} -->",
        lambda html: "",
    ],
    ids=["dropped", "altered", "hidden", "commented", "empty"],
)
def test_assert_must_show_names_what_a_reader_does_not_see(minimal: Catalog, spoil) -> None:  # type: ignore[no-untyped-def]
    made = Renderer(minimal)
    record = minimal.routes["nasal"]
    with pytest.raises(AssertionError, match=NOTICE):
        testing.assert_must_show(spoil(made.html(record)), [record], made)
