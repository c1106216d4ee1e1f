"""The records of one kind, by id."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

from ketacontent.errors import UnknownId
from ketacontent.models import Record

R = TypeVar("R", bound=Record)


_lock = threading.Lock()


class Collection(Mapping[str, R], Generic[R]):
    """A read-only mapping from id to record, in the order of the ids.

    Args:
        kind: the kind's word, for messages.
        records: the records by id, or a function that reads them when they are first asked for.
    """

    __slots__ = ("_held", "_read", "kind")

    def __init__(self, kind: str, records: Mapping[str, R] | Callable[[], dict[str, R]]) -> None:
        self.kind = kind
        self._read = records if callable(records) else None
        self._held = None if callable(records) else dict(records)

    @property
    def _records(self) -> dict[str, R]:
        if self._held is None:
            with _lock:
                if self._held is None and self._read is not None:
                    self._held = self._read()
        return self._held or {}

    def __getitem__(self, id: str) -> R:
        """Return the record.

        Raises:
            UnknownId: (a KeyError) with near matches.
        """
        try:
            return self._records[id]
        except KeyError:
            raise UnknownId(self.kind, id, self._records) from None

    def find(self, id: str) -> R | None:
        """Return the record, or None."""
        return self._records.get(id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, id: object) -> bool:
        return id in self._records

    def __repr__(self) -> str:
        return f"<{len(self)} {self.kind} records>"
