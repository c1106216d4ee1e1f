"""Markdown with several paragraphs and lists -> plain blocks, each with its place in the source.

Only the block structure is read here; each piece of text stays Markdown. What
an author writes as one literal block becomes the same blocks as if each had
been written out as a mapping.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pyromark

from ketacontent.models.text.characters import TextFault, refuse_characters
from ketacontent.models.text.parse import FORBIDDEN

MAX_PIECES = 1_000
"""Paragraphs and list items of one text."""

# A line that can only go on with a paragraph: it starts with a word, or with a mark around one.
_START = r"(?:[A-Za-z\"'(“‘]|\*\*?[A-Za-z]|\[\[[a-z]|\[[A-Za-z])"
_LINE = rf"{_START}[^\n<`\\|~\t]*"
_SIMPLE = re.compile(rf"(?:{_LINE}\n)+|(?:- {_LINE}\n)+")


class Piece(NamedTuple):
    """A piece of text and where it starts in the source, in characters."""

    source: str
    offset: int


class MarkdownBlock(NamedTuple):
    """A paragraph (one piece) or a list (one piece an item)."""

    kind: str
    ordered: bool
    pieces: tuple[Piece, ...]


def simple_blocks(source: str) -> list[tuple[bool, list[str]]] | None:
    """Cut Markdown that is surely no more than paragraphs and one-line list items, much faster.

    Args:
        source: as for `parse_blocks`; which characters are allowed is judged where the pieces are read.

    Returns:
        For each block whether it is a list, and its pieces; None where `parse_blocks` has to look.
    """
    if "]:" in source or source.count("\n") > MAX_PIECES:
        return None
    found: list[tuple[bool, list[str]]] = []
    for part in source.strip("\n").split("\n\n"):
        if not _SIMPLE.fullmatch(part + "\n"):
            return None
        is_list = part.startswith("- ")
        if is_list and found and found[-1][0]:  # two lists that touch are one
            return None
        pieces = [line[2:].strip() for line in part.split("\n")] if is_list else [part.strip()]
        found.append((is_list, pieces))
    return found


def parse_blocks(source: str) -> tuple[MarkdownBlock, ...]:
    """Cut Markdown into paragraphs and lists.

    Args:
        source: paragraphs and flat lists; anything else is refused.

    Raises:
        TextFault: with the offset of the fault, in characters.
    """
    refuse_characters(source)
    data = source.encode()
    if "]:" in source and pyromark.reference_definitions(source):
        raise TextFault(
            "This text defines a link reference.", "Write the link in place: [words](https://...)."
        )

    counted = (0, 0)  # a position in bytes, and the characters before it: positions mostly grow

    def chars(position: int) -> int:
        nonlocal counted
        start, before = counted if position >= counted[0] else (0, 0)
        counted = (position, before + len(data[start:position].decode()))
        return counted[1]

    def piece(start: int, end: int) -> Piece:
        raw = data[start:end].decode()
        return Piece(raw.strip(), chars(start) + len(raw) - len(raw.lstrip()))

    blocks: list[MarkdownBlock] = []
    count = 0
    items: list[Piece] | None = None
    ordered = False
    item_text: list[int] = []  # start and end of the text of the open item
    for event, span in pyromark.events_with_range(source):
        start, end = span["start"], span["end"]
        name = next(iter(event)) if isinstance(event, dict) else str(event)
        value: object = dict(event).get(name) if isinstance(event, dict) else None
        detail = next(iter(value)) if isinstance(value, dict) else str(value)
        if name == "Start" and detail in ("Paragraph", "Item"):
            count += 1
            if count > MAX_PIECES:
                raise TextFault(
                    f"This text has more than {MAX_PIECES:,} paragraphs and list items.",
                    "Split it into several records.",
                    chars(start),
                )
        if name == "Start" and detail == "Paragraph":
            if items is None:
                blocks.append(MarkdownBlock("paragraph", False, (piece(start, end),)))
            elif item_text:
                raise TextFault(
                    "A list item has several paragraphs.", "Write one paragraph an item.", chars(start)
                )
        elif name == "Start" and detail == "List":
            if items is not None:
                raise TextFault("A list stands inside a list.", "Write one flat list.", chars(start))
            first = value["List"] if isinstance(value, dict) else None
            if first not in (None, 1):
                raise TextFault(
                    f"This list starts with {first}.",
                    "Start it with 1. For a plain number put a backslash before its dot.",
                    chars(start),
                )
            items, ordered = [], first is not None
        elif name == "End" and detail == "List":
            blocks.append(MarkdownBlock("list", ordered, tuple(items or ())))
            items = None
        elif name == "Start" and detail == "Item":
            item_text = []
        elif name == "End" and detail == "Item" and items is not None:
            if not item_text:
                raise TextFault("A list item is empty.", "Give it words, or take it out.", chars(start))
            first_byte = item_text[0]
            if data[first_byte - 1 : first_byte] == b"\\":  # an escape: the event begins after its backslash
                first_byte -= 1
            items.append(piece(first_byte, item_text[1]))
        elif (
            name == "Start" and detail in ("Heading", "BlockQuote", "CodeBlock", "HtmlBlock")
        ) or name == "Rule":
            label, fix = FORBIDDEN[detail if name == "Start" else name]
            raise TextFault(f"This text holds {label}, which a text may not.", fix, chars(start))
        elif items is not None and detail not in ("Paragraph",):
            item_text = [min([start, *item_text]), max([end, *item_text])]
    return tuple(blocks)
