"""The pattern language: what matches, what does not, and what is refused."""

from __future__ import annotations

import pytest

from ketacontent.lint.pattern import PatternError, Vocabulary
from ketacontent.lint.words import Words

VOCABULARY = Vocabulary(
    {"drug": ("ketamine*", "this (old|new)? medicine"), "soon": ("within hours", "overnight")}
)


def matched(pattern: str, text: str) -> list[str]:
    return [text[m.start : m.end] for m in VOCABULARY.loose(pattern).find(Words(text))]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("cure", "a cure, cured", ["cure"]),
        ("cure*", "a cure, cured", ["cure", "cured"]),
        ("(cures|heals) pain", "It heals pain.", ["heals pain"]),
        (
            "cures (chronic)? pain",
            "It cures pain and cures chronic pain.",
            ["cures pain", "cures chronic pain"],
        ),
        (
            "{drug} helps",
            "This new medicine helps; ketamine helps.",
            ["This new medicine helps", "ketamine helps"],
        ),
        ("cures <2> pain", "cures all your pain", ["cures all your pain"]),
        ("cures <1> pain", "cures all your pain", []),
        ("cures <2> pain", "cures all, your pain", []),
        ("cures <3+> pain", "cures all, your pain", ["cures all, your pain"]),
        ("cures <3+> pain", "cures it; your pain", []),
        ("cures pain", "cures; pain", []),
        ("^ ketamine", "Ketamine and ketamine", ["Ketamine"]),
        ("pain $", "pain or pain.", ["pain"]),
        (r"/\d+%/ better", "80% better", ["80% better"]),
        ("life changing", "A life-changing day", ["life-changing"]),
        ("can't fail", "It can\u2019t fail", ["can\u2019t fail"]),
        ("works {soon}", "It works within hours.", ["works within hours"]),
    ],
)
def test_what_a_pattern_matches(pattern: str, text: str, expected: list[str]) -> None:
    assert matched(pattern, text) == expected


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("(cures", "bracket"),
        ("cures )", "unexpected"),
        ("{nothing} cures", "no word class"),
        ("cures <99> pain", "skips too much"),
        ("(pain)?", "may be missing"),
        ("cures ~", "cannot read"),
        ("()", "empty"),
    ],
)
def test_a_faulty_pattern_is_refused_with_its_reason(pattern: str, told: str) -> None:
    with pytest.raises(PatternError, match=told):
        VOCABULARY.loose(pattern)


def test_a_pattern_without_a_fixed_word_cannot_be_looked_up() -> None:
    with pytest.raises(PatternError, match="look it up"):
        VOCABULARY.pattern("x* y*")


def test_the_skipped_words_are_told() -> None:
    text = "ketamine is not a cure"
    match = VOCABULARY.loose("ketamine <4> cure").search(Words(text))
    assert match is not None
    assert [text[a:b] for a, b in match.gaps] == ["is not a"]
