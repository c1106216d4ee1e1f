"""A mail's two parts: the same facts and links, small enough, in colors that can be read."""

from __future__ import annotations

import re
from html import unescape

import pytest
from selectolax.lexbor import LexborHTMLParser

from ketacontent import Catalog, Renderer
from ketacontent.models import Brand
from ketacontent.models.brand import AA_TEXT, Palette, contrast
from ketacontent.models.newsletter import MergeField
from ketacontent.rendering.mail_colors import DARK, LIGHT, mail_colors, recolored
from ketacontent.rendering.style import ACCENT, DARK_GROUNDS, EMAIL_STYLE, LIGHT_GROUNDS, LINK, ON_ACCENT
from ketacontent.rendering.visible import visible_text
from kit.catalogs import changed

from .conftest import SENDING

ISSUES = ("before-you-decide", "the-day-of-a-session")
COUNTRIES = ("US", "GB", None)
SMALL = 90_000


@pytest.fixture(params=[(id, country) for id in ISSUES for country in COUNTRIES], ids=str)
def parts(request: pytest.FixtureRequest, bundled: Catalog) -> tuple[str, str]:
    """Return HTML and text of a bundled issue."""
    id, country = request.param
    made = Renderer(bundled, country=country, brand="sample-clinic", base_url=SENDING["base_url"])
    mail = made.email(bundled.newsletters[id], {"name": "Ann"})
    return mail.html, mail.text


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unescape(text))


def test_the_text_part_holds_every_word_of_the_html_part(parts: tuple[str, str]) -> None:
    html, text = parts
    seen = set(words(visible_text(html)))
    # The band repeats the brand's name, whose words stand in the text's footer.
    assert seen - set(words(text)) == set()
    assert len(seen) > 400


def test_the_text_part_holds_every_address_of_the_html_part(parts: tuple[str, str]) -> None:
    html, text = parts
    links = [node.attributes["href"] or "" for node in LexborHTMLParser(html).css("a[href]")]
    plain = re.sub(r"\s+", " ", text)
    digits = re.sub(r"\D", "", text)
    missing = [
        link
        for link in links
        if link.removeprefix("mailto:") not in plain
        and not (link.startswith("tel:") and re.sub(r"\D", "", link) in digits)
    ]
    assert missing == []
    assert len(links) > 20


def test_a_mail_is_small_whole_and_plain(parts: tuple[str, str]) -> None:
    html, _ = parts
    page = LexborHTMLParser(html)
    assert len(html.encode()) < SMALL
    assert page.css("svg, script, link, form, iframe, video") == []
    assert [node.html for node in page.css("img") if not node.attributes.get("alt")] == []
    addresses = [node.attributes["href"] or "" for node in page.css("a[href]")]
    assert [each for each in addresses if not each.startswith(("https://", "mailto:", "tel:"))] == []
    (root,) = page.css("html")
    assert root.attributes["lang"] == "en-US"
    assert len(page.css("h1")) == 1
    preheader = page.css_first("body > div")
    assert preheader is not None and "display:none" in (preheader.attributes["style"] or "")


def test_only_the_lead_has_a_button(parts: tuple[str, str]) -> None:
    html, _ = parts
    buttons = LexborHTMLParser(html).css(".kc-button")
    assert len(buttons) == 1
    assert buttons[0].text().strip().startswith("Read more: ")
    assert f"background-color:{LIGHT.accent}" not in html, "the brand's own color"


def test_greeting_and_mail_only_items_stand_in_both_parts_and_web_only_ones_in_none(
    bundled: Catalog, personal: Catalog
) -> None:
    made = Renderer(bundled, brand="sample-clinic")
    day = made.email(bundled.newsletters["the-day-of-a-session"], {"name": "Ann"})
    before = made.email(bundled.newsletters["before-you-decide"])
    for part in (day.html, day.text):
        assert "Hello Ann," in part and "Keep this mail within reach" in part
    for part in (before.html, before.text):
        assert "Hello reader," in part and "Paper works well" not in part
    page = made.html(bundled.newsletters["the-day-of-a-session"])
    assert "Keep this mail" not in page and "Hello" not in page
    assert "Paper works well" in made.html(bundled.newsletters["before-you-decide"])


