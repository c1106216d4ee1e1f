"""Page -> HTML: a fragment for a host's page, or a whole document."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ketacontent._resources import template_root
from ketacontent.pages.page import Page
from ketacontent.rendering.engine import Engine
from ketacontent.rendering.must_show import MustShowCheck

if TYPE_CHECKING:
    from ketacontent.models import Brand

STYLES = "html/styles"
"""The parts of the stylesheet, put together in the order of their names."""


@cache
def stylesheet() -> str:
    """Return the one stylesheet of all HTML output."""
    parts = sorted((template_root() / STYLES).iterdir(), key=lambda part: part.name)
    return "\n".join(part.read_text("utf-8") for part in parts)


def brand_style(brand: Brand) -> str:
    """Return a brand's colors and fonts as custom properties; its model has checked form and contrast."""
    colors = "".join(
        f"--kc-{name.replace('_', '-')}:light-dark({getattr(brand.light, name)},{getattr(brand.dark, name)});"
        for name in ("background", "text", "link", "accent", "on_accent")
    )
    return f":root,.kc-page{{{colors}--kc-font:{brand.font_stack}}}"


def fragment(page: Page, engine: Engine, check: MustShowCheck, level: int) -> str:
    """Render a page as a fragment whose title is a heading of the given level.

    Raises:
        MissingNotice: the templates drop or hide something that must show.
        RenderError: a template failed.
    """
    html = engine.render("page", page=page, level=level)
    check.check(html, page, engine.name("page"))
    return html
