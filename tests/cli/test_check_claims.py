"""`check` reads packs with the claim linter: sentences where they stand, pages as a whole."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kit.command import app

OVERLAY = Path(__file__).resolve().parents[2] / "examples" / "overlay"
LETTER = Path("newsletter") / "first-issue.yaml"
TOPIC = Path("topic") / "visiting-riverside.yaml"


def check(*words: str) -> Result:
    return CliRunner().invoke(app, ["check", *words])


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A copy of the example overlay."""
    return shutil.copytree(OVERLAY, tmp_path / "overlay")


def put(file: Path, old: str, new: str) -> int:
    """Replace text that stands once in a file; return the line on which the new text begins."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_claim_in_a_newsletter_is_told_with_its_place(overlay: Path) -> None:
    line = put(overlay / LETTER, "We are closed from December 24 to January 1.", "Ketamine cures depression.")
    result = check(str(overlay))
    assert result.exit_code == 1
    assert f"{overlay / LETTER}:{line}:" in result.output
    assert "cures depression" in result.output
    assert result.output.count("cure-claim") == 1


@pytest.mark.slow
def test_a_warning_fails_only_a_strict_check(overlay: Path) -> None:
    put(overlay / LETTER, "We are closed from December 24 to January 1.", "Ketamine is a miracle drug.")
    told = json.loads(check(str(overlay), "--json").output)
    (claim,) = [problem for problem in told if problem["code"] == "hype-language"]
    assert claim["severity"] == "warning"
    assert "Write instead" in claim["fix"]
    assert {problem["severity"] for problem in told} == {"warning"}
    assert check(str(overlay)).exit_code == 0
    assert check(str(overlay), "--strict").exit_code == 1


def test_a_claim_in_a_record_is_told_where_it_stands(overlay: Path) -> None:
    line = put(overlay / TOPIC, "We call you the next morning.", "Ketamine is completely safe.")
    told = json.loads(check(str(overlay), "--json").output)
    assert ("absolute-safety", line) in [(problem["code"], problem["line"]) for problem in told]


@pytest.mark.slow
def test_the_example_overlay_and_the_bundled_letters_pass(overlay: Path) -> None:
    assert json.loads(check(str(overlay), "--json").output) == []
