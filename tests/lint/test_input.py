"""Odd input is bounded: findings lie inside the text, files that cannot be read are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketacontent.errors import ContentError
from ketacontent.lint import check_file, check_text

WORDS = st.lists(
    st.sampled_from(
        [
            "Ketamine",
            "cures",
            "depression",
            "is safe",
            "proven",
            ".",
            "\n",
            "<p>",
            "</p>",
            "<!--",
            "# ",
            "- ",
            "not",
            "“",
            "”",
            "99%",
            "é",
            "👨‍👩‍👧",
        ]
    ),
    max_size=30,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(WORDS, st.text(max_size=200)), st.sampled_from(["text", "markdown", "html"]))
def test_findings_lie_inside_the_text(text: str, form: str) -> None:
    for finding in check_text(text, format=form):  # type: ignore[arg-type]
        assert 0 <= finding.start <= finding.end <= len(text)
        before = text[: finding.start]
        assert finding.line == before.count("\n") + 1
        assert finding.column >= 1


def test_a_finding_says_where_why_and_what_instead() -> None:
    (finding, *_) = check_text("We can help.\nKetamine cures depression.", document=False)
    assert (finding.rule, finding.severity, finding.line) == ("cure-claim", "error", 2)
    assert finding.message


@pytest.mark.parametrize(
    "data",
    [b"\x00\x01\x02\xff\xfe\x00" * 50, "Ketamin für alle".encode("utf-16-le") + b"\xff"],
    ids=["binary", "encoding"],
)
def test_a_file_that_is_not_text_is_told(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(data)
    with pytest.raises(ContentError) as told:
        check_file(file)
    assert str(file) in str(told.value) or told.value.problems


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        check_file(tmp_path / "nothing.txt")


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "ketamine " * 20_000, "<div>" * 20_000, "((((" * 20_000, '"' * 50_000]
)
def test_long_lines_and_broken_markup_end(text: str) -> None:
    assert isinstance(check_text(text), tuple)


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine is not a cure for depression.",
        "Is ketamine a cure?",
        "Myth: ketamine cures depression.",
        "The FDA warns clinics that say ketamine cures depression.",
    ],
)
def test_words_that_are_no_claim_are_left_alone(text: str) -> None:
    assert [f for f in check_text(text, document=False) if f.severity == "error"] == []
