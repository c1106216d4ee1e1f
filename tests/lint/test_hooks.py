"""What others run: the pre-commit hook, the CI example, and the forms that services read."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from kit.command import app

ROOT = Path(__file__).resolve().parents[2]
CLAIM = "Ketamine cures depression.\n"


def ketacontent(command: str, *files: str) -> Result:
    """Run a command line that begins with `ketacontent`, in this process."""
    program, *words = shlex.split(command)
    assert program == "ketacontent"
    return CliRunner().invoke(app, [*words, *files])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a page that claims and a page that does not."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "bad.md").write_text(CLAIM, "utf-8")
    (tmp_path / "pages" / "good.md").write_text("We are open on Monday.\n", "utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_the_hook_fails_on_a_claim_and_on_nothing_else() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["id"], hook["language"]) == ("ketacontent-lint", "python")
    told = ketacontent(hook["entry"], "pages/bad.md", "pages/good.md")
    assert told.exit_code == 1
    assert "pages/bad.md:1:10" in told.output
    assert ketacontent(hook["entry"], "pages/good.md").exit_code == 0


def test_the_hook_installs_what_its_command_imports() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    names = {re.split(r"[<>=]", word)[0] for word in hook["additional_dependencies"]}
    assert names >= {"typer", "rich", "pyyaml"}


@pytest.mark.usefixtures("folder")
def test_the_workflow_runs_the_command_and_notes_the_line() -> None:
    workflow = yaml.safe_load((ROOT / "examples" / "ci" / "lint.yml").read_text("utf-8"))
    commands = [step["run"] for step in workflow["jobs"]["lint"]["steps"] if "run" in step]
    told = ketacontent(commands[-1])
    assert told.exit_code == 1
    assert re.search(r"(?m)^::error file=pages/bad\.md,line=1,col=10,title=cure-claim::\S", told.output)
    assert all(re.match(r"::(error|warning|notice) file=", line) for line in told.output.splitlines())


def test_every_sarif_result_has_a_rule_a_level_and_a_place_in_the_file(folder: Path) -> None:
    told = ketacontent("ketacontent lint pages --format sarif")
    log = json.loads(told.output)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    assert run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        place = result["locations"][0]["physicalLocation"]
        text = (folder / place["artifactLocation"]["uri"]).read_text("utf-8")
        region = place["region"]
        start, length = region["charOffset"], region["charLength"]
        assert text[start : start + length] == region["snippet"]["text"]
        assert region["startLine"] == text.count("\n", 0, start) + 1
