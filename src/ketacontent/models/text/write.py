"""Nodes -> inline HTML, Markdown or plain words.

Each writer escapes for the place it writes to. Marks that nothing has resolved
(outside a page) show their id, so that no source or value is ever dropped.
"""

from __future__ import annotations

import re

from markupsafe import escape

from ketacontent.models.text.nodes import Cite, Emphasis, Link, Node, Note, Ref, Strong, Text

_MARKDOWN = re.compile(r"[\\`*_\[\]<|~#]|&(?=#?\w+;)|!\Z")
_LINE_START = re.compile(r"(\s*)([-+#>=:]|\d{1,9}(?=[.)]))")


def to_plain(nodes: tuple[Node, ...]) -> str:
    """Write the words only; an address is kept where it says more than the words do."""
    return "".join(_plain(node) for node in nodes)


def _plain(node: Node) -> str:
    match node:
        case Text(words):
            return words
        case Link(_, children) | Emphasis(children) | Strong(children):
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
    if isinstance(node, (Emphasis, Strong)):
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
    style = f' style="{link_style}"' if link_style else ""
    return "".join(_html(node, anchor, style) for node in nodes)


def _html(node: Node, anchor: str, style: str) -> str:
    match node:
        case Text(words):
            return str(escape(words))
        case Emphasis(children):
            return f"<em>{''.join(_html(child, anchor, style) for child in children)}</em>"
        case Strong(children):
            return f"<strong>{''.join(_html(child, anchor, style) for child in children)}</strong>"
        case Link(href, children):
            inner = "".join(_html(child, anchor, style) for child in children)
            return f'<a href="{escape(href)}"{style}>{inner}</a>'
        case Note() if not anchor:
            return str(escape(_plain(node)))
        case Note(numbers):
            links = ", ".join(f'<a href="#{anchor}{number}"{style}>{number}</a>' for number in numbers)
            return f'<span class="kc-note">[{links}]</span>'
        case _:
            return str(escape(_plain(node)))


def to_markdown(nodes: tuple[Node, ...]) -> str:
    """Write CommonMark that reads back as the same nodes."""
    written = "".join(_markdown(node) for node in nodes)
    if nodes and isinstance(nodes[0], Text):
        written = _LINE_START.sub(_escape_start, written, count=1) if _LINE_START.match(written) else written
    return written


def _escape_start(found: re.Match[str]) -> str:
    space, mark = found.groups()
    return f"{space}{mark}\\" if mark[0].isdigit() else f"{space}\\{mark}"


def _markdown(node: Node) -> str:
    match node:
        case Text(words):
            return escape_markdown(words)
        case Emphasis(children):
            return f"*{''.join(map(_markdown, children))}*"
        case Strong(children):
            return f"**{''.join(map(_markdown, children))}**"
        case Link(href, children):
            address = re.sub(r"&(?=#?\w+;)", "&amp;", href)
            address = f"<{address}>" if re.search("[()]", address) else address
            return f"[{''.join(map(_markdown, children))}]({address})"
        case Cite(ids):
            return f"[{'; '.join('@' + each for each in ids)}]"
        case Note(numbers):
            return rf"\[{', '.join(map(str, numbers))}\]"
        case Ref(kind, id_, field, words):
            prefix = "" if kind == "glossary-term" else f"{kind}/"
            tail = f"#{field}" if field else f"|{words}" if words else ""
            return f"[[{prefix}{id_}{tail}]]"


def escape_markdown(words: str) -> str:
    """Escape what Markdown could read as a mark anywhere in a line."""
    return _MARKDOWN.sub(lambda found: "\\" + found.group(), words)
