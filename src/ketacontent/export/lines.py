"""Records -> one JSON object each, as their authors wrote them: marks in texts are not resolved."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ketacontent.models import Record


def record_data(record: Record) -> dict[str, Any]:
    """Return a record's fields as plain data, its kind first; fields that were not given are left out."""
    return {"kind": record.kind, **record.model_dump(mode="json", exclude_unset=True)}


def record_lines(records: Iterable[Record]) -> Iterator[str]:
    """Yield one line of JSON for each record."""
    for record in records:
        yield json.dumps(record_data(record), ensure_ascii=False) + "\n"
