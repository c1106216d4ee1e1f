"""Choose the reader for a text: by name of its file, else by its look."""

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Literal, get_args

from ketacontent.lint.read.block import Writer

Format = Literal["text", "markdown", "html", "yaml"]
FORMATS: tuple[Format, ...] = get_args(Format)
_SUFFIXES: Mapping[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".yaml": "yaml",
    ".yml": "yaml",
}
_page = re.compile(
    r"\s*(?:<!doctype\s|<html[\s>]|<\?xml\s|<(?:body|head|main|article|section|div|p|h[1-6]|ul)[\s>])",
    re.IGNORECASE,
)
_surrogates = re.compile(r"[\ud800-\udfff\x00]")


def format_of(name: str, text: str = "") -> Format:
    """Return the format that a file's name or, failing that, its first tag tells."""
    return _SUFFIXES.get(PurePath(name).suffix.lower()) or ("html" if _page.match(text[:2000]) else "text")


def read(text: str, kind: Format) -> Writer:
    """Return the blocks of a text.

    Lone surrogates and NUL cannot be parsed by every reader; one replacement character each keeps places.
    """
    text = _surrogates.sub("\ufffd", text)
    if kind == "html":
        from ketacontent.lint.read.html import read_html

        return read_html(text)
    if kind == "markdown":
        from ketacontent.lint.read.markdown import read_markdown

        return read_markdown(text)
    if kind == "yaml":
        from ketacontent.lint.read.yaml import read_yaml

        return read_yaml(text)
    from ketacontent.lint.read.plain import read_plain

    return read_plain(text)
