"""Addresses of a site's pages, from its top and as whole web addresses; not which pages there are."""

from __future__ import annotations

from ketacontent.models import Record
from ketacontent.renderer import PAGE_KINDS

INDEX = "index.html"
"""A folder's page. Links to files name it, so that a site can be read from a disk; web addresses do not."""


def page_folder(kind: str, id: str) -> str:
    """Return the folder of a record's page, seen from the top of the site: `topic/cold-feet/`."""
    return f"{kind}/{id}/"


class Addresses:
    """Turns places of a site into addresses.

    Args:
        base_url: where the site lies, as `Renderer` takes it; without one, addresses are seen from the top of
            the site.
    """

    def __init__(self, base_url: str | None) -> None:
        self.base_url = base_url.rstrip("/") if base_url else None

    def of(self, place: str) -> str:
        """Return the address of a place that is seen from the top of the site."""
        if self.base_url:
            return f"{self.base_url}/{place.removesuffix(INDEX)}"
        return f"{place}{INDEX}" if place.endswith("/") or not place else place

    def of_record(self, record: Record) -> str | None:
        """Return the address of a record's page, or None where its kind has no pages."""
        return self.of(page_folder(record.kind, record.id)) if record.kind in PAGE_KINDS else None
