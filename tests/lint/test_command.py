"""The command without its shell: files in, report and exit code out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ketacontent.errors import UsageError
from ketacontent.lint.command import run

ERROR = "Ketamine cures depression.\n"
WARNING = "A miracle drug.\n"
INFO = "Studies show ketamine may help.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "error.txt").write_text(ERROR)
    (tmp_path / "warning.md").write_text(WARNING)
    (tmp_path / "skipped.bin").write_bytes(b"\0")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "fail_on", "code"),
    [
        ("error.txt", "error", 1),
        ("error.txt", "never", 0),
        ("warning.md", "error", 0),
        ("warning.md", "warning", 1),
        ("warning.md", "info", 1),
    ],
)
def test_what_fails(folder: Path, name: str, fail_on: str, code: int) -> None:
    assert run([folder / name], fail_on=fail_on, document=False)[1] == code


def test_a_folder_is_read_file_by_file(folder: Path) -> None:
    told, code = run([folder], document=False)
    assert code == 1
    assert "error.txt:1:10" in told
    assert "warning.md:1:3" in told
    assert "2 files" in told
    assert "skipped.bin" not in told


def test_a_file_that_cannot_be_read_fails_and_the_others_are_checked(folder: Path) -> None:
    told, code = run([folder / "skipped.bin", folder / "warning.md"], document=False)
    assert code == 1
    assert "NUL" in told
    assert "hype-language" in told


def test_the_human_report_points_at_the_words(folder: Path) -> None:
    lines = run([folder / "error.txt"], document=False)[0].splitlines()
    at = next(number for number, line in enumerate(lines) if "cures depression" in line)
    assert lines[at + 1].index("^") == lines[at].index("cures")
    assert lines[at + 1].count("^") == len("cures depression")


def test_a_long_line_is_shown_in_part(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("word " * 2000 + ". " + ERROR)
    lines = run([file], document=False)[0].splitlines()
    at = next(number for number, line in enumerate(lines) if "cures depression" in line)
    assert len(lines[at]) < 140
    assert lines[at + 1].index("^") == lines[at].index("cures")


def test_json_has_everything(folder: Path) -> None:
    data = json.loads(run([folder / "error.txt"], "json", document=False)[0])
    finding = data["files"][0]["findings"][0]
    assert finding["rule"] == "cure-claim"
    assert finding["sources"][0]["address"].startswith("http")
    assert data["files"][0]["sentences"] == 1


def test_github_commands_are_one_line_each_and_escaped(tmp_path: Path) -> None:
    file = tmp_path / "a,b.txt"
    file.write_text(ERROR)
    told = run([file], "github", document=False)[0]
    assert told.count("\n") == 0
    assert told.startswith("::error file=")
    assert "a%2Cb.txt" in told


def test_sarif_names_rules_places_and_what_was_allowed(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(f"<!-- ketacontent-lint: allow cure-claim because a test -->\n{ERROR}\n{WARNING}")
    log = json.loads(run([file], "sarif", document=False)[0])
    assert log["version"] == "2.1.0"
    results = log["runs"][0]["results"]
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert {entry["ruleId"] for entry in results} == {"cure-claim", "hype-language"}
    for entry in results:
        assert rules[entry["ruleIndex"]]["id"] == entry["ruleId"]
        assert ("suppressions" in entry) == (entry["ruleId"] == "cure-claim")


@pytest.mark.parametrize("options", [{"report": "xml"}, {"fail_on": "sometimes"}, {"input_format": "pdf"}])
def test_unknown_words_are_wrong_use(folder: Path, options: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        run([folder], **options)


def test_no_paths_is_wrong_use() -> None:
    with pytest.raises(UsageError):
        run([])
