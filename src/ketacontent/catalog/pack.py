"""A pack as a folder: a manifest, and one YAML file a record."""

from __future__ import annotations

import os
import stat
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol, TypeVar

from pydantic import ValidationError

from ketacontent._resources import data_root
from ketacontent.catalog.cache import Entry, RecordCache, digest_of
from ketacontent.catalog.manifest import Manifest
from ketacontent.catalog.problems import problems_of
from ketacontent.catalog.read import MAX_BYTES, Document, ReadProblem, read_document
from ketacontent.errors import ContentError, Problem, UsageError, near_matches
from ketacontent.models.kinds import COLLECTIONS

if TYPE_CHECKING:
    from importlib_resources.abc import Traversable

MANIFEST = "pack.yaml"
SHIPPED = "pack.json"
_STAND_IN = Manifest(id="unknown", title="Unknown", version="0.0.0", as_of=date.min, license="Unknown")
"""Stands for a manifest that cannot be used, while the records are checked."""
_ENDINGS = (".yaml", ".yml", ".json")
_NOT_RECORDS = frozenset({"assets", "templates", "locale"})


class _Named(Protocol):
    """What lies in a folder, whoever lists it."""

    @property
    def name(self) -> str: ...


Entered = TypeVar("Entered", bound=_Named)

MAX_FILES = 100_000
"""Files of one pack."""
MAX_TOTAL = 200_000_000
"""Bytes of all records of one pack."""


@dataclass(slots=True)
class Room:
    """What a pack may still hold: a pack from somebody else must not fill the memory."""

    manifest: str
    """The name of the manifest, at which it is told that the pack is too large."""
    files: int = 0
    size: int = 0

    def take(self, size: int) -> None:
        """Take in one file.

        Raises:
            ContentError: the pack holds too much.
        """
        self.files += 1
        self.size += size
        if self.files > MAX_FILES:
            self._refuse(f"The pack has more than {MAX_FILES:,} files.")
        if self.size > MAX_TOTAL:
            self._refuse(f"The records of the pack have more than {MAX_TOTAL:,} bytes together.")

    def listed(self, entries: Iterable[Entered]) -> list[Entered]:
        """Return the entries of a folder, sorted by name.

        Raises:
            ContentError: they are more than a pack may hold.
        """
        found = list(islice(entries, MAX_FILES + 1))
        if len(found) > MAX_FILES:
            self._refuse(f"The pack has more than {MAX_FILES:,} files.")
        return sorted(found, key=lambda each: each.name)

    def _refuse(self, what: str) -> NoReturn:
        raise ContentError([Problem(self.manifest, 0, 0, "", what, "Make several packs of it.", "KC116")])


@dataclass(slots=True)
class PackFiles:
    """The files of one pack, read but not yet validated as records."""

    manifest: Manifest
    manifest_document: Document
    documents: dict[str, Document] = field(default_factory=dict)
    """By `kind/id`, where all are held."""
    files: dict[str, str] = field(default_factory=dict)
    """The name of each record's file, by `kind/id`."""
    unread: set[str] = field(default_factory=set)
    """`kind/id` of files that could not be read."""

    def room(self) -> Room:
        """Return what the pack may hold."""
        return Room(self.manifest_document.file)


def open_pack(folder: Traversable, problems: list[Problem]) -> PackFiles:
    """Read the manifest of a pack.

    Args:
        folder: a folder with `pack.yaml` and one folder per kind.
        problems: is filled with what is wrong.

    Returns:
        The pack, without its records. Where the manifest is not usable another stands in for it, so that
        one run finds what is wrong in the records too.

    Raises:
        UsageError: there is no such folder.
    """
    name = shown_name(folder)
    if not folder.is_dir():
        raise UsageError(
            f"There is no pack folder {name}.", f"A pack is a folder that holds {MANIFEST}.", "KC115"
        )
    return _read_manifest(folder, name, problems)


def read_pack(folder: Traversable, problems: list[Problem]) -> PackFiles:
    """Read every file of a pack, and hold them all; `problems` is filled with what is wrong.

    Raises:
        UsageError: there is no such folder.
        ContentError: the pack holds too much.
    """
    pack = open_pack(folder, problems)
    for ref, document in records_of(pack, folder, problems):
        if isinstance(document, Document):  # without a cache they all are
            pack.documents[ref] = document
    return pack


