"""Every rule keeps its promises: its patterns, its place among the others."""

from __future__ import annotations

import pytest

from ketacontent.lint import check_text
from ketacontent.lint import pattern as pattern_module
from ketacontent.lint.engine import bundled_linter
from ketacontent.lint.load import bundled_rules, rules_folder
from ketacontent.lint.read import Format
from ketacontent.lint.words import Words

RULES = {rule.id: rule for rule in bundled_rules().rules}


def test_there_are_fifty_five_rules_in_three_severities() -> None:
    severities = [rule.severity for rule in RULES.values()]
    assert {level: severities.count(level) for level in set(severities)} == {
        "error": 15,
        "warning": 32,
        "info": 8,
    }


@pytest.mark.parametrize(("severities", "least"), [({"error", "warning"}, 6), ({"info"}, 3)])
def test_every_rule_has_enough_examples(severities: set[str], least: int) -> None:
    few = {
        rule.id: (len(rule.examples.bad), len(rule.examples.good))
        for rule in RULES.values()
        if rule.severity in severities and min(len(rule.examples.bad), len(rule.examples.good)) < least
    }
    assert few == {}


@pytest.mark.parametrize("name", RULES)
def test_the_examples_of_a_rule_are_right(name: str) -> None:
    rule = RULES[name]
    kind: Format = "markdown" if rule.scope == "document" else "text"

    def is_found(text: str) -> bool:
        findings = check_text(text, rule.scope == "document", format=kind)
        return any(finding.rule == name for finding in findings)

    assert [text for text in rule.examples.bad if not is_found(text)] == []
    assert [text for text in rule.examples.good if is_found(text)] == []


def test_examples_do_not_repeat() -> None:
    for rule in RULES.values():
        texts = [*rule.examples.bad, *rule.examples.good]
        assert len(set(texts)) == len(texts), rule.id


def test_a_rule_yields_only_to_rules_that_exist_and_do_not_yield_back() -> None:
    for rule in RULES.values():
        for other in rule.yields_to:
            assert other in RULES, f"{rule.id} yields to {other}, which is not there"
            assert rule.id not in RULES[other].yields_to, f"{rule.id} and {other} silence each other"


def test_every_file_of_the_folder_is_a_rule() -> None:
    names = {
        file.name.removesuffix(".yaml") for file in rules_folder().iterdir() if not file.name.startswith("_")
    }
    assert names == set(RULES)


@pytest.mark.slow
def test_work_on_a_near_miss_grows_with_its_length_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pattern runs away: on its own words repeated, it takes some steps a word and part, not more."""
    steps = 0
    original = pattern_module._Choice.ends

    def counted(self: pattern_module._Choice, words: Words, at: int) -> tuple[int, ...]:
        nonlocal steps
        steps += 1
        return original(self, words, at)

    monkeypatch.setattr(pattern_module._Choice, "ends", counted)
    linter = bundled_linter()
    for pattern in linter.patterns:
        seed = [
            word for word in pattern.source.replace("*", "s").replace("|", " ").split() if word.isalpha()
        ][:6]
        text = " ".join((seed or ["ketamine"]) * 60)
        words = Words(text)
        steps = 0
        list(pattern.find(words))
        parts = pattern.source.count(" ") + 1
        assert steps <= 400 * parts * len(words.tokens), pattern.source
