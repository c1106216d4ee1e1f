"""Every rule flags its bad examples and leaves its good ones alone; there are enough of both."""

from __future__ import annotations

import pytest

from ketacontent.lint import check_text
from ketacontent.lint.load import bundled_rules

RULES = bundled_rules().rules
ENOUGH = {"error": 6, "warning": 6, "info": 3}
BAD = [(rule.id, text) for rule in RULES for text in rule.examples.bad]
GOOD = [(rule.id, text) for rule in RULES for text in rule.examples.good]
IS_DOCUMENT = {rule.id: rule.scope != "sentence" for rule in RULES}


def rules_found(rule: str, text: str) -> set[str]:
    return {finding.rule for finding in check_text(text, document=IS_DOCUMENT[rule])}


def test_there_are_all_rules() -> None:
    assert len(RULES) == 55
    assert len({rule.id for rule in RULES}) == 55


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_enough_examples(rule: object) -> None:
    least = ENOUGH[rule.severity]  # type: ignore[attr-defined]
    examples = rule.examples  # type: ignore[attr-defined]
    assert len(examples.bad) >= least
    assert len(examples.good) >= least


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_a_bad_example_is_flagged(rule: str, text: str) -> None:
    assert rule in rules_found(rule, text)


@pytest.mark.parametrize(("rule", "text"), GOOD)
def test_a_good_example_is_left_alone(rule: str, text: str) -> None:
    assert rule not in rules_found(rule, text)
