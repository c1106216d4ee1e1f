"""The icon of a site, and the pictures that stand for pages elsewhere (Open Graph): one a kind.

They bear no words, so that none of them says anything that no record says.
"""

from __future__ import annotations

from functools import cache

from ketacontent._resources import template_root

CARDS = "assets/cards"
"""Their folder in a site."""
SIZE = (1200, 630)
"""Width and height in pixels, as Open Graph's readers like it best."""
ICON = "assets/icon.svg"
"""What browsers show beside a page's title."""
_FOLDER = "html/cards"
_OTHER = "overview.png"


@cache
def card_names() -> tuple[str, ...]:
    """Return the names of all cards."""
    folder = template_root() / _FOLDER
    return tuple(sorted(card.name for card in folder.iterdir() if card.name.endswith(".png")))


def read_card(name: str) -> bytes:
    """Return a card."""
    return (template_root() / _FOLDER / name).read_bytes()


def read_icon() -> bytes:
    """Return the icon of a site."""
    return (template_root() / _FOLDER / "icon.svg").read_bytes()


def card_place(kind: str) -> str:
    """Return where a kind's card lies in a site; kinds without one of their own share that of overviews."""
    name = f"{kind}.png"
    return f"{CARDS}/{name if name in card_names() else _OTHER}"
