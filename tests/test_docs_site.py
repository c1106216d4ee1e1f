"""The documentation as a site: our pages in MkDocs' dialect, pages of every public name, links.

Building it all takes about ten seconds of a processor, so that is done only where CI is set, as .ci/run does.
"""

from __future__ import annotations

import importlib
import os
import re
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

import pytest
import yaml

pytest.importorskip("mkdocs", reason="MkDocs is not installed (make setup)")

import markdown
from markdown_it import MarkdownIt
from mkdocs.commands.build import build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

import ketacontent as kc

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
FRAMEWORKS = ("flask", "django", "fastapi", "sphinx")


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that imports one of the scripts."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts" / "docs_site"))

    def module(name: str) -> ModuleType:
        return importlib.import_module(f"docs_{name}")

    return module


# the dialect


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("- a\n  - b\n    c\n- d\n", "- a\n    - b\n        c\n- d\n"),
        ("1. a\n   b\n\n   c\n2. d\n", "1. a\n    b\n\n    c\n\n2. d\n"),
        ("words\n```text output\n  - x\n```\n", "words\n\n```text\n  - x\n```\n"),
        ("1. a\n\n   ```yaml\n   b: c\n   ```\n", "1. a\n\n\n        b: c\n\n"),
        ("a\n\n    code\n", "a\n\n    code\n"),
    ],
)
def test_the_dialect_changes_columns_only(module: Any, source: str, wanted: str) -> None:
    assert module("dialect").translated(source, "docs/a.md", "a.md") == wanted


@pytest.mark.parametrize(
    ("link", "page", "wanted"),
    [
        ("[a](../start.md#use)", "editors/x.md", "[a](../start.md#use)"),
        ("[a](rules/)", "index.md", "[a](rules/index.md)"),
        ("[`a`](../CONTRIBUTING.md)", "index.md", "[`a`](contributing.md)"),
        ("see [`schema/`](../schema/) too", "models.md", "see `schema/` too"),
        ("[a](https://b.example/c) [d](#e)", "x.md", "[a](https://b.example/c) [d](#e)"),
        ("`[a](b.md)` and [c](start.md)", "x.md", "`[a](b.md)` and [c](start.md)"),
    ],
)
def test_links_lead_to_pages_of_the_site_or_become_words(
    module: Any, link: str, page: str, wanted: str
) -> None:
    assert module("dialect").translated(link, f"docs/{page}", page) == wanted


def shapes(html: str) -> Counter[str]:
    """Return how often a page has each element; paragraphs in lists may differ, and look alike."""
    return Counter(re.findall(r"<(li|ul|ol|table|tr|td|pre|h[1-6]|blockquote|strong|em)\b", html))


def test_mkdocs_reads_our_pages_as_code_hosts_do(module: Any) -> None:
    """A second Markdown reader, of the kind that code hosts use, is the oracle."""
    translated = module("dialect").translated
    host = MarkdownIt("commonmark").enable("table")
    pages = [page for page in DOCS.rglob("*.md") if page.parent.name != "rules"]
    pages += [DOCS / "rules" / "index.md", DOCS / "rules" / "cure-claim.md", ROOT / "CHANGELOG.md"]
    assert len(pages) > 30
    for page in pages:
        source, path = page.read_text("utf-8"), page.relative_to(ROOT).as_posix()
        site = markdown.markdown(translated(source, path, path), extensions=["fenced_code", "tables"])
        assert shapes(site) == shapes(host.render(source)), path


def test_anchors_are_those_of_code_hosts(module: Any) -> None:
    slug = module("dialect").slug
    assert slug("`ketacontent.Renderer`".replace("`", ""), "-") == "ketacontentrenderer"
    assert slug("Copy ours, and hear when it changes") == "copy-ours-and-hear-when-it-changes"


# what is made


def test_a_docstring_is_taken_apart(module: Any) -> None:
    parts = module("api").parts_of(kc.load.__doc__)
    assert parts.text.startswith("Load the bundled pack")
    assert [name for name, _ in parts.sections["Args"]] == ["packs", "bundled"]
    assert "stands for the folder of an installed pack." in parts.sections["Args"][0][1]
    assert [name for name, _ in parts.sections["Raises"]] == ["ContentError", "UsageError", "MissingExtra"]


def test_the_page_of_the_package_has_every_public_name_and_argument(module: Any) -> None:
    page = module("api").module_page("ketacontent")
    headings = re.findall(r"^## (\w+)$", page, re.M)
    assert headings == sorted(name for name in kc.__all__ if name != "testing")
    renderer = page.partition("## Renderer\n")[2].partition("\n## ")[0]
    assert "### Renderer.html" in renderer
    for name in ("pack_templates", "heading_level", "overview_link"):
        assert f"| `{name}` |" in renderer
    assert "| `MissingNotice` |" in renderer


def test_words_of_docstrings_are_no_markup(module: Any) -> None:
    assert module("api").words("a <b> `<c>` *d* [e](f)") == r"a \<b> `<c>` \*d\* \[e\](f)"


def test_every_module_that_is_listed_exists_and_has_public_names(module: Any) -> None:
    api = module("api")
    plain = [name for name in api.MODULES if "integrations" not in name]
    assert [name for name in plain if not api.names_of(importlib.import_module(name))] == []
    files = {path.stem for path in (ROOT / "src" / "ketacontent" / "integrations").glob("[a-z]*.py")}
    listed = {name.split(".")[2] for name in api.MODULES if "integrations" in name}
    assert files - listed == {"nodes"}, "a module of integrations that has no page"


def nav_paths(entries: Any) -> list[str]:
    if isinstance(entries, dict):
        return [path for value in entries.values() for path in nav_paths(value)]
    if isinstance(entries, list):
        return [path for entry in entries for path in nav_paths(entry)]
    return [entries]


def test_every_page_stands_once_in_the_navigation() -> None:
    nav = nav_paths(yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"])
    pages = [page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")]
    listed = [page for page in pages if not page.startswith("rules/")]
    assert sorted(set(listed) - set(nav)) == [], "name the page under `nav` in mkdocs.yml"
    assert [path for path, count in Counter(nav).items() if count > 1] == []


# the whole


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site, strictly: MkDocs gives up at the first warning."""
    if not os.environ.get("CI"):
        pytest.skip("takes about ten seconds: set CI=1, or run make docs")
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


@pytest.mark.xdist_group("docs-site")
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


@pytest.mark.xdist_group("docs-site")
def test_the_gallery_shows_each_component_in_each_channel(site: Path) -> None:
    pages = [path.parent.name for path in site.glob("gallery/*/index.html")]
    assert {"notice", "crisis", "review", "frequency-table", "quotation", "live-page"} <= set(pages)
    notice = (site / "gallery" / "notice" / "index.html").read_text("utf-8")
    assert notice.count('class="kc-notice') >= 2
    assert notice.count("docs-example--email") == 2
    assert "galleryexample" not in "".join(
        path.read_text("utf-8") for path in site.glob("gallery/*/index.html")
    )
