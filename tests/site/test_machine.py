"""What a site holds for programs: each file is valid in its own format and says what the records say."""

from __future__ import annotations

import json
import re
import struct
from datetime import date
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as XML

import pytest
from selectolax.lexbor import LexborHTMLParser

from ketacontent import Catalog
from ketacontent.errors import UsageError
from ketacontent.models.base import Change
from ketacontent.models.kinds import COLLECTION_NAMES
from ketacontent.pages import Context
from ketacontent.renderer import PAGE_KINDS, Renderer
from ketacontent.site.cards import SIZE, card_names, card_place, read_card
from ketacontent.site.feed import NEWEST
from ketacontent.site.machine import NEED_BASE_URL, machine_files
from ketacontent.site.plan import PlannedFile, unique
from ketacontent.site.sitemap import MOST, parts
from kit.catalogs import catalog_of, changed

BASE = "https://clinic.example/ketamine"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SOME = (
    Change(version="1.1.0", date=date(2026, 3, 2), kind="factual", note="A study is told of."),
    Change(version="1.1.0", date=date(2026, 3, 2), kind="safety", note="Feet & <toes> may sting."),
    Change(version="1.0.1", date=date(2026, 2, 1), kind="editorial", note="Shorter words."),
)


@pytest.fixture
def told(minimal: Catalog) -> Catalog:
    """A pack with changes, of a page and of a record that has no page."""
    topic = minimal.topics["cold-feet"].model_copy(update={"changes": SOME, "former_ids": ("icy-feet",)})
    notice = minimal.safety_notices["no-driving"].model_copy(update={"changes": SOME[1:2]})
    return catalog_of(minimal, topic, notice)


def files_of(catalog: Catalog, base_url: str | None = BASE, **context: str) -> dict[str, bytes]:
    pages = [f"{r.kind}/{r.id}/index.html" for r in catalog if r.kind in PAGE_KINDS]
    renderer = Renderer(catalog, **context)
    planned = machine_files(
        catalog, renderer.context, ["index.html", *pages], title="Warm feet", base_url=base_url
    )
    return {file.path: file.make() for file in unique(planned)}


def texts(element: XML.Element, name: str) -> list[str]:
    return [each.text or "" for each in element.findall(ATOM + name)]


