"""Records against records: every pointer hits, steps have no circle, claims rest on something.

Problems name the file, line and column of the pointer where the record was read
from a file in this run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from functools import cached_property
from itertools import islice

from pydantic import BaseModel

from ketacontent.catalog.catalog import Catalog
from ketacontent.catalog.pointers import Pointer, Targets, pointers_in, pointers_of, targets_of
from ketacontent.catalog.problems import MAX_PROBLEMS, field_name, position_in_text
from ketacontent.catalog.read import Document, Path
from ketacontent.errors import Problem, near_matches
from ketacontent.models import Record
from ketacontent.models.kinds import COLLECTION_NAMES, COLLECTIONS, LOCKED_KINDS
from ketacontent.models.printable import printable_value
from ketacontent.models.vocabulary import HUMAN_DESIGNS


def link_problems(
    catalog: Catalog,
    documents: Mapping[str, Document],
    broken: Set[str] = frozenset(),
    known: Mapping[str, Targets] | None = None,
    found: dict[str, Targets] | None = None,
) -> list[Problem]:
    """Return everything that is wrong between records.

    Args:
        catalog: the records.
        documents: what was read in this run, by `kind/id`, for lines and columns.
        broken: records whose own problems are already told; what points at them is not wrong.
        known: what the records point at that have not changed since all was right; only what the others
            may have made wrong is looked at again.
        found: is filled with what each record points at.
    """
    linker = _Linker(catalog, documents, broken, known)
    if found is not None:
        found.update(linker.targets)
    changed = {ref.partition("/")[0] for ref in linker.targets if known is None or ref not in known}
    return [
        *linker.dangling(),
        *(linker.circles() if "step" in changed else ()),
        *(linker.thin_claims() if changed & {"claim", "regulatory-status", "source"} else ()),
        *linker.limited_facts(),
        *linker.reused_ids(),
    ]


def pointer_problems(
    record: Record, catalog: Catalog, documents: Mapping[str, Document], broken: Set[str] = frozenset()
) -> list[Problem]:
    """Return what is wrong with the pointers of one record, without a look at the others."""
    return list(_Linker(catalog, documents, broken).dangling_in(record))


def unused_sources(catalog: Catalog, documents: Mapping[str, Document]) -> list[Problem]:
    """Return a warning for each source that nothing points at."""
    linker = _Linker(catalog, documents)
    return [
        linker.problem(
            source,
            (),
            "No record uses this source.",
            "Use it, or take the file out.",
            "KC701",
            severity="warning",
        )
        for source in catalog.sources.values()
        if source.ref not in catalog.used_by
    ]


class _Linker:
    def __init__(
        self,
        catalog: Catalog,
        documents: Mapping[str, Document],
        broken: Set[str] = frozenset(),
        known: Mapping[str, Targets] | None = None,
    ) -> None:
        self.catalog = catalog
        self.documents = documents
        self.broken = broken
        self.known = known if known is not None else {}

    @cached_property
    def targets(self) -> dict[str, Targets]:
        """What each record points at; those that are known need not be made for it."""
        found: dict[str, Targets] = {}
        for kind in COLLECTION_NAMES:
            collection = self.catalog.collection(kind)
            for id in collection:
                ref = f"{kind}/{id}"
                found[ref] = self.known.get(ref) or targets_of(collection[id])
        return found

    def problem(
        self,
        record: Record,
        location: Path,
        what: str,
        fix: str,
        code: str,
        offset: int = -1,
        severity: str = "error",
    ) -> Problem:
        document = self.documents.get(record.ref)
        if document is None:
            file = self.catalog.files.get(record.ref, record.ref)
            return Problem(file, 0, 0, field_name(location), what, fix, code, severity)
        path, line, column = position_in_text(document, location, max(offset, 0))
        return Problem(document.file, line, column, field_name(path), what, fix, code, severity)

    def dangling(self) -> Iterator[Problem]:
        for ref, targets in self.targets.items():
            if ref not in self.broken and not self.all_hit(ref, targets):
                yield from islice(self.dangling_in(self.catalog.get(ref)), MAX_PROBLEMS)

    def all_hit(self, ref: str, targets: Targets) -> bool:
        """Say whether every pointer of a record hits something that can be printed."""
        if not targets.refs <= self.targets.keys():
            return False
        for mark in targets.fields:
            target = f"{mark.kind}/{mark.id}"
            if ref in self.known and target in self.known:
                continue  # it was there, and nothing of it has changed
            if printable_value(self.catalog.get(target), mark.field) is None:
                return False
        return True

    def dangling_in(self, record: Record) -> Iterator[Problem]:
        for pointer in pointers_of(record):
            target = self.catalog.find(pointer.ref)
            if pointer.ref in self.broken:
                continue
            if target is None:
                yield self.problem(
                    record,
                    pointer.location,
                    f"There is no {pointer.ref}.",
                    self.advice(pointer),
                    "KC201",
                    pointer.offset,
                )
            elif pointer.field and printable_value(target, pointer.field) is None:
                yield self.problem(
                    record,
                    pointer.location,
                    f"{pointer.ref} has no value `{pointer.field}` that a text can print.",
                    "Point at a single figure, date, word or text of the record.",
                    "KC205",
                    pointer.offset,
                )

    def advice(self, pointer: Pointer) -> str:
        if pointer.kind not in COLLECTIONS:
            near = near_matches(pointer.kind, COLLECTIONS)
            return f"Did you mean the kind `{near[0]}`?" if near else f"Kinds are: {', '.join(COLLECTIONS)}."
        near = near_matches(pointer.id, self.catalog.collection(pointer.kind))
        return (
            f"Did you mean {' or '.join(near)}?"
            if near
            else f"Write {pointer.ref}, or point at another record."
        )

    def circles(self) -> Iterator[Problem]:
        for circle in _circles({id: step.follows for id, step in self.catalog.steps.items()}):
            yield self.problem(
                self.catalog.steps[circle[0]],
                ("follows",),
                f"Steps follow each other in a circle: {' -> '.join(circle)}.",
                "Take one of them out of `follows`.",
                "KC203",
            )

    def thin_claims(self) -> Iterator[Problem]:
        for claim in self.catalog.claims.values():
            if claim.type == "efficacy" and not any(each.design in HUMAN_DESIGNS for each in claim.evidence):
                yield self.problem(
                    claim,
                    ("evidence",),
                    "An efficacy claim needs evidence from people.",
                    "Add a study in people, or make it a mechanism claim.",
                    "KC204",
                )
            sources = [self.catalog.sources.find(each.source) for each in claim.evidence]
            if all(sources) and not any(source is not None and source.stands_alone for source in sources):
                yield self._unsupported(claim, ("evidence",))
        for status in self.catalog.regulatory_statuses.values():
            sources = [self.catalog.sources.find(id) for id in status.sources]
            is_ruling = status.status != "not-assessed"
            if is_ruling and all(sources) and not any(s is not None and s.stands_alone for s in sources):
                yield self._unsupported(status, ("sources",))

    def _unsupported(self, record: Record, location: Path) -> Problem:
        return self.problem(
            record,
            location,
            "It rests only on sources that may not stand alone.",
            "Add a source whose page or title was checked.",
            "KC206",
        )

    def limited_facts(self) -> Iterator[Problem]:
        """A block for some channels only may not hold a claim, a figure, a citation or a notice."""
        for ref, targets in self.targets.items():
            if not targets.is_limited or ref in self.known:
                continue
            record = self.catalog.get(ref)
            for location, holder in _limited_parts(record, ()):
                for pointer in pointers_in(holder, location):
                    is_shown = pointer.offset < 0 and pointer.kind in LOCKED_KINDS
                    if pointer.kind in ("claim", "source") or pointer.field or is_shown:
                        yield self.problem(
                            record,
                            pointer.location,
                            f"{pointer.ref} stands in a block that not every channel shows.",
                            "Take `channels` out of the block, or the fact out of it.",
                            "KC207",
                            pointer.offset,
                        )

    def reused_ids(self) -> Iterator[Problem]:
        """An id that a record once had belongs to it for good: its address leads there."""
        owners: dict[tuple[str, str], Record] = {}
        for ref in [ref for ref, targets in self.targets.items() if targets.has_former_ids]:
            record = self.catalog.get(ref)
            for number, id in enumerate(record.former_ids):
                first = owners.setdefault((record.kind, id), record)
                other = self.catalog.find(f"{record.kind}/{id}") or (first if first is not record else None)
                if other is not None:
                    file = self.catalog.files.get(other.ref, other.ref)
                    yield self.problem(
                        record,
                        ("former_ids", number),
                        f'"{id}" is an id of {record.ref} and of {file}.',
                        "Take it out of `former_ids`, or give the other record another id.",
                        "KC202",
                    )


def _circles(before: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield circles, each once: what is first is also last. A walk with its own stack, however long."""
    done: set[str] = set()
    for start in before:
        trail: dict[str, None] = {}
        waiting: list[Iterator[str]] = [iter((start,))]
        while waiting:
            id = next(waiting[-1], None)
            if id is None:
                waiting.pop()
                if trail:
                    done.add(trail.popitem()[0])
            elif id in trail:
                circle = [*trail][[*trail].index(id) :]
                first = circle.index(min(circle))
                yield (*circle[first:], *circle[: first + 1])
            elif id in before and id not in done:
                trail[id] = None
                waiting.append(iter(before[id]))


def _limited_parts(value: object, at: Path) -> Iterator[tuple[Path, BaseModel]]:
    """Yield the parts of a record that only some channels show."""
    if isinstance(value, tuple):
        for number, entry in enumerate(value):
            yield from _limited_parts(entry, (*at, number))
    elif isinstance(value, BaseModel):
        kind = getattr(value, "kind", None)
        here = (*at, kind) if isinstance(kind, str) and not isinstance(value, Record) else at
        if getattr(value, "channels", ()):
            yield here, value
            return
        for name in type(value).model_fields:
            yield from _limited_parts(getattr(value, name), (*here, name))
