"""The whole documentation site, built strictly: its links, its gallery, and how it does in Chromium.

Building it takes about ten seconds of a processor, so that is done only where CI is set, as .ci/run does.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

pytest.importorskip("mkdocs", reason="MkDocs is not installed (make setup)")

from mkdocs.commands.build import build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

from kit import axe
from kit.serve import serve
from kit.tab import Tab

ROOT = Path(__file__).resolve().parents[2]
FRAMEWORKS = ("flask", "django", "fastapi", "sphinx")
SHOWN = ("", "start/", "templates/", "gallery/notice/", "api/ketacontent/", "models/", "rules/cure-claim/")
pytestmark = [
    pytest.mark.skipif(
        not os.environ.get("CI"), reason="the whole documentation takes a while: set CI=1, or run make docs"
    ),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site, strictly: MkDocs gives up at the first warning."""
    for name in FRAMEWORKS:
        pytest.importorskip(name, reason=f"{name} is not installed (make frameworks)")
    folder = tmp_path_factory.mktemp("docs")
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return folder


def ids_of(page: Path, known: dict[Path, set[str]]) -> set[str]:
    if page not in known:
        known[page] = set(re.findall(r'\b(?:id|name)="([^"]+)"', page.read_text("utf-8")))
    return known[page]


def test_every_link_of_the_site_leads_somewhere_and_no_page_asks_another_host(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 120
    faults, known, links = [], dict[Path, set[str]](), 0
    for page in pages:
        parsed = LexborHTMLParser(page.read_text("utf-8"))
        name = page.relative_to(site)
        for tag, attribute in (("link", "href"), ("script", "src"), ("img", "src"), ("a", "href")):
            for found in parsed.css(tag):
                address = found.attributes.get(attribute) or ""
                if tag == "a" and re.match(r"(?:https|mailto|tel|sms):", address):
                    continue
                links += 1
                path, _, anchor = unquote(address).partition("#")
                if re.match(r"[a-z]+:|//", address):
                    faults.append(f"{name} asks {address}")
                    continue
                target = (page.parent / path).resolve() if path else page
                target = site / path.lstrip("/") if path.startswith("/") else target
                target = target / "index.html" if target.is_dir() else target
                if not target.is_file():
                    faults.append(f"{name}: {address} leads to nothing")
                elif anchor and target.suffix == ".html" and anchor not in ids_of(target, known):
                    faults.append(f"{name}: {address} has no such place")
    assert links > 5_000
    assert faults == []
    styles = "".join(path.read_text("utf-8") for path in site.rglob("*.css"))
    assert not re.search(r"url\(\s*['\"]?(?:https?:)?//|@import", styles)


def test_the_gallery_shows_each_component_in_each_channel(site: Path) -> None:
    pages = [path.parent.name for path in site.glob("gallery/*/index.html")]
    assert {"notice", "crisis", "review", "frequency-table", "quotation", "live-page"} <= set(pages)
    notice = (site / "gallery" / "notice" / "index.html").read_text("utf-8")
    assert notice.count('class="kc-notice') >= 2
    assert notice.count("docs-example--email") == 2
    bare = [name for name in pages if "Example 1" not in (site / "gallery" / name / "index.html").read_text()]
    assert bare == ["live-page"]
    assert "galleryexample" not in "".join(
        path.read_text("utf-8") for path in site.glob("gallery/*/index.html")
    )


@pytest.fixture(scope="module")
def docs(site: Path) -> Iterator[str]:
    """Serve the site on this machine."""
    with serve(site) as address:
        yield address


@pytest.mark.browser
def test_pages_fit_a_phone_and_ask_nobody_else(docs: str, tab: Tab) -> None:
    faults: list[str] = []
    tab.page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    for path in SHOWN:
        tab.page.goto(f"{docs}/{path}")
        assert tab.excess_width() == 0, path
    assert (faults, tab.outside) == ([], [])


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "start/", "gallery/notice/"])
def test_pages_pass_the_accessibility_checker(docs: str, tab: Tab, path: str) -> None:
    tab.page.goto(f"{docs}/{path}")
    assert axe.violations(tab.page) == []


@pytest.mark.browser
def test_the_search_finds_a_page(docs: str, tab: Tab) -> None:
    tab.page.goto(f"{docs}/start/")
    tab.page.keyboard.press("/")
    tab.page.keyboard.type("overlay")
    found = tab.page.locator("#mkdocs-search-results a", has_text="Lay an overlay over ours").first
    found.click()
    assert tab.page.url.startswith(f"{docs}/editors/overlay/")


@pytest.mark.browser
def test_the_menu_of_a_phone_opens(docs: str, tab: Tab) -> None:
    tab.page.set_viewport_size({"width": 390, "height": 800})
    tab.page.goto(f"{docs}/start/")
    link = tab.page.locator(".side a", has_text="Exports")
    assert not link.is_visible()
    tab.page.locator(".menu-button").click()
    assert link.is_visible()