def check_atom(data: bytes) -> XML.Element:
    """Parse a feed and hold it against what RFC 4287 says a feed and an entry must have, once each."""
    feed = XML.fromstring(data)
    assert feed.tag == f"{ATOM}feed"
    allowed = {"id", "title", "subtitle", "updated", "author", "link", "rights", "generator", "entry"}
    assert {each.tag.removeprefix(ATOM) for each in feed} <= allowed
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(texts(element, name)) == 1 and texts(element, name)[0], name
        assert urlsplit(texts(element, "id")[0]).scheme
        for moment in texts(element, "updated") + texts(element, "published"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment)
        links = [each.attrib for each in element.findall(f"{ATOM}link")]
        assert sum(link["rel"] == "alternate" for link in links) == 1
        assert all(urlsplit(link["href"]).scheme == "https" for link in links)
    assert texts(feed.find(f"{ATOM}author") or XML.Element("none"), "name")[0]
    ids = [texts(entry, "id")[0] for entry in entries]
    assert len(set(ids)) == len(ids)
    updated = [texts(entry, "updated")[0] for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert not updated or texts(feed, "updated") == updated[:1]
    return feed


def test_the_feed_tells_every_change_newest_first(told: Catalog) -> None:
    feed = check_atom(files_of(told)["changes.atom"])
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 4
    assert {texts(entry, "summary")[0] for entry in entries} == {change.note for change in SOME}
    links = {link.attrib["href"] for entry in entries for link in entry.findall(f"{ATOM}link")}
    assert links == {f"{BASE}/topic/cold-feet/", f"{BASE}/"}


def test_the_feed_about_safety_tells_nothing_else(told: Catalog) -> None:
    feed = check_atom(files_of(told)["safety.atom"])
    terms = [each.attrib["term"] for each in feed.iter(f"{ATOM}category")]
    assert terms == ["safety", "safety"]


def test_feeds_of_a_pack_without_changes_are_dated_on_the_packs_day(minimal: Catalog) -> None:
    feed = check_atom(files_of(minimal)["changes.atom"])
    assert feed.findall(f"{ATOM}entry") == []
    assert texts(feed, "updated") == [f"{minimal.manifest.as_of.isoformat()}T00:00:00Z"]


def test_a_change_keeps_its_id_when_a_newer_one_comes(told: Catalog) -> None:
    def ids(catalog: Catalog) -> list[str]:
        entries = check_atom(files_of(catalog)["changes.atom"]).findall(f"{ATOM}entry")
        return [texts(entry, "id")[0] for entry in entries]

    newer = Change(version="1.1.0", date=date(2026, 4, 1), kind="factual", note="One more.")
    later = changed(told, "topic/cold-feet", changes=(newer, *SOME))
    assert set(ids(told)) < set(ids(later))


def test_a_feed_holds_the_newest_changes_only(minimal: Catalog) -> None:
    many = tuple(
        Change(version=f"1.{n}.0", date=date(2026, 1, 1), kind="factual", note=f"Change {n}.")
        for n in range(NEWEST + 5)
    )
    feed = check_atom(files_of(changed(minimal, "topic/cold-feet", changes=many))["changes.atom"])
    assert len(feed.findall(f"{ATOM}entry")) == NEWEST


def test_a_brand_answers_for_its_feeds(told: Catalog) -> None:
    feed = check_atom(files_of(told, brand="sample")["changes.atom"])
    assert [each.text for each in feed.iter(f"{ATOM}name")] == [told.brands["sample"].title]


def test_the_sitemap_names_every_page_and_the_days_of_change_it_knows(told: Catalog) -> None:
    root = XML.fromstring(files_of(told)["sitemap.xml"])
    found = {each.findtext(f"{MAP}loc"): each.findtext(f"{MAP}lastmod") for each in root.findall(f"{MAP}url")}
    pages = {f"{BASE}/{r.kind}/{r.id}/" for r in told if r.kind in PAGE_KINDS}
    assert set(found) == {f"{BASE}/", *pages}
    assert {address: day for address, day in found.items() if day} == {
        f"{BASE}/topic/cold-feet/": "2026-03-02"
    }


def test_a_very_large_site_has_its_sitemap_in_parts(minimal: Catalog) -> None:
    pages = [f"topic/t-{n}/index.html" for n in range(MOST + 1)]
    planned = machine_files(minimal, Context(), pages, title="Many", base_url=BASE)
    files = {file.path: file for file in planned}
    index = XML.fromstring(files["sitemap.xml"].make())
    named = [each.text or "" for each in index.iter(f"{MAP}loc")]
    assert named == [f"{BASE}/sitemap-1.xml", f"{BASE}/sitemap-2.xml"]
    counts = [
        len(list(XML.fromstring(files[n.removeprefix(f"{BASE}/")].make()).iter(f"{MAP}loc"))) for n in named
    ]
    assert counts == [MOST, 1]
    assert [len(part) for part in parts(pages)] == counts


def test_robots_txt_lets_everyone_in_and_names_the_sitemap(minimal: Catalog) -> None:
    robots = RobotFileParser()
    robots.parse(files_of(minimal)["robots.txt"].decode().splitlines())
    assert robots.can_fetch("anyone", f"{BASE}/topic/cold-feet/")
    assert robots.site_maps() == [f"{BASE}/sitemap.xml"]


@pytest.mark.parametrize("base_url", [BASE, None])
def test_the_list_names_every_record(catalog: Catalog, base_url: str | None) -> None:
    listing = json.loads(files_of(catalog, base_url)["index.json"])
    assert listing["pack"]["id"] == catalog.manifest.id
    records = listing["records"]
    assert [f"{each['kind']}/{each['id']}" for each in records] == [record.ref for record in catalog]
    assert all(each["title"] and each["summary"] and each["version"] for each in records)
    for each in records:
        place = f"{each['kind']}/{each['id']}/"
        address = f"{base_url}/{place}" if base_url else f"{place}index.html"
        assert each["url"] == (address if each["kind"] in PAGE_KINDS else None)


def test_no_summary_in_the_list_shows_marks(bundled: Catalog) -> None:
    records = json.loads(files_of(bundled, None)["index.json"])["records"]
    assert [each["id"] for each in records if "[[" in each["summary"] or "[@" in each["summary"]] == []


@pytest.mark.parametrize("base_url", [BASE, None])
def test_a_former_address_leads_to_the_record(told: Catalog, base_url: str | None) -> None:
    page = LexborHTMLParser(files_of(told, base_url)["topic/icy-feet/index.html"].decode())
    target = "../../topic/cold-feet/" + ("" if base_url else "index.html")
    refresh = page.css_first("meta[http-equiv=refresh]")
    link, canonical = page.css_first("a"), page.css_first("link[rel=canonical]")
    assert refresh is not None and refresh.attributes["content"] == f"0; url={target}"
    assert link is not None and link.attributes["href"] == target
    assert (canonical.attributes["href"] if canonical else None) == (
        f"{BASE}/topic/cold-feet/" if base_url else None
    )


def test_a_former_id_that_is_in_use_again_is_refused(told: Catalog) -> None:
    page = PlannedFile("topic/icy-feet/index.html", lambda: b"", owner="topic/icy-feet")
    planned = machine_files(told, Context(), [], title="Feet", base_url=None)
    with pytest.raises(UsageError, match=r"topic/icy-feet.*former id of topic/cold-feet") as caught:
        list(unique([page, *planned]))
    assert caught.value.code == "KC607"


def test_a_site_without_an_address_of_its_own_has_no_file_that_needs_one(told: Catalog) -> None:
    without, whole = files_of(told, None), files_of(told)
    missing = set(whole) - set(without)
    assert {next(name for name in NEED_BASE_URL if file.startswith(name)) for file in missing} == set(
        NEED_BASE_URL
    )


def test_every_kind_of_page_has_a_small_card_of_the_right_size() -> None:
    assert {card.removesuffix(".png") for card in card_names()} == {*PAGE_KINDS, "overview"}
    for name in card_names():
        data = read_card(name)
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", data[16:24]) == SIZE
        assert len(data) < 30_000
    for kind in COLLECTION_NAMES:
        assert card_place(kind).rpartition("/")[2] == (
            f"{kind}.png" if kind in PAGE_KINDS else "overview.png"
        )
