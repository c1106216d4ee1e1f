"""`RichText`: one piece of text, as its author wrote it, read when it is first needed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic_core import core_schema

from ketacontent.models.text.characters import has_words
from ketacontent.models.text.nodes import Cite, Node, Ref, Text, walk, words_nodes
from ketacontent.models.text.write import to_html, to_markdown, to_plain

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

MAX_LENGTH = 6_000
# One line of letters, digits and signs that mean nothing, with no space at its ends.
_ONLY_WORDS = re.compile(
    r"[A-Za-z](?:[A-Za-z0-9 .,:;?!()/'\"%+=$–—’‘“”…-]*[A-Za-z0-9.,:;?!)'\"%’”…-])?"
).fullmatch


class RichText:
    """One piece of text in restricted inline Markdown.

    Emphasis, links (`https:`, `mailto:`, `tel:`), `[@source-id]`, `[[term]]`,
    `[[kind/id|words]]` and `[[kind/id#field]]`; no raw HTML, no images.
    It is not a `str`: slicing or `|upper` would work on the source.
    `str()` gives plain words, `__html__` inline HTML for any template engine.
    Outside a page a citation shows the source's id.

    Args:
        source: the Markdown; line breaks count as spaces.

    Raises:
        TextFault: (a ValueError) with the offset of the fault in characters.
    """

    __slots__ = ("_nodes", "_source")

    def __init__(self, source: str) -> None:
        from ketacontent.models.text.parse import parse_inline

        self._source: str | None = source
        self._nodes: tuple[Node, ...] | None = parse_inline(source)

    @classmethod
    def unread(cls, source: str) -> RichText:
        """Return a text that is known to be good and is read when first needed."""
        text = cls.__new__(cls)
        text._source, text._nodes = source, None
        return text

    @classmethod
    def simple(cls, source: str) -> RichText | None:
        """Return a text that is so plain that nothing can be wrong with it, or None for all others."""
        nodes: tuple[Node, ...] | None
        if _ONLY_WORDS(source):
            nodes = (Text(source),)
        else:
            from ketacontent.models.text.parse import parse_simple

            source = source.strip()
            nodes = parse_simple(source)
            if not nodes or len(source) > MAX_LENGTH:
                return None
        text = cls.__new__(cls)
        text._source, text._nodes = source, nodes
        return text

    @classmethod
    def of(cls, *nodes: Node) -> RichText:
        """Return a text made of nodes; its source is written from them."""
        text = cls.__new__(cls)
        text._source, text._nodes = None, nodes
        return text

    @classmethod
    def plain_words(cls, words: str) -> RichText:
        """Return a text of plain words, in which nothing is a mark."""
        return cls.of(Text(words)) if type(words) is str else cls.of(*words_nodes(words))

    @property
    def source(self) -> str:
        """The Markdown as written, or as written from the nodes."""
        if self._source is None:
            self._source = to_markdown(self.nodes)
        return self._source

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The parsed nodes, in reading order."""
        if self._nodes is None:
            from ketacontent.models.text.parse import parse_inline

            self._nodes = parse_inline(self._source or "")
        return self._nodes

    @property
    def references(self) -> tuple[Ref | Cite, ...]:
        """Every citation and reference, in reading order."""
        return tuple(node for node in walk(self.nodes) if isinstance(node, (Ref, Cite)))

    @property
    def markdown(self) -> str:
        """The text as CommonMark, on one line."""
        return to_markdown(self.nodes)

    @property
    def plain(self) -> str:
        """The words alone."""
        return to_plain(self.nodes)

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Keep the source; the copy is read again when it is needed."""
        return unread_text, (self.source,)

    def __html__(self) -> str:
        """Return escaped inline HTML; MarkupSafe and Django both ask for it by this name."""
        return to_html(self.nodes)

    def __str__(self) -> str:
        return self.plain

    def __repr__(self) -> str:
        return f"RichText({self.source!r})"

    def __bool__(self) -> bool:
        return bool(self.nodes)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RichText):
            return False
        if self._source is not None and self._source == other._source:
            return True
        return self.nodes == other.nodes

    def __hash__(self) -> int:
        return hash(self.nodes)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Accept a string or a RichText; write a string."""
        return core_schema.with_info_plain_validator_function(
            cls._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(
                _source_of, return_schema=core_schema.str_schema()
            ),
        )

    @classmethod
    def _validate(cls, value: object, info: core_schema.ValidationInfo) -> RichText:
        if isinstance(value, RichText):
            return value
        if not isinstance(value, str):
            raise ValueError("should be a text")
        if info.context is TRUSTED:
            return cls.unread(value)
        if len(value) <= MAX_LENGTH:  # most texts are so plain that nothing can be wrong with them
            simple = cls.simple(value)
            if simple is not None:
                return simple
        if not value.strip():
            raise ValueError("is empty")
        if len(value) > MAX_LENGTH:
            raise ValueError(f"has {len(value)} characters, more than {MAX_LENGTH}")
        text = cls(value.strip())
        if not has_words(text.plain):
            raise ValueError("has no visible character")
        return text

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the marks that an author may use."""
        return {
            "type": "string",
            "maxLength": MAX_LENGTH,
            "description": "Inline Markdown: *emphasis*, **strong**, [words](https://...), [@source-id], "
            "[[term]], [[kind/id|words]], [[kind/id#field]]. No HTML, no images.",
        }


TRUSTED: dict[str, bool] = {"trusted": True}
"""Validation context for a pack that was checked when it was built: its texts are read when needed."""


def unread_text(source: str) -> RichText:
    """Return a text that is known to be good."""
    return RichText.unread(source)


def _source_of(text: RichText) -> str:
    return text.source
