"""Whether an output shows what it must: notices, crisis help, review state.

A must-show block is the same on every page, so it is rendered once per channel
and set of templates; that piece must show the block's whole text, and each
output must contain the piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

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

        Raises:
            MissingNotice: a block that must show is not in it; template and notice are named.
        """
        squeezed = None
        for block in page.must_show:
            piece = self.piece(block)
            if piece in output:
                continue
            squeezed = squeezed if squeezed is not None else _joined(output)
            if _joined(piece) not in squeezed:
                raise MissingNotice(template, name_of(block))
        if self.engine.has_host_templates and self.engine.channel in ("html", "email"):
            check_visible(output, page.must_show, template)


def missing_words(piece: str, block: MustShow, channel: str) -> str | None:
    """Return the first words of a block that its piece does not show, or None."""
    if channel in ("html", "email"):
        seen = visible_text(piece)
        wanted = texts_of(block)
    elif channel == "markdown":
        seen = _joined(re.sub(r"<!--.*?-->", " ", piece, flags=re.S))
        wanted = tuple(_joined(text.markdown) for text in texts_in(block))
    else:
        seen = _joined(piece)
        wanted = texts_of(block)
    return _first_missing(seen, wanted)


def check_visible(html: str, blocks: Iterable[MustShow], template: str) -> None:
    """Read a whole HTML output and check that every block is seen in it.

    Raises:
        MissingNotice: words of a block are hidden or not there.
    """
    seen = visible_text(html)
    for block in blocks:
        missing = _first_missing(seen, texts_of(block))
        if missing is not None:
            raise MissingNotice(
                template,
                name_of(block),
                f'A reader does not see "{missing[:80]}" of "{name_of(block)}", which must show.',
                "KC404",
            )


def _first_missing(seen: str, wanted: Iterable[str]) -> str | None:
    at = 0
    for words in wanted:
        found = seen.find(words, at)
        if found < 0:
            return words
        at = found + len(words)
    return None
