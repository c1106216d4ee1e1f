"""The preview follows files one at a time: what it shows is what reading everything again would show."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from ketacontent.catalog.load import load_folders
from ketacontent.errors import ContentError
from ketacontent.site.preview import Preview, Workspace
from ketacontent.site.preview.gallery import CHANNELS, component_names, find_examples

MINIMAL = Path(__file__).resolve().parents[1] / "packs" / "minimal"
TOPIC = "topic/cold-feet"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL, tmp_path / "pack")
    return tmp_path / "pack"


@pytest.fixture
def shown(pack: Path) -> Preview:
    return Preview(Workspace([pack], bundled=False))


def save(pack: Path, ref: str, old: str, new: str) -> Path:
    file = pack / f"{ref}.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return file


def text_of(shown: Preview, address: str, part: str = "main") -> str:
    node = LexborHTMLParser(shown.answer(address).content).css_first(part)
    assert node is not None
    return " ".join(node.text().split())


def panel(shown: Preview, address: str = "/") -> str:
    return text_of(shown, address, "[data-kc-preview]")


def same_as_reading_again(shown: Preview, pack: Path) -> None:
    """Hold a followed catalog against one that is read from scratch."""
    try:
        fresh = {record.ref: record for record in load_folders([pack])}
        assert shown.workspace.problems == ()
        assert {record.ref: record for record in shown.workspace.catalog} == fresh
        assert [*fresh] == [record.ref for record in shown.workspace.catalog]
        assert dict(shown.workspace.catalog.used_by) == dict(load_folders([pack]).used_by)
    except ContentError as error:
        assert set(shown.workspace.problems) == set(error.problems)


def test_a_saved_record_is_shown(shown: Preview, pack: Path) -> None:
    file = save(pack, TOPIC, "title: ", "title: Zebra ")
    assert shown.follow([file]) == "page"
    assert "Zebra" in text_of(shown, f"/{TOPIC}/", "h1")
    assert "Zebra" in text_of(shown, "/topic/")
    same_as_reading_again(shown, pack)


def test_a_fault_is_told_on_the_page_with_its_place_and_what_to_do(shown: Preview, pack: Path) -> None:
    before = text_of(shown, f"/{TOPIC}/", "article")
    file = save(pack, TOPIC, "title: ", "titel: ")
    assert shown.follow([file]) == "page"
    told = panel(shown, f"/{TOPIC}/")
    assert "KC103" in told and "titel" in told and f"topic/cold-feet.yaml:{_line(file, 'titel')}:" in told
    assert "as it was before" in told
    assert text_of(shown, f"/{TOPIC}/", "article") == before
    assert "KC103" in panel(shown, "/")
    same_as_reading_again(shown, pack)
    shown.follow([save(pack, TOPIC, "titel: ", "title: ")])
    assert panel(shown, f"/{TOPIC}/") == ""
    same_as_reading_again(shown, pack)


def _line(file: Path, word: str) -> int:
    return next(number for number, line in enumerate(file.read_text("utf-8").split("\n"), 1) if word in line)


def test_a_file_that_is_no_yaml_is_told(shown: Preview, pack: Path) -> None:
    file = pack / f"{TOPIC}.yaml"
    text = file.read_text("utf-8")
    file.write_text(f"{text}\n  : [", "utf-8")
    shown.follow([file])
    assert "KC101" in panel(shown, f"/{TOPIC}/")
    same_as_reading_again(shown, pack)
    file.write_text(text, "utf-8")
    shown.follow([file])
    assert panel(shown) == ""


def test_a_record_that_was_never_right_has_a_page_of_its_faults(pack: Path) -> None:
    save(pack, TOPIC, "title: ", "titel: ")
    answer = Preview(Workspace([pack], bundled=False)).answer(f"/{TOPIC}/")
    assert answer.status == 500
    assert "KC103" in answer.content and "<article" not in answer.content


def test_what_a_save_breaks_elsewhere_is_told_there(shown: Preview, pack: Path) -> None:
    file = pack / "glossary-term" / "sway.yaml"
    text = file.read_text("utf-8")
    file.unlink()
    assert shown.follow([file]) == "page"
    assert "There is no glossary-term/sway" in panel(shown)
    same_as_reading_again(shown, pack)
    assert shown.check_links() is False
    file.write_text(text, "utf-8")
    shown.follow([file])
    assert panel(shown) == ""
    same_as_reading_again(shown, pack)


def test_a_new_record_stands_in_its_place(shown: Preview, pack: Path) -> None:
    file = pack / "glossary-term" / "lean.yaml"
    file.write_text("id: lean\ntitle: Lean\ndefinition: To slant.\nreview: {due: 2027-11-21}\n", "utf-8")
    shown.follow([file])
    assert text_of(shown, "/glossary-term/lean/", "h1") == "Lean"
    same_as_reading_again(shown, pack)


def test_a_changed_manifest_is_read(shown: Preview, pack: Path) -> None:
    manifest = pack / "pack.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("title: ", "title: Okapi "), "utf-8")
    shown.follow([manifest])
    assert shown.workspace.catalog.manifest.title.startswith("Okapi")
    same_as_reading_again(shown, pack)


def test_a_twin_of_a_file_is_told(shown: Preview, pack: Path) -> None:
    twin = pack / "glossary-term" / "sway.yml"
    shutil.copy(pack / "glossary-term" / "sway.yaml", twin)
    shown.follow([twin])
    assert "KC202" in panel(shown)
    twin.unlink()
    shown.follow([twin])
    assert panel(shown) == ""
    same_as_reading_again(shown, pack)


def test_an_overlay_is_followed_over_what_lies_beneath(pack: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "overlay"
    (overlay / "topic").mkdir(parents=True)
    shutil.copy(pack / "pack.yaml", overlay)
    shown = Preview(Workspace([pack, overlay], bundled=False))
    own = overlay / "topic" / "cold-feet.yaml"
    own.write_text("id: cold-feet\noverlay: fields\ntitle: Our feet\n", "utf-8")
    shown.follow([own])
    assert text_of(shown, f"/{TOPIC}/", "h1") == "Our feet"
    shown.follow([save(pack, TOPIC, "title: ", "title: Beneath ")])
    assert text_of(shown, f"/{TOPIC}/", "h1") == "Our feet"
    own.unlink()
    shown.follow([own])
    assert text_of(shown, f"/{TOPIC}/", "h1").startswith("Beneath")


def test_a_record_that_two_packs_bring_is_told(pack: Path, tmp_path: Path) -> None:
    """As `ketacontent check` tells it: when the packs are read, and when one file is saved."""
    folders = [tmp_path / "region", tmp_path / "clinic"]
    for folder in folders:
        (folder / "topic").mkdir(parents=True)
        shutil.copy(pack / "pack.yaml", folder)
        text = (
            (pack / "topic" / "cold-feet.yaml").read_text("utf-8").replace("id: cold-feet", "id: warm-feet")
        )
        (folder / "topic" / "warm-feet.yaml").write_text(text, "utf-8")
    shown = Preview(Workspace([pack, *folders], bundled=False))
    assert "KC303" in panel(shown)
    own = folders[1] / "topic" / "warm-feet.yaml"
    text = own.read_text("utf-8")
    own.write_text(f"{text}overlay: replace\n", "utf-8")
    shown.follow([own])
    assert "KC303" not in panel(shown)
    own.write_text(text, "utf-8")
    shown.follow([own])
    assert "KC303" in panel(shown)


def test_what_editors_leave_beside_a_file_is_passed_over(shown: Preview, pack: Path) -> None:
    names = [".cold-feet.yaml.swp", "cold-feet.yaml~", "4913", "#cold-feet.yaml#", "notes.txt"]
    for name in names:
        (pack / "topic" / name).write_text("half a record", "utf-8")
    assert shown.follow([pack / "topic" / name for name in names]) == ""
    assert panel(shown) == ""


def test_a_saved_template_is_shown_and_its_fault_told(pack: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    (folder / "html").mkdir(parents=True)
    shown = Preview(Workspace([pack], bundled=False), templates=[folder])
    assert "Zebra" not in text_of(shown, f"/{TOPIC}/")
    file = folder / "html" / "paragraph.html.jinja"
    file.write_text("<p>Zebra {{ block.text }}</p>", "utf-8")
    assert shown.follow([file]) == "page"
    assert "Zebra" in text_of(shown, f"/{TOPIC}/")
    file.write_text("<p>\n{{ block.txt }}</p>", "utf-8")
    shown.follow([file])
    answer = shown.answer(f"/{TOPIC}/")
    assert answer.status == 500
    assert "paragraph.html.jinja:2" in panel(shown, f"/{TOPIC}/") and "KC402" in answer.content


def test_a_template_that_hides_a_notice_is_told(pack: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    (folder / "html").mkdir(parents=True)
    shown = Preview(Workspace([pack], bundled=False), templates=[folder])
    file = folder / "html" / "notice.html.jinja"
    file.write_text("<p hidden>{{ block.heading }}</p>", "utf-8")
    shown.follow([file])
    assert shown.answer(f"/{TOPIC}/").status == 500
    assert "KC40" in panel(shown, f"/{TOPIC}/")


def test_a_saved_style_is_served_and_pages_are_loaded_again(pack: Path, tmp_path: Path) -> None:
    shown = Preview(Workspace([pack], bundled=False))
    assert ".kc-page" in shown.answer("/assets/ketacontent.css").content
    style = (
        next(folder for folder in shown.folders if folder.name == "templates") / "html" / "styles" / "x.css"
    )
    assert shown.follow([style]) == "all"
    assert "serviceWorker" not in shown.answer("/assets/ketacontent.js").content


def test_every_menu_link_of_the_preview_leads_to_a_page(shown: Preview) -> None:
    for address in ("/", f"/{TOPIC}/"):
        links = LexborHTMLParser(shown.answer(address).content).css("header a[href], footer a[href]")
        for link in links:
            href = link.attributes["href"] or ""
            place = href.replace("../", "").partition("#")[0]
            assert shown.answer(place).status == 200, href


def test_an_address_without_a_page_is_not_found(shown: Preview) -> None:
    for address in ("/topic/none/", "/../../etc/passwd", "/<script>", "/gallery/<b>/"):
        answer = shown.answer(address)
        assert answer.status == 404
        assert "<script>" not in answer.content.replace('<script src="', "") and "<b>/" not in answer.content


def test_the_gallery_shows_an_example_in_every_channel(shown: Preview) -> None:
    index = shown.answer("/gallery/").content
    for name in component_names():
        assert f"/gallery/{name}/" in index
    examples = find_examples(shown._live)
    assert sum(bool(own) for own in examples.values()) > len(examples) / 2
    for name, own in examples.items():
        page = LexborHTMLParser(shown.answer(f"/gallery/{name}/").content)
        for channel in CHANNELS:
            found = page.css(f'[data-channel="{channel}"]')
            assert len(found) == len(own), (name, channel)
            assert all(node.text().strip() for node in found) or name == "picture"


def test_a_saved_template_is_shown_in_the_gallery(pack: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    (folder / "text").mkdir(parents=True)
    shown = Preview(Workspace([pack], bundled=False), templates=[folder])
    shown.answer("/gallery/paragraph/")
    file = folder / "text" / "paragraph.txt.jinja"
    file.write_text("Zebra {{ block.text }}", "utf-8")
    shown.follow([file])
    assert "Zebra" in text_of(shown, "/gallery/paragraph/", '[data-channel="text"]')
