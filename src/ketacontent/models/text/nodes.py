"""The nodes of restricted inline Markdown: what an author may write inside one piece of text.

Nodes are plain values. They know neither how they are written nor what they
point at; `models/text/write.py` writes them and `pages/` resolves them. They
are written out by hand, because dataclasses take longer to make than all of
this module's work at start.
"""

from __future__ import annotations

from collections.abc import Iterator


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


Node = Text | Emphasis | Strong | Link | Cite | Ref | Note


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Yield every node, outer ones first, in reading order."""
    for node in nodes:
        yield node
        if isinstance(node, (Emphasis, Strong, Link)):
            yield from walk(node.children)
