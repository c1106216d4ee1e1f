"""Whether an output says what its page says: every text whole, in order, as often, and no word beside them.

White space, wrapping and the marks of a channel are undone first. What is left of the output is walked from
its start: each text of the page has to come next, and between two texts there may be furniture only, such as
list marks, colons and rules under headings. So each word that is dropped, altered, moved or added shows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ketacontent.models import RichText
from ketacontent.models.block import Comparison
from ketacontent.models.text.write import to_text
from ketacontent.pages import Page
from ketacontent.pages.block import EvidenceTable, FrequencyTable, StatusTable
from ketacontent.pages.overviews.blocks import LawTable
from ketacontent.pages.page import shown
from ketacontent.pages.texts import texts_in
from kit.dom import words_seen
from kit.markdown import markdown_html

_FURNITURE = {
    "html": re.compile(r" *"),
    "page": re.compile(r" *"),
    "markdown": re.compile(r"[ :]*"),
    "email": re.compile(r"[ :]*"),
    "text": re.compile(r"(?: |:|- |-{2,}|={1,}|\[ \]|\d+\. )*"),
    "jsonld": re.compile(r" *"),
}
_TABLES = (Comparison, EvidenceTable, FrequencyTable, LawTable, StatusTable)
"""Plain text writes these row by row, each cell behind the words of its column."""


def expected(page: Page, channel: str) -> list[str]:
    """Return the texts of a page in the order in which a channel's reader meets them."""
    name = "html" if channel == "page" else channel
    write = (lambda text: to_text(text.nodes)) if channel == "text" else (lambda text: text.plain)
    return [words for text in _texts(page, name) if (words := _squeezed(write(text)))]


def faults(page: Page, output: str, channel: str, tail: str = "") -> list[str]:
    """Compare an output with its page.

    Args:
        page: what was to be said.
        output: what a channel made of it.
        channel: `html`, `page`, `markdown`, `text`, `email` (its HTML) or `jsonld`.
        tail: words that stand after the page, such as a mail's footer.

    Returns:
        One sentence for the first difference, or nothing.
    """
    seen, at = said(output, channel), 0
    furniture = _FURNITURE[channel]
    for words in (*expected(page, channel), *([_squeezed(tail)] if tail else ())):
        found = seen.find(words, at)
        if found < 0 or not furniture.fullmatch(seen, at, found):
            return [f"{page.ref} as {channel}: wanted {words[:90]!r}, found {seen[at : at + 90]!r}"]
        at = found + len(words)
    if not furniture.fullmatch(seen, at):
        return [f"{page.ref} as {channel}: too much at the end: {seen[at : at + 90]!r}"]
    return []


def said(output: str, channel: str) -> str:
    """Return the words of an output on one line, without what stands around the page itself."""
    if channel == "markdown":
        return words_seen(markdown_html(output))
    if channel == "text":
        return _squeezed(output)
    if channel == "jsonld":
        return _squeezed(" ".join(_values(json.loads(output))))
    return words_seen(output, "article" if channel == "page" else "body")


def _values(node: dict[str, object]) -> Iterator[str]:
    """Yield what a JSON-LD object says of the page's own words, section by section."""
    yield str(node["name"])
    yield str(node["description"])
    parts = node["hasPart"]
    assert isinstance(parts, list)
    for part in parts:
        yield str(part.get("headline", ""))
        yield str(part["text"])


def _texts(page: Page, channel: str) -> Iterator[RichText]:
    yield page.title
    yield page.summary
    for section in page.sections:
        blocks = shown(section.blocks, channel)
        if section.title is not None and blocks:
            yield section.title
        for block in blocks:
            in_rows = channel == "text" and isinstance(block, _TABLES)
            yield from _by_row(block) if in_rows else texts_in(block)


def _by_row(
    block: Comparison | EvidenceTable | FrequencyTable | LawTable | StatusTable,
) -> Iterator[RichText]:
    yield block.caption
    for row in block.rows:
        for column, cell in zip(block.columns, texts_in(row), strict=True):
            yield column
            yield cell


def _squeezed(words: str) -> str:
    return " ".join(words.split())
