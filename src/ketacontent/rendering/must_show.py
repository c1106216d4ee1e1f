"""Whether an output shows what it must: notices, crisis help, review state.

A must-show block is the same on every page, so it is rendered once per channel
and set of templates; that piece must show the block's whole text, and each
output must contain the piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from ketacontent.errors import MissingNotice
from ketacontent.pages.block import Crisis, Notice
from ketacontent.pages.page import MustShow, Page
from ketacontent.pages.texts import texts_in
from ketacontent.rendering.engine import Engine
from ketacontent.rendering.visible import visible_text


def name_of(block: MustShow) -> str:
    """Return what a message calls a block."""
    if isinstance(block, Notice):
        return block.heading.plain
    return block.heading.plain if isinstance(block, Crisis) else "Review state"


def _joined(words: str) -> str:
    return " ".join(words.split())


def texts_of(block: MustShow) -> tuple[str, ...]:
    """Return the words that a block must show, in order."""
    return tuple(_joined(text.plain) for text in texts_in(block))


class MustShowCheck:
    """Checks outputs of one engine.

    Args:
        engine: whose outputs they are.
        level: the heading level at which pages show their blocks.
    """

    def __init__(self, engine: Engine, level: int) -> None:
        self.engine = engine
        self.level = level
        self.checked: set[MustShow] = set()

    def piece(self, block: MustShow) -> str:
        """Return a block's piece, which was read once and shows the whole block.

        Raises:
            MissingNotice: (KC404) the template drops or hides words of the block.
        """
        piece = self.engine.piece(block, self.level)
        if block not in self.checked:
            missing = missing_words(piece, block, self.engine.channel)
            if missing is not None:
                template = self.engine.name(block.kind)
                raise MissingNotice(
                    template,
                    name_of(block),
                    f'The template hides or drops "{missing[:80]}" of "{name_of(block)}", which must show.',
                    "KC404",
                )
            self.checked.add(block)
        return piece

    def check(self, output: str, page: Page, template: str) -> None:
        """Check one output.

        Our own templates show what they print, so it is enough that the piece is there. A host's
        template may hide it, or show it in markup of its own, so the whole output is read.

        Raises:
            MissingNotice: a block that must show is not in it (KC401), or is hidden (KC404); template
                and notice are named.
        """
        pieces = [(block, self.piece(block)) for block in page.must_show]
        if not self.engine.is_ours:
            _check_seen(output, page.must_show, template, self.engine.channel)
            return
        squeezed = None
        for block, piece in pieces:
            if piece in output:
                continue
            squeezed = squeezed if squeezed is not None else _joined(output)
            if _joined(piece) not in squeezed:
                raise MissingNotice(template, name_of(block))


def missing_words(piece: str, block: MustShow, channel: str) -> str | None:
    """Return the first words of a block that its piece does not show, or None."""
    return _first_missing(_seen(piece, channel), _wanted(block, channel))


def check_visible(html: str, blocks: Iterable[MustShow], template: str) -> None:
    """Read a whole HTML output and check that every block is seen in it.

    Raises:
        MissingNotice: words of a block are not there (KC401) or hidden (KC404).
    """
    _check_seen(html, blocks, template, "html")


def _check_seen(output: str, blocks: Iterable[MustShow], template: str, channel: str) -> None:
    seen = _seen(output, channel)
    for block in blocks:
        missing = _first_missing(seen, _wanted(block, channel))
        if missing is None:
            continue
        if missing not in _printed(output):
            raise MissingNotice(template, name_of(block))
        raise MissingNotice(
            template,
            name_of(block),
            f'A reader does not see "{missing[:80]}" of "{name_of(block)}", which must show.',
            "KC404",
        )


def _seen(output: str, channel: str) -> str:
    """Return the words of an output that a reader sees."""
    if channel in ("html", "email"):
        return visible_text(output)
    return _seen_in_markdown(output) if channel == "markdown" else _joined(output)


def _seen_in_markdown(source: str) -> str:
    """Return Markdown without what its reader does not see: comments, hidden elements, link definitions.

    The marks stay, so that only Markdown that went through here as well can be looked for.
    """
    source = re.sub(r"^ {0,3}\[[^\]\n]+\]:.*$", " ", source, flags=re.M)
    source = re.sub(r"\\.", lambda found: "&lt;" if found.group() == r"\<" else found.group(), source)
    return visible_text(source)


def _wanted(block: MustShow, channel: str) -> tuple[str, ...]:
    if channel == "markdown":
        return tuple(_seen_in_markdown(text.markdown) for text in texts_in(block))
    return texts_of(block)


def _printed(output: str) -> str:
    """Return every word that stands in an output, seen or hidden."""
    words = re.sub(r"</?(?:a|b|em|i|span|strong)\b[^>]*>", "", output)
    return _joined(unescape(re.sub(r"</?[a-zA-Z][^>]*>", " ", words)))


def _first_missing(seen: str, wanted: Iterable[str]) -> str | None:
    at = 0
    for words in wanted:
        found = seen.find(words, at)
        if found < 0:
            return words
        at = found + len(words)
    return None
