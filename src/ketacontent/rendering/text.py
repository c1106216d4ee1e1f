"""Page -> plain text: no marks, links written out, lines of at most 72 columns."""

from __future__ import annotations

import re
import textwrap

from ketacontent.pages.page import Page
from ketacontent.rendering.engine import Engine
from ketacontent.rendering.must_show import MustShowCheck

COLUMNS = 72
_HANG = r"( *)((?:- |\* |\d+\. |\[ \] )?)"


def text(page: Page, engine: Engine, check: MustShowCheck) -> str:
    """Render a page as plain text.

    Raises:
        MissingNotice: the templates drop something that must show.
    """
    written = wrap(engine.render("page", page=page, level=1))
    check.check(written, page, engine.name("page"))
    return written


def wrap(written: str) -> str:
    """Wrap every line at 72 columns; what hangs under a list mark is indented like its words."""
    lines: list[str] = []
    for line in written.split("\n"):
        if len(line) <= COLUMNS:
            lines.append(line.rstrip())
            continue
        found = re.match(_HANG, line)
        hang = " " * len(found.group()) if found else ""
        lines += textwrap.wrap(
            line,
            COLUMNS,
            subsequent_indent=hang,
            break_long_words=False,
            break_on_hyphens=False,
            drop_whitespace=True,
            expand_tabs=False,
        ) or [""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"
