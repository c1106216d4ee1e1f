"""Links from one overview to others, where there is somewhere to link to."""

from __future__ import annotations

from collections.abc import Iterable

from ketacontent.models import RichText
from ketacontent.models.text.nodes import Link, Text
from ketacontent.pages.block import LinkGroup, LinkList
from ketacontent.pages.kinds import Desk
from ketacontent.pages.kinds.desk import plain
from ketacontent.pages.overviews import overview_names, overview_title


def ways(desk: Desk, heading: str, names: Iterable[str]) -> LinkList | None:
    """Return links to overviews; those that the catalog lacks, or that have no address, are left out.

    Args:
        desk: catalog, context and words.
        heading: stands above the links, already in the reader's language.
        names: the overviews, in the order of the links.
    """
    there = overview_names(desk.catalog, desk.context.brand)
    items = []
    for name in names:
        address = desk.context.overview_link(name) if name in there else None
        if address:
            items.append(RichText.of(Link(address, (Text(overview_title(name, desk.words)),))))
    if not items:
        return None
    return LinkList(groups=(LinkGroup(heading=plain(heading), items=tuple(items)),))
