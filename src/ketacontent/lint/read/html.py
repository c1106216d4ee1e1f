"""Read a foreign HTML page into blocks, with places in the file.

Parsers that repair a page like a browser give no places, and the standard library's parser takes time
that grows with the square of some broken pages. So this follows the tokenizer of the HTML standard
for what the linter needs (tags, attributes, comments, raw text, character references) in one pass over
the file. It builds no tree; a test compares its text with a browser-grade parser.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ketacontent.lint.read.block import Kind, Writer

_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "textarea"})
_SKIPPED = frozenset(
    {
        "nav",
        "template",
        "noscript",
        "svg",
        "math",
        "select",
        "datalist",
        "object",
        "video",
        "audio",
        "canvas",
        "code",
        "pre",
        "kbd",
    }
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font",
     "i", "ins", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
     "sup", "time", "tt", "u", "var", "wbr", "img"}
)  # fmt: skip
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(
        ["h1", "h2", "h3", "h4", "h5", "h6", "title", "summary", "legend", "caption", "dt"], "heading"
    ),
    **dict.fromkeys(["li", "dd", "option"], "item"),
    "td": "cell",
    "th": "header-cell",
    "blockquote": "quote",
}
_name = re.compile(r"[A-Za-z][^\s/>]*")
_attribute = re.compile(
    r"[\s/]*([^\s/>=\"'][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'][^\s>]*)))?"
)
_reference = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});?")
_hidden_style = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    is_end: bool
    attributes: dict[str, tuple[str, int, int]]
    is_closed: bool
    """Ends with a slash."""
    start: int


@dataclass(frozen=True, slots=True)
class _Text:
    start: int
    end: int


def read_html(text: str, writer: Writer | None = None, start: int = 0, end: int | None = None) -> Writer:
    """Return the blocks of a page, or of the stretch of a file that is HTML."""
    writer = writer if writer is not None else Writer()
    _Page(text, writer).read(start, len(text) if end is None else end)
    return writer


class _Page:
    """Follows the tags of one page and closes a block at every block tag."""

    def __init__(self, text: str, writer: Writer) -> None:
        self.text = text
        self.writer = writer
        self.kind: Kind = "paragraph"
        self.level = 0
        self.group = 0
        self.groups = 0
        self.cell = 0
        self.skipping: list[str] = []
        self.skipped: set[str] = set()

    def read(self, start: int, end: int) -> None:
        for token in _tokens(self.text, start, end, self.writer.notes):
            if isinstance(token, _Text):
                if not self.skipping:
                    self._words(token.start, token.end)
            elif self.skipping:
                self._skip(token)
            else:
                self._tag(token)
        self._flush()
        if self.skipped:
            names = ", ".join(sorted(self.skipped))
            self.writer.notes.append(f"Not read: text inside {names}.")

    def _skip(self, tag: _Tag) -> None:
        if tag.name != self.skipping[0]:
            return
        if tag.is_end:
            self.skipping.pop()
        elif not tag.is_closed:
            self.skipping.append(tag.name)

    def _tag(self, tag: _Tag) -> None:
        if tag.name == "br":
            self.writer.space(tag.start)
            return
        hidden = "hidden" in tag.attributes or _hidden_style.search(
            tag.attributes.get("style", ("", 0, 0))[0]
        )
        if (
            not tag.is_end
            and tag.name not in _VOID
            and (tag.name in _SKIPPED or (hidden and tag.name not in {"p", "li"}))
        ):
            if tag.name not in _INLINE:
                self._flush()
            if not tag.is_closed or tag.name not in {"svg", "math"}:
                self.skipping = [tag.name]
                self.skipped.add(tag.name if tag.name in _SKIPPED else "hidden elements")
            return
        if tag.name == "a" and (link := tag.attributes.get("href")):
            self.writer.links.append(html.unescape(link[0]))
        if tag.name == "meta":
            self._description(tag)
        if tag.name == "img" and (alt := tag.attributes.get("alt")) and alt[0].strip():
            self.writer.space(alt[1])
            self._words(alt[1], alt[2])
            self.writer.space(alt[2])
        if tag.name in _INLINE or tag.name in _VOID - {"hr"}:
            return
        self._flush()
        self._enter(tag)

    def _enter(self, tag: _Tag) -> None:
        if tag.name in {"ul", "ol", "dl", "table"}:
            self.groups += 0 if tag.is_end else 1
            self.group = 0 if tag.is_end else self.groups
        elif tag.name == "tr":
            self.cell = 0
        elif tag.name in {"td", "th"} and not tag.is_end:
            self.cell += 1
        if tag.is_end:
            self.kind, self.level = "paragraph", 0
        else:
            kind = _KINDS.get(tag.name)
            if kind:
                self.kind = kind
                self.level = (
                    int(tag.name[1])
                    if tag.name[0] == "h" and tag.name[1:].isdigit()
                    else 1
                    if tag.name == "title"
                    else 4
                )
                if kind in {"cell", "header-cell"}:
                    self.level = self.cell
            elif tag.name not in {"p", "div", "span", "section"} or self.kind == "heading":
                self.kind, self.level = "paragraph", 0

    def _description(self, tag: _Tag) -> None:
        name = tag.attributes.get("name", tag.attributes.get("property", ("", 0, 0)))[0].lower()
        content = tag.attributes.get("content")
        if name in {"description", "og:description", "twitter:description"} and content:
            self._flush()
            self._words(content[1], content[2])
            self.writer.flush("description")

    def _flush(self) -> None:
        self.writer.flush(self.kind, self.level, self.group)

    def _words(self, start: int, end: int) -> None:
        position = start
        for match in _reference.finditer(self.text, start, end):
            plain = html.unescape(match[0])
            if plain == match[0]:
                continue
            self.writer.add(self.text[position : match.start()], position, match.start())
            self.writer.add(plain, match.start(), match.end())
            position = match.end()
        self.writer.add(self.text[position:end], position, end)


def _tokens(text: str, start: int, end: int, notes: list[str]) -> Iterator[_Tag | _Text]:
    position = start
    has_comment_end = True
    while position < end:
        opening = text.find("<", position, end)
        if opening < 0:
            yield _Text(position, end)
            return
        following = text[opening + 1 : opening + 2]
        is_end = following == "/"
        is_tag = text[opening + 1 + is_end : opening + 2 + is_end]
        if is_tag.isascii() and is_tag.isalpha():
            if opening > position:
                yield _Text(position, opening)
            found = _tag(text, opening, is_end, end)
            if found is None:
                notes.append(f"Not read: all after the unfinished tag at character {opening + 1}.")
                return
            tag, position = found
            yield tag
            if not is_end and tag.name in _RAW:
                position = _raw_end(text, tag.name, position, end)
        elif following in {"!", "?", "/"}:
            if opening > position:
                yield _Text(position, opening)
            if text.startswith("!--", opening + 1):
                close = text.find("-->", opening + 2, end) if has_comment_end else -1
                has_comment_end = close >= 0
                if close < 0:
                    notes.append(f"Not read: all after the unfinished comment at character {opening + 1}.")
                    return
                position = close + 3
            else:
                close = text.find(">", opening, end)
                if close < 0:
                    return
                position = close + 1
        else:
            yield _Text(position, opening + 1)
            position = opening + 1


def _tag(text: str, opening: int, is_end: bool, end: int) -> tuple[_Tag, int] | None:
    match = _name.match(text, opening + 1 + is_end, end)
    if match is None:
        return None
    attributes: dict[str, tuple[str, int, int]] = {}
    position = match.end()
    while True:
        while position < end and (text[position].isspace() or text[position] == "/"):
            position += 1
        if position >= end:
            return None
        if text[position] == ">":
            is_closed = text[position - 1] == "/"
            return _Tag(match[0].lower(), is_end, attributes, is_closed, opening), position + 1
        found = _attribute.match(text, position, end)
        if found is None or found.end() == position:
            position += 1
            continue
        group = next((number for number in (2, 3, 4) if found[number] is not None), 0)
        if group:
            attributes.setdefault(found[1].lower(), (found[group], found.start(group), found.end(group)))
        else:
            attributes.setdefault(found[1].lower(), ("", found.end(), found.end()))
        position = found.end()
        if not group and text[position : position + 1] == "=":
            # A value whose quotation mark is never closed runs to the end of the file.
            quote = text[position + 1 : position + 2]
            if quote in {'"', "'"}:
                return None
            position += 1


def _raw_end(text: str, name: str, position: int, end: int) -> int:
    # Raw text is skipped, so nothing is searched twice unless it never closes.
    close = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, position, end)
    return close.start() if close else end
