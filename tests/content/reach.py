"""Which records a reader can come to from the pages of the index."""

from __future__ import annotations

from functools import lru_cache

from content.pages import page_of
from content.texts import READ_KINDS
from ketacontent import Catalog
from ketacontent.catalog.pointers import pointers_of
from ketacontent.models import Record
from ketacontent.pages.context import Context
from ketacontent.pages.kinds import Desk, composer_of
from ketacontent.pages.law import statuses_for


@lru_cache(maxsize=2)
def reached(catalog: Catalog) -> frozenset[str]:
    """Return every record that a page of the index shows or leads to, one pointer after the other.

    The index lists the kinds that are read. Law rows stand on a page for its medicines and uses, notices for
    what it says, and crisis lines wherever suicide is named.
    """
    waiting = [record.ref for record in catalog if record.kind in (*READ_KINDS, "newsletter")]
    context = Context()
    for ref in tuple(waiting):
        record = catalog.get(ref)
        composed = composer_of(record.kind)(record, Desk(catalog, context))
        waiting += [
            status.ref for status in statuses_for(catalog, composed.medicines, composed.uses, context)
        ]
        page = page_of(ref, catalog)
        waiting += [f"safety-notice/{block.id}" for block in page.must_show if block.kind == "notice"]
        if any(block.kind == "crisis" for block in page.must_show):
            waiting += [resource.ref for resource in catalog.crisis_resources.values()]
    found: set[str] = set()
    while waiting:
        ref = waiting.pop()
        if ref not in found:
            found.add(ref)
            waiting += [pointer.ref for pointer in pointers_of(catalog.get(ref))]
    return frozenset(found)


def unreachable(record: Record, catalog: Catalog) -> list[str]:
    """Return whether no page leads to a record: what nobody can come to, nobody checks."""
    if record.ref in reached(catalog):
        return []
    return ["no page leads to it. Name it in a text or a field of a record that has a page, or take it out."]
