"""`ketacontent new`: starters that are valid as they stand, teach, and overwrite nothing."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ketacontent import Catalog, UsageError, load
from ketacontent._resources import starter_root
from ketacontent.catalog.read import read_document
from ketacontent.models.kinds import COLLECTIONS
from kit.command import app

ON = ("--on", "2026-11-22")


def new(*words: object) -> Result:
    return CliRunner().invoke(app, ["new", *map(str, words)])


def check(*words: object) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, words), "--on", "2026-11-22"])


def refused(*words: object) -> UsageError:
    error = new(*words).exception
    assert isinstance(error, UsageError)
    return error


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, as a new user does."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a pack with a starter of every kind."""
    pack = tmp_path_factory.mktemp("packs") / "full"
    assert new("pack", "full", "--pack", pack, *ON).exit_code == 0
    for kind in COLLECTIONS:
        result = new(kind, f"my-{kind}", "--pack", pack, *ON)
        assert result.exit_code == 0, result.exception
    return pack


def test_there_is_a_starter_for_every_kind_and_no_other() -> None:
    names = {entry.name for entry in starter_root().iterdir()}
    assert names == {f"{kind}.txt" for kind in ("pack", *COLLECTIONS)}


def test_all_starters_together_have_no_problem(full: Path) -> None:
    result = check(full)
    assert result.exit_code == 0
    assert (
        result.output.splitlines()[-1]
        == f"{len(COLLECTIONS)} records checked: 0 problems, {len(COLLECTIONS) + 1} warnings"
    )
    assert "my-source.yaml" in result.output and "KC701" in result.output
    assert result.output.count("KC704") == len(COLLECTIONS), "each says what is still to be written"


@pytest.mark.parametrize("kind", COLLECTIONS)
def test_a_starter_teaches_and_its_editor_finds_the_schema(kind: str, full: Path) -> None:
    file = full / kind / f"my-{kind}.yaml"
    text = file.read_text("utf-8")
    first, *lines = text.splitlines()
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found is not None
    schema = json.loads((file.parent / found[1]).read_text("utf-8"))
    data = read_document(str(file), text.encode()).data
    assert set(data) <= set(schema["properties"])
    assert set(schema["required"]) <= set(data)
    assert sum(line.lstrip().startswith("#") for line in lines) >= 3
    assert not re.search(r"[A-Z]+_HERE", text)


@pytest.mark.parametrize("kind", COLLECTIONS)
def test_a_starter_invents_nothing(kind: str, full: Path) -> None:
    """No reviewer, no figure, no address but those reserved for examples, no source that looks real."""
    text = (full / kind / f"my-{kind}.yaml").read_text("utf-8")
    data = read_document("", text.encode()).data
    assert "signature" not in text and "state: signed" not in text
    assert set(re.findall(r"https?://[^\s/]+", text)) <= {"https://example.org"}
    assert not re.search(r"\d ?(%|percent|mg|in \d)", text)
    assert ("doi" not in data and "authors" not in data and "number" not in data) or kind == "newsletter"
    if kind == "source":
        assert data["checked"] == "unchecked"
    if kind == "crisis-resource":
        assert data["country"] == "ZZ", "a placeholder must not stand among the lines of a country"
    if kind == "brand":
        assert data["is_fictitious"] == "true"


def test_the_pages_of_starters_say_that_nobody_reviewed_them(full: Path) -> None:
    catalog = load([full])
    for kind in COLLECTIONS:
        review = getattr(catalog.get(f"{kind}/my-{kind}"), "review", None)
        assert review is None or review.state == "not-clinically-reviewed"


def test_a_pack_is_begun_where_one_stands(here: Path) -> None:
    assert new("pack", "our-clinic").output.startswith("our-clinic/pack.yaml. Write a record: ")
    os.chdir("our-clinic")
    result = new("faq", "where-to-park")
    assert result.output == "faq/where-to-park.yaml: write it, then: ketacontent check .\n"
    assert load(["."]).faqs["where-to-park"].title == "Where to park"
    assert check(".").output.endswith("1 record checked: 0 problems, 1 warning\n")


def test_a_record_may_begin_the_pack(here: Path) -> None:
    assert new("topic", "first", "--pack", "My Clinic 2").exit_code == 0
    assert load(["My Clinic 2"]).manifest.id == "my-clinic-2"


