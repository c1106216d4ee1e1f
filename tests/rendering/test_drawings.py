"""Drawings in HTML: named for those who do not see them, true to the words beside them, and only in HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

import html5lib
import pytest

from ketacontent import Catalog, Renderer
from ketacontent.models import Record
from ketacontent.pages.block import Picture
from ketacontent.pages.page import Page, Section
from ketacontent.pages.part import PagePart
from ketacontent.pages.pictures.block import DrawnBlock
from ketacontent.rendering.engine import Engine
from ketacontent.rendering.visible import visible_text
from kit import dom
from kit.pieces import BLOCKS, words

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = [block for block in BLOCKS if isinstance(block, DrawnBlock)]
KINDS = ("side-effect", "step", "topic", "condition", "image")
NUMBERS = re.compile(r"\d[\d,.]*")
DRAWING = (
    '<figure><svg role="img"><title>Grid</title><desc>All of it</desc><text>50%</text></svg>'
    "<p>Words</p></figure>"
)


def drawings(html: str) -> Iterator[Element]:
    """Yield every outer SVG of a page."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    parents = {child: parent for parent in tree.iter() for child in parent}
    return (svg for svg in tree.iter(f"{SVG}svg") if not str(parents[svg].tag).startswith(SVG))


def with_pictures(catalog: Catalog) -> list[Record]:
    """Return some records of each kind whose pages have pictures, those with the most figures among them."""
    chosen = [record for record in catalog if record.kind in KINDS]
    return (
        chosen
        if len(catalog) < 50
        else [
            *chosen[::4],
            *(
                catalog.get(ref)
                for ref in (
                    "side-effect/bladder",
                    "side-effect/loss-consciousness",
                    "topic/short-term-side-effects",
                    "topic/what-is-ketamine-therapy",
                    "topic/individual-differences",
                )
            ),
        ]
    )


@pytest.mark.parametrize(
    "see", [visible_text, dom.visible_text, dom.words_seen], ids=lambda see: see.__module__
)
def test_words_for_those_who_do_not_see_are_not_counted_as_seen(see) -> None:  # type: ignore[no-untyped-def]
    """Titles, descriptions and marks of a scale repeat the words beside the drawing."""
    assert see(DRAWING).split() == ["Words"]


class Drawn(NamedTuple):
    """One page and its drawings."""

    ref: str
    page: Page
    html: str
    drawings: list[Element]


@pytest.fixture(scope="module")
def drawn(catalog: Catalog) -> list[Drawn]:
    """The pages with pictures of each of the two packs, made and parsed once."""
    made = Renderer(catalog, id_prefix="k-")
    found = []
    for record in with_pictures(catalog):
        html = made.html(record)
        found.append(Drawn(record.ref, made.compose(record), html, list(drawings(html))))
    return found


def test_every_drawing_is_named_or_left_out_for_screen_readers(drawn: list[Drawn]) -> None:
    seen = 0
    for ref, _, html, svgs in drawn:
        ids = Counter(re.findall(r'\bid="([^"]+)"', html))
        assert [id for id, times in ids.items() if times > 1] == [], ref
        for svg in svgs:
            if svg.get("aria-hidden") == "true":
                assert svg.find(f"{SVG}title") is None
                continue
            if svg.get("role") is None:
                continue  # the marks of a scale, inside an element that is hidden as a whole
            seen += 1
            title = svg[0]
            assert (svg.get("role"), title.tag) == ("img", f"{SVG}title")
            assert svg.get("aria-labelledby") == title.get("id")
            assert title.get("id", "").startswith("k-")
            assert (title.text or "").strip()
            described = svg.get("aria-describedby")
            assert described is None or described in ids
    assert seen


def test_a_drawing_says_no_number_that_the_words_do_not_say(drawn: list[Drawn], catalog: Catalog) -> None:
    """What is read aloud for dots and bars stands in the page's words too; only descriptions name a scale."""
    checked = Counter[str]()
    for ref, page, _, svgs in drawn:
        said = set(NUMBERS.findall(" ".join(text.plain for text in page.texts("html"))))
        for svg in svgs:
            name = svg.get("class", "")
            if name in ("kc-dots", "kc-scale", "kc-marks") and svg.get("role") == "img":
                found = NUMBERS.findall(svg[0].text or "")
                assert found
                assert set(found) <= said, ref
                checked[name] += 1
    assert len(checked) == 3 or len(catalog) < 50


def test_drawings_keep_a_strict_policy(drawn: list[Drawn]) -> None:
    """No script, no style attribute, nothing from elsewhere: a strict content policy lets them through."""
    for _, _, _, svgs in drawn:
        for svg in svgs:
            for element in svg.iter():
                assert str(element.tag).removeprefix(SVG) in {
                    *("svg", "title", "desc", "path", "line", "circle", "rect", "text")
                }
                names = {name for name in element.attrib if name.startswith("on") or "href" in name}
                assert names | {"style"} & set(element.attrib) == set()


@pytest.mark.parametrize("block", DRAWN, ids=lambda block: block.kind)
@pytest.mark.parametrize("channel", ["email", "markdown", "text"])
def test_other_channels_hold_the_words_and_no_drawing(block: PagePart, channel: str) -> None:
    output = str(Engine(channel).show(block, 3))
    assert "svg" not in output
    assert "kc-" not in output


def test_the_same_image_twice_has_ids_that_differ(minimal: Catalog) -> None:
    from ketacontent.pages.context import Context
    from ketacontent.pages.kinds.desk import Desk

    desk = Desk(minimal, Context())
    pictures = tuple(block for _ in range(3) for block in desk.picture("timeline"))
    assert [each.drawing.id for each in pictures if isinstance(each, Picture) and each.drawing] == [
        "timeline",
        "timeline-2",
        "timeline-3",
    ]
    page = Page(
        kind="topic",
        id="twice",
        title=words("Twice"),
        summary=words("And again."),
        sections=(Section(id="all", blocks=pictures),),
        locale="en-US",
        audience="patient",
        version="1.0.0",
    )
    ids = re.findall(r'\bid="([^"]+)"', str(Engine("html").render("page", page=page, level=1)))
    assert len(ids) == len(set(ids)) > 6


def test_a_page_of_dots_stays_small(bundled: Catalog) -> None:
    """A hundred people are two short paths, not a hundred elements."""
    html = Renderer(bundled).html(bundled.side_effects["dissociation"])
    grids = [svg for svg in drawings(html) if svg.get("class") == "kc-dots" and svg.get("role") == "img"]
    assert len(grids) == sum(
        1 + (each.comparator is not None) for each in bundled.side_effects["dissociation"].frequencies
    )
    assert max(len(list(svg)) for svg in grids) <= 8
    found = re.findall(r'<svg class="kc-dots" role="img".*?</svg>', html, re.DOTALL)
    assert max(map(len, found)) < 1500
