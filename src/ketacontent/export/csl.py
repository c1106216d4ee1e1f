"""Sources -> CSL-JSON, which citation managers and citation processors read.

Formatting a reference is not done here: `pages/citation.py` does it for our pages, and every program that
reads CSL-JSON does it in a style of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ketacontent.models import Source
from ketacontent.models.source import Author

CslItem = dict[str, Any]


def csl_json(sources: Iterable[Source]) -> list[CslItem]:
    """Return sources as an array of CSL-JSON, in the order given."""
    return [csl_item(source) for source in sources]


def csl_item(source: Source) -> CslItem:
    """Return one source as an item of CSL-JSON.

    What CSL has no field for stands under `custom`, as its schema asks: whether the list of authors ends
    early, and how the source was checked. Notes for editors are left out.
    """
    item: CslItem = {
        "id": source.id,
        "type": source.type,
        "title": source.title,
        "author": [_name(author) for author in source.authors],
        "container-title": source.container_title,
        "publisher": source.publisher,
        "issued": _date(source.issued),
        "volume": source.volume,
        "issue": source.issue,
        "page": source.page,
        "number": source.number,
        "DOI": source.doi,
        "PMID": source.pmid,
        "PMCID": source.pmcid,
        "URL": source.url,
        "accessed": _date(source.accessed),
        "status": "retracted" if source.is_retracted else None,
        "custom": {"checked": source.checked}
        | ({"authors-truncated": True} if source.authors_truncated else {}),
    }
    return {name: value for name, value in item.items() if value}


def _name(author: Author) -> dict[str, str]:
    return {name: value for name, value in author.model_dump().items() if value is not None}


def _date(value: str | None) -> dict[str, list[list[int]]] | None:
    """Return a partial date with as many parts as are known."""
    return {"date-parts": [[int(part) for part in value.split("-")]]} if value else None
