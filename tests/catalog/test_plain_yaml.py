"""The fast reader of plain YAML says what the whole parser says, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacontent._resources import data_root
from ketacontent.catalog.plain_yaml import read_plain
from ketacontent.catalog.read import ReadProblem, _parsed
from strategies import thorough

PACKS = Path(__file__).resolve().parents[1] / "packs"


def whole(text: str) -> object:
    """Return what the whole parser reads, or its complaint."""
    try:
        return _parsed("a.yaml", text).root
    except ReadProblem as stopped:
        return stopped


def test_every_file_that_is_read_fast_is_read_alike_and_most_are() -> None:
    files = [*Path(str(data_root())).glob("*/*.yaml"), *PACKS.glob("*/*/*.yaml")]
    fast = 0
    for file in files:
        text = file.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
        found = read_plain(text)
        if found is not None:
            fast += 1
            assert found == whole(text), file
    assert fast > 0.9 * len(files)


PLAIN = """\
# yaml-language-server: $schema=x
id: cold-feet
title: "Cold: feet"
quoted: 'a # b'
empty: ""
list: [a, b c, 1.5]
map: {due: 2027-11-21, state: signed}
items:
  - one word
  - {a: b}
  - kind: deep
    rows:
    - label: x
      cells: [y]
text: |
  First line.

  - item: with colon # and hash
last: https://example.org/a#b
"""


def test_the_plain_style_is_read_fast() -> None:
    found = read_plain(PLAIN)
    assert found is not None
    assert found == whole(PLAIN)
    assert found["text"] == "First line.\n\n- item: with colon # and hash\n"


@pytest.mark.parametrize(
    "text",
    [
        "a: b: c\n",
        "a: null\n",
        "a:\n",
        "a: ~\n",
        "a: &x b\n",
        "a: *x\n",
        "a: !str b\n",
        "a: b\na: c\n",
        "a: b\n---\na: c\n",
        "a: >\n  folded\n",
        "a: |-\n  strip\n",
        "a: |2\n    two\n",
        "a: b\n  goes on\n",
        "a: [b, [c]]\n",
        "a: [b, null]\n",
        "a: {b: c, b: d}\n",
        'a: "\\x41"\n',
        "a: b # comment\n",
        "a: - b\n",
        "a: 'it''s'\n",
        "a:\n  - b\n c: d\n",
        "? a\n: b\n",
        "<<: {a: b}\n",
        "a: |\n  b\n \n  c\n",
        "a: |\n  b\n    \n  c\n",
        "a:\tb\n",
        "# only a comment\n",
        "a: b",
        "",
    ],
)
def test_what_is_not_surely_plain_is_left_to_the_whole_parser(text: str) -> None:
    assert read_plain(text) is None


@thorough
@given(
    st.lists(
        st.sampled_from(
            [
                "a: ",
                "b: ",
                "- ",
                "  ",
                "\n",
                "\n  ",
                "\n    ",
                "|",
                "word",
                "x: y",
                "[",
                "]",
                "{",
                "}",
                ", ",
                "#",
                " #",
                '"',
                "'",
                "1",
                ":",
                "-",
                "null",
                ">",
                "&",
                "*",
                "!",
                "é",
                "\\",
                "  - ",
                "c:\n",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_whatever_is_read_fast_is_read_alike(text: str) -> None:
    found = read_plain(text + "\n")
    if found is not None:
        assert found == whole(text + "\n")
