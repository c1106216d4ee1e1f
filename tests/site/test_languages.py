"""A site in several languages: a folder for each, and ways between them."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ketacontent import Catalog
from ketacontent.errors import UsageError
from ketacontent.site import build
from ketacontent.site.languages import own_name, site_languages
from kit.sites import contents, stamps
from kit.spanish import WORDS, in_spanish

BASE = "https://clinic.example/k"


@pytest.fixture(scope="module")
def spanish(minimal: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return in_spanish(minimal, tmp_path_factory.mktemp("es"))


@pytest.fixture(scope="module")
def site(spanish: Catalog, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("languages") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ketacontent.site.extras.find_pagefind", lambda: None)  # search has tests of its own
        build(spanish, folder, extras=True, base_url=BASE, locales=("en-US", "es"))
    return contents(folder)


def test_the_first_language_lies_at_the_top_and_others_have_the_same_pages_below(
    site: dict[str, bytes],
) -> None:
    pages = {path for path in site if path.endswith(".html") and path != "404.html"}
    below = {path.removeprefix("es/") for path in pages if path.startswith("es/")}
    assert below == {path for path in pages if not path.startswith("es/")}
    assert b'<html lang="es">' in site["es/faq/does-it-hurt/index.html"]
    assert "¿Duele?".encode() in site["es/faq/does-it-hurt/index.html"]
    assert "¿Duele?".encode() not in site["faq/does-it-hurt/index.html"]


def test_every_page_names_itself_in_the_others_for_readers_and_search_engines(site: dict[str, bytes]) -> None:
    for path in ("faq/does-it-hurt/", "side-effect/", ""):
        wanted = [("en-US", f"{BASE}/{path}"), ("x-default", f"{BASE}/{path}"), ("es", f"{BASE}/es/{path}")]
        for folder in ("", "es/"):
            html = site[f"{folder}{path}index.html"].decode()
            assert re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', html) == wanted
            assert f'<link rel="canonical" href="{BASE}/{folder}{path}">' in html or not path.count("/") > 1
    html = site["es/faq/does-it-hurt/index.html"].decode()
    assert '<a href="../../../faq/does-it-hurt/index.html" lang="en-US" hreflang="en-US">English</a>' in html
    assert 'aria-current="true">Español</a>' in html


def test_no_link_of_any_language_leads_nowhere(site: dict[str, bytes]) -> None:
    for path, content in site.items():
        if not path.endswith(".html") or path == "404.html":
            continue
        here = Path(path).parent
        for href in re.findall(r'(?:href|src)="(?![a-z]+:|#)([^"#]+)', content.decode()):
            parts: list[str] = []
            for part in (here / href).parts:
                if part == "..":
                    parts.pop()
                elif part != ".":
                    parts.append(part)
            assert "/".join(parts) in site, f"{path} -> {href}"


def test_the_sitemap_names_every_page_with_its_languages(site: dict[str, bytes]) -> None:
    tree = ElementTree.fromstring(site["sitemap.xml"])
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    entries = {url.findtext("s:loc", "", space): url for url in tree.findall("s:url", space)}
    assert f"{BASE}/es/faq/does-it-hurt/" in entries and f"{BASE}/faq/does-it-hurt/" in entries
    for url in entries.values():
        links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", space)}
        assert set(links) == {"en-US", "es"} and set(links.values()) <= set(entries)


def test_any_language_may_be_the_first(spanish: Catalog, tmp_path: Path) -> None:
    build(spanish, tmp_path / "site", locales=("es", "en-US"))
    first = (tmp_path / "site" / "faq" / "does-it-hurt" / "index.html").read_text("utf-8")
    second = (tmp_path / "site" / "en-us" / "faq" / "does-it-hurt" / "index.html").read_text("utf-8")
    assert '<html lang="es">' in first and "¿Duele?" in first
    assert '<html lang="en-US">' in second and "Does it hurt?" in second and "¿Duele?" not in second


def test_one_language_alone_needs_no_ways_to_others(spanish: Catalog, tmp_path: Path) -> None:
    build(spanish, tmp_path / "site", locale="es")
    html = (tmp_path / "site" / "faq" / "does-it-hurt" / "index.html").read_text("utf-8")
    assert '<html lang="es">' in html and "hreflang" not in html and "kc-languages" not in html


def test_a_second_build_notices_what_changed_in_a_translation(minimal: Catalog, tmp_path: Path) -> None:
    out, cache = tmp_path / "site", tmp_path / "cache"
    first = in_spanish(minimal, tmp_path / "es")
    build(first, out, cache=cache, locale="es")
    before = stamps(out)
    build(first, out, cache=cache, locale="es")
    assert stamps(out) == before
    words = {**WORDS, "faq/does-it-hurt": WORDS["faq/does-it-hurt"].replace("¿Duele?", "¿Hace daño?")}
    build(in_spanish(minimal, tmp_path / "es", words), out, cache=cache, locale="es")
    assert "¿Hace daño?" in (out / "faq" / "does-it-hurt" / "index.html").read_text("utf-8")


def test_a_language_stands_once_and_is_called_as_it_calls_itself() -> None:
    with pytest.raises(UsageError, match="twice"):
        site_languages(["es", "es"])
    assert [each.folder for each in site_languages(["en-US", "es-MX"])] == ["", "es-mx/"]
    assert own_name("es-MX") == "Español"
    assert own_name("xx-YY") == "xx-YY"
