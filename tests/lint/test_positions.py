"""Any text at all: no crash, and every finding lies inside the text it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import thorough

from ketacontent.lint import check_text
from ketacontent.lint.read import Format

CLAIMS = st.sampled_from(
    [
        "Ketamine cures depression.",
        "He committed suicide",
        "<b>no side effects</b> at all",
        "\u201cIt gave me my life back\u201d",
        "life\u2011changing &amp; miracle",
        "Myth: ketamine is non-addictive",
        "80% success rate",
    ]
)
PIECES = st.one_of(
    CLAIMS,
    st.text(max_size=30),
    st.sampled_from(
        [
            "\n",
            "\r\n",
            "\r",
            "\n\n",
            "# ",
            "- ",
            "> ",
            "| a |",
            "<p>",
            "</p>",
            "<!--",
            "-->",
            "&lt;",
            "\u00ad",
            "\u2028",
            "\t",
            "é",
            "😀",
        ]
    ),
)
TEXTS = st.lists(PIECES, max_size=12).map(" ".join)


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
@thorough
@given(text=TEXTS)
def test_findings_lie_inside_the_text(kind: Format, text: str) -> None:
    for finding in check_text(text, format=kind):
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.matched
        before = text[: finding.start].replace("\r\n", "\n").replace("\r", "\n")
        assert finding.line == before.count("\n") + 1


@pytest.mark.parametrize(
    ("kind", "text", "place"),
    [
        ("text", "One.\n\nKetamine cures depression.", (3, 10, "cures depression")),
        ("markdown", "# É\n\nKetamine **cures** depression.", (3, 12, "cures** depression")),
        ("html", "<p>é</p>\r\n<p>Ketamine <b>cures</b> depression.</p>", (2, 16, "cures</b> depression")),
    ],
)
def test_line_column_and_words_are_those_of_the_file(
    kind: Format, text: str, place: tuple[int, int, str]
) -> None:
    finding = next(f for f in check_text(text, document=False, format=kind) if f.rule == "cure-claim")
    assert (finding.line, finding.column, finding.matched) == place


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "ketamine " * 20_000,
        "<a " * 30_000,
        "<!--" * 40_000,
        "&amp;" * 30_000,
        "[" * 50_000,
        "> " * 20_000,
        "<div>" * 20_000,
        "not never no " * 15_000,
        "\x00\ud800" * 1000,
    ],
    ids=["line", "word", "tags", "comments", "entities", "brackets", "quotes", "nested", "negators", "odd"],
)
def test_hostile_texts_end(kind: Format, text: str) -> None:
    assert isinstance(check_text(text, format=kind), tuple)
