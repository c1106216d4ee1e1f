"""The colors of a mail: ours, with a brand's links and accents where they can be read.

The ground and the words of a mail stay ours, because warnings have grounds of
their own; a brand's color is taken if it reads well on all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ketacontent.models import Brand
from ketacontent.models.brand import AA_TEXT, Palette, contrast
from ketacontent.rendering.style import ACCENT, DARK_GROUNDS, LIGHT_GROUNDS, LINK, ON_ACCENT

_STYLE = re.compile(r'(?:style|bgcolor)="[^"]*"')


@dataclass(frozen=True)
class MailColors:
    """What a brand may change in one theme."""

    link: str
    accent: str
    on_accent: str


LIGHT = MailColors(LINK, ACCENT, ON_ACCENT)
DARK = MailColors("#7fd3e6", "#7fd3e6", "#0b1116")


def mail_colors(brand: Brand | None) -> tuple[MailColors, MailColors]:
    """Return the colors of the light and of the dark theme."""
    if brand is None:
        return LIGHT, DARK
    return _taken(brand.light, LIGHT, LIGHT_GROUNDS), _taken(brand.dark, DARK, DARK_GROUNDS)


def _taken(palette: Palette, ours: MailColors, grounds: tuple[str, ...]) -> MailColors:
    """Take a brand's colors, but for a link that cannot be read on one of our grounds."""
    reads_well = all(contrast(palette.link, ground) >= AA_TEXT for ground in grounds)
    return MailColors(palette.link if reads_well else ours.link, palette.accent, palette.on_accent)


def recolored(html: str, light: MailColors) -> str:
    """Return a mail with other colors in its inline styles; its words are left alone."""
    if light == LIGHT:
        return html
    colors = {LIGHT.link: light.link, LIGHT.accent: light.accent, LIGHT.on_accent: light.on_accent}
    pattern = re.compile("|".join(map(re.escape, colors)))
    return _STYLE.sub(lambda style: pattern.sub(lambda color: colors[color[0]], style[0]), html)