def test_every_issue_carries_crisis_help_of_the_readers_country(minimal: Catalog) -> None:
    for country in ("US", "GB"):
        mail = Renderer(minimal, brand="sample", country=country).email(minimal.newsletters["first"])
        lines = [line for line in minimal.crisis_resources.values() if line.country == country]
        assert all(line.title in mail.html and line.title in mail.text for line in lines)
        assert "Get help now" in mail.html


def test_our_own_colors_can_be_read_on_every_ground() -> None:
    for colors, grounds in ((LIGHT, LIGHT_GROUNDS), (DARK, DARK_GROUNDS)):
        assert all(contrast(colors.link, ground) >= AA_TEXT for ground in grounds)
        assert contrast(colors.on_accent, colors.accent) >= AA_TEXT
    inks = {ink for style in EMAIL_STYLE.values() for ink in re.findall(r"(?<![-\w])color:(#\w+)", style)}
    assert len(inks) > 3
    for ink in inks - {ON_ACCENT}:
        assert all(contrast(ink, ground) >= AA_TEXT for ground in LIGHT_GROUNDS), ink
    grounds = {ground for s in EMAIL_STYLE.values() for ground in re.findall(r"background-color:(#\w+)", s)}
    assert grounds - {ACCENT, "#f2f5f7"} == set(LIGHT_GROUNDS)


def brand_with(brand: Brand, **light: str) -> Brand:
    return brand.model_copy(update={"light": Palette(**light)})


def test_a_brands_link_is_taken_only_where_it_can_be_read(minimal: Catalog) -> None:
    brand = minimal.brands["sample"]
    good, _ = mail_colors(brand_with(brand, link="#003355", accent="#440044", on_accent="#ffffff"))
    assert (good.link, good.accent, good.on_accent) == ("#003355", "#440044", "#ffffff")
    # 4.5:1 on white, and less on the tint of a warning
    faint, _ = mail_colors(brand_with(brand, link="#767676"))
    assert contrast("#767676", "#ffffff") >= AA_TEXT > contrast("#767676", "#fdeeee")
    assert faint.link == LINK


def test_colors_change_in_styles_only() -> None:
    html = f'<p style="color:{LINK}">The color {LINK}.</p>'
    colors, _ = mail_colors(None)
    assert recolored(html, colors) == html
    changed_colors = type(colors)("#123456", "#654321", "#ffffff")
    assert recolored(html, changed_colors) == f'<p style="color:#123456">The color {LINK}.</p>'


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"subject": "{{name}}, hello"}, "not among the merge fields"),
        ({"merge": [{"name": "name"}]}, "not printed anywhere"),
        ({"greeting": "{{a}} {{a}}", "merge": [{"name": "a"}, {"name": "a"}]}, "names a field twice"),
        ({"greeting": "{{a}}", "preheader": "For {{a}}", "merge": [{"name": "a"}]}, "pages show it too"),
        ({"greeting": "{{a}}", "intro": "For {{a}}", "merge": [{"name": "a"}]}, "pages show it too"),
        ({"greeting": "{{a}}", "merge": [{"name": "A b"}]}, "pattern"),
    ],
)
def test_marks_and_merge_fields_must_agree(fields: dict[str, object], words: str, minimal: Catalog) -> None:
    issue = minimal.newsletters["first"]
    with pytest.raises(ValueError, match=words):
        type(issue).model_validate({**issue.model_dump(mode="json"), **fields})


def test_a_value_is_not_read_for_marks_again(personal: Catalog) -> None:
    catalog = changed(
        personal, "newsletter/first", greeting="{{name}} {{place}} {{other}}", subject="News",
        merge=(MergeField(name="name"), MergeField(name="place")),
    )  # fmt: skip
    mail = Renderer(catalog).email(catalog.newsletters["first"], {"name": "{{place}}", "place": "here"})
    assert "{{place}} here {{other}}" in mail.text
