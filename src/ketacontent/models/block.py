"""Authored blocks: what a body may be made of.

A body is a list of blocks. Instead of paragraph and list mappings an author
writes Markdown; it becomes the same blocks. Blocks that the library composes
(frequency table, crisis help, notices, references) live in `pages/block.py`:
nobody authors a crisis block.
"""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from ketacontent.models.base import Value, made_of
from ketacontent.models.text import RichText, TextFault
from ketacontent.models.types import SLUG, ImageId, PlainText, RecordRef, SourceId
from ketacontent.models.vocabulary import Channel, Urgency


class AuthoredBlock(Value):
    """What all authored blocks share."""

    channels: tuple[Channel, ...] = ()
    """Channels that show the block; empty means all. Facts may not be limited."""


class Paragraph(AuthoredBlock):
    """One paragraph."""

    kind: Literal["paragraph"] = "paragraph"
    """The block's kind."""
    text: RichText
    """The paragraph."""


class ItemList(AuthoredBlock):
    """A list of short items."""

    kind: Literal["list"] = "list"
    """The block's kind."""
    ordered: bool = False
    """True where the order matters; the items are numbered."""
    items: Annotated[tuple[RichText, ...], Field(min_length=1)]
    """One short text an item."""


class CareCard(AuthoredBlock):
    """When to get help, and how fast."""

    kind: Literal["care-card"] = "care-card"
    """The block's kind."""
    urgency: Urgency
    """How fast help is needed."""
    heading: RichText
    """What to do, as a heading."""
    items: Annotated[tuple[RichText, ...], Field(min_length=1)]
    """The signs that call for it."""
    action: RichText | None = None
    """What to do, after the list."""


class DoDont(AuthoredBlock):
    """What to do and what to leave."""

    kind: Literal["do-dont"] = "do-dont"
    """The block's kind."""
    do: tuple[RichText, ...] = ()
    """What helps."""
    dont: tuple[RichText, ...] = ()
    """What to leave."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.do and not self.dont:
            raise ValueError("needs at least one `do` or `dont`")
        return self


class ComparisonRow(Value):
    """One row of a comparison: what is compared, and one cell a column."""

    label: RichText
    """What the row compares."""
    cells: Annotated[tuple[RichText, ...], Field(min_length=1)]
    """One cell for each column after the first."""


class Comparison(AuthoredBlock):
    """Things side by side."""

    kind: Literal["comparison"] = "comparison"
    """The block's kind."""
    caption: RichText
    """What the table compares, in a sentence."""
    columns: Annotated[tuple[RichText, ...], Field(min_length=2)]
    """Column headings; the first stands over the rows' labels."""
    rows: Annotated[tuple[ComparisonRow, ...], Field(min_length=1)]
    """The rows, in reading order."""

    @model_validator(mode="after")
    def _rows_are_whole(self) -> Self:
        for number, row in enumerate(self.rows, 1):
            if len(row.cells) != len(self.columns) - 1:
                raise ValueError(
                    f"row {number} has {len(row.cells)} cells; with {len(self.columns)} columns it needs "
                    f"{len(self.columns) - 1}"
                )
        return self


class Quote(AuthoredBlock):
    """Somebody's words, with their source."""

    kind: Literal["quote"] = "quote"
    """The block's kind."""
    text: RichText
    """The words, as they were said or written."""
    attribution: PlainText
    """Whose words they are."""
    source: Annotated[SourceId, SLUG]
    """Where the words stand."""


class Figure(AuthoredBlock):
    """An image record, with a caption."""

    kind: Literal["figure"] = "figure"
    """The block's kind."""
    image: Annotated[ImageId, SLUG]
    """The image record."""
    caption: RichText | None = None
    """Words under the image, instead of the image's own caption."""


class Embed(AuthoredBlock):
    """The short form of another record: a checklist's items, an image's words, else title and summary."""

    kind: Literal["embed"] = "embed"
    """The block's kind."""
    record: RecordRef
    """The record, as `kind/id`."""


def _no_fault(value: object) -> object:
    if isinstance(value, TextFault):
        raise value
    return value


Block = Annotated[
    Paragraph | ItemList | CareCard | DoDont | Comparison | Quote | Figure | Embed,
    Field(discriminator="kind"),
    BeforeValidator(_no_fault),
]


def blocks_of_markdown(value: object) -> object:
    """Turn Markdown into block mappings; a list may mix Markdown and mappings.

    A fault in an entry of a list stands in the entry's place, so that the faults of all entries are told.

    Raises:
        TextFault: a Markdown construct that a body may not hold, where the value is one text.
    """
    if isinstance(value, str):
        return _markdown_blocks(value)
    if not isinstance(value, (list, tuple)) or not any(isinstance(part, str) for part in value):
        return value
    blocks: list[object] = []
    for number, part in enumerate(value):
        try:
            blocks.extend(_markdown_blocks(part) if isinstance(part, str) else [part])
        except TextFault as fault:
            fault.part = number
            blocks.append(fault)
    return blocks


def _markdown_blocks(markdown: str) -> list[object]:
    from ketacontent.models.text.blocks import parse_blocks, simple_blocks

    simple = simple_blocks(markdown)
    if simple is not None:
        return [_simple_block(is_list, pieces) for is_list, pieces in simple]
    blocks: list[object] = []
    for block in parse_blocks(markdown):
        pieces = [piece.source for piece in block.pieces]
        if block.kind == "paragraph":
            blocks.append({"kind": "paragraph", "text": pieces[0]})
        else:
            blocks.append({"kind": "list", "ordered": block.ordered, "items": pieces})
    return blocks


def _simple_block(is_list: bool, pieces: list[str]) -> object:
    """Return the block of these pieces: finished where nothing can be wrong with them, else a mapping."""
    texts = [RichText.simple(piece) for piece in pieces]
    if None in texts:
        return (
            {"kind": "list", "ordered": False, "items": pieces}
            if is_list
            else {"kind": "paragraph", "text": pieces[0]}
        )
    if is_list:
        fields = {"channels": (), "kind": "list", "ordered": False, "items": tuple(texts)}
        return made_of(ItemList, fields, _GIVEN_LIST)
    return made_of(Paragraph, {"channels": (), "kind": "paragraph", "text": texts[0]}, _GIVEN_PARAGRAPH)


_GIVEN_LIST = frozenset({"kind", "ordered", "items"})
_GIVEN_PARAGRAPH = frozenset({"kind", "text"})

Body = Annotated[
    tuple[Block, ...],
    Field(min_length=1),
    BeforeValidator(blocks_of_markdown, json_schema_input_type=str | tuple[str | Block, ...]),
]
"""Blocks in reading order; Markdown text stands for paragraphs and lists."""
