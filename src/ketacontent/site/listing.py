"""index.json: every record of a site in short, for programs."""

from __future__ import annotations

import json
from typing import TypedDict

from ketacontent.catalog import Catalog
from ketacontent.models.text.nodes import Note
from ketacontent.models.text.rich_text import RichText
from ketacontent.pages import Context
from ketacontent.pages.kinds import Desk
from ketacontent.pages.resolve import Resolver
from ketacontent.site.addresses import Addresses


class ListedRecord(TypedDict):
    """One record in `index.json`."""

    kind: str
    id: str
    title: str
    summary: str
    version: str
    url: str | None
    """Seen from the top of a site that has no address of its own; None for kinds without pages."""


def list_records(
    catalog: Catalog, addresses: Addresses, context: Context | None = None
) -> list[ListedRecord]:
    """Return every record in short, in the catalog's order."""
    desk = Desk(catalog, context or Context())
    listed = []
    for record in catalog:
        resolved = Resolver(catalog, desk.context).text(desk.summary_of(record))
        # Numbers of sources mean nothing where no reference list is near.
        words = RichText.of(*(node for node in resolved.nodes if not isinstance(node, Note)))
        listed.append(
            ListedRecord(
                kind=record.kind,
                id=record.id,
                title=record.title,
                summary=words.plain.strip(),
                version=record.version,
                url=addresses.of_record(record),
            )
        )
    return listed


def make_listing(catalog: Catalog, addresses: Addresses, context: Context | None = None) -> str:
    """Return `index.json`."""
    manifest = catalog.manifest
    pack = {
        "id": manifest.id,
        "title": manifest.title,
        "version": manifest.version,
        "as_of": manifest.as_of.isoformat(),
        "license": manifest.license,
    }
    records = ",\n".join(
        json.dumps(record, ensure_ascii=False) for record in list_records(catalog, addresses, context)
    )
    return f'{{"pack": {json.dumps(pack, ensure_ascii=False)},\n"records": [\n{records}\n]}}\n'
