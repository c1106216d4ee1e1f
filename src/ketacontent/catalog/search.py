"""Full-text search over a catalog: SQLite FTS5 in memory, with English stems."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

from ketacontent.catalog.pointers import texts_of

if TYPE_CHECKING:
    from ketacontent.catalog.catalog import Catalog


class Index:
    """An index over the titles and texts of all records. Titles weigh ten times as much."""

    def __init__(self, catalog: Catalog) -> None:
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(
            "create virtual table text using fts5(ref unindexed, title, body, tokenize='porter')"
        )
        self._database.executemany(
            "insert into text values (?, ?, ?)",
            (
                (record.ref, record.title, " ".join(text.plain for _, text in texts_of(record)))
                for record in catalog
            ),
        )

    def search(self, words: str, limit: int) -> list[str]:
        """Return the `kind/id` of records that hold every word, best first."""
        terms = re.findall(r"\w+", words)
        if not terms:
            return []
        query = " ".join(f'"{term}"' for term in terms)
        rows = self._database.execute(
            "select ref from text where text match ? order by bm25(text, 0, 10, 1), ref limit ?",
            (query, limit),
        )
        return [ref for (ref,) in rows]
