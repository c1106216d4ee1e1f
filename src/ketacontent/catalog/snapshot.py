"""The bundled pack as finished objects, made when the wheel is built: the fastest start.

The objects were validated then; making them again from JSON would build every
model's validator first, which takes longer than all else at start together.
`data/pack.json` holds the same and is used wherever the snapshot does not fit:
it was made with another version of pydantic. Only our own snapshot is ever
read, and only our own classes, dates and decimals are made from it.
"""

from __future__ import annotations

import io
import pickle

import pydantic

from ketacontent.catalog.catalog import Catalog
from ketacontent.catalog.manifest import Manifest
from ketacontent.models import Record
from ketacontent.models.kinds import COLLECTION_NAMES

_PLAIN = {("builtins", "set"), ("datetime", "date"), ("decimal", "Decimal")}


def take_snapshot(catalog: Catalog) -> bytes:
    """Return a catalog's records as bytes that `read_snapshot` reads: each record by itself."""
    records = {
        name: {id: pickle.dumps(record, protocol=5) for id, record in catalog.collection(kind).items()}
        for kind, name in COLLECTION_NAMES.items()
    }
    return _head() + pickle.dumps((records, catalog.manifest), protocol=5)


def read_snapshot(data: bytes) -> Catalog | None:
    """Return the catalog, or None where the snapshot was made with another version of pydantic.

    A record is made when it is first asked for.
    """
    head = _head()
    if not data.startswith(head):
        return None
    records: dict[str, dict[str, bytes]]
    manifest: Manifest
    records, manifest = _OwnClasses(io.BytesIO(data[len(head) :])).load()
    return Catalog(records, manifest, decode=_record)


def _record(data: bytes) -> Record:
    record: Record = _OwnClasses(io.BytesIO(data)).load()
    return record


def _head() -> bytes:
    return f"ketacontent snapshot, pydantic {pydantic.VERSION}\n".encode()


class _OwnClasses(pickle.Unpickler):
    """Makes only what a snapshot may hold."""

    def find_class(self, module: str, name: str) -> object:
        if module.startswith(("ketacontent.models", "ketacontent.catalog.manifest")):
            return super().find_class(module, name)
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"a snapshot does not hold {module}.{name}")
