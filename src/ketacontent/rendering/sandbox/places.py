"""Where the words of a template stand: Jinja's syntax tree knows lines only, and messages name columns."""

from __future__ import annotations

from typing import NamedTuple

from jinja2 import Environment

from ketacontent.rendering.sandbox.words import MAX_TOKENS

_LEXER = Environment(keep_trailing_newline=True, autoescape=True).lexer


class Token(NamedTuple):
    """A piece of a template, and where it starts, counted from 1."""

    kind: str
    text: str
    line: int
    column: int


class TooLong(Exception):
    """A template that has more tokens than anybody writes."""


class Places:
    """The tokens of one template.

    Args:
        source: the template; it must be one that the lexer can read.

    Raises:
        TooLong: it has too many tokens; the others are not looked at.
    """

    def __init__(self, source: str) -> None:
        self.tokens: list[Token] = []
        at, line, start = 0, 1, 0  # start: of the line that `at` is in
        for _, kind, text in _LEXER.tokeniter(source, None):
            if len(self.tokens) >= MAX_TOKENS:
                raise TooLong
            found = source.find(text, at)  # blank space that a `-` takes away is in no token
            line += source.count("\n", at, found)
            start = source.rfind("\n", 0, found) + 1
            self.tokens.append(Token(kind, text, line, found - start + 1))
            at = found + len(text)
            line += text.count("\n")

    def of(self, line: int, *words: str) -> tuple[int, int]:
        """Return where the first of some words stands, on a line or after it; else where the line starts."""
        for token in self.tokens:
            if token.line >= line and token.text in words:
                return token.line, token.column
        for token in self.tokens:
            if token.line == line and token.kind not in ("data", "whitespace"):
                return token.line, token.column
        return line, 1

    def within(self, token: Token, offset: int) -> tuple[int, int]:
        """Return where a character of a token stands."""
        before = token.text[:offset]
        rows = before.count("\n")
        return token.line + rows, offset - before.rfind("\n") if rows else token.column + offset
