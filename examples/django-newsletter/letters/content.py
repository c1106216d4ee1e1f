"""The content of the letters, and for whom it is shown on the site."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.http import HttpRequest

import ketacontent as kc
from ketacontent.integrations.links import links_under

COUNTRIES = ("US", "GB", "CA", "AU")
"""Countries that a reader may name; the crisis lines of a mail are those of the reader's country."""


@cache
def renderer(country: str = "") -> kc.Renderer:
    """Return the renderer of the site's pages, for readers of a country or of none."""
    return kc.Renderer(
        kc.load(), country=country or None, brand=settings.LETTERS_BRAND, heading_level=1, **links_under("")
    )


@cache
def mail_renderer(country: str) -> kc.Renderer:
    """Return the renderer of mails, whose links have to be whole addresses."""
    return kc.Renderer(
        kc.load(),
        country=country or None,
        brand=settings.LETTERS_BRAND,
        base_url=settings.LETTERS_ADDRESS,
    )


def renderer_for(request: HttpRequest) -> kc.Renderer:
    """Return the renderer for a visitor, who names a country in the address or stays without one."""
    country = request.GET.get("country", "")
    return renderer(country if country in COUNTRIES else "")


def frame(request: HttpRequest) -> dict[str, object]:
    """Return what every template of the site is given."""
    return {"brand": renderer().context.brand, "countries": COUNTRIES}
