"""index.json: every record of a site in short, for programs."""

from __future__ import annotations

import json

from ketacontent.catalog import Manifest
from ketacontent.site.summaries import Summaries


def make_listing(manifest: Manifest, summaries: Summaries) -> str:
    """Return `index.json`: the pack, and a line for each record in the catalog's order.

    Each line is an object with `kind`, `id`, `title`, `summary`, `version` and `url`, seen from the top of a
    site that has no address of its own; null for kinds without pages.
    """
    pack = {
        "id": manifest.id,
        "title": manifest.title,
        "version": manifest.version,
        "as_of": manifest.as_of.isoformat(),
        "license": manifest.license,
    }
    records = ",\n".join(summary.line for _, summary in summaries.items())
    return f'{{"pack": {json.dumps(pack, ensure_ascii=False)},\n"records": [\n{records}\n]}}\n'
