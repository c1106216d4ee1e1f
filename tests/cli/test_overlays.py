"""`ketacontent overlays` and what `check` and `diff` say of overlays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from catalog.packs import MINIMAL, OVERLAY, copy_of_minimal, write_pack
from ketacontent import ContentError
from kit.command import app

STALE = "id: sway\noverlay: fields\nover: 0.9.0\ntitle: Swing\n"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_differences_are_told_in_words() -> None:
    result = run("overlays", MINIMAL, OVERLAY, "--no-bundled")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "overlay"
    start = next(i for i, line in enumerate(lines) if "replaced faq/does-it-hurt" in line)
    assert lines[start + 1 : start + 5] == [
        "    It does not say over which version it was written; add `over: 1.0.0`.",
        "    title",
        "      - Does it hurt?",
        "      + Does it hurt here?",
    ]
    assert "      + Our car park has no taxi stand." in lines
    assert "      - You may be drowsy." not in lines
    assert lines[-1] == "4 changed, 1 replaced, 1 hidden, 1 added"


def test_as_json_they_are_for_programs() -> None:
    rows = json.loads(run("overlays", MINIMAL, OVERLAY, "--no-bundled", "--json").output)
    term = next(row for row in rows if row["ref"] == "glossary-term/sway")
    assert (term["what"], term["base_version"], term["version"], term["is_stale"]) == (
        "changed",
        "1.0.0",
        "1.0.0",
        False,
    )
    assert term["fields"] == [{"field": "also_called", "before": ["Rock"], "after": ["Rock", "Roll"]}]


def test_what_is_stale_is_told_by_overlays_and_by_check(tmp_path: Path) -> None:
    ours = write_pack(tmp_path / "ours", {"glossary-term/sway.yaml": STALE})
    result = run("overlays", MINIMAL, ours, "--no-bundled", "--stale")
    assert result.exit_code == 1
    assert "STALE: it was written over 0.9.0" in result.output and result.output.endswith("1 stale\n")
    checked = run("check", MINIMAL, ours, "--no-bundled", "--on", "2026-11-22")
    assert checked.exit_code == 0
    assert f"warning: {ours}/glossary-term/sway.yaml:3:7  over" in checked.output
    assert run("check", MINIMAL, ours, "--no-bundled", "--on", "2026-11-22", "--strict").exit_code == 1
    fresh = run("overlays", MINIMAL, OVERLAY, "--no-bundled", "--stale")
    assert (fresh.exit_code, fresh.output) == (0, "Nothing is stale.\n")


def test_a_file_that_changes_nothing_is_told(tmp_path: Path) -> None:
    ours = write_pack(tmp_path / "ours", {"glossary-term/sway.yaml": STALE.replace("Swing", "Sway")})
    assert "It is the same as what lies beneath" in run("overlays", MINIMAL, ours, "--no-bundled").output


def test_the_same_pack_has_no_differences_with_itself() -> None:
    assert run("overlays", MINIMAL, "--no-bundled").output == "No differences.\n"


def test_a_lock_is_told_with_both_files(tmp_path: Path) -> None:
    soft = "id: no-driving\noverlay: fields\nlevel: information\n"
    ours = write_pack(tmp_path / "ours", {"safety-notice/no-driving.yaml": soft})
    error = run("overlays", MINIMAL, ours, "--no-bundled").exception
    assert isinstance(error, ContentError)
    assert f"{ours}/safety-notice/no-driving.yaml:3:8" in str(error)
    assert "minimal/safety-notice/no-driving.yaml" in str(error)


# diff of overlays


@pytest.fixture
def letters(tmp_path: Path) -> tuple[Path, Path]:
    """Return two versions of an overlay of the bundled pack."""
    text = "id: session\noverlay: fields\nquestions: [May my {} stay?]\n"
    return (
        write_pack(tmp_path / "old", {"step/session.yaml": text.format("friend")}),
        write_pack(tmp_path / "new", {"step/session.yaml": text.format("sister")}),
    )


def test_two_versions_of_an_overlay_are_compared_over_the_bundled_pack(letters: tuple[Path, Path]) -> None:
    result = run("diff", *letters)
    assert result.exit_code == 0
    assert result.output.splitlines() == ["Factual", "  changed step/session (The session): questions"]
    assert run("diff", *letters, "--bundled").output == result.output


def test_an_overlay_alone_is_told_to_lie_over_nothing_where_that_was_asked(
    letters: tuple[Path, Path],
) -> None:
    assert "KC302" in str(run("diff", *letters, "--no-bundled").exception)


def test_what_is_wrong_either_way_is_told_once(letters: tuple[Path, Path], tmp_path: Path) -> None:
    wrong = copy_of_minimal(tmp_path / "wrong")
    (wrong / "faq" / "does-it-hurt.yaml").write_text("id: does-it-hurt\n")
    error = run("diff", MINIMAL, wrong).exception
    assert isinstance(error, ContentError)
    assert {problem.code for problem in error.problems} == {"KC104"}
