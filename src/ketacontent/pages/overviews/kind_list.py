"""The list of all records of a kind, each in short."""

from __future__ import annotations

from ketacontent.catalog import Catalog
from ketacontent.models import Record
from ketacontent.pages.kinds import Desk
from ketacontent.pages.overviews.frame import Overview


def by_title(catalog: Catalog, kind: str) -> list[Record]:
    """Return the records of a kind in the order of their titles."""
    return sorted(catalog.collection(kind).values(), key=lambda record: record.title.lower())


def compose_kind_list(kind: str, desk: Desk) -> Overview:
    """Compose the overview of a kind: linked titles and summaries, by title."""
    records = by_title(desk.catalog, kind)
    title = desk.words.label(kind)
    summary = desk.words("Each page tells benefits and risks side by side, with its sources.")
    return Overview(title, summary, desk.section("all", None, desk.cards(kind, [r.id for r in records])))
