"""Page -> HTML: a fragment for a host's page, or a whole document."""

from __future__ import annotations

from ketacontent._resources import template_root
from ketacontent.pages.page import Page
from ketacontent.rendering.engine import Engine
from ketacontent.rendering.must_show import MustShowCheck

STYLESHEET = "html/ketacontent.css"


def stylesheet() -> str:
    """Return the one stylesheet of all HTML output."""
    return (template_root() / STYLESHEET).read_text("utf-8")


def fragment(page: Page, engine: Engine, check: MustShowCheck, level: int) -> str:
    """Render a page as a fragment whose title is a heading of the given level.

    Raises:
        MissingNotice: the templates drop or hide something that must show.
        RenderError: a template failed.
    """
    html = engine.render("page", page=page, level=level)
    check.check(html, page, engine.name("page"))
    return html
