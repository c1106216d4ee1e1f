"""The documentation as a site: our pages in MkDocs' dialect, pages of every public name, the navigation.

The whole site is built, and looked at in Chromium, in tests/browser/test_docs_site.py.
"""

from __future__ import annotations

import importlib
import re
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

pytest.importorskip("mkdocs", reason="MkDocs is not installed (make setup)")

import markdown
from markdown_it import MarkdownIt

import ketacontent as kc

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


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


def test_attributes_are_described_by_the_words_below_them(module: Any) -> None:
    page = module("api").module_page("ketacontent.pages")
    section = page.partition("## Section\n")[2].partition("\n## ")[0]
    assert "| `aspect` | What the section is about, where its author said so. |" in section


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
