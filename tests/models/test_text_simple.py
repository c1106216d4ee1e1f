"""The short way of reading simple texts and bodies says what the long way says, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacontent.models import RichText
from ketacontent.models.text import TextFault
from ketacontent.models.text.blocks import parse_blocks, simple_blocks
from ketacontent.models.text.characters import refuse_characters
from ketacontent.models.text.nodes import Cite, Node, Ref
from ketacontent.models.text.parse import _Builder, parse_simple
from strategies import thorough

PARTS = [
    "word",
    "A",
    "b2",
    " ",
    " ",
    "\n",
    ".",
    ",",
    "(",
    ")",
    "!",
    "-",
    "'",
    "**",
    "*",
    "[",
    "](https://a.b/c)",
    "]",
    "[@one]",
    "[@one; @two]",
    "[[term]]",
    "[[a/b]]",
    "[[a/b|some words]]",
    "[[a/b#field]]",
    "&",
    "&amp;",
    ";",
    "\\",
    "_",
    "~",
    "<",
    ">",
    "#",
    "1. ",
    "- ",
    "`",
    "|",
    ":",
    "é",
    "\u00a0",
    "\u200b",
    "https://x.y",
    "{{name}}",
]
sources = st.lists(st.sampled_from(PARTS), min_size=1, max_size=14).map("".join)


def long_way(source: str) -> tuple[Node, ...] | None:
    try:
        refuse_characters(source)
        return _Builder(source).build()
    except TextFault:
        return None


def with_offsets(nodes: tuple[Node, ...] | None) -> list[tuple[Node, int]] | None:
    if nodes is None:
        return None
    return [(node, node.offset if isinstance(node, (Cite, Ref)) else 0) for node in nodes]


@thorough
@given(sources)
def test_a_text_read_the_short_way_is_read_alike(source: str) -> None:
    source = source.strip()
    nodes = parse_simple(source) if source else None
    if nodes is not None:
        assert with_offsets(nodes) == with_offsets(long_way(source))
        assert RichText.simple(source) == RichText.of(*nodes)


@pytest.mark.parametrize(
    "source",
    [
        "Plain words.",
        "A **strong** word, *one* more, and [a link](https://example.org/a).",
        "See [[term]] and [[claim/x|these words]]: [[side-effect/y#frequency]] [@one; @two].",
        "One line\nand another.",
        "R&D for all",
    ],
)
def test_common_texts_are_read_the_short_way(source: str) -> None:
    assert parse_simple(source) == long_way(source)


@pytest.mark.parametrize(
    "source", ["a*b*c", "**a**b", "&amp;", "1. a", "- a", "a_b_", "`a`", "[a](http://b)", " a"]
)
def test_texts_with_a_meaning_of_their_own_are_left_to_markdown(source: str) -> None:
    assert parse_simple(source) is None


BODY = [
    "word",
    "Two words.",
    "**a**",
    "[@one]",
    "\n",
    "\n\n",
    "\n\n",
    "- ",
    "\n- ",
    "1. ",
    "  ",
    "#",
    ">",
    "---",
    "| a |",
]


@thorough
@given(st.lists(st.sampled_from(BODY), min_size=1, max_size=12).map("".join))
def test_a_body_cut_the_short_way_is_cut_alike(source: str) -> None:
    simple = simple_blocks(source)
    if simple is not None:
        blocks = parse_blocks(source)
        assert simple == [(b.kind == "list", [piece.source for piece in b.pieces]) for b in blocks]
        assert not any(block.ordered for block in blocks)
