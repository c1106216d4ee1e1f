"""Nodes -> inline HTML, Markdown or plain words.

Each writer escapes for the place it writes to. Marks that nothing has resolved
(outside a page) show their id, so that no source or value is ever dropped.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import quote

from markupsafe import escape

from ketacontent.models.text.nodes import Cite, Emphasis, Foreign, Link, Node, Note, Ref, Strong, Text

_MARKDOWN = r"[\\`*_\[\]<|~#]|&(?=#?\w+;)|!\Z"
_LINE_START = r"[-+#>=:]|\d{1,9}(?=[.)])"
# What would end an address, or mean something in it, in Markdown.
_NOT_IN_ADDRESS = r"[\s<>\\^`{|}\"]"
_MARKS_IN_ADDRESS = r"[\[\]]|&(?=#?\w+;)"


def to_plain(nodes: tuple[Node, ...]) -> str:
    """Write the words only; an address is kept where it says more than the words do."""
    if len(nodes) == 1 and type(nodes[0]) is Text:
        return nodes[0].words
    return "".join([node.words if type(node) is Text else _plain(node) for node in nodes])


def _plain(node: Node) -> str:
    match node:
        case Text(words):
            return words
        case Link(_, children) | Emphasis(children) | Strong(children) | Foreign(_, children):
            return to_plain(children)
        case Cite(ids):
            return f"[{', '.join(ids)}]"
        case Note(numbers):
            return f"[{', '.join(map(str, numbers))}]"
        case Ref():
            return unresolved_words(node)


def unresolved_words(ref: Ref) -> str:
    """Return what stands for a reference where no catalog is at hand."""
    if ref.words:
        return ref.words
    return f"[{ref.target}]" if ref.field else ref.id.replace("-", " ")


def to_text(nodes: tuple[Node, ...]) -> str:
    """Write plain text in which every link is written out behind its words."""
    return "".join(_text(node) for node in nodes)


def _text(node: Node) -> str:
    if isinstance(node, (Emphasis, Strong, Foreign)):
        return to_text(node.children)
    if isinstance(node, Link):
        words, address = to_plain(node.children), node.href.removeprefix("mailto:").removeprefix("tel:")
        return (
            words
            if node.href.startswith("#") or address == words or _same_number(address, words)
            else f"{words} ({address})"
        )
    return _plain(node)


def _same_number(address: str, words: str) -> bool:
    """Say whether the words are the telephone number that the address dials."""
    digits = re.sub(r"\D", "", words)
    return bool(digits) and digits == re.sub(r"\D", "", address) and not re.search("[A-Za-z]", address)


def to_html(nodes: tuple[Node, ...], anchor: str = "kc-ref-", link_style: str = "") -> str:
    """Write inline HTML.

    Args:
        nodes: what to write.
        anchor: the part of a reference's id that stands before its number; empty for numbers without links.
        link_style: inline CSS for links, for email; trusted text.
    """
    if len(nodes) == 1 and type(nodes[0]) is Text:
        return escape_html(nodes[0].words)
    style = f' style="{link_style}"' if link_style else ""
    return "".join([_html(node, anchor, style) for node in nodes])


def escape_html(words: str) -> str:
    """Return words with everything escaped that means something in HTML, quotes too."""
    return str(escape(words)) if _MEANS_SOMETHING(words) else words


_MEANS_SOMETHING = re.compile("[&<>\"']").search


def _html(node: Node, anchor: str, style: str) -> str:
    match node:
        case Text(words):
            return escape_html(words)
        case Emphasis(children):
            return f"<em>{''.join(_html(child, anchor, style) for child in children)}</em>"
        case Strong(children):
            return f"<strong>{''.join(_html(child, anchor, style) for child in children)}</strong>"
        case Link(href, children):
            inner = "".join(_html(child, anchor, style) for child in children)
            return f'<a href="{escape(href)}"{style}>{inner}</a>'
        case Foreign(language, children):
            inner = "".join(_html(child, anchor, style) for child in children)
            direction = f' dir="{node.direction}"' if node.direction else ""
            return f'<span lang="{escape(language)}"{direction}>{inner}</span>'
        case Note() if not anchor:
            return str(escape(_plain(node)))
        case Note(numbers):
            links = ", ".join(f'<a href="#{anchor}{number}"{style}>{number}</a>' for number in numbers)
            return f'<span class="kc-note">[{links}]</span>'
        case _:
            return str(escape(_plain(node)))


def to_markdown(nodes: tuple[Node, ...]) -> str:
    """Write CommonMark that reads back as the same nodes, on one line."""
    tokens = [token for token in _tokens(nodes, ()) if token.written]
    for number, token in enumerate(tokens):
        if token.kind == "stress":
            _guard_stress(tokens, number, token.side)
    if tokens:
        tokens[0].guard(-1, _is_space)
        tokens[-1].guard(1, _is_space)
    written = "".join(token.markdown() for token in tokens)
    if tokens and tokens[0].kind == "words" and not tokens[0].first:
        written = (
            re.sub(_LINE_START, _escape_start, written, count=1)
            if re.match(_LINE_START, written)
            else written
        )
    return written


def _escape_start(found: re.Match[str]) -> str:
    mark = found.group()
    return f"{mark}\\" if mark[0].isdigit() else f"\\{mark}"


class _Token:
    """A piece of Markdown to be: words, a stress mark, or something that is already written."""

    __slots__ = ("first", "kind", "last", "side", "written")

    def __init__(self, kind: str, written: str, side: int = 0) -> None:
        self.kind, self.written, self.side = kind, written, side
        self.first = self.last = False  # whether the letter at that end is written as an entity

    def letter(self, side: int) -> str:
        """Return the letter at the start (-1) or end (1); an entity starts with & and ends with ;."""
        if (self.first, self.last)[side > 0]:
            return "&"
        return self.written[-1 if side > 0 else 0]

    def guard(self, side: int, needs_it: Callable[[str], bool]) -> None:
        """Write the letter at one end as an entity, where words need it."""
        if self.kind == "words" and needs_it(self.letter(side)):
            if side > 0:
                self.last = True
            else:
                self.first = True

    def markdown(self) -> str:
        if self.kind != "words":
            return self.written
        words = self.written
        start = f"&#{ord(words[0])};" if self.first else ""
        if self.first and len(words) == 1:
            return start
        end = f"&#{ord(words[-1])};" if self.last else ""
        middle = escape_markdown(words[self.first : len(words) - self.last])
        return start + re.sub(_LINE_BREAK, lambda found: f"&#{ord(found.group())};", middle) + end


_LINE_BREAK = r"[\n\r]"


def _guard_stress(tokens: list[_Token], number: int, side: int) -> None:
    """See to it that a stress mark opens (side -1) or closes (side 1).

    CommonMark asks that no space stands inside it and that, where a punctuation mark stands
    inside, no letter stands outside. Which signs count as punctuation or space differs between
    renderers; whatever is in doubt is written as an entity, which begins and ends with punctuation.
    """
    inside = _neighbor(tokens, number, -side)
    outside = _neighbor(tokens, number, side)
    if inside is None:
        return
    inside.guard(side, str.isspace)
    if outside is not None and _may_be_punctuation(inside.letter(side)):
        outside.guard(-side, lambda letter: not (_is_space(letter) or _is_punctuation(letter)))


def _neighbor(tokens: list[_Token], number: int, step: int) -> _Token | None:
    """Return the next piece that is no stress mark, in one direction."""
    number += step
    while 0 <= number < len(tokens) and tokens[number].kind == "stress":
        number += step
    return tokens[number] if 0 <= number < len(tokens) else None


def _is_space(letter: str) -> bool:
    return letter in "\t\n\r\f\v" or unicodedata.category(letter) == "Zs"


def _is_punctuation(letter: str) -> bool:
    return letter in string.punctuation or unicodedata.category(letter).startswith("P")


def _may_be_punctuation(letter: str) -> bool:
    return letter in string.punctuation or unicodedata.category(letter)[0] in "PS"


def _tokens(nodes: tuple[Node, ...], around: tuple[str, ...]) -> Iterator[_Token]:
    """Yield the pieces of nodes; stress inside the same stress adds nothing and is left out."""
    for node in _joined(nodes):
        match node:
            case Text(words):
                yield _Token("words", words)
            case Emphasis(children) | Strong(children):
                mark = "*" if isinstance(node, Emphasis) else "**"
                inner = [token for token in _tokens(children, (*around, mark)) if token.written]
                if mark in around or not inner:
                    yield from inner
                else:
                    yield _Token("stress", mark, -1)
                    yield from inner
                    yield _Token("stress", mark, 1)
            case Link(href, children):
                yield _Token("mark", "[")
                yield from _tokens(children, around)
                yield _Token("mark", f"]({_address(href)})")
            case Foreign(_, children):
                yield from _tokens(children, around)
            case Cite(ids):
                yield _Token("mark", f"[{'; '.join('@' + each for each in ids)}]")
            case Note(numbers):
                yield _Token("mark", rf"\[{', '.join(map(str, numbers))}\]")
            case Ref(kind, id_, field, words):
                prefix = "" if kind == "glossary-term" else f"{kind}/"
                tail = f"#{field}" if field else f"|{words}" if words else ""
                yield _Token("mark", f"[[{prefix}{id_}{tail}]]")


def _joined(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Yield nodes, neighbors of the same stress and neighboring words as one."""
    held: Node | None = None
    for node in nodes:
        if isinstance(node, Text) and not node.words:
            continue
        if isinstance(node, Text) and isinstance(held, Text):
            held = Text(held.words + node.words)
        elif isinstance(node, Emphasis) and isinstance(held, Emphasis):
            held = Emphasis(held.children + node.children)
        elif isinstance(node, Strong) and isinstance(held, Strong):
            held = Strong(held.children + node.children)
        else:
            if held is not None:
                yield held
            held = node
    if held is not None:
        yield held


def _address(href: str) -> str:
    """Write an address so that nothing in it ends it, or is read as a mark."""
    address = re.sub(_NOT_IN_ADDRESS, lambda found: quote(found.group(), safe=""), href)
    address = re.sub(
        _MARKS_IN_ADDRESS, lambda found: "&amp;" if found.group() == "&" else f"\\{found.group()}", address
    )
    return f"<{address}>" if re.search("[()]", address) else address


def escape_markdown(words: str) -> str:
    """Escape what Markdown could read as a mark anywhere in a line."""
    return re.sub(_MARKDOWN, lambda found: "\\" + found.group(), words)
