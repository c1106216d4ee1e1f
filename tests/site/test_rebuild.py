"""A second build makes what has changed, all of it, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ketacontent import ContentError, MissingNotice
from ketacontent.catalog.cache import RecordCache
from ketacontent.catalog.load import load_folders
from ketacontent.catalog.read import Document, read_document
from ketacontent.catalog.watched import WatchedCatalog
from ketacontent.site import build
from kit.sites import MINIMAL, contents, edit, fresh

Rebuild = Callable[..., set[str]]
TOPIC, ROUTE, FAQ = "topic/cold-feet/index.html", "route/nasal/index.html", "faq/does-it-hurt/index.html"


def test_nothing_is_made_again_where_nothing_changed(rebuild: Rebuild, tmp_path: Path) -> None:
    assert TOPIC in rebuild()
    before = contents(tmp_path / "site")
    assert rebuild() == set()
    assert contents(tmp_path / "site") == before


@pytest.mark.parametrize(
    ("file", "old", "new", "made"),
    [
        ("topic/cold-feet.yaml", "Ask your own clinician", "Ask your own doctor", {TOPIC}),
        ("claim/warms-feet.yaml", "had warmer feet", "had warm feet", {TOPIC, ROUTE}),
        ("source/trial-one.yaml", "Warm tea", "Hot tea", {TOPIC, ROUTE, FAQ}),
        ("glossary-term/sway.yaml", "gently", "slowly", {TOPIC}),
        ("safety-notice/benefit-with-risk.yaml", "everybody", "all people", {TOPIC}),
        ("crisis-resource/us-emergency.yaml", "Emergency services", "Emergency line", {"index.html"}),
        ("side-effect/dizziness.yaml", "title: ", "title: Strong ", {TOPIC, ROUTE}),
        ("medicine/spray.yaml", "title: Sample spray", "title: Other spray", {TOPIC, ROUTE}),
        ("pack.yaml", "title: One record", "title: A record", {"index.html", TOPIC, FAQ}),
    ],
    ids=["record", "claim", "source", "term", "notice", "crisis line", "linked record", "law", "manifest"],
)
def test_a_change_reaches_every_page_that_shows_it(
    rebuild: Rebuild, pack: Path, tmp_path: Path, file: str, old: str, new: str, made: set[str]
) -> None:
    rebuild()
    edit(pack, file, old, new)
    assert rebuild() >= made
    assert contents(tmp_path / "site") == fresh(pack, tmp_path / "fresh")


def test_an_edit_of_a_page_leaves_pages_alone_that_have_nothing_to_do_with_it(
    rebuild: Rebuild, pack: Path
) -> None:
    rebuild()
    edit(pack, "faq/does-it-hurt.yaml", "The sting goes away", "The sting goes away soon")
    again = rebuild()
    assert FAQ in again
    assert ROUTE not in again


def test_a_new_record_is_listed_and_told_by_those_it_uses(
    rebuild: Rebuild, pack: Path, tmp_path: Path
) -> None:
    rebuild()
    text = (pack / "faq/does-it-hurt.yaml").read_text("utf-8")
    text = text.replace("does-it-hurt", "how-long").replace("Does it hurt?", "How long is it?")
    text = text.replace("The sting goes away.", "See [[claim/warms-feet]]")
    (pack / "faq/how-long.yaml").write_text(text, "utf-8")
    again = rebuild()
    assert {"faq/how-long/index.html", "claim/warms-feet/index.html"} <= again
    assert contents(tmp_path / "site") == fresh(pack, tmp_path / "fresh")


def test_a_record_that_is_gone_takes_its_page_with_it(rebuild: Rebuild, pack: Path, tmp_path: Path) -> None:
    (pack / "faq/how-long.yaml").write_text(
        (pack / "faq/does-it-hurt.yaml").read_text("utf-8").replace("does-it-hurt", "how-long"), "utf-8"
    )
    rebuild()
    assert (tmp_path / "site/faq/how-long/index.html").is_file()
    (pack / "faq/how-long.yaml").unlink()
    rebuild()
    assert not (tmp_path / "site/faq/how-long").exists()
    assert contents(tmp_path / "site") == fresh(pack, tmp_path / "fresh")


def test_another_option_makes_everything_again(rebuild: Rebuild, pack: Path, tmp_path: Path) -> None:
    everything = rebuild()
    assert rebuild(country="GB") == everything
    assert contents(tmp_path / "site") == fresh(pack, tmp_path / "fresh", country="GB")
    assert rebuild(country="GB") == set()


def test_a_changed_brand_makes_everything_again(rebuild: Rebuild, pack: Path, tmp_path: Path) -> None:
    everything = rebuild(brand="sample")
    edit(pack, "brand/sample.yaml", "title: Sample Clinic", "title: Other Clinic")
    assert rebuild(brand="sample") == everything
    assert contents(tmp_path / "site") == fresh(pack, tmp_path / "fresh", brand="sample")


@pytest.mark.slow
def test_a_changed_template_of_the_host_makes_everything_again(
    rebuild: Rebuild, pack: Path, tmp_path: Path
) -> None:
    template = tmp_path / "templates/html/paragraph.html.jinja"
    template.parent.mkdir(parents=True)
    template.write_text("<p>{{ block.text }}</p>\n", "utf-8")
    everything = rebuild(templates=[tmp_path / "templates"])
    assert rebuild(templates=[tmp_path / "templates"]) == set()
    template.write_text('<p class="new">{{ block.text }}</p>\n', "utf-8")
    assert rebuild(templates=[tmp_path / "templates"]) == everything


def test_a_page_that_somebody_changed_or_took_away_is_made_again(rebuild: Rebuild, tmp_path: Path) -> None:
    rebuild()
    before = contents(tmp_path / "site")
    (tmp_path / "site" / TOPIC).write_text("changed", "utf-8")
    (tmp_path / "site" / ROUTE).unlink()
    assert rebuild() == {TOPIC, ROUTE}
    assert contents(tmp_path / "site") == before


def test_a_folder_of_another_build_is_made_anew(rebuild: Rebuild, pack: Path, tmp_path: Path) -> None:
    everything = rebuild()
    build(load_folders([pack]), tmp_path / "site", country="AU")
    assert rebuild() == everything
    assert contents(tmp_path / "site") == fresh(pack, tmp_path / "fresh")


@pytest.mark.parametrize("name", ["site.state", "records.index"])
def test_a_spoiled_cache_costs_time_and_nothing_else(
    rebuild: Rebuild, pack: Path, tmp_path: Path, name: str
) -> None:
    rebuild()
    (tmp_path / "cache" / name).write_bytes(b"\x80\x05cos\nsystem\n")
    rebuild()
    assert contents(tmp_path / "site") == fresh(pack, tmp_path / "fresh")


def test_lost_records_of_the_cache_are_read_from_the_pack(
    rebuild: Rebuild, pack: Path, tmp_path: Path
) -> None:
    rebuild()
    for segment in (tmp_path / "cache").glob("records-*"):
        segment.unlink()
    edit(pack, "claim/warms-feet.yaml", "had warmer feet", "had warm feet")
    rebuild()
    assert contents(tmp_path / "site") == fresh(pack, tmp_path / "fresh")


def test_several_processes_write_the_same_site(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ketacontent.site.make._ENOUGH", 5)
    told: list[int] = []
    build(
        load_folders([pack]),
        tmp_path / "site",
        jobs=3,
        progress=lambda done, total: told.append(done - total),
    )
    assert contents(tmp_path / "site") == fresh(pack, tmp_path / "fresh")
    assert told[-1] == 0


def test_a_fault_in_one_of_several_processes_is_told_and_nothing_is_written(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ketacontent.site.make._ENOUGH", 5)
    (tmp_path / "templates/html").mkdir(parents=True)
    (tmp_path / "templates/html/review.html.jinja").write_text("", "utf-8")
    with pytest.raises(MissingNotice):
        build(load_folders([pack]), tmp_path / "site", jobs=2, templates=[tmp_path / "templates"])
    assert not (tmp_path / "site").exists()


_BUILD = """
import sys
from pathlib import Path
from ketacontent.catalog.load import load_folders
from ketacontent.catalog.read import Document, read_document
from ketacontent.site import build
build(load_folders([Path(sys.argv[1])]), sys.argv[2])
"""


@pytest.mark.slow
def test_the_order_of_hashes_changes_no_byte(pack: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", _BUILD, str(pack), str(tmp_path / seed)]
        subprocess.run(command, check=True, env=environment)
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


# The parsed cache


def test_unchanged_files_are_not_read_again(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in pack.rglob("*.yaml"):
        os.utime(file, (1_000_000_000, 1_000_000_000))  # a file of this second could change without a trace
    first = load_folders([pack], None, RecordCache(tmp_path / "cache", "key"))
    read: list[str] = []

    def noted(file: str, data: bytes) -> Document:
        read.append(file)
        return read_document(file, data)

    monkeypatch.setattr("ketacontent.catalog.pack.read_document", noted)
    again = load_folders([pack], None, RecordCache(tmp_path / "cache", "key"))
    assert [name.rpartition("/")[2] for name in read] == ["pack.yaml"]
    assert list(again) == list(first)
    assert [record.model_dump_json() for record in again] == [record.model_dump_json() for record in first]


def test_a_cache_of_other_packs_is_not_used(pack: Path, tmp_path: Path) -> None:
    load_folders([pack], None, RecordCache(tmp_path / "cache", "one"))
    assert RecordCache(tmp_path / "cache", "one").entries
    assert not RecordCache(tmp_path / "cache", "other").entries


def test_packs_over_packs_are_remembered_too(tmp_path: Path) -> None:
    """What a pack above replaces, changes or hides is read in every run; the others are known."""

    def load(folders: list[Path]) -> list[str]:
        catalog = load_folders(folders, None, RecordCache(tmp_path / "cache", "key"))
        return [record.model_dump_json() for record in catalog]

    overlay = MINIMAL.parent / "overlay"
    for folders in ([MINIMAL, overlay], [MINIMAL, overlay], [MINIMAL], [MINIMAL, overlay]):
        assert load(folders) == [record.model_dump_json() for record in load_folders(folders)]


def test_faults_are_told_with_their_lines_although_most_files_are_known(pack: Path, tmp_path: Path) -> None:
    load_folders([pack], None, RecordCache(tmp_path / "cache", "key"))
    (pack / "source/trial-one.yaml").unlink()
    with pytest.raises(ContentError) as cached:
        load_folders([pack], None, RecordCache(tmp_path / "cache", "key"))
    with pytest.raises(ContentError) as plain:
        load_folders([pack])
    assert str(cached.value) == str(plain.value)


def test_a_field_that_is_gone_is_told_where_a_known_text_prints_it(pack: Path, tmp_path: Path) -> None:
    edit(pack, "topic/cold-feet.yaml", "route/nasal#session-length", "claim/warms-feet#population")
    load_folders([pack], None, RecordCache(tmp_path / "cache", "key"))
    edit(pack, "claim/warms-feet.yaml", "population: Adults with cold feet\n", "")
    with pytest.raises(ContentError, match="KC205"):
        load_folders([pack], None, RecordCache(tmp_path / "cache", "key"))


# What a page was made of


def test_a_catalog_that_is_watched_notes_what_is_asked_of_it(pack: Path) -> None:
    catalog = WatchedCatalog(load_folders([pack]))
    with catalog.watching() as used:
        assert catalog.get("topic/cold-feet").title
        assert catalog.find("topic/nowhere") is None
        assert list(catalog.claims.values())
        assert catalog.used_by["source/trial-one"]
        assert catalog.manifest.title
    assert used == {"topic/cold-feet", "topic/nowhere", "claim/*", "used-by:source/trial-one", "manifest"}


def test_of_many_records_a_list_reads_the_short_fields(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ketacontent.catalog.watched._MANY", 1)
    catalog = WatchedCatalog(load_folders([pack]))
    with catalog.watching() as used:
        topic = catalog.get("topic/cold-feet")
        assert topic.title == "Cold feet, explained"
        assert isinstance(topic, type(catalog.record("topic/cold-feet")))
    assert used == {"topic/cold-feet~", "topic/cold-feet"}
    with catalog.watching() as used:
        (topic,) = catalog.topics.values()
        assert topic.summary
    assert used == {"topic/*~"}
    with catalog.watching() as used:
        assert catalog.get("topic/cold-feet").sections  # type: ignore[attr-defined]
    assert used == {"topic/cold-feet~", "topic/cold-feet"}


def test_a_long_field_is_no_part_of_the_short_digest(pack: Path) -> None:
    def digests() -> tuple[str, str]:
        catalog = WatchedCatalog(load_folders([pack]))
        return catalog.digest("topic/cold-feet"), catalog.digest("topic/cold-feet~")

    before = digests()
    edit(pack, "topic/cold-feet.yaml", "Ask your own clinician", "Ask your own doctor")
    after = digests()
    assert before[0] != after[0]
    assert before[1] == after[1]
    edit(pack, "topic/cold-feet.yaml", "title: Cold feet", "title: Warm feet")
    assert digests()[1] != after[1]
