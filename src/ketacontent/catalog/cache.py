"""What a run read from a pack's files, kept for the next: an unchanged file is neither read nor parsed.

A file is known by its size, time of change and inode; where one of them differs,
or the file is so young that it could have been changed without a trace, its bytes
decide. What is kept is the mapping of strings that stands in the file, never an
object, so that a record is validated when it is first asked for. The cache lies
in a folder that belongs to one site; whatever is wrong with it, it is as if it
were not there.
"""

from __future__ import annotations

import io
import mmap
import os
import pickle
import sys
import time
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import pydantic_core

from ketacontent.catalog.plain_yaml import Raw
from ketacontent.catalog.pointers import Targets
from ketacontent.models.text.nodes import Ref

_INDEX = "records.index"
_FORM = 1
"""Changes with the form of what is kept."""
YOUNG = 2_000_000_000
"""Nanoseconds: the coarsest clock of a common file system ticks every two seconds."""
_SEGMENTS = 8
"""So many files of records at most; then they are put together."""
BULK = frozenset({"sections", "key_points", "actions", "answer"})
"""The long fields of a record, which no list of records shows."""


class Entry(NamedTuple):
    """One file that was read."""

    stamp: tuple[int, int, int]
    """Size, time of change and inode; an impossible one where the file was young."""
    name: str
    """The file's own name."""
    digest: str
    face: str
    """Digest of what stands in it beside the long fields."""
    place: tuple[str, int, int]
    """File of records, start and length."""
    refs: tuple[str, ...]
    fields: tuple[tuple[str, str, str], ...]
    is_limited: bool
    has_former_ids: bool

    @property
    def targets(self) -> Targets:
        """What the record points at."""
        fields = tuple(Ref(kind, id, field) for kind, id, field in self.fields)
        return Targets(frozenset(self.refs), fields, self.is_limited, self.has_former_ids)


def digest_of(data: bytes) -> str:
    """Return a short digest of bytes."""
    return blake2b(data, digest_size=12).hexdigest()


class Fresh(NamedTuple):
    """A file that was read in this run, until it is known what it points at."""

    stamp: tuple[int, int, int]
    name: str
    digest: str
    face: str
    place: tuple[str, int, int]


