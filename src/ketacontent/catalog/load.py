"""Packs -> catalog: read, lay over each other, validate, link; all problems at once.

What only authors need (reading YAML, overlays, messages) is imported where it is
used: the shipped pack loads without it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from ketacontent._resources import data_root, shipped_pack, shipped_snapshot
from ketacontent.catalog.catalog import Catalog
from ketacontent.errors import ContentError, Problem, UnknownId, UsageError
from ketacontent.models import Record
from ketacontent.models.base import share_sets
from ketacontent.models.kinds import COLLECTION_NAMES, COLLECTIONS

if TYPE_CHECKING:
    from importlib_resources.abc import Traversable

    from ketacontent.catalog.cache import Entry, RecordCache
    from ketacontent.catalog.collection import Held
    from ketacontent.catalog.pack import PackFiles
    from ketacontent.catalog.pointers import Targets
    from ketacontent.catalog.read import Document

_lock = threading.Lock()
_bundled: list[Catalog] = []


def load(packs: Sequence[str | PathLike[str]] = (), *, bundled: bool = True) -> Catalog:
    """Load the bundled pack, with packs laid over it.

    Args:
        packs: folders, each laid over what is before it: it may add, replace, change or hide
            records. Safety notices and crisis lines can be added to, not removed. `entry:name` stands
            for the folder of an installed pack.
        bundled: whether the bundled pack lies beneath.

    Returns:
        The catalog. Without packs it is loaded once and shared; loading is thread-safe.

    Raises:
        ContentError: everything that is wrong in the packs.
        UsageError: there is no such folder or installed pack.
        MissingExtra: YAML files are to be read and PyYAML is not installed.
    """
    if not packs and bundled:
        if not _bundled:
            with _lock:
                if not _bundled:
                    _bundled.append(_load_bundled())
        return _bundled[0]
    base = load() if bundled else None
    return load_folders(folders_of(packs), base=base)


def folders_of(packs: Iterable[str | PathLike[str]]) -> list[Path]:
    """Return the folders of packs; `entry:name` stands for an installed one.

    Raises:
        UsageError: there is no such installed pack.
    """
    listed = list(packs)
    if not any(str(pack).startswith("entry:") for pack in listed):
        return [Path(pack) for pack in listed]
    from ketacontent.catalog.installed import pack_folder

    return [pack_folder(pack) for pack in listed]


def is_bundled(catalog: Catalog) -> bool:
    """Say whether this is the shared catalog of the bundled pack."""
    return bool(_bundled) and _bundled[0] is catalog


def _load_bundled() -> Catalog:
    snapshot = shipped_snapshot()
    if snapshot is not None:
        from ketacontent.catalog.snapshot import read_snapshot

        catalog = read_snapshot(snapshot.read_bytes())
        if catalog is not None:
            return catalog
    shipped = shipped_pack()
    if shipped is not None:
        from ketacontent.catalog.shipped import load_shipped

        return load_shipped(shipped.read_bytes())
    return load_folders([data_root()])


def load_folders(
    folders: Iterable[Traversable], base: Catalog | None = None, cache: RecordCache | None = None
) -> Catalog:
    """Load pack folders over a catalog, or over nothing.

    Args:
        folders: the packs, each over what is before it.
        base: what lies beneath them.
        cache: what an earlier run read; files that have not changed since are not read again.

    Raises:
        ContentError: everything that is wrong.
    """
    from ketacontent.catalog.translation import split_packs, with_translations

    listed, translating = split_packs(folders)
    catalog = base if base is not None and not listed else _load_ordinary(listed, base, cache)
    return with_translations(catalog, translating) if translating else catalog


def _load_ordinary(listed: list[Traversable], base: Catalog | None, cache: RecordCache | None) -> Catalog:
    """Load pack folders that translate nothing."""
    if cache is not None:
        try:
            catalog = _load_known(listed, base, cache)
        except BaseException:
            cache.drop()
            raise
        if catalog is not None:
            return catalog
        cache.drop()
    catalog, _ = load_with_documents(listed, base)
    return catalog


def load_known(packs: Sequence[Path], *, bundled: bool, cache: Path) -> Catalog:
    """Load packs as `load` does, with what an earlier run read of them.

    Args:
        packs: folders, each laid over what is before it.
        bundled: whether the bundled pack lies beneath.
        cache: the folder that remembers; a change of `packs` or `bundled` makes it forget.

    Raises:
        ContentError: everything that is wrong in the packs.
    """
    is_shipped = shipped_snapshot() is not None or shipped_pack() is not None
    folders: list[Traversable] = [*folders_of(packs)]
    if bundled and not is_shipped:
        folders.insert(0, data_root())
    base = load() if bundled and is_shipped else None
    if not folders:
        return load()
    from ketacontent.catalog.cache import RecordCache

    key = repr(([str(Path(str(folder)).absolute()) for folder in folders], base and base.manifest.version))
    return load_folders(folders, base, RecordCache(cache, key))


def load_with_documents(
    folders: Iterable[Traversable], base: Catalog | None = None, warnings: list[Problem] | None = None
) -> tuple[Catalog, dict[str, Document]]:
    """Load pack folders, and keep what was read for checks that name lines.

    Args:
        folders: the packs, each over what is before it.
        base: what lies beneath them.
        warnings: is filled with what is not wrong, but wants a look.

    Raises:
        ContentError: everything that is wrong.
    """
    from ketacontent.catalog.link import link_problems
    from ketacontent.catalog.pack import read_pack

    problems: list[Problem] = []
    documents: dict[str, Document] = {}
    broken: set[str] = set()  # records that are there, but could not be made
    catalog = base
    given: dict[str, str] = {}  # which pack above the ground brought what
    for folder in folders:
        pack = read_pack(folder, problems)
        broken |= pack.unread
        is_ground = catalog is None
        catalog = lay_over(catalog, pack, problems, broken, given, warnings)
        documents.update(pack.documents)
        if not is_ground:
            given.update(pack.files)
    if catalog is None:
        raise UsageError("No pack was given.", "Name a pack folder, or load the bundled pack.", "KC115")
    problems += link_problems(catalog, documents, broken)
    if problems:
        raise ContentError(problems)
    return catalog, documents


def _load_known(folders: list[Traversable], base: Catalog | None, cache: RecordCache) -> Catalog | None:
    """Load packs of which an earlier run read most, or return None where anything is wrong.

    Then everything is read again, because only that can say what is wrong, and where.
    """
    from ketacontent.catalog.cache import Entry
    from ketacontent.catalog.link import link_problems
    from ketacontent.catalog.pack import open_pack, records_of

    problems: list[Problem] = []
    broken: set[str] = set()
    known: dict[str, Targets] = {}
    catalog = base
    linked: dict[str, Targets] = {}  # filled when all is known; the catalog reads it when it is asked
    given: dict[str, str] = {}
    for number, folder in enumerate(folders):
        pack = open_pack(folder, problems)
        layer = _Layer(catalog, pack, problems, broken, cache, given)
        beneath = frozenset(layer.refs())
        for ref, found in records_of(pack, folder, problems, cache, f"{number}:", beneath):
            if isinstance(found, Entry):
                layer.keep(ref, found, cache)
                known[ref] = found.targets
            else:
                layer.take(ref, found)
                known.pop(ref, None)
                if ref in beneath:
                    cache.forget(ref)
        if problems or broken or pack.unread:
            return None
        if catalog is not None and number < len(folders) - 1:
            given.update(pack.files)
        catalog = layer.catalog(linked)
    if catalog is None:
        return None
    if link_problems(catalog, {}, broken, known, linked):
        return None
    cache.save(linked)
    return catalog


def lay_over(
    base: Catalog | None,
    pack: PackFiles,
    problems: list[Problem],
    broken: set[str],
    given: Mapping[str, str] = MappingProxyType({}),
    warnings: list[Problem] | None = None,
) -> Catalog:
    """Return the catalog after one pack; records that are wrong are left out and reported.

    Args:
        base: what lies beneath.
        pack: the pack. What was laid into the record beneath takes the place of its document.
        problems: is filled with what is wrong.
        broken: is filled with the records that are there and could not be made.
        given: the file of each record that a pack before this one brought. What lies at the ground, which
            is the bundled pack or the first, is not among them: all packs are meant to lie over it.
        warnings: is filled with what is not wrong, but wants a look.
    """
    layer = _Layer(base, pack, problems, broken, None, given, warnings)
    for ref, document in pack.documents.items():
        pack.documents[ref] = layer.take(ref, document)
    return layer.catalog()


class _Layer:
    """One pack laid over a catalog; records that are wrong are left out and reported."""

    def __init__(
        self,
        base: Catalog | None,
        pack: PackFiles,
        problems: list[Problem],
        broken: set[str],
        cache: RecordCache | None = None,
        given: Mapping[str, str] = MappingProxyType({}),
        warnings: list[Problem] | None = None,
    ) -> None:
        self.base, self.pack, self.problems, self.broken, self.cache = base, pack, problems, broken, cache
        self.given = given
        self.warnings: list[Problem] = [] if warnings is None else warnings
        self.records: dict[str, dict[str, Held]] = {
            kind: dict(base.collection(kind).held()) if base else {} for kind in COLLECTION_NAMES
        }
        self.files = dict(base.files) if base else {}
        self.digests = dict(base.digests) if base else {}
        self.hidden = dict(base.hidden) if base else {}
        for record in _hide(base, pack, problems):
            self.hidden[record.ref] = record
            del self.records[record.kind][record.id]

    def refs(self) -> Iterator[str]:
        """Yield every record that is there or was hidden, as `kind/id`."""
        yield from self.hidden
        for kind, held in self.records.items():
            for id in held:
                yield f"{kind}/{id}"

    def keep(self, ref: str, entry: Entry, cache: RecordCache) -> None:
        """Add a record that an earlier run read and found right."""
        kind, _, id = ref.partition("/")
        self.records[kind][id] = partial(_made, kind, cache, entry)
        self.files[ref] = self.pack.files[ref]
        self.digests[ref] = entry.digest, entry.face

    def take(self, ref: str, document: Document) -> Document:
        """Lay a record that was read over what is beneath; return its file as it knows its places there."""
        from pydantic import ValidationError

        from ketacontent.catalog.field_path import LaidDocument, lay
        from ketacontent.catalog.overlay import (
            clash_problem,
            directive_problem,
            lock_problems,
            outdated_problem,
        )
        from ketacontent.catalog.problems import problems_of

        if isinstance(document, LaidDocument):
            document = document.written
        kind, _, id = ref.partition("/")
        model = COLLECTIONS[kind][1]
        earlier = self.base.find(ref) if self.base is not None and id in self.records[kind] else None
        misled = directive_problem(document, earlier is not None)
        if misled:
            self.problems.append(misled)
            self.broken.add(ref)
            return document
        if earlier is not None and ref in self.given:
            clash = clash_problem(ref, document, self.given[ref])
            if clash:
                self.problems.append(clash)
        beneath = earlier.model_dump(mode="json", exclude_unset=True) if earlier else None
        raw, document, astray = lay(beneath, document)
        if astray:
            self.problems.extend(astray)
            self.broken.add(ref)
            return document
        try:
            record = model.model_validate(raw)
        except ValidationError as error:
            self.problems.extend(problems_of(error, document, model))
            self.broken.add(ref)
            return document
        locked = earlier or self.hidden.get(ref)
        if locked is not None:
            where = self.files.get(ref, f"{ref} of the bundled pack")
            self.problems.extend(lock_problems(locked, record, document, where))
            outdated = outdated_problem(locked, document, where)
            if outdated:
                self.warnings.append(outdated)
        self.records[kind][id] = record
        self.files[ref] = document.file
        self.digests.pop(ref, None)
        if self.cache is not None and earlier is None:
            share_sets(record)
            fresh = self.cache.digests_of(ref)
            if fresh is not None:
                self.digests[ref] = fresh
        return document

    def catalog(self, targets: Mapping[str, Targets] | None = None) -> Catalog:
        """Return the catalog after this pack."""
        ordered = {
            COLLECTION_NAMES[kind]: dict(sorted(found.items())) for kind, found in self.records.items()
        }
        return Catalog(ordered, self.pack.manifest, self.files, self.hidden, None, self.digests, targets)


def _made(kind: str, cache: RecordCache, entry: Entry) -> Record:
    """Make a record of what an earlier run read; it was found right then."""
    from ketacontent.catalog.overlay import own_fields
    from ketacontent.models.text import TRUSTED

    return COLLECTIONS[kind][1].model_validate(own_fields(cache.read(entry)), context=TRUSTED)


def _hide(base: Catalog | None, pack: PackFiles, problems: list[Problem]) -> Iterator[Record]:
    """Yield the records that a pack hides; what cannot be hidden is reported."""
    from ketacontent.catalog.overlay import hide_problem

    for number, ref in enumerate(dict.fromkeys(pack.manifest.hide)):
        document = pack.manifest_document
        place = document.place(("hide", number))
        fix = "Take the line out of `hide`."
        try:
            record = base.get(ref) if base else None
        except UnknownId as error:
            record = None
            if error.near:
                fix = f"Did you mean {' or '.join(error.near)}?"
        if record is None:
            problems.append(
                Problem(
                    document.file,
                    place.line,
                    place.column,
                    "hide",
                    f"There is no {ref} to hide.",
                    fix,
                    "KC302",
                )
            )
            continue
        where = base.files.get(ref, f"{ref} of the bundled pack") if base else ""
        locked = hide_problem(record, document.file, place.line, place.column, where)
        if locked:
            problems.append(locked)
        else:
            yield record
