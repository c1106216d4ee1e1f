"""Which records a record points at, and where in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from ketacontent.catalog.read import Path
from ketacontent.models import Record, RichText
from ketacontent.models import types as ids
from ketacontent.models.text.nodes import Cite, Ref, Text

_KIND_OF_ID: dict[object, str] = {
    ids.TopicId: "topic",
    ids.RouteId: "route",
    ids.SideEffectId: "side-effect",
    ids.StepId: "step",
    ids.MedicineId: "medicine",
    ids.ConditionId: "condition",
    ids.ClaimId: "claim",
    ids.SourceId: "source",
    ids.RegulatoryStatusId: "regulatory-status",
    ids.SafetyNoticeId: "safety-notice",
    ids.CrisisResourceId: "crisis-resource",
    ids.GlossaryTermId: "glossary-term",
    ids.FaqId: "faq",
    ids.MythId: "myth",
    ids.ChecklistId: "checklist",
    ids.ImageId: "image",
    ids.BrandId: "brand",
    ids.NewsletterId: "newsletter",
}


class Pointer(NamedTuple):
    """One pointer: at what, where in the record, and how."""

    kind: str
    id: str
    location: Path
    offset: int
    """Place within the text, in characters; -1 for a field that holds an id."""
    field: str = ""
    """The field whose value a text prints."""

    @property
    def ref(self) -> str:
        """What it points at, as `kind/id`."""
        return f"{self.kind}/{self.id}"


def pointers_of(record: Record) -> Iterator[Pointer]:
    """Yield every pointer of a record, in reading order."""
    return pointers_in(record, ())


class Targets(NamedTuple):
    """What a record points at, without the places: quickly found, and enough where nothing is wrong."""

    refs: frozenset[str]
    """Everything that it points at, as `kind/id`."""
    fields: tuple[Ref, ...]
    """The references that print a value."""
    is_limited: bool
    """Whether a part of it is for some channels only."""
    has_former_ids: bool = False
    """Whether it once had other ids."""


def targets_of(record: Record) -> Targets:
    """Return what a record points at."""
    finder = _Finder()
    finder.model(record)
    return Targets(
        frozenset(map(sys.intern, finder.refs)),
        tuple(finder.fields),
        finder.is_limited,
        bool(record.former_ids),
    )


class _Finder:
    """Walks through a record without keeping places."""

    __slots__ = ("fields", "is_limited", "refs")

    def __init__(self) -> None:
        self.refs: set[str] = set()
        self.fields: list[Ref] = []
        self.is_limited = False

    def model(self, model: BaseModel) -> None:
        values = model.__dict__
        if values.get("channels"):
            self.is_limited = True
        for name, kind in _interesting_fields(type(model)):
            value = values[name]
            if value:
                self.value(value, kind)

    def value(self, value: Any, kind: str) -> None:
        form = type(value)
        if form is RichText:
            for node in value.nodes:
                if type(node) is not Text:
                    self.text(value)
                    return
        elif form is tuple:
            for entry in value:
                self.value(entry, kind)
        elif kind:
            self.refs.add(value if kind == "ref" else f"{kind}/{value}")
        elif isinstance(value, BaseModel):
            self.model(value)

    def text(self, text: RichText) -> None:
        for mark in text.references:
            if isinstance(mark, Cite):
                for id in mark.source_ids:
                    self.refs.add(f"source/{id}")
            else:
                self.refs.add(f"{mark.kind}/{mark.id}")
                if mark.field:
                    self.fields.append(mark)


def pointers_in(part: BaseModel, at: Path) -> Iterator[Pointer]:
    """Yield every pointer of a part of a record that stands at a location."""
    for location, value, kind in parts_of(part, at):
        if isinstance(value, RichText):
            for mark in value.references:
                if isinstance(mark, Cite):
                    for source in mark.source_ids:
                        yield Pointer("source", source, location, mark.offset)
                else:
                    yield Pointer(mark.kind, mark.id, location, mark.offset, mark.field)
        elif kind == "ref":
            target, _, id = str(value).partition("/")
            yield Pointer(target, id, location, -1)
        elif kind:
            yield Pointer(kind, str(value), location, -1)


def texts_of(record: Record) -> Iterator[tuple[Path, RichText]]:
    """Yield every text of a record with its location."""
    for location, value, _ in parts_of(record):
        if isinstance(value, RichText):
            yield location, value


def parts_of(model: BaseModel, at: Path = ()) -> Iterator[tuple[Path, Any, str]]:
    """Yield texts and ids of a model, with their location and the kind an id is of."""
    for name, kind in _interesting_fields(type(model)):
        yield from _parts(getattr(model, name), (*at, name), kind)


def _parts(value: Any, at: Path, kind: str) -> Iterator[tuple[Path, Any, str]]:
    if isinstance(value, tuple):
        for number, entry in enumerate(value):
            yield from _parts(entry, (*at, number), kind)
    elif isinstance(value, BaseModel):
        tag = value.__dict__.get("kind")
        yield from parts_of(value, (*at, tag) if isinstance(tag, str) else at)
    elif isinstance(value, RichText) or (kind and value is not None):
        yield at, value, kind


@cache
def _interesting_fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Return the fields that can hold a text, a model or an id, and the id's kind."""
    own_id = "id" if issubclass(model, Record) else ""
    found = []
    for name, field in model.model_fields.items():
        kind, is_interesting = _look(field.annotation)
        if any(getattr(entry, "pattern", "") == ids.RECORD_REF_PATTERN for entry in field.metadata):
            kind = "ref"
        if name != own_id and (kind or is_interesting):
            found.append((name, kind))
    return tuple(found)


def _look(annotation: Any) -> tuple[str, bool]:
    """Return the kind of id in an annotation, and whether it can hold texts or models."""
    if annotation in _KIND_OF_ID:
        return _KIND_OF_ID[annotation], False
    if annotation is RichText or (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return "", True
    if get_origin(annotation) is not None:
        for part in get_args(annotation):
            if getattr(part, "pattern", "") == ids.RECORD_REF_PATTERN:
                return "ref", False
            kind, is_interesting = _look(part)
            if kind or is_interesting:
                return kind, is_interesting
    return "", False