def test_a_schema_of_the_checkout_is_used_where_there_is_one(here: Path) -> None:
    (here / "schema").mkdir()
    for kind in ("pack", "topic"):
        (here / "schema" / f"{kind}.json").write_text("{}")
    new("topic", "first", "--pack", "packs/ours")
    assert "$schema=../../../schema/topic.json" in (here / "packs/ours/topic/first.yaml").read_text()
    assert not (here / "packs/ours/.schema").exists()


def test_nothing_is_overwritten(here: Path) -> None:
    new("topic", "first", "--pack", "ours")
    new("topic", "third", "--pack", "ours")
    (here / "ours/topic/second.json").write_text("{}")
    before = {file: file.read_bytes() for file in here.rglob("*") if file.is_file()}
    for words in (
        ("topic", "first", "--pack", "ours"),
        ("topic", "second", "--pack", "ours"),
        ("topic", "first", "--overlay", "--pack", "ours"),
        ("pack", "ours"),
        ("pack", "another", "--pack", "ours"),
    ):
        assert "there already" in str(refused(*words)) and "KC606" in str(refused(*words))
    assert {file: file.read_bytes() for file in here.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("topc", "a", "--pack", "ours"), "KC602", "Did you mean topic?"),
        (("leaflet", "a", "--pack", "ours"), "KC602", "Use one of: pack, topic"),
        (("topic", "../up", "--pack", "ours"), "KC602", "not an id"),
        (("topic", "Not An Id", "--pack", "ours"), "KC602", "not an id"),
        (("topic", "a\n", "--pack", "ours"), "KC602", "not an id"),
        (("topic", "a" * 81, "--pack", "ours"), "KC602", "not an id"),
        (("topic", "con", "--pack", "ours"), "KC602", "Windows"),
        (("pack", "/etc"), "KC602", "not an id"),
        (("claim", "a", "--source", "a: b", "--pack", "ours"), "KC602", "not an id"),
        (("topic", "a", "--on", "tomorrow", "--pack", "ours"), "KC602", "YYYY-MM-DD"),
        (("topic", "a"), "KC115", "--pack FOLDER"),
        (("topic", "a", "--pack", "entry:x"), "KC115", "installed"),
        (("topic", "a", "--pack", "photos"), "KC115", "is not a pack"),
        (("topic", "a", "--pack", "photos/cat.jpg"), "KC115", "is not a folder"),
        (("pack", "a", "--overlay"), "KC602", "--overlay"),
        (("step", "sesion", "--overlay", "--pack", "ours"), "KC601", "Did you mean session?"),
    ],
)
def test_wrong_use_is_told_and_writes_nothing(
    words: tuple[str, ...], code: str, said: str, here: Path
) -> None:
    (here / "photos").mkdir()
    (here / "photos/cat.jpg").write_text("cat")
    error = refused(*words)
    assert error.code == code and said in str(error)
    assert [file.name for file in here.rglob("*") if file.is_file()] == ["cat.jpg"]


def test_a_folder_that_leads_out_of_the_pack_is_refused(here: Path) -> None:
    new("pack", "ours")
    (here / "elsewhere").mkdir()
    (here / "ours/topic").symlink_to(here / "elsewhere")
    assert refused("topic", "a", "--pack", "ours").code == "KC112"
    assert not any((here / "elsewhere").iterdir())


def test_an_overlay_names_the_version_beneath_and_changes_nothing_yet(here: Path, bundled: Catalog) -> None:
    assert new("step", "session", "--overlay", "--pack", "ours").exit_code == 0
    text = (here / "ours/step/session.yaml").read_text("utf-8")
    assert f'over: "{bundled.steps["session"].version}"' in text
    assert "#   questions: What to ask." in text
    assert load(["ours"]).steps["session"] == bundled.steps["session"]
    assert check("ours").output.endswith("1 record checked: 0 problems, 0 warnings\n")


def test_a_record_that_would_replace_one_of_ours_is_told(here: Path) -> None:
    assert "yours will replace it" in new("step", "session", "--pack", "ours").output
    assert "replace" not in new("step", "our-session", "--pack", "ours").output


def test_issues_are_numbered(here: Path) -> None:
    assert "number 1" in new("newsletter", "winter", "--pack", "ours").output
    assert "number 2" in new("newsletter", "spring", "--pack", "ours").output
    assert load(["ours"]).newsletters["spring"].number == 2


def test_a_claim_rests_on_the_source_that_was_named(here: Path) -> None:
    new("claim", "a-claim", "--source", "fda-spravato-label", "--pack", "ours")
    assert load(["ours"]).claims["a-claim"].evidence[0].source == "fda-spravato-label"
