"""Makes catalogs in memory: a pack with some records changed, without files.

Changed records are not validated, unlike those that are read from files; what a test puts in has to be what
validation lets through, or the test is about something that cannot happen.
"""

from __future__ import annotations

from typing import Any

from ketacontent import Catalog
from ketacontent.models import Record
from ketacontent.models.kinds import COLLECTIONS


def catalog_of(base: Catalog, *records: Record) -> Catalog:
    """Return a catalog in which records are replaced or added."""
    by_collection: dict[str, dict[str, Record]] = {
        name: dict(base.collection(kind)) for kind, (name, _) in COLLECTIONS.items()
    }
    for record in records:
        by_collection[COLLECTIONS[record.kind][0]][record.id] = record
    return Catalog(by_collection, base.manifest, base.files)


def changed(base: Catalog, ref: str, **fields: Any) -> Catalog:
    """Return a catalog in which one record has other values."""
    return catalog_of(base, base.get(ref).model_copy(update=fields))