def records_of(
    pack: PackFiles,
    folder: Traversable,
    problems: list[Problem],
    cache: RecordCache | None = None,
    prefix: str = "",
    beneath: Container[str] = (),
) -> Iterator[tuple[str, Document | Entry]]:
    """Yield every record of a pack with its `kind/id`, one after the other; only one is held at a time.

    Args:
        pack: from `open_pack`; its `unread` is filled.
        folder: where it lies.
        problems: is filled with what is wrong; a file that cannot be read is left out.
        cache: what the last run read; unchanged files are yielded from it.
        prefix: the pack's name in the cache.
        beneath: records that lie beneath this pack. What is laid over them is read in every run.

    Raises:
        ContentError: the pack holds too much.
    """
    name = shown_name(folder)
    room = pack.room()
    for entry in room.listed(folder.iterdir()):
        shown = f"{name}/{_printable(entry.name)}"
        if entry.name.startswith((".", "_")) or entry.name in (*_NOT_RECORDS, MANIFEST, SHIPPED):
            continue
        if not entry.is_dir():
            if entry.name.endswith(_ENDINGS):
                what, fix = (
                    "The file lies beside the folders of the kinds.",
                    "Move it into its kind's folder.",
                )
                problems.append(Problem(shown, 0, 0, "", what, fix, "KC112"))
            continue
        if _is_link(entry):
            problems.append(_link_problem(shown))
            continue
        if entry.name not in COLLECTIONS:
            near = near_matches(entry.name, COLLECTIONS)
            fix = (
                f"Did you mean `{near[0]}`?"
                if near
                else f"Folders are named after kinds: {', '.join(COLLECTIONS)}."
            )
            what = f"{_printable(entry.name)!r} is not a kind of record."
            problems.append(Problem(shown, 0, 0, "", what, fix, "KC112"))
            continue
        if cache is not None and isinstance(entry, Path):
            yield from _known_or_read(pack, entry, shown, problems, room, cache, prefix, beneath)
        else:
            yield from _read_all(pack, entry, shown, problems, room)


def _read_all(
    pack: PackFiles, folder: Traversable, shown: str, problems: list[Problem], room: Room
) -> Iterator[tuple[str, Document]]:
    """Yield the records of a kind's folder, each read from its file."""
    for file in room.listed(folder.iterdir()):
        document = read_record(file, f"{shown}/{_printable(file.name)}", problems, room)
        if document is None:
            pack.unread.add(f"{folder.name}/{file.name.rpartition('.')[0]}")
        elif _add(pack, folder.name, document, problems):
            yield f"{folder.name}/{document.data['id']}", document


def _known_or_read(
    pack: PackFiles,
    folder: Path,
    shown: str,
    problems: list[Problem],
    room: Room,
    cache: RecordCache,
    prefix: str,
    beneath: Container[str],
) -> Iterator[tuple[str, Document | Entry]]:
    """Yield the records of a kind's folder, from the cache where their files have not changed."""
    kind = folder.name
    with os.scandir(folder) as scanned:
        files = room.listed(scanned)
    for file in files:
        stem, _, _ = file.name.rpartition(".")
        ref = f"{kind}/{stem}"
        where = f"{prefix}{ref}"
        status = file.stat(follow_symlinks=False)
        may_be_known = stat.S_ISREG(status.st_mode) and ref not in beneath
        known = cache.known(where, file.name, status) if may_be_known else None
        if known is None:
            document = read_record(Path(file.path), f"{shown}/{_printable(file.name)}", problems, room)
            if document is None:
                pack.unread.add(ref)
                continue
            digest = digest_of(document.text.encode())
            known = cache.same(where, file.name, status, digest) if may_be_known else None
            if known is None:
                if _add(pack, kind, document, problems):
                    if may_be_known:
                        cache.add(where, file.name, status, digest, document.data)
                    yield ref, document
                continue
        else:
            room.take(status.st_size)
        if ref in pack.files:  # another file holds this id; the whole reading says so
            problems.append(Problem(shown, 0, 0, "", f"{ref} stands twice.", "Keep one.", "KC202"))
            continue
        pack.files[ref] = f"{shown}/{file.name}"
        yield ref, known


