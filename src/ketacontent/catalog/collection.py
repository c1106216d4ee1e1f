"""The records of one kind, by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from ketacontent.errors import UnknownId
from ketacontent.models import Record

R = TypeVar("R", bound=Record)


class Collection(Mapping[str, R], Generic[R]):
    """A read-only mapping from id to record, in the order of the ids."""

    __slots__ = ("_records", "kind")

    def __init__(self, kind: str, records: Mapping[str, R]) -> None:
        self.kind = kind
        self._records = dict(records)

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
