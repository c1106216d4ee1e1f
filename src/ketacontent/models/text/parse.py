"""Source of one piece of text -> nodes.

Emphasis, strong and links are CommonMark, parsed by pyromark. Our own marks
(`[@source]`, `[[record]]`) are found first and stand in the Markdown as
placeholders of the same length, so every position stays true.
"""

from __future__ import annotations

import re
from collections import deque
from itertools import groupby

import pyromark

from ketacontent.models.text.characters import TextFault, has_words, is_allowed_address, refuse_characters
from ketacontent.models.text.nodes import Cite, Emphasis, Link, Node, Ref, Strong, Text
from ketacontent.models.text.write import to_plain

_HOLD = "\ue000"  # private use: no text may hold it, and Markdown reads it as a letter
# Lines that begin with a letter and hold nothing that Markdown could mean.
_LINE = r"[A-Za-z\"'(“‘\ue000][^\\`*_\[\]<&~\t\n]*"
_PLAIN = re.compile(rf"{_LINE}(?:\n *{_LINE})*")
# Texts whose reading no rule of Markdown can change: words, our own marks, and stress and links of the
# plainest kind, with a space or the end outside. One expression cuts them; others go through pyromark.
_SAFE = (
    r"A-Za-z0-9 .,:;?!()/'\"%+=$@{}>^|#\-\u00a1-\u024f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff"
)
_WORDS = r"[A-Za-z0-9](?:[A-Za-z0-9 ,'’-]*[A-Za-z0-9])?"
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_START = r"(?=[A-Za-z\"'(“‘]|\*\*?[A-Za-z0-9]|\[[A-Za-z0-9@\[])"
_SIMPLE = re.compile(
    rf"(?P<words>[{_SAFE}]+(?:&(?!#?\w+;)[{_SAFE}]*)*)"
    rf"|\[(?P<cite>@{_SLUG}(?:; *@{_SLUG})*)\]"
    rf"|\[\[(?:(?P<kind>{_SLUG})/)?(?P<id>{_SLUG})"
    rf"(?:\#(?P<field>{_SLUG})|\|(?P<shown>[A-Za-z0-9 ,.'’-]+))?(?P<ref>\]\])"
    rf"|(?P<break>\n *){_START}"
    rf"|(?:(?<=[ (\n])|\A)\*\*(?P<strong>{_WORDS})\*\*(?=[ .,;:!?)\n]|\Z)"
    rf"|(?:(?<=[ (\n])|\A)\*(?P<emphasis>{_WORDS})\*(?=[ .,;:!?)\n]|\Z)"
    rf"|(?:(?<=[ (\n])|\A)\[(?P<linked>{_WORDS})\]\((?P<link>https://[A-Za-z0-9./_?=#-]+)\)"
)
_SIMPLE_START = re.compile(_START)
_MARK = re.compile(r"\\.|\[\[(?P<ref>.*?)\]\]|\[(?P<cite>@[^\]]*)\]|\[\[|\[@", re.DOTALL)
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_REF = re.compile(rf"(?:(?P<kind>{_ID})/)?(?P<id>{_ID})(?:\#(?P<field>{_ID})|\|(?P<words>[^\[\]|]+))?")
_CITE = re.compile(rf"@({_ID})(?:\s*;\s*@({_ID}))*")
FORBIDDEN = {
    "Code": ("`code`", "Write the words without backticks, or put a backslash before a backtick."),
    "InlineHtml": ("HTML", r"Write Markdown. For a plain < put a backslash before it: \<."),
    "Html": ("HTML", r"Write Markdown. For a plain < put a backslash before it: \<."),
    "HtmlBlock": ("HTML", r"Write Markdown. For a plain < put a backslash before it: \<."),
    "Image": ("an image", "Use a figure block, which asks for the words that describe the image."),
    "Heading": (
        "a heading",
        "Give the words a section of their own. For a plain # put a backslash before it.",
    ),
    "List": (
        "a list",
        "Use a body field for lists. For a plain number or dash put a backslash before its mark.",
    ),
    "BlockQuote": (
        "a quotation",
        "Use a quote block, which names its source. For a plain > put a backslash before it.",
    ),
    "CodeBlock": ("a code block", "Start the lines of a text without spaces before them."),
    "Rule": ("a rule", "Use sections to part a text."),
}
_STRESS: dict[str, type[Emphasis | Strong]] = {"Emphasis": Emphasis, "Strong": Strong}