def _add(pack: PackFiles, kind: str, document: Document, problems: list[Problem]) -> bool:
    """Note a record that was read; say whether it is the first of its id."""
    ref = f"{kind}/{document.data['id']}"
    if ref in pack.files:
        problems.append(
            Problem(
                document.file,
                *_start(document, "id"),
                "id",
                f'"{document.data["id"]}" is the id of {pack.files[ref]} and of {document.file}.',
                "Give one of them another id and file name.",
                "KC202",
            )
        )
        return False
    pack.files[ref] = document.file
    return True


def read_record(
    file: Traversable, name: str, problems: list[Problem], room: Room | None = None
) -> Document | None:
    """Read the file of one record.

    Args:
        file: the file.
        name: how it is called in problems.
        problems: is filled with what is wrong.
        room: what the pack may still hold.

    Returns:
        The file, or None where it is none of a record or cannot be read.
    """
    if file.name.startswith("."):
        return None
    stem, dot, ending = _printable(file.name).rpartition(".")
    if f"{dot}{ending}" not in _ENDINGS or file.is_dir():
        what = "This is not a YAML file." if not file.is_dir() else "A kind's folder holds no folders."
        problems.append(Problem(name, 0, 0, "", what, "Records are files named <id>.yaml.", "KC112"))
        return None
    try:
        document = _read(file, name, room)
    except ReadProblem as stopped:
        problems.append(stopped.problem)
        return None
    id = document.data.get("id")
    if id != stem:
        what = (
            f"The id is {_short(id)} and the file is named {stem!r}." if id else "The field `id` is missing."
        )
        problems.append(
            Problem(
                name, *_start(document, "id"), "id", what, f"Write `id: {stem}`, or rename the file.", "KC111"
            )
        )
        return None
    return document


def _read(file: Traversable, name: str, room: Room | None = None) -> Document:
    """Read one file of a pack; never more of it than a record may hold.

    Raises:
        ReadProblem: with file, line, column and code.
    """
    if _is_link(file):
        raise ReadProblem(_link_problem(name))
    try:
        if not file.is_file():  # a pipe or a device would never end
            raise OSError("it is not a plain file")
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        what = f"The file cannot be read: {error.strerror or error}."
        fix = "Make it a plain file that you may read."
        raise ReadProblem(Problem(name, 0, 0, "", what, fix, "KC112")) from None
    if room is not None:
        room.take(len(data))
    return read_document(name, data)


def _is_link(file: Traversable) -> bool:
    return bool(getattr(file, "is_symlink", lambda: False)())


def _link_problem(name: str) -> Problem:
    what, fix = "The file is a link.", "Put the file itself into the pack."
    return Problem(name, 0, 0, "", what, fix, "KC112")


def _printable(name: str) -> str:
    """Return a file name that any terminal can print; bytes that are no letters are written out."""
    return name.encode("utf-8", "backslashreplace").decode()


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else f"{shown[:80]}..."


def _read_manifest(folder: Traversable, name: str, problems: list[Problem]) -> PackFiles:
    file = folder / MANIFEST
    shown = f"{name}/{MANIFEST}"
    if not file.is_file():
        problems.append(
            Problem(
                shown,
                0,
                0,
                "",
                "The pack has no manifest.",
                f"Write {MANIFEST} with id, title, version.",
                "KC115",
            )
        )
    else:
        try:
            document = _read(file, shown)
            return PackFiles(Manifest.model_validate(document.data), document)
        except ReadProblem as stopped:
            problems.append(stopped.problem)
        except ValidationError as error:
            found = problems_of(error, document, Manifest)
            problems.extend(problem._replace(code="KC115") for problem in found)
    return PackFiles(_STAND_IN, Document(shown, "", {}))


def _start(document: Document, name: str) -> tuple[int, int]:
    place = document.place((name,))
    return place.line, place.column


def shown_name(folder: Traversable) -> str:
    """Return a pack's name in messages: as given, shorter where it lies below the working directory."""
    shown = _printable(str(folder))
    here = os.getcwd() + os.sep
    return shown.removeprefix(here)


def dump_pack() -> str:
    """Return the bundled pack, read from its YAML files, as JSON: what the wheel carries.

    Raises:
        ContentError: the content has problems; nothing is built from it.
    """
    from ketacontent.catalog.load import load_folders
    from ketacontent.catalog.shipped import dump_catalog

    return dump_catalog(load_folders([data_root()]))
