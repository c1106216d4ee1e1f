"""Reads Markdown with a second renderer and says what a reader would see.

The renderer is markdown-it-py with tables and strike-through, and with raw HTML let through, so that HTML
which leaked into Markdown output shows up as elements. It is not the parser that the library uses.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt

from kit.dom import visible_text

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


@cache
def _renderer() -> MarkdownIt:
    return MarkdownIt("gfm-like", {"html": True, "linkify": False})


def markdown_html(markdown: str) -> str:
    """Render Markdown as HTML; front matter is left out."""
    return str(_renderer().render(_FRONT_MATTER.sub("", markdown)))


def markdown_text(markdown: str) -> str:
    """Return the text a reader of the rendered Markdown sees, one line for each block."""
    return visible_text(markdown_html(markdown))
