"""Read Markdown through pyromark's events; its ranges count UTF-8 bytes, ours characters."""

import re
from bisect import bisect_left
from collections.abc import Mapping

import pyromark

from ketacontent.lint.read.block import Kind, Writer
from ketacontent.lint.read.html import read_html

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    | pyromark.Options.ENABLE_DEFINITION_LIST
)
_LISTS = frozenset({"List", "Table", "DefinitionList"})
_KINDS: dict[str, Kind] = {
    "Heading": "heading",
    "Item": "item",
    "TableCell": "cell",
    "BlockQuote": "quote",
    "DefinitionListTitle": "heading",
    "DefinitionListDefinition": "item",
}
_beyond_ascii = re.compile(r"[^\x00-\x7f]")
_UNREAD = frozenset({"CodeBlock", "MetadataBlock"})


class _Places:
    """Turns places in bytes into places in characters."""

    def __init__(self, text: str) -> None:
        self.ends: list[int] = []
        self.extra: list[int] = [0]
        if not text.isascii():
            total = 0
            for match in _beyond_ascii.finditer(text):
                total += len(match[0].encode("utf-8")) - 1
                self.ends.append(match.end() + total)
                self.extra.append(total)

    def char(self, byte: int) -> int:
        """Return the character that begins at a byte."""
        return byte - self.extra[bisect_left(self.ends, byte + 1)]


def read_markdown(text: str) -> Writer:
    """Return the blocks of a Markdown document."""
    writer = Writer()
    places = _Places(text)
    kinds: list[tuple[Kind, int]] = []
    unread: list[str] = []
    groups: list[int] = []
    group_count = 0
    is_head, cell = False, 0
    raw: tuple[int, int] | None = None

    def flush() -> None:
        kind, level = kinds[-1] if kinds else ("paragraph", 0)
        writer.flush(kind, level, groups[-1] if groups else 0)

    for event, span in pyromark.events_with_range(text, options=_OPTIONS):
        if isinstance(event, str):
            if event in {"SoftBreak", "HardBreak"} and not unread:
                writer.space(places.char(span["start"]))
            continue
        name, value = next(iter(event.items()))
        if name in {"Start", "End"}:
            details: Mapping[str, Mapping[str, object]] = (
                value if isinstance(value, Mapping) else {str(value): {}}
            )
            tag = next(iter(details))
            is_start = name == "Start"
            if tag == "HtmlBlock":
                flush()
                if is_start:
                    raw = (places.char(span["start"]), places.char(span["end"]))
                elif raw:
                    read_html(text, writer, *raw)
                    raw = None
            elif tag in _UNREAD:
                flush()
                if is_start:
                    unread.append(tag)
                elif unread:
                    unread.pop()
            elif tag in _LISTS:
                flush()
                if is_start:
                    group_count += 1
                    groups.append(group_count)
                elif groups:
                    groups.pop()
            elif tag in {"TableHead", "TableRow"}:
                is_head, cell = tag == "TableHead" and is_start, 0
            elif tag == "Link" and is_start:
                writer.links.append(str(details["Link"]["dest_url"]))
            elif tag in _KINDS:
                flush()
                if is_start:
                    level = 4
                    kind = _KINDS[tag]
                    if tag == "Heading":
                        level = int(str(details["Heading"]["level"])[1:])
                    if tag == "TableCell":
                        cell += 1
                        kind, level = ("header-cell" if is_head else "cell"), cell
                    kinds.append((kind, level))
                elif kinds:
                    kinds.pop()
            elif tag in {"Paragraph", "FootnoteDefinition"}:
                flush()
            continue
        if unread or raw:
            continue
        if name in {"Text", "Code"}:
            words = str(value)
            start, end = places.char(span["start"]), places.char(span["end"])
            if name == "Code":
                inside = text.find(words, start, end)
                if inside >= 0:
                    start, end = inside, inside + len(words)
            writer.add(words, start, end)
    flush()
    return writer
