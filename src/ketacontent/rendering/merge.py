"""A reader's own values in the texts of a mail: `{{name}}` becomes what the reader's row says.

It changes words before they are escaped, so a value is escaped like any other
word, for the place it stands in. Which values a reader has is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping

from ketacontent.errors import MailError
from ketacontent.models import Newsletter, Record, RichText
from ketacontent.models.newsletter import MERGE_MARK, MergeField
from ketacontent.models.text.nodes import Emphasis, Link, Node, Strong, Text
from ketacontent.pages.block import PageBlock, paragraph
from ketacontent.pages.page import Page, Section, shown
from ketacontent.pages.texts import replace_texts
from ketacontent.rendering.message import check_header


def merge_fields(record: Record) -> tuple[MergeField, ...]:
    """Return the merge fields that a mail of the record has."""
    return record.merge if isinstance(record, Newsletter) else ()


def values_for(record: Record, given: Mapping[str, str]) -> dict[str, str]:
    """Return a value for each merge field: the reader's own, or the issue's default.

    Raises:
        MailError: a field has neither (KC801), or a value cannot stand in a mail (KC501).
    """
    values = {}
    for field in merge_fields(record):
        value = given.get(field.name) or field.default
        if value is None:
            raise MailError(
                field.name,
                "The issue prints this field, and the reader has no value for it.",
                "Give a value, or give the field a default in the issue.",
                "KC801",
            )
        values[field.name] = check_header(value, field.name)
    return values


def filled(words: str, values: Mapping[str, str]) -> str:
    """Return words with each mark replaced by its value; a value is not read for marks again."""
    return MERGE_MARK.sub(lambda mark: values.get(mark[1], mark[0]), words)


def mail_page(record: Record, page: Page, values: Mapping[str, str]) -> Page:
    """Return the page as a mail shows it, the same for both parts of the mail.

    Blocks that are not for mail are gone, a newsletter's greeting stands before its intro, and marks are
    filled.
    """
    sections = [_of_mail(section, values) for section in page.sections]
    if isinstance(record, Newsletter) and record.greeting:
        greeting = paragraph(RichText.plain_words(filled(record.greeting, values)))
        ids = [section.id for section in sections]
        sections.insert(ids.index("intro"), Section(id="greeting", blocks=(greeting,)))
    return page.model_copy(update={"sections": tuple(section for section in sections if section.blocks)})


def _of_mail(section: Section, values: Mapping[str, str]) -> Section:
    blocks = shown(section.blocks, "email")
    if blocks == section.blocks and not any(getattr(block, "channels", ()) for block in blocks):
        return section
    return section.model_copy(update={"blocks": tuple(_for_all(block, values) for block in blocks)})


def _for_all(block: PageBlock, values: Mapping[str, str]) -> PageBlock:
    """Return a block without its channels, so that the text part shows it too."""
    if not getattr(block, "channels", ()):
        return block
    open_block: PageBlock = block.model_copy(update={"channels": ()})
    return replace_texts(open_block, lambda text: _filled_text(text, values)) if values else open_block


def _filled_text(text: RichText, values: Mapping[str, str]) -> RichText:
    return RichText.of(*(_filled_node(node, values) for node in text.nodes))


def _filled_node(node: Node, values: Mapping[str, str]) -> Node:
    match node:
        case Text(words):
            return Text(filled(words, values))
        case Link(href, children):
            return Link(href, tuple(_filled_node(child, values) for child in children))
        case Emphasis(children) | Strong(children):
            return type(node)(tuple(_filled_node(child, values) for child in children))
        case _:
            return node
