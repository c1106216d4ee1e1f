"""Packs that are being written: read once, then one file at a time, with what is wrong in them.

A save of one record reads that file, makes that record and looks at its own pointers, which takes
milliseconds. What a save may have broken elsewhere is found by `check_links`, which looks at all records. A
record that has become faulty stays in the catalog as it was, so that there is still something to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from ketacontent.catalog import Catalog, load
from ketacontent.catalog.link import link_problems, pointer_problems
from ketacontent.catalog.load import lay_over
from ketacontent.catalog.pack import PackFiles, read_pack, read_record, shown_name
from ketacontent.catalog.pointers import pointers_of
from ketacontent.catalog.read import Document
from ketacontent.errors import Problem
from ketacontent.models import Record
from ketacontent.models.kinds import COLLECTION_NAMES

_ENDINGS = (".yaml", ".yml", ".json")
_POINTER_CODES = frozenset({"KC201", "KC205"})


@dataclass
class _Layer:
    folder: Path
    pack: PackFiles
    problems: dict[str, list[Problem]] = field(default_factory=dict)
    """What is wrong with files that cannot be read, by `kind/id`."""


class Workspace:
    """A catalog of packs that follows their files.

    Args:
        packs: folders, each laid over what is before it.
        bundled: whether the bundled pack lies beneath; it does not follow its files unless its folder is one
            of `packs`.

    Raises:
        UsageError: a folder is not there.
    """

    def __init__(self, packs: Sequence[Path], *, bundled: bool = True) -> None:
        self.folders = tuple(pack.resolve() for pack in packs)
        self._base = load() if bundled else None
        self.load()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong now, by file and line."""
        found = {
            problem
            for group in (
                self._pack_problems,
                *(problems for layer in self._layers for problems in layer.problems.values()),
                *self._record_problems.values(),
                self._link_problems,
            )
            for problem in group
        }
        return tuple(sorted(found, key=lambda p: (p.file, p.line, p.column, p.code, p.what)))

    def problems_of(self, ref: str) -> tuple[Problem, ...]:
        """Return what is wrong with the file of one record."""
        files = {layer.pack.documents[ref].file for layer in self._layers if ref in layer.pack.documents}
        unread = {p.file for layer in self._layers for p in layer.problems.get(ref, ())}
        return tuple(problem for problem in self.problems if problem.file in files | unread)

    def load(self) -> None:
        """Read everything again."""
        self._layers: list[_Layer] = []
        self._pack_problems: list[Problem] = []
        self._record_problems: dict[str, list[Problem]] = {}
        self._link_problems: list[Problem] = []
        self._broken: set[str] = set()
        catalog = self._base
        given: dict[str, str] = {}
        for folder in self.folders:
            found: list[Problem] = []
            pack = read_pack(folder, found)
            layer = _Layer(folder, pack)
            self._layers.append(layer)
            self._broken |= pack.unread
            for problem in found:
                ref = _ref_of(problem.file)
                if ref in pack.unread or ref in pack.documents:
                    layer.problems.setdefault(ref, []).append(problem)
                else:
                    self._pack_problems.append(problem)
            found = []
            is_ground = catalog is None
            catalog = lay_over(catalog, pack, found, self._broken, given)
            if not is_ground:
                given.update({ref: document.file for ref, document in pack.documents.items()})
            for problem in found:
                ref = _ref_of(problem.file)
                if ref in pack.documents:
                    self._record_problems.setdefault(ref, []).append(problem)
                else:
                    self._pack_problems.append(problem)
        self.catalog: Catalog = load() if catalog is None else catalog
        _ = self.catalog.used_by  # found now, so that no save has to wait for it
        self.check_links()

    def follow(self, paths: Iterable[Path]) -> bool:
        """Take in what changed on disk.

        Args:
            paths: files that were written, made or removed; those of no pack are passed over.

        Returns:
            Whether the catalog or its problems may have changed.
        """
        changed = False
        for path in dict.fromkeys(paths):
            place = self._place(path)
            if place is None:
                continue
            changed = True
            layer, kind = place
            if not self._follow_record(layer, kind, path):
                self.load()
                return True
        return changed

    def check_links(self) -> bool:
        """Look at what all records say of each other; return whether anything else is wrong than before.

        It may run beside `follow`: what it finds of a catalog that is no longer the newest is dropped.
        """
        catalog, before = self.catalog, self.problems
        found = link_problems(catalog, self._documents(), frozenset(self._broken))
        if catalog is not self.catalog:
            return False
        self._link_problems = found
        return self.problems != before

    def _place(self, path: Path) -> tuple[_Layer, str] | None:
        """Return the pack that a file belongs to, and the folder it lies in."""
        for layer in reversed(self._layers):
            if path.is_relative_to(layer.folder):
                parts = path.relative_to(layer.folder).parts
                if not parts or any(part.startswith((".", "_", "#")) for part in parts):
                    return None
                if path.suffix not in _ENDINGS or path.name.endswith("~"):
                    return None
                return layer, "/".join(parts[:-1])
        return None

    def _follow_record(self, layer: _Layer, kind: str, path: Path) -> bool:
        """Take in one record's file; return False where only reading everything again will do."""
        ref = f"{kind}/{path.stem}"
        twins = [path.with_suffix(ending) for ending in _ENDINGS if path.suffix != ending]
        hides = any(ref in each.pack.manifest.hide for each in self._layers)
        if kind not in COLLECTION_NAMES or hides or any(twin.exists() for twin in twins):
            return False
        problems: list[Problem] = []
        name = f"{shown_name(layer.folder)}/{kind}/{path.name}"
        document = read_record(path, name, problems) if path.exists() else None
        layer.problems.pop(ref, None)
        if problems:
            layer.problems[ref] = problems
        if document is not None:
            layer.pack.documents[ref] = document
        elif not path.exists():
            layer.pack.documents.pop(ref, None)
        self._replace(ref)
        return True

    def _replace(self, ref: str) -> None:
        """Make one record again of what all packs say about it."""
        kind, _, id = ref.partition("/")
        problems: list[Problem] = []
        broken: set[str] = set()
        beneath = self._base.find(ref) if self._base is not None else None
        small = self._only(beneath)
        given: dict[str, str] = {}
        for number, layer in enumerate(self._layers):
            own = layer.pack.documents.get(ref)
            manifest = layer.pack.manifest.model_copy(update={"hide": ()})
            pack = PackFiles(manifest, layer.pack.manifest_document, {ref: own} if own else {})
            small = lay_over(small, pack, problems, broken, given)
            if own and (number or self._base is not None):
                given[ref] = own.file
            layer.pack.documents.update(pack.documents)  # as it knows its places in the record beneath
        record = small.find(ref)
        is_unread = any(ref in layer.problems for layer in self._layers)
        if broken or is_unread:
            record = self.catalog.find(ref) or record
            self._broken.add(ref)
        else:
            self._broken.discard(ref)
        self._record_problems[ref] = problems
        files = {**self.catalog.files, **small.files}
        if record is None:
            files.pop(ref, None)
        self.catalog = self._with(kind, id, record, files)
        self._check_pointers(ref)

    def _check_pointers(self, ref: str) -> None:
        """Look at the pointers of a record, and at those of the records that point at it."""
        documents, catalog = self._documents(), self.catalog
        refs = {ref, *catalog.used_by.get(ref, ())}
        files = {documents[each].file for each in refs if each in documents}
        kept = [p for p in self._link_problems if p.file not in files or p.code not in _POINTER_CODES]
        for each in sorted(refs - self._broken):
            record = catalog.find(each)
            if record is not None:
                kept += pointer_problems(record, catalog, documents, self._broken)
        self._link_problems = kept

    def _with(self, kind: str, id: str, record: Record | None, files: dict[str, str]) -> Catalog:
        """Return the catalog with one record replaced, added or taken away."""
        records: dict[str, dict[str, Record]] = {
            name: dict(self.catalog.collection(kind)) for kind, name in COLLECTION_NAMES.items()
        }
        own = records[COLLECTION_NAMES[kind]]
        if record is None:
            own.pop(id, None)
        else:
            is_new = id not in own
            own[id] = record
            if is_new:
                records[COLLECTION_NAMES[kind]] = dict(sorted(own.items()))
        catalog = Catalog(records, self.catalog.manifest, files, self.catalog.hidden)
        self._carry_used_by(f"{kind}/{id}", record, catalog)
        return catalog

    def _carry_used_by(self, ref: str, record: Record | None, catalog: Catalog) -> None:
        """Take over who points at what, but for one record; finding all of it again takes longest."""
        before = self.catalog.used_by
        now = {target: tuple(u for u in users if u != ref) for target, users in before.items()}
        order = {each: number for number, each in enumerate(each.ref for each in catalog)}
        for pointer in pointers_of(record) if record is not None else ():
            users = {*now.get(pointer.ref, ()), ref}
            now[pointer.ref] = tuple(sorted(users, key=lambda user: order.get(user, 0)))
        users_of = {target: users for target, users in now.items() if users}
        catalog.__dict__["used_by"] = MappingProxyType(users_of)

    def _only(self, record: Record | None) -> Catalog:
        """Return a catalog that holds one record, or none."""
        manifest = self.catalog.manifest
        if record is None:
            return Catalog({}, manifest)
        return Catalog({COLLECTION_NAMES[record.kind]: {record.id: record}}, manifest)

    def _documents(self) -> dict[str, Document]:
        return {ref: document for layer in self._layers for ref, document in layer.pack.documents.items()}


def _ref_of(file: str) -> str:
    """Return the `kind/id` that a file of a pack should hold."""
    *_, kind, name = ("", "", *file.split("/"))
    return f"{kind}/{name.rpartition('.')[0]}"
