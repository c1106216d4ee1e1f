"""The records of one kind, by id."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar, cast

from ketacontent.errors import UnknownId
from ketacontent.models import Record

R = TypeVar("R", bound=Record)
Held = Record | Callable[[], Record] | bytes
"""A record, or what it is made of when it is first asked for."""


_lock = threading.RLock()


class Collection(Mapping[str, R], Generic[R]):
    """A read-only mapping from id to record, in the order of the ids.

    Args:
        kind: the kind's word, for messages.
        records: the records by id; some may be functions, or bytes, that make them.
        decode: makes a record of bytes.
    """

    __slots__ = ("_decode", "_held", "kind")

    def __init__(
        self, kind: str, records: Mapping[str, Held], decode: Callable[[bytes], Record] | None = None
    ) -> None:
        self.kind = kind
        self._held = dict(records)
        self._decode = decode

    def _record(self, id: str) -> R:
        record = self._held[id]
        if not isinstance(record, Record):
            with _lock:  # every caller gets the same object
                record = self._held[id]
                if isinstance(record, bytes) and self._decode is not None:
                    record = self._held[id] = self._decode(record)
                elif callable(record):
                    record = self._held[id] = record()
        return cast(R, record)

    def held(self) -> Iterator[tuple[str, Held]]:
        """Yield ids with their records, of which some are yet to be made."""
        for id, record in self._held.items():
            if isinstance(record, bytes) and self._decode is not None:
                yield id, lambda id=id: self._record(id)  # type: ignore[misc]
            else:
                yield id, record

    def __getitem__(self, id: str) -> R:
        """Return the record.

        Raises:
            UnknownId: (a KeyError) with near matches.
        """
        if id not in self._held:
            raise UnknownId(self.kind, id, self._held)
        return self._record(id)

    def find(self, id: str) -> R | None:
        """Return the record, or None."""
        return self._record(id) if id in self._held else None

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, id: object) -> bool:
        return id in self._held

    def __repr__(self) -> str:
        return f"<{len(self)} {self.kind} records>"
