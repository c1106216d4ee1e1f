"""What packs change of what lies beneath them, field by field, and what has gone stale."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.packs import MINIMAL, OVERLAY, copy_of_minimal, write_pack
from ketacontent import Catalog, ContentError
from ketacontent.catalog.laid import Laid, laid_over
from ketacontent.catalog.load import load_folders

FAQ = "title: Who drives?\nsummary: A friend.\nreview: {due: 2027-11-21}\n"


def by_ref(found: tuple[Laid, ...]) -> dict[str, Laid]:
    return {laid.ref: laid for laid in found}


def test_every_difference_is_told_with_both_versions_and_files(minimal: Catalog) -> None:
    found = by_ref(laid_over([OVERLAY], minimal))
    assert {(laid.what, laid.ref) for laid in found.values()} == {
        ("changed", "crisis-resource/gb-line"),
        ("changed", "glossary-term/sway"),
        ("changed", "safety-notice/no-driving"),
        ("changed", "topic/cold-feet"),
        ("replaced", "faq/does-it-hurt"),
        ("hidden", "image/timeline"),
        ("added", "faq/where-to-park"),
    }
    notice = found["safety-notice/no-driving"]
    assert (notice.base_version, notice.version) == ("1.0.0", "1.1.0")
    assert str(notice.base_file).endswith("minimal/safety-notice/no-driving.yaml")
    assert notice.file.endswith("overlay/safety-notice/no-driving.yaml")
    assert {each.field: (each.before, each.after) for each in notice.fields} == {
        "version": ("1.0.0", "1.1.0"),
        "body": (["You may be drowsy."], ["You may be drowsy.", "Our car park has no taxi stand."]),
        "triggers": (["session"], ["session", "emergency"]),
    }
    hidden = found["image/timeline"]
    assert (hidden.version, hidden.base_version, hidden.fields) == (None, "1.0.0", ())
    assert found["faq/where-to-park"].base_file is None


def test_entries_with_ids_are_told_one_by_one(tmp_path: Path, minimal: Catalog) -> None:
    text = "id: cold-feet\noverlay: fields\nsections.how-often.heading: Here?\nsections.hide: [what-it-is]\n"
    (laid,) = laid_over([write_pack(tmp_path / "ours", {"topic/cold-feet.yaml": text})], minimal)
    assert [each.field for each in laid.fields] == ["sections.what-it-is", "sections.how-often.heading"]
    assert laid.fields[1].after == "Here?" and laid.fields[0].after is None


def test_each_pack_is_compared_with_what_lies_beneath_it(tmp_path: Path, minimal: Catalog) -> None:
    one = write_pack(tmp_path / "one", {"faq/who-drives.yaml": f"id: who-drives\n{FAQ}"})
    two = write_pack(
        tmp_path / "two",
        {"faq/who-drives.yaml": "id: who-drives\noverlay: fields\nsummary: A neighbor.\n"},
    )
    first, second = laid_over([one, two], minimal)
    assert (first.pack, first.what, second.pack, second.what) == ("one", "added", "two", "changed")
    assert second.base_file == first.file
    assert [each.field for each in second.fields] == ["summary"]


def test_without_anything_beneath_the_first_pack_is_the_ground() -> None:
    assert {laid.pack for laid in laid_over([MINIMAL, OVERLAY], None)} == {"overlay"}


def test_a_file_over_an_older_version_is_stale_and_says_what_changed(tmp_path: Path) -> None:
    base = copy_of_minimal(tmp_path / "base")
    file = base / "glossary-term" / "sway.yaml"
    changes = (
        "version: 1.2.0\nchanges:\n"
        "  - {version: 1.2.0, date: 2026-11-20, kind: factual, note: It says how far.}\n"
        "  - {version: 1.1.0, date: 2026-10-20, kind: editorial, note: Plainer words.}\n"
        "  - {version: 1.0.0, date: 2026-09-20, kind: editorial, note: First words.}\n"
    )
    file.write_text(file.read_text("utf-8") + changes, "utf-8")
    for over, is_stale, notes in (
        ("1.0.0", True, ["It says how far.", "Plainer words."]),
        ("1.1.0", True, ["It says how far."]),
        ("1.2.0", False, []),
        ("1.10.0", False, []),
    ):
        text = f"id: sway\noverlay: fields\nover: {over}\ntitle: Swing\n"
        ours = write_pack(tmp_path / "ours", {"glossary-term/sway.yaml": text})
        (laid,) = laid_over([ours], load_folders([base]))
        assert (laid.is_stale, [change.note for change in laid.since]) == (is_stale, notes)
        assert (laid.over, laid.base_version) == (over, "1.2.0")


def test_a_pack_that_is_wrong_is_not_compared(tmp_path: Path, minimal: Catalog) -> None:
    with pytest.raises(ContentError) as caught:
        laid_over([write_pack(tmp_path / "ours", {"faq/a.yaml": "id: a\n"})], minimal)
    assert {problem.code for problem in caught.value.problems} == {"KC104"}