def parse_inline(source: str) -> tuple[Node, ...]:
    """Parse one piece of text.

    Args:
        source: restricted inline Markdown; line breaks count as spaces.

    Returns:
        The nodes in reading order.

    Raises:
        TextFault: with the offset of the fault, in characters.
    """
    simple = parse_simple(source)
    if simple is not None:
        return simple
    refuse_characters(source)
    return _Builder(source).build()


def parse_simple(source: str) -> tuple[Node, ...] | None:
    """Return the nodes of a text that is surely of the simple kind, or None."""
    if not _SIMPLE_START.match(source) or source[-1] in " \n":
        return None
    nodes: list[Node] = []
    words = ""  # what the next text node begins with
    at = 0
    for found in _SIMPLE.finditer(source):
        if found.start() != at:
            return None
        form, at = found.lastgroup, found.end()
        if form == "words":
            words += found[0]
            continue
        if form == "break":
            words = words.rstrip(" ") + " "
            continue
        node: Node
        if form == "cite":
            node = Cite(tuple(part.strip(" ")[1:] for part in found["cite"].split(";")), found.start())
        elif form == "ref":
            shown = " ".join((found["shown"] or "").split())
            kind = found["kind"] or "glossary-term"
            node = Ref(kind, found["id"], found["field"] or "", shown, found.start())
        elif form == "link":
            if not is_allowed_address(found["link"]):
                return None
            node = Link(found["link"], (Text(found["linked"]),))
        else:
            stressed = (Text(found[0].strip("*")),)
            node = Strong(stressed) if form == "strong" else Emphasis(stressed)
        if words:
            nodes.append(Text(words))
            words = ""
        nodes.append(node)
    if at != len(source):
        return None
    if words:
        nodes.append(Text(words))
    return tuple(nodes)


