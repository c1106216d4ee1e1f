"""The nodes of restricted inline Markdown: what an author may write inside one piece of text.

Nodes are plain values. They know neither how they are written nor what they
point at; `models/text/write.py` writes them and `pages/` resolves them. They
are written out by hand, because dataclasses take longer to make than all of
this module's work at start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping


class _Node:
    """A value with the fields of `__match_args__`; equal to a node of the same class with the same fields."""

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._values()))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({fields})"


class Text(_Node):
    """Words, exactly as the reader sees them."""

    __slots__ = ("words",)
    __match_args__ = ("words",)

    def __init__(self, words: str) -> None:
        self.words = words


class Emphasis(_Node):
    """Words that are stressed."""

    __slots__ = ("children",)
    __match_args__ = ("children",)

    def __init__(self, children: tuple[Node, ...]) -> None:
        self.children = children


class Strong(_Node):
    """Words that matter most."""

    __slots__ = ("children",)
    __match_args__ = ("children",)

    def __init__(self, children: tuple[Node, ...]) -> None:
        self.children = children


class Link(_Node):
    """Words that lead to an address."""

    __slots__ = ("children", "href")
    __match_args__ = ("href", "children")

    def __init__(self, href: str, children: tuple[Node, ...]) -> None:
        self.href = href
        self.children = children


class Cite(_Node):
    """`[@source-id]` or `[@one; @two]`: sources of the words before it. The offset is not compared."""

    __slots__ = ("offset", "source_ids")
    __match_args__ = ("source_ids",)

    def __init__(self, source_ids: tuple[str, ...], offset: int = 0) -> None:
        self.source_ids = source_ids
        self.offset = offset


class Ref(_Node):
    """`[[term]]`, `[[kind/id|words]]` or `[[kind/id#field]]`: another record, or a value of it."""

    __slots__ = ("field", "id", "kind", "offset", "words")
    __match_args__ = ("kind", "id", "field", "words")

    def __init__(self, kind: str, id: str, field: str = "", words: str = "", offset: int = 0) -> None:
        self.kind = kind
        self.id = id
        self.field = field
        self.words = words
        self.offset = offset

    @property
    def target(self) -> str:
        """Return ``kind/id``, with ``#field`` where a value is meant."""
        return f"{self.kind}/{self.id}" + (f"#{self.field}" if self.field else "")


class Note(_Node):
    """Numbers of the page's reference list: what a `Cite` becomes on a page."""

    __slots__ = ("numbers",)
    __match_args__ = ("numbers",)

    def __init__(self, numbers: tuple[int, ...]) -> None:
        self.numbers = numbers


class Foreign(_Node):
    """Words in another language than the page: what has not been translated."""

    __slots__ = ("children", "direction", "language")
    __match_args__ = ("language", "children")

    def __init__(self, language: str, children: tuple[Node, ...], direction: str = "") -> None:
        self.language = language
        self.children = children
        self.direction = direction
        """`ltr` or `rtl` where the language runs against that of the page."""


Node = Text | Emphasis | Strong | Link | Cite | Ref | Note | Foreign


class MarkedWords(str):
    """Plain words of which some are in another language. Whoever does not ask sees a string.

    What is cut out of it, or joined with others by Python's own means, has lost its marks: then it counts
    as words of the page's language. `filled`, `rstrip`, `joined` and `as_sentence` keep them.
    """

    nodes: tuple[Node, ...]

    @classmethod
    def of(cls, *nodes: Node) -> MarkedWords:
        """Return the words of nodes, which hold words only."""
        words = cls("".join(node.words for node in walk(nodes) if isinstance(node, Text)))
        words.nodes = nodes
        return words

    @classmethod
    def filled(cls, form: str, values: Mapping[str, object]) -> MarkedWords:
        """Return a format string with its values filled in."""
        from string import Formatter

        found: list[Node] = []
        for literal, name, spec, _ in Formatter().parse(form):
            if literal:
                found.append(Text(literal))
            if name is not None:
                value = values[name]
                found += words_nodes(value) if isinstance(value, str) else [Text(format(value, spec or ""))]
        return cls.of(*found)

    def same(self, words: str) -> str:
        """Return other words, marked as these are, where all of these are in one language."""
        node = self.nodes[0] if len(self.nodes) == 1 else None
        return (
            MarkedWords.of(Foreign(node.language, (Text(words),), node.direction))
            if isinstance(node, Foreign)
            else words
        )

    def rstrip(self, letters: str | None = None, /) -> str:
        """Return the words without some letters at their end."""
        kept = str.rstrip(self, letters)
        return self if len(kept) == len(self) else self.same(kept)

    def __getnewargs__(self) -> tuple[str]:
        return (str(self),)


def joined(between: str, parts: Iterable[str]) -> str:
    """Return words joined by others, with the marks of all; a plain string where none is marked."""
    listed = list(parts)
    if not any(type(part) is MarkedWords for part in listed):
        return between.join(listed)
    found: list[Node] = []
    for number, part in enumerate(listed):
        found += [*([Text(between)] if number else []), *words_nodes(part)]
    return MarkedWords.of(*found)


def as_sentence(words: str) -> str:
    """Return words with a capital first letter and a full stop, with their marks."""
    if type(words) is not MarkedWords:
        return f"{words[0].upper()}{words[1:].rstrip('.')}."
    nodes = list(words.nodes)
    nodes[0] = _changed(nodes[0], lambda each: f"{each[0].upper()}{each[1:]}")
    nodes[-1] = _changed(nodes[-1], lambda each: each.rstrip("."))
    return MarkedWords.of(*nodes, Text("."))


def _changed(node: Node, change: Callable[[str], str]) -> Node:
    """Return a node of words with other words in it."""
    if isinstance(node, Text):
        return Text(change(node.words))
    if isinstance(node, Foreign):
        return Foreign(node.language, tuple(_changed(each, change) for each in node.children), node.direction)
    return node


def words_nodes(words: str) -> tuple[Node, ...]:
    """Return plain words as nodes, in which nothing is a mark."""
    return words.nodes if type(words) is MarkedWords else (Text(words),)


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Yield every node, outer ones first, in reading order."""
    for node in nodes:
        yield node
        if isinstance(node, (Emphasis, Strong, Link, Foreign)):
            yield from walk(node.children)
