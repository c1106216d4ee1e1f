"""The pages that `make site` writes, seen as a browser, a checker of HTML and a small phone see them.

One page of each kind, the longest, stands for its kind where a browser has to open it; the checks that need
no browser are made over all pages.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from ketacontent._resources import data_root
from ketacontent.catalog.load import load
from ketacontent.pages.overviews import HOME, NOT_FOUND, overview_names
from ketacontent.renderer import PAGE_KINDS
from kit import axe, nu
from kit.tab import Tab

BUNDLED = {file.parent.name for file in Path(str(data_root())).glob("*/*.yaml")}
OVERVIEWS = [name for name in overview_names(load()) if name not in (HOME, NOT_FOUND)]
LONG = ("claim", "references")
"""Overviews that list so much that a browser takes minutes; those of a small pack are made alike."""
PLACES = [f"small/{name}/" if name in LONG else f"{name}/" for name in OVERVIEWS]
KINDS = ["index", "404", *PLACES, *sorted(PAGE_KINDS & BUNDLED)]
"""Home, the page for lost readers, each overview, and a page of each kind."""
in_browser = [pytest.mark.browser]
needs_axe = pytest.mark.skipif(axe.missing() is not None, reason=str(axe.missing()))


@pytest.fixture(params=[pytest.param(kind, marks=in_browser) for kind in KINDS])
def opened(request: pytest.FixtureRequest, tab: Tab, address: str, built_site: Path) -> Tab:
    """Open a page of a kind: one of middling length, or the longest with `--thorough`."""
    is_thorough = bool(request.config.getoption("--thorough"))
    tab.page.goto(f"{address}/{page_of(built_site, request.param, is_longest=is_thorough)}")
    return tab


def page_of(site: Path, kind: str, *, is_longest: bool) -> str:
    """Return the address of a page of a kind."""
    if kind in ("index", "404"):
        return f"{kind}.html"
    if kind.endswith("/"):
        return f"{kind}index.html"
    pages = sorted((site / kind).glob("*/index.html"), key=lambda page: (page.stat().st_size, page))
    return pages[-1 if is_longest else len(pages) // 2].relative_to(site).as_posix()


def test_no_page_asks_another_host_for_anything(opened: Tab) -> None:
    assert opened.outside == []


def test_no_page_has_to_be_scrolled_sideways_on_a_small_phone(opened: Tab) -> None:
    assert opened.excess_width() == 0


@pytest.mark.npm
@needs_axe
def test_no_page_breaks_an_accessibility_rule(opened: Tab) -> None:
    assert axe.violations(opened.page) == []
    opened.page.emulate_media(color_scheme="dark")
    assert axe.violations(opened.page, "color-contrast") == []


@pytest.mark.npm
@pytest.mark.skipif(nu.missing() is not None, reason=str(nu.missing()))
def test_the_html_checker_finds_no_error_on_any_page(built_site: Path) -> None:
    assert nu.html_faults(built_site) == []


@pytest.mark.slow
def test_every_link_between_pages_leads_somewhere(built_site: Path) -> None:
    pages = {
        path.relative_to(built_site).as_posix(): LexborHTMLParser(path.read_text("utf-8"))
        for path in built_site.rglob("*.html")
    }
    ids = {name: {node.attributes["id"] for node in page.css("[id]")} for name, page in pages.items()}
    dead, followed = [], 0
    for name, page in pages.items():
        for node in page.css("a[href], link[href]"):
            target = (node.attributes["href"] or "").removeprefix("/")  # 404.html lies at the top
            if not target.startswith(("https:", "http:", "mailto:", "tel:", "data:")):
                path, anchor = urldefrag(urljoin(name, target))
                followed += 1
                if not (built_site / path).is_file() or (anchor and anchor not in ids[path]):
                    dead.append(f"{name} -> {target}")
    assert followed > len(pages)
    assert dead == []
