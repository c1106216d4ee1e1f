"""The notices of the page that a translated one was made from: a translation shows all of them too."""

from __future__ import annotations

from collections.abc import Iterable

from ketacontent.catalog import Catalog
from ketacontent.models import SafetyNotice
from ketacontent.pages.block import Crisis, Notice
from ketacontent.pages.page import Page

_PLACES = frozenset({"notices", "more-notices"})
"""Sections that are put around a page's own ones; on its own page a notice is content."""


def notices_on(page: Page) -> tuple[frozenset[str], frozenset[str], bool]:
    """Return the ids of a page's notices, of those above its content, and whether it has crisis help."""
    blocks = [(section.id, block) for section in page.sections for block in section.blocks]
    notices = [(place, block.id) for place, block in blocks if place in _PLACES and isinstance(block, Notice)]
    return (
        frozenset(id for _, id in notices),
        frozenset(id for place, id in notices if place == "notices"),
        any(isinstance(block, Crisis) for _, block in blocks),
    )


def merged_notices(
    catalog: Catalog, notices: Iterable[SafetyNotice], ids: Iterable[str]
) -> tuple[SafetyNotice, ...]:
    """Return notices and those of some ids, each once, most pressing first."""
    found = {notice.id: notice for notice in notices} | {id: catalog.safety_notices[id] for id in ids}
    return tuple(sorted(found.values(), key=lambda notice: (notice.priority, notice.id)))
