"""The words of overviews: what the claim linter says of them, and how hard they are to read."""

from __future__ import annotations

import re

import pytest

from ketacontent import Catalog, load
from ketacontent.lint import check_text
from ketacontent.pages.context import Context
from ketacontent.pages.overviews import compose_overview, overview_names
from ketacontent.pages.texts import texts_in
from ketacontent.rendering.engine import Engine

NAMES = overview_names(load(), load().brands["sample-clinic"])
OWN = {
    "side-effect": ("how-to-read", "next"),
    "law": ("how-to-read",),
    "about": ("what", "who", "numbers"),
    "not-found": ("what-now",),
}
"""Sections whose words come from no record; beside them stand tables of records."""


def test_the_linter_finds_nothing_wrong_with_any_overview(bundled: Catalog, is_thorough: bool) -> None:
    """All but the two longest, whose words are those of records, which are judged on pages of their own."""
    context = Context(
        brand=bundled.brands["sample-clinic"], link=lambda record: f"https://x.example/{record.ref}"
    )
    faults = []
    for name in NAMES if is_thorough else [name for name in NAMES if name not in ("claim", "references")]:
        page = compose_overview(name, bundled, context)
        found = check_text(Engine("markdown").render("page", page=page, level=1), format="markdown")
        faults += [f"{name}: {each.rule}: {each.matched}" for each in found if each.severity != "info"]
    assert faults == []


@pytest.mark.parametrize("name", OWN)
def test_words_of_our_own_hold_no_figure(name: str, bundled: Catalog) -> None:
    page = compose_overview(name, bundled, Context())
    sections = [page.section(id) for id in OWN[name]]
    paragraphs = [
        text.plain
        for section in sections
        if section is not None
        for block in section.blocks
        if block.kind in ("paragraph", "list")
        for text in texts_in(block)
    ]
    assert paragraphs
    assert [words for words in paragraphs if re.search(r"\d|%| in 100", words)] == []
