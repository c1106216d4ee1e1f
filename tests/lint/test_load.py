"""Rules from files: the compiled form, and house packs laid over the bundled rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from ketacontent.errors import ContentError
from ketacontent.lint import check_text, examine_text
from ketacontent.lint.load import bundled_rules, compiled_rules, house_rules
from ketacontent.lint.rule import RulePack

RULE = """
id: house-word
category: house
severity: warning
scope: sentence
description: The house does not say "clients".
message: We say patients.
why: People who come to us are patients.
safer_wording: patients
sources:
- {name: House style, address: "https://clinic.example/style", seen: "yes"}
checks:
- kind: substitution
  swaps:
  - {find: clients, write: patients}
examples:
  bad: [Our clients wait., The clients came., Ask clients.]
  good: [Our patients wait., The patients came., Ask patients.]
"""


def house(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name.replace('__', '-')}.yaml").write_text(text, "utf-8")
    return folder


def warning(examples: int = 6) -> str:
    bad = ", ".join(f"{n} clients wait." for n in range(examples))
    good = ", ".join(f"{n} patients wait." for n in range(examples))
    head = RULE.split("examples:")[0]
    return f"{head}examples:\n  bad: [{bad}]\n  good: [{good}]\n"


def test_the_compiled_rules_are_the_rules() -> None:
    assert RulePack.model_validate_json(compiled_rules()) == bundled_rules()


def test_a_house_rule_is_added_and_names_its_replacement(tmp_path: Path) -> None:
    pack = house(tmp_path, house__word=warning())
    finding = check_text("Our clients wait.", document=False, packs=[pack])[0]
    assert (finding.rule, finding.fix) == ("house-word", "patients")


def test_a_rule_is_switched_off_with_a_reason_that_the_result_tells(tmp_path: Path) -> None:
    pack = house(tmp_path, pack="off:\n- {rule: hype-language, reason: We quote old ads here.}\n")
    result = examine_text("A miracle drug.", document=False, packs=[pack])
    assert result.findings == ()
    assert any("hype-language" in note and "We quote old ads here." in note for note in result.notes)


def test_words_are_added_to_a_class(tmp_path: Path) -> None:
    pack = house(tmp_path, _vocabulary="other-drug: [zuranolone]\n")
    assert check_text("Zuranolone cures depression.", document=False)
    assert check_text("Zuranolone cures depression.", document=False, packs=[pack]) == ()


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"pack": "off:\n- {rule: no-such-rule, reason: We have our reasons.}\n"}, "no-such-rule"),
        ({"pack": "off:\n- {rule: hype-language, reason: no}\n"}, "reason"),
        ({"house__word": warning(3)}, "needs 6"),
        ({"house__word": warning().replace("kind: substitution", "kind: nonsense")}, "nonsense"),
        ({"other": warning()}, "not the file name"),
        ({"house__word": "id: [\n"}, "not valid YAML"),
    ],
)
def test_a_faulty_house_pack_is_told(tmp_path: Path, files: dict[str, str], told: str) -> None:
    with pytest.raises(ContentError, match=told):
        house_rules([house(tmp_path, **files)])


def test_a_missing_house_pack_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no such folder"):
        house_rules([tmp_path / "none"])