class _Builder:
    """Builds nodes from pyromark's events, for one source."""

    def __init__(self, source: str) -> None:
        self.marks: deque[tuple[Cite | Ref, int]] = deque()  # each with the length of its placeholder
        self.bytes = source.encode()
        self.held = _MARK.sub(self.hold, source)
        self.held_bytes = self.held.encode()
        self.open_nodes: list[tuple[str, str, list[Node]]] = [("", "", [])]
        self.starts: list[int] = []
        self.has_paragraph = False

    def hold(self, found: re.Match[str]) -> str:
        """Keep a mark aside and return a placeholder of as many bytes."""
        whole, offset = found.group(), found.start()
        if whole.startswith("\\"):
            return whole
        mark: Cite | Ref
        if found["ref"] is found["cite"] is None:
            raise TextFault(
                f"`{whole}` is not closed.",
                f"Close it with {']]' if whole == '[[' else ']'}, or put a backslash before it: \\{whole}",
                offset,
            )
        if found["ref"] is not None:
            form = _REF.fullmatch(found["ref"])
            if not form:
                raise TextFault(
                    f"{whole!r} is not a reference.",
                    "Write [[term]], [[kind/id]], [[kind/id|words]] or [[kind/id#field]].",
                    offset,
                )
            words = " ".join((form["words"] or "").split())
            mark = Ref(form["kind"] or "glossary-term", form["id"], form["field"] or "", words, offset)
        else:
            if not _CITE.fullmatch(found["cite"]):
                raise TextFault(
                    f"{whole!r} is not a citation.", "Write [@source-id] or [@one; @two].", offset
                )
            mark = Cite(tuple(part.strip()[1:] for part in found["cite"].split(";")), offset)
        letters = len(whole.encode()) - len(_HOLD.encode())
        self.marks.append((mark, letters))
        return _HOLD + "x" * letters

    def build(self) -> tuple[Node, ...]:
        if _PLAIN.fullmatch(self.held):
            self.add_plain()
        else:
            self.add_markdown()
        return _tidy(self.open_nodes[0][2])

    def add_plain(self) -> None:
        """Add words and marks of a text that holds no Markdown: most texts, and much the fastest."""
        self.put_back(re.sub(r" *\n *", " ", self.held).rstrip(" "))

    def add_markdown(self) -> None:
        """Add a text by the rules of Markdown."""
        if "]:" in self.held and pyromark.reference_definitions(self.held):
            raise TextFault(
                "This text defines a link reference, which a text may not.",
                "Write the link in place: [words](https://...). Put a backslash before a plain bracket.",
            )
        for event, span in pyromark.events_with_range(self.held):
            self.take(event, span["start"], span["end"])

    def take(self, event: object, start: int, end: int) -> None:
        if event in ("SoftBreak", "HardBreak"):
            self.add(Text(" "))
        elif isinstance(event, dict):
            ((name, value),) = event.items()
            if name == "Text":
                self.add_words(value, start, end)
            elif name == "Start":
                self.open(value, start)
            elif name == "End":
                self.close()
            else:
                self.refuse(name, start)
        else:
            self.refuse(str(event), start)

    def open(self, value: object, start: int) -> None:
        name, detail = next(iter(value.items())) if isinstance(value, dict) else (str(value), {})
        href = ""
        if name == "Paragraph":
            if self.has_paragraph:
                raise TextFault(
                    "This text has several paragraphs.", "Take out the empty line.", self.offset(start)
                )
            self.has_paragraph = True
        elif name in _STRESS:
            if any(outer in _STRESS for outer, _, _ in self.open_nodes):
                raise TextFault(
                    "Words are stressed twice.", "Use *one* or **two** stars, once.", self.offset(start)
                )
            siblings = self.open_nodes[-1][2]
            if siblings and isinstance(siblings[-1], (Emphasis, Strong)):
                raise TextFault(
                    "Two stressed parts touch.",
                    "Stress them as one, or put words between them.",
                    self.offset(start),
                )
        elif name == "Link":
            if any(outer == "Link" for outer, _, _ in self.open_nodes):
                raise TextFault(
                    "A link stands inside a link.", "Write one after the other.", self.offset(start)
                )
            href = self.address(detail, start)
        else:
            self.refuse(name, start)
        self.open_nodes.append((name, href, []))
        self.starts.append(start)

    def address(self, link: dict[str, str], start: int) -> str:
        href = f"mailto:{link['dest_url']}" if link["link_type"] == "Email" else link["dest_url"]
        if _HOLD in href or not is_allowed_address(href):
            raise TextFault(
                f"{href.replace(_HOLD, '')!r} is not an address that a link may lead to.",
                "Use a whole https:, mailto: or tel: address, or [[kind/id|words]] for a record.",
                self.offset(start),
            )
        if link["title"]:
            raise TextFault(
                "This link has a title.", "Put the title's words into the text.", self.offset(start)
            )
        return href

    def close(self) -> None:
        name, href, children = self.open_nodes.pop()
        start = self.starts.pop()
        if name == "Paragraph":
            self.open_nodes[-1][2].extend(children)
        elif name == "Link":
            link = Link(href, _tidy(children))
            if not has_words(to_plain(link.children)):
                raise TextFault(
                    "This link has no words.", "Say between the brackets where it leads.", self.offset(start)
                )
            self.add(link)
        else:
            self.add(_STRESS[name](_tidy(children)))

    def add_words(self, words: str, start: int, end: int) -> None:
        """Add the words of one event."""
        is_as_written = self.held_bytes[start:end] == words.encode()
        if not is_as_written:  # an entity or an escape: letters, never a placeholder
            try:
                self.add(Text(refuse_characters(words)))
            except TextFault as fault:
                fault.offset = self.offset(start)
                raise
            return
        self.put_back(words)

    def put_back(self, words: str) -> None:
        """Add words with the marks where their placeholders stand."""
        while _HOLD in words:
            before, _, words = words.partition(_HOLD)
            mark, letters = self.marks.popleft()
            words = words[letters:]
            if any(name == "Link" for name, _, _ in self.open_nodes):
                raise TextFault(
                    "A reference or citation stands inside a link.", "Put it after the link.", mark.offset
                )
            self.add(Text(before))
            self.add(mark)
        self.add(Text(words))

    def add(self, node: Node) -> None:
        if not isinstance(node, Text) or node.words:
            self.open_nodes[-1][2].append(node)

    def offset(self, position: int) -> int:
        """Turn a position in bytes into one in characters."""
        return len(self.bytes[:position].decode(errors="ignore"))

    def refuse(self, name: str, start: int) -> None:
        label, fix = FORBIDDEN.get(name, (name, "Write it as plain words."))
        raise TextFault(f"This text holds {label}, which a text may not.", fix, self.offset(start))


def _tidy(nodes: list[Node]) -> tuple[Node, ...]:
    """Join neighboring words."""
    tidy: list[Node] = []
    for is_words, group in groupby(nodes, lambda node: isinstance(node, Text)):
        if is_words:
            tidy.append(Text("".join(node.words for node in group if isinstance(node, Text))))
        else:
            tidy.extend(group)
    return tuple(tidy)
