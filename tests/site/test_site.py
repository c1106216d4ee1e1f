"""Folders of pages: linked, whole, and written at once or not at all."""

from __future__ import annotations

import email
import email.policy
import os
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from ketacontent import Catalog, MissingNotice, UsageError
from ketacontent.models.brand import Location
from ketacontent.pages.overviews import HOME, NOT_FOUND, overview_names
from ketacontent.renderer import PAGE_KINDS
from ketacontent.site import OutputFolder, build, build_markdown, write_mails
from ketacontent.site.output import MARKER
from kit.catalogs import catalog_of
from kit.dom import elements
from kit.mail import check_email


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, minimal: Catalog) -> Path:
    out = tmp_path_factory.mktemp("built") / "site"
    build(minimal, out)
    return out


def html_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_every_record_with_a_page_has_a_file(site: Path, minimal: Catalog) -> None:
    wanted = {f"{r.kind}/{r.id}/index.html" for r in minimal if r.kind in PAGE_KINDS}
    names = overview_names(minimal)
    wanted |= {"index.html", "404.html"}
    wanted |= {f"{name}/index.html" for name in names if name not in (HOME, NOT_FOUND)}
    assert {file.relative_to(site).as_posix() for file in html_files(site)} == wanted


def test_the_number_of_pages_is_told_as_they_are_made(minimal: Catalog, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    pages = build(minimal, tmp_path / "site", progress=lambda done, total: told.append((done, total)))
    assert pages == len(html_files(tmp_path / "site"))
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))


def test_every_link_leads_to_a_page_of_the_site_or_an_id_on_the_page(site: Path) -> None:
    dead = []
    for file in html_files(site):
        html = file.read_text("utf-8")
        ids = {element.get("id") for element in elements(html, "section", "li", "main", "h2", "h3")}
        for link in elements(html, "a", "link"):
            address = link.get("href", "")
            parts = urlsplit(address)
            if parts.scheme:
                continue
            if address.startswith("#"):
                dead += [] if address[1:] in ids else [f"{file.name}: {address}"]
                continue
            if parts.path.startswith("/"):  # of the page for addresses that lead nowhere
                target = site / parts.path.removeprefix("/")
            else:
                target = Path(urlsplit(urljoin(file.as_uri(), address)).path)
            dead += [] if target.is_file() else [f"{file}: {address}"]
    assert dead == []


def test_the_index_leads_to_every_topic_route_and_step(site: Path, minimal: Catalog) -> None:
    html = (site / "index.html").read_text("utf-8")
    linked = {link.get("href") for link in elements(html, "a")}
    for record in (*minimal.topics.values(), *minimal.routes.values(), *minimal.steps.values()):
        assert f"{record.kind}/{record.id}/index.html" in linked


def test_markdown_files_link_to_each_other(minimal: Catalog, tmp_path: Path) -> None:
    count = build_markdown(minimal, tmp_path / "md")
    files = sorted((tmp_path / "md").rglob("*.md"))
    assert count == len(files)
    text = (tmp_path / "md" / "topic" / "cold-feet.md").read_text("utf-8")
    assert "](../route/nasal.md)" in text
    assert (tmp_path / "md" / "topic" / "../route/nasal.md").is_file()


def test_sample_mails_have_no_faults_and_the_packs_own_date(minimal: Catalog, tmp_path: Path) -> None:
    assert write_mails(minimal, tmp_path / "mail") == 3
    for file in sorted((tmp_path / "mail").glob("*.eml")):
        raw = file.read_bytes()
        assert check_email(raw) == [], file.name
        message = email.message_from_bytes(raw, policy=email.policy.SMTP)
        assert message["Date"].datetime.date() == minimal.manifest.as_of


def contents(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_two_builds_are_the_same_byte_for_byte(site: Path, minimal: Catalog, tmp_path: Path) -> None:
    build(minimal, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(site)


# Whole or not at all


def test_a_build_replaces_an_earlier_build(minimal: Catalog, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(minimal, out)
    (out / "old.html").write_text("old")
    build(minimal, out)
    assert not (out / "old.html").exists()
    assert (out / "index.html").is_file()
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


def test_a_build_that_fails_leaves_the_earlier_one_untouched(minimal: Catalog, tmp_path: Path) -> None:
    out, templates = tmp_path / "site", tmp_path / "templates"
    build(minimal, out)
    before = contents(out)
    (templates / "html").mkdir(parents=True)
    (templates / "html" / "review.html.jinja").write_text("")
    with pytest.raises(MissingNotice):
        build(minimal, out, templates=[templates])
    assert contents(out) == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["site", "templates"]


def test_a_first_build_that_fails_leaves_nothing(minimal: Catalog, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        build(minimal, tmp_path / "deep" / "site", country="nowhere")
    assert not (tmp_path / "deep" / "site").exists()


def test_a_folder_that_cannot_be_put_in_place_is_taken_away_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    with OutputFolder(out) as output:
        output.write("a.txt", "first")
    real, moved = os.replace, []

    def replace(source: str | Path, target: str | Path) -> None:
        moved.append(source)
        if len(moved) == 2:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(OSError, match="No space"), OutputFolder(out) as output:
        output.write("a.txt", "second")
    assert (out / "a.txt").read_text() == "first"
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("make", ["folder", "file"])
def test_what_is_not_ours_is_refused_and_left(tmp_path: Path, make: str) -> None:
    out = tmp_path / "out"
    if make == "folder":
        out.mkdir()
        (out / "mine.txt").write_text("mine")
    else:
        out.write_text("mine")
    with pytest.raises(UsageError, match="KC606"):
        OutputFolder(out)
    assert out.exists()


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with OutputFolder(tmp_path / "out") as output:
        output.write("deep/a.txt", "words")
    assert contents(tmp_path / "out").keys() == {MARKER, "deep/a.txt"}


def test_a_brand_has_a_page_for_each_of_its_places_and_names_the_site(
    minimal: Catalog, tmp_path: Path
) -> None:
    place = Location(id="harbor", title="Harbor", address=("2 Sample Quay",), country="US", routes=("nasal",))
    brand = minimal.brands["sample"].model_copy(update={"locations": (place,)})
    build(catalog_of(minimal, brand), tmp_path / "site", brand="sample")
    home = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert brand.title in home
    folder = tmp_path / "site" / "location" / "harbor"
    html = (folder / "index.html").read_text("utf-8")
    assert "2 Sample Quay" in html
    for link in elements(html, "a", "link"):
        address = link.get("href", "").partition("#")[0]
        if address and not urlsplit(address).scheme:
            assert (folder / address).resolve().is_file(), address
    assert "location/harbor/index.html" in home


def test_the_page_for_lost_readers_leads_home_from_any_address(minimal: Catalog, tmp_path: Path) -> None:
    build(minimal, tmp_path / "site", base_url="https://clinic.example/care")
    html = (tmp_path / "site" / "404.html").read_text("utf-8")
    links = [link.get("href", "") for link in elements(html, "a", "link")]
    inner = [address for address in links if not urlsplit(address).scheme and not address.startswith("#")]
    assert "/care/index.html" in inner
    assert all(address.startswith("/care/") for address in inner)
