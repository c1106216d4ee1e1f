"""The nodes of restricted inline Markdown: what an author may write inside one piece of text.

Nodes are plain values. They know neither how they are written nor what they
point at; `models/text/write.py` writes them and `pages/` resolves them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as _field


@dataclass(frozen=True, slots=True)
class Text:
    """Words, exactly as the reader sees them."""

    words: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words that are stressed."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that matter most."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address."""

    href: str
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Cite:
    """`[@source-id]` or `[@one; @two]`: sources of the words before it."""

    source_ids: tuple[str, ...]
    offset: int = _field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Ref:
    """`[[term]]`, `[[kind/id|words]]` or `[[kind/id#field]]`: another record, or a value of it."""

    kind: str
    id: str
    field: str = ""
    words: str = ""
    offset: int = _field(default=0, compare=False)

    @property
    def target(self) -> str:
        """Return ``kind/id``, with ``#field`` where a value is meant."""
        return f"{self.kind}/{self.id}" + (f"#{self.field}" if self.field else "")


@dataclass(frozen=True, slots=True)
class Note:
    """Numbers of the page's reference list: what a `Cite` becomes on a page."""

    numbers: tuple[int, ...]


Node = Text | Emphasis | Strong | Link | Cite | Ref | Note


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Yield every node, outer ones first, in reading order."""
    for node in nodes:
        yield node
        if isinstance(node, (Emphasis, Strong, Link)):
            yield from walk(node.children)
