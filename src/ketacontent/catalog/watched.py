"""A catalog that notes what is asked of it: what a page was made of decides when it must be made again.

Nothing has to declare what it reads. While a page is made, every record, every
list of records and every question of use that it asks for is noted by a name:

| name | what was read |
|---|---|
| `topic/cold-feet` | a record |
| `topic/cold-feet~` | its short fields only, as lists of records show them |
| `topic/*`, `topic/*~` | all records of a kind, or the short fields of all |
| `used-by:claim/warm` | which records point at a record |
| `manifest` | what the pack says about itself |

`digest` says what each of these is now.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from contextlib import contextmanager
from functools import partial
from hashlib import blake2b
from typing import Any, TypeVar, cast

from ketacontent.catalog.cache import BULK, digest_of
from ketacontent.catalog.catalog import Catalog
from ketacontent.catalog.collection import Collection
from ketacontent.catalog.manifest import Manifest
from ketacontent.models import Record
from ketacontent.models.kinds import COLLECTION_NAMES

T = TypeVar("T")
R = TypeVar("R", bound=Record)
BULKY_KINDS = frozenset({"topic", "faq"})
"""Kinds whose records have long fields."""
_MANY = 200
"""Of a kind with fewer records nothing is told apart; looking closer pays for large ones only."""


class Watch:
    """What is noted while one page is made."""

    __slots__ = ("used",)

    def __init__(self) -> None:
        self.used: set[str] | None = None

    def note(self, name: str) -> None:
        """Note what was read, where somebody listens."""
        if self.used is not None:
            self.used.add(name)


class WatchedCollection(Collection[R]):
    """The records of one kind, which notes what is asked of it."""

    __slots__ = ("_has_faces", "_watch")

    def __init__(self, collection: Collection[R], watch: Watch) -> None:
        super().__init__(collection.kind, dict(collection.held()))
        self._watch = watch
        self._has_faces = self.kind in BULKY_KINDS and len(self._held) >= _MANY

    def _seen(self, id: str) -> R:
        watch = self._watch
        if watch.used is None:
            return self._record(id)
        if self._has_faces:
            watch.used.add(f"{self.kind}/{id}~")
            return cast(R, Face(partial(self._record, id), f"{self.kind}/{id}", watch))
        watch.used.add(f"{self.kind}/{id}")
        return self._record(id)

    def _note_all(self) -> None:
        self._watch.note(f"{self.kind}/*{'~' if self._has_faces else ''}")

    def __getitem__(self, id: str) -> R:
        """Return the record."""
        return self._seen(id) if id in self._held else super().__getitem__(id)

    def find(self, id: str) -> R | None:
        """Return the record, or None, which is noted as well."""
        if id in self._held:
            return self._seen(id)
        self._watch.note(f"{self.kind}/{id}")
        return None

    def record(self, id: str) -> R:
        """Return the record itself, which is noted."""
        self._watch.note(f"{self.kind}/{id}")
        return self._record(id)

    def __iter__(self) -> Iterator[str]:
        self._note_all()
        return super().__iter__()

    def __len__(self) -> int:
        self._note_all()
        return super().__len__()

    def values(self) -> ValuesView[R]:
        """Return all records, which is noted once for all."""
        return _Values(self)

    def items(self) -> ItemsView[str, R]:
        """Return all ids and records, which is noted once for all."""
        return _Items(self)

    def all(self) -> Iterator[tuple[str, R]]:
        """Yield every id and record; only that all were read is noted."""
        watch = self._watch
        self._note_all()
        if watch.used is not None and self._has_faces:
            for id in self._held:
                load = partial(self._record, id)
                yield id, cast(R, Face(load, f"{self.kind}/{id}", watch))
        else:
            for id in self._held:
                yield id, self._record(id)

    def __contains__(self, id: object) -> bool:
        if id not in self._held:
            self._watch.note(f"{self.kind}/{id}")
        return id in self._held


class _Values(ValuesView[R]):
    _mapping: WatchedCollection[R]

    def __iter__(self) -> Iterator[R]:
        return (record for _, record in self._mapping.all())


class _Items(ItemsView[str, R]):
    _mapping: WatchedCollection[R]

    def __iter__(self) -> Iterator[tuple[str, R]]:
        return self._mapping.all()


class Face:
    """A record of which only the short fields are read; whoever reads a long one has read the record."""

    __slots__ = ("_load", "_ref", "_watch")

    def __init__(self, load: Callable[[], Record], ref: str, watch: Watch) -> None:
        self._load, self._ref, self._watch = load, ref, watch

    # Whoever asks a face what it is gets the answer of the record.
    __class__ = property(lambda self: type(self._load()))

    def __getattr__(self, name: str) -> Any:
        if name in BULK or name.startswith("model_"):
            self._watch.note(self._ref)
        return getattr(self._load(), name)

    def __eq__(self, other: object) -> bool:
        return self._load() == (other._load() if type(other) is Face else other)

    def __hash__(self) -> int:
        return hash(self._ref)


class _WatchedUse(Mapping[str, tuple[str, ...]]):
    """Which records point at a record; every question is noted."""

    def __init__(self, used_by: Mapping[str, tuple[str, ...]], watch: Watch) -> None:
        self._used_by, self._watch = used_by, watch

    def __getitem__(self, ref: str) -> tuple[str, ...]:
        self._watch.note(f"used-by:{ref}")
        return self._used_by[ref]

    def __iter__(self) -> Iterator[str]:
        self._watch.note("*")
        return iter(self._used_by)

    def __len__(self) -> int:
        self._watch.note("*")
        return len(self._used_by)


class WatchedCatalog(Catalog):
    """The same records as another catalog; what is asked of it is noted.

    Args:
        catalog: the records.
    """

    def __init__(self, catalog: Catalog) -> None:
        watch = Watch()
        object.__setattr__(self, "_watch", watch)
        object.__setattr__(self, "_plain", catalog)
        object.__setattr__(self, "_memo", {})
        object.__setattr__(self, "_digests", {})
        super().__init__({}, catalog.manifest, catalog.files, catalog.hidden, digests=catalog.digests)
        object.__setattr__(self, "base", catalog.base)
        for kind, name in COLLECTION_NAMES.items():
            collection: WatchedCollection[Record] = WatchedCollection(catalog.collection(kind), watch)
            self._by_kind[kind] = collection
            object.__setattr__(self, name, collection)

    _watch: Watch
    _plain: Catalog
    _memo: dict[tuple[object, ...], tuple[Any, frozenset[str]]]
    _digests: dict[str, str]

    @property
    def plain(self) -> Catalog:
        """The catalog itself, which notes nothing."""
        return self._plain

    @contextmanager
    def watching(self) -> Iterator[set[str]]:
        """Note what is read in a `with` block; the set is filled as it is read."""
        watch, before = self._watch, self._watch.used
        used: set[str] = set()
        watch.used = used
        try:
            yield used
        finally:
            watch.used = before

    def record(self, ref: str) -> Record:
        """Return a record itself, never its short fields only."""
        kind, _, id = ref.partition("/")
        collection = self._by_kind[kind]
        return cast(WatchedCollection[Record], collection).record(id)

    def once(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """Return what is the same on many pages; each page that gets it depends on what it was made of."""
        if key not in self._memo:
            with self.watching() as used:
                made = make()
            self._memo[key] = made, frozenset(used)
        found, depends = self._memo[key]
        if self._watch.used is not None:
            self._watch.used |= depends
        return cast(T, found)

    @property
    def manifest(self) -> Manifest:
        """What the pack says about itself."""
        self._watch.note("manifest")
        return self._own_manifest

    @manifest.setter
    def manifest(self, manifest: Manifest) -> None:
        object.__setattr__(self, "_own_manifest", manifest)

    _own_manifest: Manifest

    @property
    def used_by(self) -> Mapping[str, tuple[str, ...]]:
        """For each `kind/id`, the records that point at it."""
        return _WatchedUse(self._plain.used_by, self._watch)

    def __contains__(self, record: object) -> bool:
        if not isinstance(record, Record):
            return False
        return self._by_kind[record.kind]._held.get(record.id) is record

    def digest(self, name: str) -> str:
        """Return what there is now under a name that was noted; empty for nothing."""
        found = self._digests.get(name)
        if found is None:
            found = self._digests[name] = self._digest(name)
        return found

    def _digest(self, name: str) -> str:
        if name == "*":
            return _of(self.digest(f"{kind}/*") for kind in COLLECTION_NAMES)
        if name == "manifest":
            return digest_of(self._own_manifest.model_dump_json().encode())
        if name.startswith("used-by:"):
            return " ".join(self._plain.used_by.get(name.removeprefix("used-by:"), ()))
        kind, _, rest = name.partition("/")
        if rest in ("*", "*~"):
            short = rest.removeprefix("*")
            held = self._by_kind[kind]._held
            return _of(f"{id} {self.digest(f'{kind}/{id}{short}')}" for id in held)
        id, is_short = rest.removesuffix("~"), rest.endswith("~")
        held_record = self._by_kind[kind]._held.get(id) if kind in self._by_kind else None
        if held_record is None:
            return ""
        known = self.digests.get(f"{kind}/{id}")
        if known is not None:
            return known[is_short]
        record = self._by_kind[kind]._record(id)
        fields = {k: v for k, v in record.__dict__.items() if not (is_short and k in BULK)}
        return digest_of(pickle.dumps(fields, protocol=5))


def _of(parts: Iterator[str]) -> str:
    whole = blake2b(digest_size=12)
    for part in parts:
        whole.update(part.encode() + b"\n")
    return whole.hexdigest()
