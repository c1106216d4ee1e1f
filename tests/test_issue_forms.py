"""GitHub's issue forms: fresh, of the form that GitHub takes, and asking nobody about their health."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ketacontent.models.kinds import COLLECTIONS

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".github" / "ISSUE_TEMPLATE"
FORMS = sorted(file for file in FOLDER.glob("*.yml") if file.name != "config.yml")


def read(file: Path) -> dict[str, Any]:
    form: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return form


def faults(form: dict[str, Any]) -> list[str]:
    """Return what GitHub would have against a form, after its documentation of issue forms."""
    found = [f"{name} is missing" for name in ("name", "description", "body") if not form.get(name)]
    questions = [part for part in form["body"] if part["type"] != "markdown"]
    ids = [part.get("id", "") for part in questions]
    labels = [part["attributes"]["label"] for part in questions]
    found += [f"{id!r} is no id" for id in ids if not re.fullmatch(r"[A-Za-z0-9_-]+", id)]
    found += [
        f"{word} stands twice" for words in (ids, labels) for word in set(words) if words.count(word) > 1
    ]
    for part in form["body"]:
        attributes = part["attributes"]
        if part["type"] not in ("markdown", "input", "textarea", "dropdown", "checkboxes"):
            found.append(f"{part['type']} is no type")
        elif part["type"] == "markdown":
            found += [] if attributes.get("value") else ["an empty text"]
        elif part["type"] in ("dropdown", "checkboxes"):
            options = [each["label"] if isinstance(each, dict) else each for each in attributes["options"]]
            found += [f"{label!r} is no option" for label in options if not isinstance(label, str)]
            found += [f"{label} is GitHub's own word" for label in options if label in ("None", "none")]
            found += ["an option stands twice"] if len(set(options)) < len(options) else []
    return found + ([] if questions else ["nothing is asked"])


def test_the_forms_are_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    script = importlib.import_module("issue_forms")
    there = {file.name: file.read_text("utf-8") for file in FOLDER.iterdir()}
    assert there == script.forms(), f"write them again: {script.COMMAND}"


def test_every_kind_that_readers_meet_has_a_form_and_so_has_what_is_unsafe() -> None:
    stems = {file.stem for file in FORMS}
    assert stems == {"1-unsafe-or-wrong", *(f"2-{kind}" for kind in COLLECTIONS if kind not in HOUSES)}


HOUSES = {"brand", "newsletter"}
"""Kinds that belong to a house and its pack, not to the content for all."""


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_a_form_is_as_github_wants_it(file: Path) -> None:
    assert faults(read(file)) == []


def test_names_of_forms_are_different() -> None:
    names = [read(file)["name"] for file in FORMS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"name": ""}, "name is missing"),
        ({"body": [{"type": "markdown", "attributes": {"value": "x"}}]}, "nothing is asked"),
        (
            {"body": [{"type": "dropdown", "id": "a b", "attributes": {"label": "A", "options": ["None"]}}]},
            "None",
        ),
        ({"body": [{"type": "input", "id": "a", "attributes": {"label": "A"}}] * 2}, "a stands twice"),
        ({"body": [{"type": "select", "id": "a", "attributes": {"label": "A"}}]}, "select is no type"),
    ],
    ids=["name", "nothing", "option", "twice", "type"],
)
def test_a_planted_fault_is_found(change: dict[str, Any], fault: str) -> None:
    assert any(fault in found for found in faults({**read(FORMS[0]), **change}))


def test_the_schema_of_github_agrees(tmp_path: Path) -> None:
    tool = pytest.importorskip(
        "check_jsonschema", reason="check-jsonschema is not installed (make frameworks)"
    )
    from click.testing import CliRunner

    def check(schema: str, *files: Path) -> tuple[int, str]:
        done = CliRunner().invoke(tool.main, ["--builtin-schema", f"vendor.{schema}", *map(str, files)])
        return done.exit_code, done.output

    assert check("github-issue-forms", *FORMS) == (0, "ok -- validation done\n")
    assert check("github-issue-config", FOLDER / "config.yml")[0] == 0
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(FORMS[0].read_text("utf-8").replace("type: input", "type: select"), "utf-8")
    assert check("github-issue-forms", wrong)[0] == 1


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_a_form_sends_people_in_danger_elsewhere_and_asks_nobody_about_their_health(file: Path) -> None:
    form = read(file)
    first, last = form["body"][0], form["body"][-1]
    assert "no help in an emergency" in first["attributes"]["value"]
    assert "emergency number" in first["attributes"]["value"]
    assert "nothing about your own health" in first["attributes"]["value"]
    assert [option["required"] for option in last["attributes"]["options"]] == [True]
    asked = " ".join(part["attributes"].get("label", "") for part in form["body"])
    assert not re.search(
        r"\byour (name|age|diagnosis|email|health|symptoms|medicines?|doctor)\b", asked, re.I
    )
