"""What a browser's parser makes of a piece of HTML: its elements, its links and the text a reader sees.

Parsing is html5lib's, which follows the HTML standard's algorithm. No script is run, no style sheet read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

import html5lib
from selectolax.lexbor import LexborHTMLParser, LexborNode

ADDRESSES = frozenset(
    {"href", "src", "action", "formaction", "data", "poster", "background", "xlink:href", "cite"}
)
"""Attributes whose value a browser may open."""

_SAFE = re.compile(r"(https?:|mailto:|tel:|[/#?]|[^:/?#]*([/?#]|$))", re.IGNORECASE)
_IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x20]")  # a browser drops these before it looks at the scheme
# The words in a drawing stand beside it as well; a test of its own holds the two against each other.
_HIDDEN_ELEMENTS = frozenset({"head", "script", "style", "template", "noscript", "title", "svg"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "details", "div", "figcaption"),
        *("figure", "footer", "form", "header", "html", "main", "nav", "p", "pre", "section", "summary"),
        *("br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "ol", "ul", "li"),
        *("table", "thead", "tbody", "tfoot", "tr", "th", "td"),
    }
)


@dataclass(frozen=True)
class Shape:
    """The structure of a document, without its text."""

    counts: Counter[str]
    """How often each element (`a`), attribute (`a@href`) and `#comment` occurs."""
    bad_links: tuple[str, ...]
    """Addresses with a scheme other than https, http, mailto and tel, or without one on a foreign host."""


@lru_cache(maxsize=4)
def dom_shape(html: str) -> Shape:
    """Read the structure of a document or fragment."""
    counts: Counter[str] = Counter()
    bad: list[str] = []
    for element in _parse(html).iter():
        if not isinstance(element.tag, str):
            counts["#comment"] += 1
            continue
        counts[element.tag] += 1
        for raw_name, value in element.attrib.items():
            name = raw_name.lower()
            counts[f"{element.tag}@{name}"] += 1
            if name in ADDRESSES and not _is_safe(value):
                bad.append(f"{element.tag} {name}={value[:60]}")
    return Shape(counts, tuple(bad))


def surplus(html: str, harmless: str, *, allowed: frozenset[str] = frozenset()) -> list[str]:
    """Compare a document that holds hostile text with the same document that holds harmless text.

    Args:
        html: the document with the hostile text.
        harmless: the document with harmless text in its place.
        allowed: elements (`em`) and attributes (`a@href`) that the field may add or lose, such as a Markdown
            field's.

    Returns:
        One sentence for each thing that hostile text added, removed or linked.
    """
    shape, base = dom_shape(html), dom_shape(harmless)
    faults = [f"bad link: {link}" for link in shape.bad_links if link not in base.bad_links]
    faults += [
        f"extra {name} x{count}"
        for name, count in (shape.counts - base.counts).items()
        if name not in allowed
    ]
    faults += [
        f"lost {name} x{count}" for name, count in (base.counts - shape.counts).items() if name not in allowed
    ]
    return faults


def visible_text(html: str) -> str:
    """Return the text a reader sees, one line for each block, white space as a browser shows it.

    Elements that are hidden by the `hidden` attribute or by an inline style are left out; a style sheet is
    not read.
    """
    pieces: list[str] = []
    _collect(_parse(html), pieces, preformatted=False)
    lines = "".join(pieces).split("\0")
    return "\n".join(
        line for line in (re.sub(r"[ \t\n\f\r]+", " ", line).strip(" ") for line in lines) if line
    )


def words_seen(html: str, within: str = "body") -> str:
    """Return what `visible_text` returns, on one line, by a parser that is many times faster.

    Args:
        html: a document or fragment.
        within: the tag of the element to read.
    """
    pieces: list[str] = []
    _walk(LexborHTMLParser(html).css_first(within), pieces)
    return " ".join("".join(pieces).split())


def _walk(element: LexborNode, pieces: list[str]) -> None:
    child = element.child
    while child is not None:
        tag, attributes = child.tag or "", child.attributes
        is_hidden = (
            tag in _HIDDEN_ELEMENTS
            or "hidden" in attributes
            or _HIDDEN_STYLE.search(attributes.get("style") or "")
        )
        if tag == "-text":
            pieces.append(child.text_content or "")
        elif not is_hidden:
            edge = " " if tag in _BLOCKS else ""
            pieces.append(edge)
            _walk(child, pieces)
            pieces.append(edge)
        child = child.next


def elements(html: str, *tags: str) -> Iterator[Element]:
    """Yield the elements with one of these tags, in document order."""
    for element in _parse(html).iter():
        if element.tag in tags:
            yield element


def text_of(element: Element) -> str:
    """Return an element's text, white space collapsed."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def _parse(html: str) -> Element:
    tree: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return tree


def _is_safe(address: str) -> bool:
    compact = _IGNORED_IN_ADDRESSES.sub("", address)
    return bool(_SAFE.match(compact)) and not compact.startswith(("//", "/\\", "\\"))


def _collect(element: Element, pieces: list[str], *, preformatted: bool) -> None:
    """Gather text in order; a NUL, which no parsed document holds, stands for the edge of a block."""
    tag = element.tag
    if isinstance(tag, str) and not _is_hidden(element):
        edge = "\0" if tag in _BLOCKS else ""
        preformatted = preformatted or tag == "pre"
        pieces.append(edge)
        pieces.append(_piece(element.text, preformatted))
        for child in element:
            _collect(child, pieces, preformatted=preformatted)
            pieces.append(_piece(child.tail, preformatted))
        pieces.append(edge)


def _piece(text: str | None, preformatted: bool) -> str:
    if not text:
        return ""
    return text.replace("\n", "\0") if preformatted else text


def _is_hidden(element: Element) -> bool:
    return (
        str(element.tag).rpartition("}")[2] in _HIDDEN_ELEMENTS  # html5lib puts a drawing's namespace first
        or "hidden" in element.attrib
        or bool(_HIDDEN_STYLE.search(element.get("style", "")))
    )
