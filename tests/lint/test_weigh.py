"""Words that add up to a claim: the table of weights, and the checks that ask it."""

from __future__ import annotations

import json

import pytest

from ketacontent._resources import package_root
from ketacontent.lint import check_text
from ketacontent.lint.checks import Weighed
from ketacontent.lint.engine import Linter
from ketacontent.lint.load import bundled_rules
from ketacontent.lint.weigh import Scale, bundled_scale, stem
from ketacontent.lint.words import Words

SCALE = Scale(
    {"marvel": 3.0, "glow": 2.0, "rain": -4.0},
    {"mood": {"": 0.0, "glow": 1.0}, "weather": {"": -1.0, "rain": 3.0}},
    bias=-1.0,
    threshold=0.9,
)
WEIGHED = [rule for rule in bundled_rules().rules if any(isinstance(check, Weighed) for check in rule.checks)]


@pytest.mark.parametrize("word", ["relieves", "relieved", "relieving"])
def test_forms_of_a_word_share_a_stem(word: str) -> None:
    assert stem(word) == "reliev"


def test_a_short_word_keeps_its_ending() -> None:
    assert (stem("uses"), stem("bed")) == ("uses", "bed")


def test_a_sentence_that_weighs_enough_names_its_heaviest_words() -> None:
    found = SCALE.weigh(Words("We marveled at the glow of it"))
    assert found is not None
    assert (found.topic, found.words, found.start, found.end) == ("mood", ("marveled", "glow"), 3, 23)


def test_a_word_counts_once_and_words_weigh_against_each_other() -> None:
    assert SCALE.weigh(Words("glow glow glow")) is None
    assert SCALE.weigh(Words("marvel at the glow in the rain")) is None


def test_words_without_a_weight_weigh_nothing() -> None:
    assert SCALE.weigh(Words("")) is None
    assert SCALE.weigh(Words("qwerty asdf")) is None


@pytest.mark.parametrize(
    ("sentence", "rule", "words"),
    [
        ("Fundamental balance for the chemistry of the brain.", "brain-repair-overclaim", "fundamental"),
        ("Our clients marvel at how whole they feel.", "life-changing-promise", "whole"),
        ("Truly gentle, amazingly easy on the body.", "strong-efficacy-unqualified", "amazingly"),
    ],
)
def test_a_claim_that_no_phrase_knows_is_a_hint_with_its_words(sentence: str, rule: str, words: str) -> None:
    findings = check_text(sentence, document=False)
    assert [(finding.rule, finding.severity) for finding in findings] == [(rule, "info")]
    assert words in findings[0].message
    assert words in findings[0].matched.lower()


@pytest.mark.parametrize(
    "sentence",
    [
        "Some say it is a fundamental balance for the chemistry of the brain.",
        "Is it a fundamental balance for the chemistry of the brain?",
        "Myth: fundamental balance for the chemistry of the brain.",
        "It is no fundamental balance for the chemistry of the brain.",
        "It may be a fundamental balance for the chemistry of the brain.",
    ],
)
def test_the_scope_layer_clears_weighed_words_too(sentence: str) -> None:
    assert check_text(sentence, document=False) == ()


def test_weights_are_not_asked_where_a_pattern_speaks() -> None:
    linter = Linter(bundled_rules())
    text = "Ketamine cures depression, a fundamental balance for the chemistry of the brain."
    hits = linter._spans(linter._shelf.sentence(text, frozenset()))
    assert hits
    assert not any(isinstance(check, Weighed) for _, check, _ in hits)


def test_only_warnings_are_hinted_at_and_each_has_its_topic() -> None:
    """An error is too grave for a sum of words."""
    assert {rule.severity for rule in WEIGHED} == {"warning"}
    topics = {check.topic for rule in WEIGHED for check in rule.checks if isinstance(check, Weighed)}
    assert topics == {rule.id for rule in WEIGHED}
    data = json.loads((package_root() / "lint" / "weights.json").read_text("utf-8"))
    assert set(data["topics"]) == topics


def test_the_table_holds_single_words_only() -> None:
    """No sentence can be read back from it."""
    data = json.loads((package_root() / "lint" / "weights.json").read_text("utf-8"))
    stems = [*data["words"], *(name for topic in data["topics"].values() for name in topic if name)]
    assert [name for name in stems if " " in name or not name[0].isalpha()] == []
    assert 0.5 < data["threshold"] < 1
    assert bundled_scale() is bundled_scale()
