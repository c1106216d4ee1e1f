"""A site with all its extras: every address that one of its files names is there."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urldefrag, urljoin
from xml.etree import ElementTree as XML

import pytest
from selectolax.lexbor import LexborHTMLParser

from ketacontent import Catalog, Renderer
from ketacontent.pages.overviews import HOME, NOT_FOUND, overview_names
from ketacontent.pages.words import words_of
from ketacontent.renderer import PAGE_KINDS
from ketacontent.rendering.html import stylesheet
from ketacontent.rendering.shell import Shell
from ketacontent.site import extras
from ketacontent.site.extras import add_search, extra_files, extras_shell, lacks, with_card
from ketacontent.site.plan import PlannedFile, unique
from ketacontent.site.search import SEARCH, find_pagefind
from ketacontent.site.shell import SiteShell
from kit.catalogs import changed

BASE = "https://clinic.example/ketamine"


def write_site(catalog: Catalog, folder: Path, base_url: str | None) -> Path:
    """Write a whole site, as a build does that plugs the extras in."""
    shell = extras_shell(Shell(stylesheet_href="assets/ketacontent.css", has_sharing=True), base_url)
    shells = SiteShell(catalog, words_of("en-US"), "Feet", shell)

    def renderer(root: str) -> Renderer:
        return Renderer(
            catalog,
            base_url=base_url,
            link=lambda r: f"{root}{r.kind}/{r.id}/index.html" if r.kind in PAGE_KINDS else None,
            overview_link=lambda name: f"{root}{'' if name == HOME else f'{name}/'}index.html",
        )

    def overview(name: str, root: str) -> bytes:
        made = renderer(root)
        own = with_card(shells.for_overview(name, root), "overview", base_url)
        return made.document(made.compose_overview(name), shell=own).encode()

    def record(ref: str) -> bytes:
        own = with_card(shells.for_record(ref.partition("/")[0], "../../"), ref.partition("/")[0], base_url)
        return renderer("../../").page(catalog.get(ref), shell=own).encode()

    files = [PlannedFile("assets/ketacontent.css", lambda: stylesheet().encode())]
    for name in overview_names(catalog):
        if name != NOT_FOUND:
            place, root = ("", "") if name == HOME else (f"{name}/", "../")
            files.append(PlannedFile(f"{place}index.html", lambda n=name, r=root: overview(n, r)))  # type: ignore[misc]
    for each in catalog:
        if each.kind in PAGE_KINDS:
            files.append(PlannedFile(f"{each.ref}/index.html", lambda ref=each.ref: record(ref)))  # type: ignore[misc]
    pages = [file.path for file in files if file.path.endswith(".html")]
    context = renderer("").context
    for file in unique([*files, *extra_files(catalog, context, pages, title="Feet", base_url=base_url)]):
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.make())
    add_search(folder)
    return folder


@pytest.fixture(scope="module", params=[BASE, None], ids=["with-address", "without-address"])
def site(
    request: pytest.FixtureRequest, minimal: Catalog, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str | None]:
    renamed = changed(minimal, "topic/cold-feet", former_ids=("icy-feet",))
    return write_site(renamed, tmp_path_factory.mktemp("whole"), request.param), request.param


def is_there(folder: Path, place: str) -> bool:
    return (folder / place).is_file() or (folder / place / "index.html").is_file()


def test_every_link_of_the_whole_site_leads_to_a_place_that_is_there(site: tuple[Path, str | None]) -> None:
    folder, base_url = site
    pages = {
        file.relative_to(folder).as_posix(): LexborHTMLParser(file.read_text("utf-8"))
        for file in folder.rglob("*.html")
    }
    ids = {name: {node.attributes["id"] for node in page.css("[id]")} for name, page in pages.items()}
    dead, followed = [], 0
    for name, page in pages.items():
        targets = [node.attributes["href"] or "" for node in page.css("a[href], link[href]")]
        targets += [node.attributes["src"] or "" for node in page.css("[src]")]
        refresh = page.css_first("meta[http-equiv=refresh]")
        targets += [(refresh.attributes["content"] or "").partition("url=")[2]] if refresh else []
        image = page.css_first('meta[property="og:image"]')
        targets += [image.attributes["content"] or ""] if image else []
        for target in targets:
            if base_url and target.startswith(base_url):
                path, anchor = target.removeprefix(base_url).lstrip("/"), ""
            elif re.match("[a-z]+:", target):
                continue
            else:
                path, anchor = urldefrag(
                    urljoin(f"https://x.example/{name}", target).removeprefix("https://x.example/")
                )
            followed += 1
            file = path if (folder / path).is_file() else f"{path.rstrip('/')}/index.html".lstrip("/")
            if not (folder / file).is_file() or (anchor and anchor not in ids.get(file, ())):
                dead.append(f"{name} -> {target}")
    assert followed > 100
    assert dead == []


def test_every_address_in_the_files_for_programs_is_there(site: tuple[Path, str | None]) -> None:
    folder, base_url = site
    named = [each["url"] for each in json.loads((folder / "index.json").read_text("utf-8"))["records"]]
    for file in ("sitemap.xml", "changes.atom", "safety.atom"):
        assert (folder / file).is_file() is bool(base_url)
        if base_url:
            root = XML.parse(folder / file).getroot()
            named += [each.text for each in root.iter() if each.tag.endswith("}loc")]
            named += [each.attrib["href"] for each in root.iter() if "href" in each.attrib]
    places = [url.removeprefix(base_url or "").lstrip("/") for url in named if url]
    assert len(places) > 10
    assert [place for place in places if not is_there(folder, place)] == []


def test_no_file_of_the_site_names_another_host_to_load_something_from(
    site: tuple[Path, str | None],
) -> None:
    folder, _ = site
    outside = []
    for file in folder.rglob("*.html"):
        page = LexborHTMLParser(file.read_text("utf-8"))
        loaded = [
            node.attributes.get("href") or "" for node in page.css("link[rel=stylesheet], link[rel=icon]")
        ]
        loaded += [node.attributes.get("src") or "" for node in page.css("[src]")]
        outside += [each for each in loaded if re.match("([a-z]+:)?//", each)]
    for file in (*folder.glob("assets/*.css"), *folder.glob("assets/*.js")):
        outside += re.findall(r"(?:url\(|import\(|fetch\()[\"']?https?:[^)]*", file.read_text("utf-8"))
    assert outside == []


def test_every_page_of_a_site_with_an_address_has_a_canonical_link_and_a_card(
    site: tuple[Path, str | None],
) -> None:
    folder, base_url = site
    for file in folder.glob("*/*/index.html"):
        page = LexborHTMLParser(file.read_text("utf-8"))
        if page.css_first("meta[http-equiv=refresh]") is not None:
            continue
        canonical = page.css_first("link[rel=canonical]")
        image = page.css_first('meta[property="og:image"]')
        assert (canonical is not None) is (image is not None) is bool(base_url), file
        if canonical is not None:
            place = file.parent.relative_to(folder).as_posix()
            assert canonical.attributes["href"] == f"{base_url}/{place}/"


@pytest.mark.skipif(find_pagefind() is None, reason="no pagefind: install ketacontent[site]")
def test_a_site_has_a_search_index_and_its_pages_know_it(site: tuple[Path, str | None]) -> None:
    folder, _ = site
    assert (folder / SEARCH / "pagefind.js").is_file()
    page = LexborHTMLParser((folder / "topic/cold-feet/index.html").read_text("utf-8"))
    form = page.css_first("form[data-kc-search]")
    assert form is not None and form.attributes["data-kc-search"] == f"../../{SEARCH}"


def test_what_a_site_lacks_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_pagefind", lambda: None)
    assert len(lacks(None)) == 2
    assert "ketacontent[site]" in lacks(BASE)[0] and "--base-url" in lacks(None)[1]
    assert extras_shell(Shell(), BASE) == replace(
        Shell(), script_href="assets/ketacontent.js", feed_href="changes.atom"
    )
    monkeypatch.setattr(extras, "find_pagefind", lambda: "/usr/bin/pagefind")
    assert lacks(BASE) == ()
