"""Who speaks: a clinic's or publisher's name, colors and contacts."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ketacontent.models.base import Record, Value
from ketacontent.models.types import SLUG, Address, BrandId, Color, Country, ImageId, PlainText, RouteId
from ketacontent.models.vocabulary import Kind

AA_TEXT = 4.5
"""WCAG 2.2 AA contrast for text."""
AA_PARTS = 3.0
"""WCAG 2.2 AA contrast for lines and frames that show what can be used."""

OWN_GROUNDS = {
    "light": {
        "surface": "#ffffff",
        "calm": "#e8f2f0",
        "caution": "#fdf3dd",
        "warning": "#fdebe9",
        "crisis": "#e7f0fa",
    },
    "dark": {
        "surface": "#182227",
        "calm": "#17292b",
        "caution": "#2d2515",
        "warning": "#341d1f",
        "crisis": "#152838",
    },
}
"""The stylesheet's own grounds by theme (cards, notices), on which a brand's words and links stand too."""
OWN_QUIET = {"light": "#4d5c64", "dark": "#aab8be"}
"""The stylesheet's color of lesser words by theme, which stand on a brand's background."""


class Palette(Value):
    """Colors of one theme. Text must be readable on its background (WCAG 2.2 AA)."""

    background: Color = "#ffffff"
    """Color behind the text."""
    text: Color = "#1b2733"
    """Color of the text."""
    link: Color = "#005a70"
    """Color of links."""
    accent: Color = "#005a70"
    """Color of buttons and bars."""
    on_accent: Color = "#ffffff"
    """Words on the accent color."""

    @model_validator(mode="after")
    def _is_readable(self) -> Self:
        for front, back, least in (
            ("text", "background", AA_TEXT),
            ("link", "background", AA_TEXT),
            ("on_accent", "accent", AA_TEXT),
            ("accent", "background", AA_PARTS),
        ):
            _check_contrast(front, getattr(self, front), back, getattr(self, back), least)
        return self


def _check_contrast(front: str, color: str, back: str, ground: str, least: float) -> None:
    ratio = contrast(color, ground)
    if ratio < least:
        raise ValueError(
            f"{front} {color} on {back} {ground} has a contrast of {ratio:.2f}:1; "
            f"WCAG 2.2 AA asks for {least}:1"
        )


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast ratio of two colors, from 1 to 21."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    digits = color[1:] if len(color) == 7 else "".join(2 * digit for digit in color[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


class Location(Value):
    """A place where the brand sees people."""

    id: Annotated[str, SLUG]
    """Part of the place's address on a page; never changes."""
    title: PlainText
    """What the place is called."""
    address: Annotated[tuple[PlainText, ...], Field(min_length=1)]
    """The postal address, one line an entry."""
    country: Country
    """The country it lies in."""
    phone: PlainText | None = None
    """The telephone number as people write it."""
    routes: tuple[Annotated[RouteId, SLUG], ...] = ()
    """Routes that are given there."""


class Brand(Record):
    """Who speaks: name, colors, contacts. It can add to what a page says, never take away."""

    kind: ClassVar[Kind] = "brand"

    id: Annotated[BrandId, SLUG]
    legal_name: PlainText
    """The name that stands in a contract."""
    is_fictitious: bool = False
    """True for samples; every output says so."""
    url: Address
    """The brand's own website."""
    logo: Annotated[ImageId, SLUG] | None = None
    """The image record of the logo."""
    light: Palette = Palette.model_construct(
        background="#ffffff", text="#1b2733", link="#005a70", accent="#005a70", on_accent="#ffffff"
    )
    """Colors on a light ground."""
    dark: Palette = Palette.model_construct(
        background="#12181f", text="#e8edf2", link="#7fd3e6", accent="#7fd3e6", on_accent="#0b1116"
    )
    """Colors on a dark ground."""
    font_stack: Annotated[str, Field(pattern=r"^[A-Za-z0-9 ,-]+$", max_length=200)] = "system-ui, sans-serif"
    """CSS font families; letters, digits, spaces, commas and hyphens only."""
    postal_address: Annotated[tuple[PlainText, ...], Field(min_length=1)]
    """Printed in every mail, as the law asks."""
    phone: PlainText | None = None
    """The telephone number as people write it."""
    email: Annotated[str, Field(pattern=r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]
    """The address that readers may write to."""
    country: Country
    """The country it is seated in."""
    locations: tuple[Location, ...] = ()
    """Where it sees people."""

    @model_validator(mode="after")
    def _is_readable_on_our_grounds(self) -> Self:
        for theme, palette in (("light", self.light), ("dark", self.dark)):
            _check_contrast(
                f"{theme}: lesser words", OWN_QUIET[theme], "background", palette.background, AA_TEXT
            )
            for ground, color in OWN_GROUNDS[theme].items():
                for front in ("text", "link"):
                    _check_contrast(
                        f"{theme}: {front}", getattr(palette, front), f"our {ground}", color, AA_TEXT
                    )
        return self
