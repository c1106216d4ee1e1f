"""What packs do to what lies beneath them: record by record, field by field.

For editors who keep an overlay. Whether the packs are right is for loading to
say; what differs between two versions of one pack, for `review/diff.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from ketacontent.catalog.catalog import Catalog
from ketacontent.catalog.load import lay_over
from ketacontent.catalog.overlay import OVER, changes_fields, changes_since, is_newer
from ketacontent.catalog.pack import read_pack
from ketacontent.catalog.translation import split_packs
from ketacontent.errors import ContentError, Problem
from ketacontent.models import Record
from ketacontent.models.base import Change

if TYPE_CHECKING:
    from importlib_resources.abc import Traversable

    from ketacontent.catalog.read import Document

What = Literal["changed", "replaced", "hidden", "added"]


class FieldDifference(NamedTuple):
    """One value that is another, is new, or is gone."""

    field: str
    """Where it stands: `duration.note`, `sections.the-day.heading`."""
    before: object
    """The value beneath; None where there was none. A list without ids is one value."""
    after: object
    """The pack's own; None where it has none."""


@dataclass(frozen=True, slots=True)
class Laid:
    """What one pack does to one record."""

    pack: str
    """Id of the pack."""
    what: What
    ref: str
    title: str
    file: str
    """The pack's file; its manifest for a record that it hides."""
    base_file: str | None
    """Where the record beneath stands; None for an added one."""
    base_version: str | None
    """The version of the record beneath."""
    version: str | None
    """The record's own version; None for a hidden one."""
    over: str | None
    """The version that the file says it was written over."""
    since: tuple[Change, ...]
    """What has changed beneath since then, newest first."""
    fields: tuple[FieldDifference, ...]

    @property
    def is_stale(self) -> bool:
        """Whether the record beneath is newer than the one that the file was written over."""
        return bool(self.over and self.base_version and is_newer(self.base_version, self.over))


def laid_over(folders: Iterable[Traversable], base: Catalog | None) -> tuple[Laid, ...]:
    """Return what packs change of, hide from and add to what lies beneath each of them.

    Args:
        folders: the packs, each over what is before it.
        base: what lies beneath them; without it the first pack is what the others lie over.

    Raises:
        ContentError: a pack cannot be laid over what is beneath it.
    """
    problems: list[Problem] = []
    broken: set[str] = set()
    given: dict[str, str] = {}
    found: list[Laid] = []
    ordinary, _ = split_packs(folders)  # a translation changes no record
    for folder in ordinary:
        pack = read_pack(folder, problems)
        files = dict(pack.documents)  # as they were written; laying them over moves fields
        above = lay_over(base, pack, problems, broken, given)
        if base is not None:
            given.update(pack.files)
            manifest = pack.manifest_document.file
            hidden = [ref for ref in dict.fromkeys(pack.manifest.hide) if above.find(ref) is None]
            found += [_hidden(pack.manifest.id, ref, manifest, base) for ref in hidden if base.find(ref)]
            for ref, document in files.items():
                record = above.find(ref)
                if record is not None:
                    found.append(_laid(pack.manifest.id, record, document, base))
        base = above
    if problems:
        raise ContentError(problems)
    return tuple(found)


def _hidden(pack: str, ref: str, file: str, base: Catalog) -> Laid:
    record = base.get(ref)
    where = _file(base, ref)
    return Laid(pack, "hidden", ref, record.title, file, where, record.version, None, None, (), ())


def _laid(pack: str, record: Record, document: Document, base: Catalog) -> Laid:
    ref = record.ref
    before = base.find(ref)
    file = document.file
    if before is None:
        return Laid(pack, "added", ref, record.title, file, None, None, record.version, None, (), ())
    given = document.data.get(OVER)
    over = given if isinstance(given, str) else None
    return Laid(
        pack,
        "changed" if changes_fields(document.data) else "replaced",
        ref,
        record.title,
        file,
        _file(base, ref),
        before.version,
        record.version,
        over,
        changes_since(before, over) if over else (),
        tuple(_differences(before.model_dump(mode="json"), record.model_dump(mode="json"), "")),
    )


def _file(catalog: Catalog, ref: str) -> str:
    return catalog.files.get(ref, f"{ref} of the bundled pack")


def _differences(before: object, after: object, at: str) -> Iterator[FieldDifference]:
    """Yield the values that differ, as deep as a name can lead."""
    if before == after:
        return
    old, new = _named_parts(before), _named_parts(after)
    if old is None or new is None:
        yield FieldDifference(at, _shown(before), _shown(after))
        return
    for name in dict.fromkeys((*old, *new)):
        inner = f"{at}.{name}" if at else name
        yield from _differences(old.get(name), new.get(name), inner)


def _named_parts(value: object) -> dict[str, object] | None:
    """Return the parts of a value that have names: fields, or entries with an id."""
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and value and all(isinstance(e, dict) and e.get("id") for e in value):
        return {str(entry["id"]): entry for entry in value}
    return None


def _shown(value: object) -> object:
    """Return a value without the fields of it that are not filled."""
    if isinstance(value, dict):
        return {key: _shown(part) for key, part in value.items() if part not in (None, [], "")}
    if isinstance(value, list):
        return [_shown(part) for part in value]
    return value
