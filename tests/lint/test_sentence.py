"""Sentences are cut where they end, not at abbreviations."""

from __future__ import annotations

import pytest

from ketacontent.lint.engine import bundled_linter
from ketacontent.lint.pattern import Match
from ketacontent.lint.scope import Reading
from ketacontent.lint.sentence import LONGEST, Sentence, split
from ketacontent.lint.words import Words


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        (
            "Dr. Lee gave 0.5 mg/kg i.v. to him. It helped.",
            ["Dr. Lee gave 0.5 mg/kg i.v. to him.", "It helped."],
        ),
        ("E.g. ketamine vs. midazolam.", ["E.g. ketamine vs. midazolam."]),
        ("J. Smith et al. found it.", ["J. Smith et al. found it."]),
        ("He lives in the U.S. She does not.", ["He lives in the U.S.", "She does not."]),
        ("It is low.[6] In the US it is not.", ["It is low.[6]", "In the US it is not."]),
        ('"It works." He left.', ['"It works."', "He left."]),
        ("1. First step", ["1. First step"]),
        ("  ", []),
    ],
)
def test_where_a_sentence_ends(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_line_without_end_is_cut_at_spaces_and_nothing_is_lost() -> None:
    text = "word " * 2000
    pieces = cut(text)
    assert max(map(len, pieces)) <= LONGEST
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


def test_what_a_sentence_forgets_is_worked_out_again() -> None:
    vocabulary = bundled_linter().vocabulary
    text = "Ketamine is not a cure, and it may not help at all."
    sentence = Sentence(text, vocabulary, Words(text))
    pattern = vocabulary.pattern("(cure|heal*)")

    def told() -> object:
        found = sentence.match(pattern)
        assert found is not None
        return found, sentence.scope.holds(Reading.NEGATION, found.start, found.end)

    before = told()
    sentence.forget()
    assert told() == before


def test_one_thread_may_forget_a_sentence_that_another_still_matches() -> None:
    vocabulary = bundled_linter().vocabulary
    text = "Ketamine is a cure."
    sentence = Sentence(text, vocabulary, Words(text))
    pattern = vocabulary.pattern("cure")

    class ForgottenMeanwhile(dict[str, Match | None]):
        def __setitem__(self, source: str, found: Match | None) -> None:
            super().__setitem__(source, found)
            sentence.forget()

    sentence._matches = ForgottenMeanwhile()
    assert sentence.match(pattern) == pattern.search(sentence.words)
