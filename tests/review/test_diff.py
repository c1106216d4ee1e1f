"""`ketacontent diff`: what differs between two packs, safety first."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ketacontent import Catalog, KetaContentError
from ketacontent.catalog.load import load_folders
from ketacontent.catalog.shipped import dump_catalog
from ketacontent.review import Difference, diff_text, differences
from kit.command import app

MINIMAL = Path(__file__).resolve().parents[1] / "packs" / "minimal"
Change = Callable[[str, str, str], None]


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A copy of the minimal pack."""
    folder = tmp_path / "newer"
    shutil.copytree(MINIMAL, folder)
    return folder


@pytest.fixture
def change(newer: Path) -> Change:
    """Return a function that changes words of a record in the copy."""

    def change(ref: str, old: str, new: str) -> None:
        file = newer / f"{ref}.yaml"
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    return change


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["diff", *words])


def found(newer: Path, minimal: Catalog) -> dict[str, Difference]:
    return {each.ref: each for each in differences(minimal, load_folders([newer]))}


def test_same_packs_do_not_differ(newer: Path, minimal: Catalog) -> None:
    assert not found(newer, minimal)
    assert run(str(MINIMAL), str(newer)).output == "No differences.\n"


@pytest.mark.parametrize(
    ("ref", "old", "new", "kind", "field"),
    [
        ("faq/does-it-hurt", "title: Does it hurt?", "title: Will it hurt?", "editorial", "title"),
        ("route/nasal", "how_given:", "also_called: [nose drops]\nhow_given:", "editorial", "also_called"),
        ("step/arrival", "Nobody asks how you are.", "Nobody is there.", "safety", "red_flags"),
        ("crisis-resource/us-emergency", "title:", "hours: always\ntitle:", "safety", "hours"),
        ("safety-notice/no-driving", "title:", "version: 1.0.1\ntitle:", "safety", "version"),
        ("claim/feet-cool-again", "7 days", "8 days", "safety", "text"),
        ("claim/warms-feet", "17 of 43", "18 of 43", "factual", "text"),
        ("claim/feet-cool-again", "title: Feet cool again", "title: Cool again", "editorial", "title"),
    ],
)  # fmt: skip
def test_change_has_its_kind(
    ref: str, old: str, new: str, kind: str, field: str, change: Change, newer: Path, minimal: Catalog
) -> None:
    change(ref, old, new)
    (each,) = found(newer, minimal).values()
    assert (each.ref, each.kind, each.what, each.fields) == (ref, kind, "changed", (field,))


def test_section_about_risks_counts_as_safety(bundled: Catalog) -> None:
    topic = bundled.topics["ketamine-for-depression"]
    aspects = [section.aspect for section in topic.sections]
    kinds = {}
    for number, aspect in enumerate(aspects):
        sections = list(topic.sections)
        sections[number] = sections[number].model_copy(update={"heading": "Another heading"})
        changed = topic.model_copy(update={"sections": tuple(sections)})
        (each,) = differences(_one(bundled, topic), _one(bundled, changed))
        kinds[aspect] = each.kind
    assert {kinds[aspect] for aspect in kinds if aspect in ("risks", "safety", "get-help")} == {"safety"}
    assert {kinds[aspect] for aspect in kinds if aspect in ("effectiveness", "law")} == {"factual"}


def _one(catalog: Catalog, topic: object) -> Catalog:
    """Return something to iterate over with one record, which is all that `differences` asks for."""
    return [topic]  # type: ignore[return-value]


def test_author_may_call_a_change_more_serious_but_not_less(
    change: Change, newer: Path, minimal: Catalog
) -> None:
    note = "changes:\n  - {version: 1.0.1, date: 2026-12-01, kind: KIND, note: What is new}\ntitle:"
    change("faq/does-it-hurt", "title:", note.replace("KIND", "safety"))
    change("step/arrival", "title:", note.replace("KIND", "editorial"))
    change("step/arrival", "Nobody asks how you are.", "Nobody is there.")
    kinds = {ref: (each.kind, each.notes) for ref, each in found(newer, minimal).items()}
    assert kinds == {
        "faq/does-it-hurt": ("safety", ("What is new",)),
        "step/arrival": ("safety", ("What is new",)),
    }


def test_added_and_removed_records_are_told(newer: Path, minimal: Catalog) -> None:
    (newer / "myth" / "tea-cures.yaml").unlink()
    for file in newer.rglob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace("\nmyths: [tea-cures]", ""), "utf-8")
    (newer / "glossary-term" / "toe.yaml").write_text(
        "id: toe\ntitle: Toe\ndefinition: A part of a foot.\nreview: {due: 2027-11-21}\n", "utf-8"
    )
    told = found(newer, minimal)
    assert told["glossary-term/toe"][:2] == ("factual", "added")
    assert told["myth/tea-cures"][:2] == ("factual", "removed")


def test_lost_warning_is_a_matter_of_safety(bundled: Catalog) -> None:
    kept = [record for record in bundled if record.ref != "safety-notice/no-driving"]
    kept = [record for record in kept if record.ref not in ("side-effect/bladder", "crisis-resource/us-988")]
    told = differences(bundled, kept)  # type: ignore[arg-type]
    assert {each.kind for each in told} == {"safety"}
    assert {each.what for each in told} == {"removed"}


def test_safety_stands_first_then_facts_then_words(change: Change, newer: Path) -> None:
    change("faq/does-it-hurt", "title: Does it hurt?", "title: Will it hurt?")
    change("claim/warms-feet", "17 of 43", "18 of 43")
    change("step/arrival", "Nobody asks how you are.", "Nobody is there.")
    result = run(str(MINIMAL), str(newer))
    assert result.exit_code == 0
    assert result.output == (
        "Safety\n"
        "  changed step/arrival (You arrive): red_flags\n"
        "\n"
        "Factual\n"
        "  changed claim/warms-feet (Warm feet after one day): text\n"
        "\n"
        "Editorial\n"
        "  changed faq/does-it-hurt (Will it hurt?): title\n"
    )
    rows = json.loads(run(str(MINIMAL), str(newer), "--json").output)
    assert [row["kind"] for row in rows] == ["safety", "factual", "editorial"]


def test_no_difference_is_said() -> None:
    assert diff_text(()) == "No differences."


def test_shipped_pack_and_its_folder_do_not_differ(tmp_path: Path, minimal: Catalog) -> None:
    file = tmp_path / "pack.json"
    file.write_text(dump_catalog(minimal), "utf-8")
    assert run(str(file), str(MINIMAL)).output == "No differences.\n"


@pytest.mark.parametrize("words", [("nowhere", "nowhere"), ("nowhere.json", "nowhere.json")])
def test_pack_that_is_not_there_is_told(words: tuple[str, str]) -> None:
    error = run(*words).exception
    assert isinstance(error, (KetaContentError, FileNotFoundError))
    assert "nowhere" in str(error)