class RecordCache:
    """The files of one stack of packs, as the last run read them.

    Args:
        folder: where it lies.
        key: what the packs are, and what is beneath them; another key makes it empty.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self.folder = folder
        self.key = f"{_FORM} {sys.version_info[:2]} {pydantic_core.__version__} {key}"
        self.entries: dict[str, Entry] = {}
        """By pack number and `kind/id`: `0:topic/cold-feet`."""
        self.met: dict[str, Entry] = {}
        """Those that were there again in this run."""
        self.fresh: dict[str, Fresh] = {}
        self._latest: dict[str, Fresh] = {}
        self._began = time.time_ns()
        self._segment = f"records-{os.getpid()}-{self._began:x}"
        self._out: BinaryIO | None = None
        self._at = 0
        self._open: dict[str, mmap.mmap] = {}
        try:
            key_found, entries = load_plain((folder / _INDEX).read_bytes())
            if key_found == self.key:
                self.entries = {name: Entry(*entry) for name, entry in entries.items()}
                for segment in {entry.place[0] for entry in self.entries.values()}:
                    (folder / segment).stat()
        except (OSError, ValueError, TypeError, EOFError, pickle.UnpicklingError):
            self.entries = {}

    def known(self, where: str, name: str, status: os.stat_result) -> Entry | None:
        """Return what the last run read from a file that has not changed since."""
        entry = self.entries.get(where)
        if entry is None or entry.stamp != stamp_of(status) or entry.name != name:
            return None
        self.met[where] = entry
        return entry

    def same(self, where: str, name: str, status: os.stat_result, digest: str) -> Entry | None:
        """Return what the last run read from a file that holds the same bytes."""
        entry = self.entries.get(where)
        if entry is None or entry.digest != digest or entry.name != name:
            return None
        if self._is_old(status):
            entry = entry._replace(stamp=stamp_of(status))
        self.met[where] = entry
        return entry

    def add(self, where: str, name: str, status: os.stat_result, digest: str, data: Raw) -> None:
        """Keep what a file holds."""
        raw = pickle.dumps(data, protocol=5)
        face = digest_of(repr([pair for pair in data.items() if pair[0] not in BULK]).encode())
        stamp = stamp_of(status) if self._is_old(status) else (-1, -1, -1)
        if self._out is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._out = (self.folder / self._segment).open("wb")
        self._out.write(raw)
        fresh = Fresh(stamp, name, digest, face, (self._segment, self._at, len(raw)))
        self.fresh[where] = self._latest[where.partition(":")[2]] = fresh
        self._at += len(raw)

    def forget(self, ref: str) -> None:
        """Do not keep a record that was read in this run: a pack above has another in its place."""
        self._latest.pop(ref, None)
        for where in [where for where in self.fresh if where.partition(":")[2] == ref]:
            del self.fresh[where]

    def digests_of(self, ref: str) -> tuple[str, str] | None:
        """Return the digests of a file that was read in this run, by `kind/id`."""
        fresh = self._latest.get(ref)
        return (fresh.digest, fresh.face) if fresh is not None else None

    def read(self, entry: Entry) -> Raw:
        """Return the kept mapping of a file.

        Raises:
            OSError: it is not there any more.
        """
        segment, start, length = entry.place
        data = self._open.get(segment)
        if data is None:
            with (self.folder / segment).open("rb") as file:
                data = self._open[segment] = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        raw: Raw = load_plain(data[start : start + length])
        return raw

    def drop(self) -> None:
        """Forget what was read in this run: something was wrong with it."""
        if self._out is not None:
            self._out.close()
            (self.folder / self._segment).unlink(missing_ok=True)

    def save(self, targets: Mapping[str, Targets]) -> None:
        """Write the cache for the next run, whole or not at all; a failure is no problem of the run.

        Args:
            targets: what each record points at, by `kind/id`.
        """
        entries = dict(self.met)
        for where, fresh in self.fresh.items():
            found = targets.get(where.partition(":")[2])
            if found is None:  # a pack above hides it; what it points at was not looked at
                continue
            fields = tuple((ref.kind, ref.id, ref.field) for ref in found.fields)
            refs = tuple(sorted(found.refs))
            entries[where] = Entry(*fresh, refs, fields, found.is_limited, found.has_former_ids)
        if self._out is not None:
            self._out.close()
        if entries == self.entries:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            segments = {entry.place[0] for entry in entries.values()}
            if len(segments) > _SEGMENTS:
                entries = self._together(entries)
                segments = {entry.place[0] for entry in entries.values()}
            save_plain(self.folder / _INDEX, (self.key, {k: tuple(v) for k, v in entries.items()}))
            for old in self.folder.glob("records-*"):
                if old.name not in segments:
                    old.unlink(missing_ok=True)
        except OSError:
            return

    def _together(self, entries: dict[str, Entry]) -> dict[str, Entry]:
        """Return the entries after all records were written into one file."""
        name, at = f"{self._segment}-all", 0
        together: dict[str, Entry] = {}
        with (self.folder / name).open("wb") as file:
            for where, entry in entries.items():
                data = pickle.dumps(self.read(entry), protocol=5)
                file.write(data)
                together[where] = entry._replace(place=(name, at, len(data)))
                at += len(data)
        return together

    def _is_old(self, status: os.stat_result) -> bool:
        return status.st_mtime_ns < self._began - YOUNG


def stamp_of(status: os.stat_result) -> tuple[int, int, int]:
    """Return by what a file is known: size, time of change and inode."""
    return status.st_size, status.st_mtime_ns, status.st_ino


class _PlainUnpickler(pickle.Unpickler):
    """Makes containers, words and numbers, and nothing else."""

    def find_class(self, module: str, name: str) -> object:
        raise pickle.UnpicklingError(f"a cache does not hold {module}.{name}")


def save_plain(file: Path, data: object) -> None:
    """Write plain data as a pickle, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    new = file.with_name(f"{file.name}.new")
    new.write_bytes(pickle.dumps(data, protocol=5))
    new.replace(file)


def load_plain(data: bytes) -> Any:
    """Return plain data from its pickle.

    Raises:
        pickle.UnpicklingError: it holds anything else.
    """
    return _PlainUnpickler(io.BytesIO(data)).load()
