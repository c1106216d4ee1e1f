"""`Catalog`: all records, typed, by kind and id, with the questions one asks of many records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from ketacontent.catalog.collection import Collection, Held
from ketacontent.catalog.manifest import Manifest
from ketacontent.errors import UnknownId
from ketacontent.models import Record, Review
from ketacontent.models.kinds import COLLECTION_NAMES

if TYPE_CHECKING:
    from ketacontent.catalog.pointers import Targets
    from ketacontent.catalog.search import Index
    from ketacontent.catalog.translation import Translation
    from ketacontent.models import (
        AdministrationRoute,
        Brand,
        Checklist,
        Claim,
        Condition,
        CrisisResource,
        Faq,
        GlossaryTerm,
        Image,
        Medicine,
        Myth,
        Newsletter,
        ProcessStep,
        RegulatoryStatus,
        SafetyNotice,
        SideEffect,
        Source,
        Topic,
    )


class Catalog:
    """All records of one or more packs. It never changes after it was made."""

    topics: Collection[Topic]
    routes: Collection[AdministrationRoute]
    side_effects: Collection[SideEffect]
    steps: Collection[ProcessStep]
    medicines: Collection[Medicine]
    conditions: Collection[Condition]
    claims: Collection[Claim]
    sources: Collection[Source]
    regulatory_statuses: Collection[RegulatoryStatus]
    safety_notices: Collection[SafetyNotice]
    crisis_resources: Collection[CrisisResource]
    glossary_terms: Collection[GlossaryTerm]
    faqs: Collection[Faq]
    myths: Collection[Myth]
    checklists: Collection[Checklist]
    images: Collection[Image]
    brands: Collection[Brand]
    newsletters: Collection[Newsletter]

    base: Catalog | None = None
    """The catalog as it was written, where this one is read in another language."""

    def __init__(
        self,
        records: Mapping[str, Mapping[str, Held]],
        manifest: Manifest,
        files: Mapping[str, str] = MappingProxyType({}),
        hidden: Mapping[str, Record] = MappingProxyType({}),
        decode: Callable[[bytes], Record] | None = None,
        digests: Mapping[str, tuple[str, str]] = MappingProxyType({}),
        targets: Mapping[str, Targets] | None = None,
        translations: Mapping[str, Translation] = MappingProxyType({}),
    ) -> None:
        """Make a catalog of records that are already valid.

        Args:
            records: for each collection name, the records by id.
            manifest: of the pack on top.
            files: for each `kind/id`, the file it came from, for messages.
            hidden: records that a pack took away, by `kind/id`; what is locked in them stays locked.
            decode: makes a record of its bytes, where records are bytes at first.
            digests: for each `kind/id`, the digest of the record and that of its short fields, where known.
            targets: for each `kind/id`, what the record points at, where known.
            translations: packs in other languages, by their locale.
        """
        self.manifest = manifest
        self.files = MappingProxyType(dict(files))
        self.hidden = MappingProxyType(dict(hidden))
        self.digests = MappingProxyType(dict(digests))
        self.translations = MappingProxyType(dict(translations))
        self._targets = targets
        self._localized: dict[str, Catalog] = {}
        self._by_kind: dict[str, Collection[Record]] = {}
        for kind, name in COLLECTION_NAMES.items():
            collection: Collection[Record] = Collection(kind, records.get(name, {}), decode)
            self._by_kind[kind] = collection
            object.__setattr__(self, name, collection)
        self._is_made = True

    def __setattr__(self, name: str, value: object) -> None:
        if getattr(self, "_is_made", False):
            raise AttributeError("a catalog does not change; lay an overlay pack over it")
        object.__setattr__(self, name, value)

    def in_locale(self, locale: str) -> Catalog:
        """Return the catalog as readers of a language see it.

        Records of packs that translate into it are translated; the words of all others are marked as being
        in the language in which they are written.

        Args:
            locale: a language tag, such as `es` or `es-MX`.
        """
        if self.base is not None:
            return self if locale == self.manifest.locale else self.base.in_locale(locale)
        if locale.partition("-")[0] == "en" and locale not in self.translations:
            return self
        if locale not in self._localized:
            from ketacontent.catalog.localized import LocalizedCatalog

            self._localized[locale] = LocalizedCatalog(self, locale)
        return self._localized[locale]

    def collection(self, kind: str) -> Collection[Record]:
        """Return the records of a kind by its word: `route`, `side-effect`, ...

        Raises:
            UnknownId: there is no such kind.
        """
        try:
            return self._by_kind[kind]
        except KeyError:
            raise UnknownId("kind", kind, COLLECTION_NAMES) from None

    def get(self, ref: str) -> Record:
        """Return the record named by `kind/id`.

        Raises:
            UnknownId: there is no such kind or id; near matches are named.
        """
        kind, slash, id = ref.partition("/")
        if not slash and kind not in self._by_kind:  # an id alone: it may be that of several kinds
            known = list(self.refs())
            raise UnknownId("record", ref, [each for each in known if each.endswith(f"/{ref}")] or known)
        return self.collection(kind)[id]

    def find(self, ref: str) -> Record | None:
        """Return the record named by `kind/id`, or None."""
        kind, _, id = ref.partition("/")
        collection = self._by_kind.get(kind)
        return collection.find(id) if collection is not None else None

    def __iter__(self) -> Iterator[Record]:
        for collection in self._by_kind.values():
            yield from collection.values()

    def refs(self) -> Iterator[str]:
        """Yield every record as `kind/id`, in order, without making it."""
        for kind, collection in self._by_kind.items():
            for id in collection:
                yield f"{kind}/{id}"

    def known_targets(self, ref: str) -> Targets | None:
        """Return what a record points at where that was noted when it was read, or None."""
        return self._targets.get(ref) if self._targets is not None else None

    def __len__(self) -> int:
        return sum(len(collection) for collection in self._by_kind.values())

    def __contains__(self, record: object) -> bool:
        return isinstance(record, Record) and self.find(record.ref) is record

    def __repr__(self) -> str:
        return f"<Catalog {self.manifest.id} {self.manifest.version}: {len(self)} records>"

    def select(
        self,
        kind: str | None = None,
        *,
        tag: str | None = None,
        audience: str | None = None,
        jurisdiction: str | None = None,
    ) -> tuple[Record, ...]:
        """Return the records that meet every condition given, in the order of the catalog.

        Args:
            kind: `route`, `side-effect`, ...; all kinds where left out.
            tag: a tag the record bears.
            audience: for whom it is written (`patient`, `caregiver`, `clinician`, `public`).
            jurisdiction: where it holds; records that hold everywhere are included.
        """
        records: Iterable[Record] = self if kind is None else self.collection(kind).values()
        return tuple(
            record
            for record in records
            if (tag is None or tag in getattr(record, "tags", ()))
            and (audience is None or audience in getattr(record, "audience", (audience,)))
            and (jurisdiction is None or _holds_in(record, jurisdiction))
        )

    @property
    def pathway(self) -> tuple[ProcessStep, ...]:
        """The steps of care in their order."""
        return tuple(sorted(self.steps.values(), key=lambda step: (step.order, step.id)))

    def place_of(self, step: ProcessStep) -> int:
        """Return the number of a step, from 1: its place in the pathway.

        A pack may hide a step or put one between two others, so `order` is no number to show.
        """
        return [each.id for each in self.pathway].index(step.id) + 1

    def search(self, words: str, *, limit: int = 20) -> tuple[Record, ...]:
        """Return the records that hold all the words, best first (full text, by stem)."""
        return tuple(self.get(ref) for ref in self._index.search(words, limit))

    @cached_property
    def _index(self) -> Index:
        from ketacontent.catalog.search import Index

        return Index(self)

    def stale(self, on: date) -> tuple[tuple[Record, date], ...]:
        """Return records past their date on a day, with that date: reviews, claims, crisis lines."""
        past = []
        for record in self:
            due = due_date(record)
            if due is not None and due < on:
                past.append((record, due))
        return tuple(past)

    @cached_property
    def used_by(self) -> Mapping[str, tuple[str, ...]]:
        """For each `kind/id`, the records that point at it."""
        from ketacontent.catalog.pointers import targets_of

        found: dict[str, list[str]] = {}
        for kind, collection in self._by_kind.items():
            for id in collection:
                ref = f"{kind}/{id}"
                for target in (self.known_targets(ref) or targets_of(collection[id])).refs:
                    found.setdefault(target, []).append(ref)
        return MappingProxyType({ref: tuple(users) for ref, users in found.items()})


def due_date(record: Record) -> date | None:
    """Return the day after which a record is stale, or None where it has none."""
    expires: date | None = getattr(record, "expires", None)
    review: Review | None = getattr(record, "review", None)
    return expires or (review.due if review is not None else None)


def _holds_in(record: Record, jurisdiction: str) -> bool:
    own = getattr(record, "jurisdiction", None)
    if own is not None:
        return bool(own == jurisdiction)
    places = getattr(record, "jurisdictions", ())
    return not places or jurisdiction in places
