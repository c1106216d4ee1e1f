"""Packs -> catalog: read, lay over each other, validate, link; all problems at once.

What only authors need (reading YAML, overlays, messages) is imported where it is
used: the shipped pack loads without it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from ketacontent._resources import data_root, shipped_pack, shipped_snapshot
from ketacontent.catalog.catalog import Catalog
from ketacontent.errors import ContentError, Problem, UnknownId, UsageError
from ketacontent.models import Record
from ketacontent.models.kinds import COLLECTION_NAMES, COLLECTIONS

if TYPE_CHECKING:
    from importlib_resources.abc import Traversable

    from ketacontent.catalog.pack import PackFiles
    from ketacontent.catalog.read import Document

_lock = threading.Lock()
_bundled: list[Catalog] = []


def load(packs: Sequence[str | PathLike[str]] = (), *, bundled: bool = True) -> Catalog:
    """Load the bundled pack, with packs laid over it.

    Args:
        packs: folders, each laid over what is before it: it may add, replace, change or hide
            records. Safety notices and crisis lines can be added to, not removed.
        bundled: whether the bundled pack lies beneath.

    Returns:
        The catalog. Without packs it is loaded once and shared; loading is thread-safe.

    Raises:
        ContentError: everything that is wrong in the packs.
        MissingExtra: YAML files are to be read and PyYAML is not installed.
    """
    if not packs and bundled:
        if not _bundled:
            with _lock:
                if not _bundled:
                    _bundled.append(_load_bundled())
        return _bundled[0]
    base = load() if bundled else None
    return load_folders([Path(pack) for pack in packs], base=base)


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


def load_folders(folders: Iterable[Traversable], base: Catalog | None = None) -> Catalog:
    """Load pack folders over a catalog, or over nothing.

    Raises:
        ContentError: everything that is wrong.
    """
    catalog, _ = load_with_documents(folders, base)
    return catalog


def load_with_documents(
    folders: Iterable[Traversable], base: Catalog | None = None
) -> tuple[Catalog, dict[str, Document]]:
    """Load pack folders, and keep what was read for checks that name lines.

    Raises:
        ContentError: everything that is wrong.
    """
    from ketacontent.catalog.link import link_problems
    from ketacontent.catalog.pack import read_pack

    problems: list[Problem] = []
    documents: dict[str, Document] = {}
    broken: set[str] = set()  # records that are there, but could not be made
    catalog = base
    for folder in folders:
        pack = read_pack(folder, problems)
        documents.update(pack.documents)
        broken |= pack.unread
        catalog = lay_over(catalog, pack, problems, broken)
    if catalog is None:
        raise UsageError("No pack was given.", "Name a pack folder, or load the bundled pack.", "KC115")
    problems += link_problems(catalog, documents, broken)
    if problems:
        raise ContentError(problems)
    return catalog, documents


def lay_over(base: Catalog | None, pack: PackFiles, problems: list[Problem], broken: set[str]) -> Catalog:
    """Return the catalog after one pack; records that are wrong are left out and reported."""
    from pydantic import ValidationError

    from ketacontent.catalog.overlay import directive_problem, lock_problems, merge
    from ketacontent.catalog.problems import problems_of

    records: dict[str, dict[str, Record]] = {
        name: dict(base.collection(kind)) if base else {} for kind, name in COLLECTION_NAMES.items()
    }
    files = dict(base.files) if base else {}
    hidden = dict(base.hidden) if base else {}
    for record in _hide(base, pack, problems):
        hidden[record.ref] = record
        del records[COLLECTIONS[record.kind][0]][record.id]
    for ref, document in pack.documents.items():
        kind, _, id = ref.partition("/")
        name, model = COLLECTIONS[kind]
        earlier = records[name].get(id)
        misled = directive_problem(document, earlier is not None)
        if misled:
            problems.append(misled)
            broken.add(ref)
            continue
        raw = merge(earlier.model_dump(mode="json", exclude_unset=True) if earlier else None, document.data)
        try:
            record = model.model_validate(raw)
        except ValidationError as error:
            problems.extend(problems_of(error, document, model))
            broken.add(ref)
            continue
        locked = earlier or hidden.get(ref)
        if locked is not None:
            where = files.get(ref, f"{ref} of the bundled pack")
            problems.extend(lock_problems(locked, record, document, where))
        records[name][id] = record
        files[ref] = document.file
    ordered = {name: dict(sorted(found.items())) for name, found in records.items()}
    return Catalog(ordered, pack.manifest, files, hidden)


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
