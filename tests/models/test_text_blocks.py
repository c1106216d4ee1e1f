"""Markdown with paragraphs and lists becomes blocks, each piece with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ketacontent import Catalog
from ketacontent.models import Faq, RichText
from ketacontent.models.block import Paragraph, blocks_of_markdown
from ketacontent.models.text import TextFault
from ketacontent.models.text.blocks import MAX_PIECES, MarkdownBlock, Piece, parse_blocks
from strategies import sources, thorough


def test_paragraphs_and_lists_become_blocks_with_their_places() -> None:
    source = "Öne\ntwo.\n\n- *a* b\n- c\n  d\n\n1. e\n2. f\n\nLast."
    assert parse_blocks(source) == (
        MarkdownBlock("paragraph", False, (Piece("Öne\ntwo.", 0),)),
        MarkdownBlock("list", False, (Piece("*a* b", 12), Piece("c\n  d", 20))),
        MarkdownBlock("list", True, (Piece("e", 30), Piece("f", 35))),
        MarkdownBlock("paragraph", False, (Piece("Last.", 38),)),
    )


@pytest.mark.parametrize(
    "item", [r"\# a", r"\*a", r"\\a", r"\- a", "*a*", "[[sway]]", "**a**", "&amp;", "[a](https://b.example)"]
)
def test_an_item_is_kept_as_it_was_written(item: str) -> None:
    for source in (f"- {item}\n- b", f"- {item}\n\n- b", f"1. {item}"):
        assert parse_blocks(source)[0].pieces[0].source == item


@pytest.mark.parametrize(
    ("source", "offset", "word"),
    [
        ("a\n\n# b", 3, "a heading"),
        ("a\n\n> b", 3, "a quotation"),
        ("a\n\n    b", 7, "a code block"),
        ("a\n\n---", 3, "a rule"),
        ("é\n\n<div>", 3, "HTML"),
        ("- a\n  - b", 6, "inside a list"),
        ("- a\n\n  b", 7, "several paragraphs"),
        ("- a\n-\n", 4, "empty"),
        ("a\n\n2. b", 3, "starts with 2"),
        ("a\n\n0. b", 3, "starts with 0"),
        ("a\n\n[b]: https://c.example", 0, "link reference"),
        ("a\x01", 1, "U+0001"),
    ],
)
def test_what_a_body_may_not_hold_is_refused_at_its_place(source: str, offset: int, word: str) -> None:
    with pytest.raises(TextFault) as caught:
        parse_blocks(source)
    assert word in caught.value.what
    assert caught.value.offset == offset


@thorough
@given(
    st.lists(st.one_of(sources, st.sampled_from(["\n\n", "\n- ", "\n1. ", "- "])), max_size=6).map("".join)
)
def test_every_piece_stands_where_it_says(source: str) -> None:
    try:
        blocks = parse_blocks(source)
    except TextFault as fault:
        assert 0 <= fault.offset <= len(source)
        return
    for block in blocks:
        for piece in block.pieces:
            assert source[piece.offset :].startswith(piece.source)
            assert piece.source == piece.source.strip()


@thorough
@given(st.lists(sources, max_size=4).map("\n\n".join))
def test_no_word_of_a_body_is_lost(source: str) -> None:
    """Letters and digits come out in order; what is left is marks."""
    try:
        texts = [RichText(piece.source) for block in parse_blocks(source) for piece in block.pieces]
    except TextFault:
        return
    if "&" in source or "](" in source or "[[" in source or "1. " in source or "2) " in source:
        return  # these marks hold letters that are not words
    assert "".join(filter(str.isalnum, "".join(map(str, texts)))) == "".join(filter(str.isalnum, source))


def test_a_list_mixes_markdown_and_mappings() -> None:
    quote = {"kind": "quote"}
    plain = [Paragraph(text="a"), Paragraph(text="b"), quote]
    assert blocks_of_markdown(["a\n\nb", quote]) == plain
    assert blocks_of_markdown(["1. a", quote]) == [{"kind": "list", "ordered": True, "items": ["a"]}, quote]
    assert blocks_of_markdown([quote]) == [quote]


def test_faults_of_all_entries_of_a_list_are_told(minimal: Catalog) -> None:
    found = blocks_of_markdown(["# a", "b", "- c\n  - d"])
    assert isinstance(found, list)
    assert [part.part for part in found if isinstance(part, TextFault)] == [0, 2]
    faq = minimal.faqs["does-it-hurt"].model_dump(mode="json")
    with pytest.raises(ValidationError) as caught:
        Faq.model_validate({**faq, "answer": ["# a", "b", "- c\n  - d", "`e`"]})
    told = str(caught.value)
    assert caught.value.error_count() == 3
    assert "a heading" in told and "inside a list" in told and "`code`" in told


@pytest.mark.parametrize("piece", ["é\n\n", "- é\n"])
def test_a_text_has_so_many_pieces_and_no_more(piece: str) -> None:
    blocks = parse_blocks(piece * MAX_PIECES)
    assert sum(len(block.pieces) for block in blocks) == MAX_PIECES
    with pytest.raises(TextFault, match="more than 1,000"):
        parse_blocks(piece * 100_000)
