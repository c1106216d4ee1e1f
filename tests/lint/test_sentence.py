"""Sentences are cut where they end, not at abbreviations."""

from __future__ import annotations

import pytest

from ketacontent.lint.sentence import LONGEST, split


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
