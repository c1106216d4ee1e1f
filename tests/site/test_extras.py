"""A site with all its extras: every address that one of its files names is there."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree as XML

import pytest
from selectolax.lexbor import LexborHTMLParser

from ketacontent import Catalog
from ketacontent.errors import UsageError
from ketacontent.models import Record
from ketacontent.rendering.shell import Shell
from ketacontent.site import build, extras
from ketacontent.site.extras import extras_shell, lacks
from ketacontent.site.search import SEARCH, find_pagefind
from ketacontent.site.summaries import Summaries, Summary
from kit.catalogs import changed
from kit.sites import contents, edit, fresh

BASE = "https://clinic.example/ketamine"
TOPIC = "topic/cold-feet/index.html"
needs_pagefind = pytest.mark.skipif(find_pagefind() is None, reason="no pagefind: install ketacontent[site]")
Rebuild = Callable[..., set[str]]


@pytest.fixture(scope="module", params=[BASE, None], ids=["with-address", "without-address"])
def site(
    request: pytest.FixtureRequest, minimal: Catalog, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str | None]:
    renamed = changed(minimal, "topic/cold-feet", former_ids=("icy-feet",))
    folder = tmp_path_factory.mktemp("whole") / "site"
    build(renamed, folder, extras=True, base_url=request.param)
    return folder, request.param


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
                # The site lies where its base address says; 404.html counts its links from the top.
                top = f"https://x.example{urlsplit(base_url or '').path.rstrip('/')}/"
                path, anchor = urldefrag(urljoin(f"{top}{name}", target).removeprefix(top))
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


@needs_pagefind
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
        Shell(),
        script_href="assets/ketacontent.js",
        first_script_href="assets/ketacontent-first.js",
        feed_href="changes.atom",
    )
    monkeypatch.setattr(extras, "find_pagefind", lambda: "/usr/bin/pagefind")
    assert lacks(BASE) == ()


@needs_pagefind
def test_a_second_build_makes_nothing_again_and_keeps_the_index(rebuild: Rebuild) -> None:
    first = rebuild(extras=True, base_url=BASE)
    assert any(path.startswith(f"{SEARCH}/") for path in first)
    assert rebuild(extras=True, base_url=BASE) == set()


@needs_pagefind
def test_an_edit_makes_its_page_the_lists_and_the_index_again(
    rebuild: Rebuild, pack: Path, tmp_path: Path
) -> None:
    rebuild(extras=True, base_url=BASE)
    file = pack / "topic" / "cold-feet.yaml"
    file.write_text(file.read_text("utf-8").replace("title: ", "title: Zebra ", 1), "utf-8")
    again = rebuild(extras=True, base_url=BASE)
    assert {TOPIC, "index.json"} <= again
    assert not any(path.endswith((".png", ".css")) or path == "robots.txt" for path in again)
    assert fragments_with("Zebra", tmp_path / "site") > 0


def fragments_with(word: str, site: Path) -> int:
    """Return how many pages of the index hold a word."""
    found = [gzip.decompress(file.read_bytes()) for file in (site / SEARCH / "fragment").iterdir()]
    return sum(word.encode() in fragment for fragment in found)


@needs_pagefind
def test_a_page_that_is_gone_is_found_no_more(rebuild: Rebuild, pack: Path, tmp_path: Path) -> None:
    (pack / "glossary-term" / "lean.yaml").write_text(
        "id: lean\ntitle: Lean\ndefinition: To stand aslant.\nreview: {due: 2027-11-21}\n", "utf-8"
    )
    rebuild(extras=True)
    assert fragments_with("aslant", tmp_path / "site") > 0
    (pack / "glossary-term" / "lean.yaml").unlink()
    rebuild(extras=True)
    assert fragments_with("aslant", tmp_path / "site") == 0


@needs_pagefind
def test_an_index_that_was_damaged_is_made_again(rebuild: Rebuild, tmp_path: Path) -> None:
    rebuild(extras=True)
    (tmp_path / "site" / SEARCH / "pagefind.js").unlink()
    again = rebuild(extras=True)
    assert f"{SEARCH}/pagefind.js" in again and TOPIC not in again


@needs_pagefind
def test_without_the_program_the_index_goes_and_pages_no_longer_name_it(
    rebuild: Rebuild, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(extras=True)
    monkeypatch.setattr(extras, "find_pagefind", lambda: None)
    assert TOPIC in rebuild(extras=True)
    assert not (tmp_path / "site" / SEARCH).exists()
    assert "data-kc-search" not in (tmp_path / "site" / TOPIC).read_text("utf-8")


@needs_pagefind
def test_an_index_that_fails_leaves_the_old_site_untouched(
    rebuild: Rebuild, pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(extras=True)
    before = (tmp_path / "site" / TOPIC).read_bytes()
    file = pack / "topic" / "cold-feet.yaml"
    file.write_text(file.read_text("utf-8").replace("title: ", "title: Zebra ", 1), "utf-8")
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setattr(extras, "find_pagefind", lambda: str(program))
    with pytest.raises(UsageError, match="KC610"):
        rebuild(extras=True)
    assert (tmp_path / "site" / TOPIC).read_bytes() == before
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".site")] == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("claim/warms-feet.yaml", "had warmer feet", "had warm feet"),
        ("faq/does-it-hurt.yaml", "title: ", "title: Really, "),
        ("topic/cold-feet.yaml", "title: ", "former_ids: [icy-feet]\ntitle: "),
        ("safety-notice/no-driving.yaml", "title: ", "title: Really, "),
    ],
    ids=["printed claim", "named question", "former id", "own title"],
)
def test_what_lists_say_follows_every_edit(
    rebuild: Rebuild, pack: Path, tmp_path: Path, file: str, old: str, new: str
) -> None:
    """Lists take from the last build what they said of records that stay the same."""
    edit(pack, "topic/cold-feet.yaml", "summary: ", "summary: '[[claim/warms-feet]] [[faq/does-it-hurt]]' # ")
    rebuild(extras=True, base_url=BASE)
    edit(pack, file, old, new)
    rebuild(extras=True, base_url=BASE)
    after = {name: data for name, data in contents(tmp_path / "site").items() if not name.startswith(SEARCH)}
    whole = fresh(pack, tmp_path / "fresh", extras=True, base_url=BASE)
    assert after == {name: data for name, data in whole.items() if not name.startswith(SEARCH)}


def test_summaries_of_records_that_stay_the_same_are_not_made_again(
    rebuild: Rebuild, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = Summaries._make

    def noted(self: Summaries, record: Record) -> Summary:
        made.append(record.ref)
        return make(self, record)

    monkeypatch.setattr(Summaries, "_make", noted)
    rebuild(extras=True)
    assert len(made) == len(list(pack.rglob("*.yaml"))) - 1
    made.clear()
    edit(pack, "faq/does-it-hurt.yaml", "The sting goes away", "The sting goes away soon")
    rebuild(extras=True)
    assert made == []
    edit(pack, "faq/does-it-hurt.yaml", "title: ", "title: Really, ")
    rebuild(extras=True)
    assert "faq/does-it-hurt" in made
