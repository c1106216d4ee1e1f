"""Puts texts of a test's choice into records: into every field for words, or into one field many times."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from ketacontent import Catalog, RichText
from ketacontent.models import GlossaryTerm
from ketacontent.models.text import TextFault, refuse_characters
from ketacontent.models.text.nodes import Text
from ketacontent.models.types import PlainText
from ketacontent.pages.triggers import triggers_of
from kit.catalogs import catalog_of
from kit.corpus import Payload, load_all

M = TypeVar("M", bound=BaseModel)
LONGEST = 6_000
"""Characters that a text may have."""

_PLAIN = TypeAdapter[str](PlainText)


@cache
def plain_texts() -> tuple[Payload, ...]:
    """Return the payloads that a field for plain words lets through."""
    return tuple(payload for payload in load_all() if is_plain_text(payload.text) and not _is_named(payload))


@cache
def parsed_texts() -> tuple[tuple[Payload, RichText], ...]:
    """Return the payloads that are read as Markdown without a fault, as they are read."""
    found = []
    for payload in load_all():
        if len(payload.text) <= LONGEST and payload.text.strip() and not _is_named(payload):
            try:
                text = RichText(payload.text)
            except TextFault:
                continue
            if text.plain.strip() and not text.references:
                found.append((payload, text))
    return tuple(found)


@cache
def word_texts() -> tuple[Payload, ...]:
    """Return the payloads that can stand in a text as plain words; what a line cannot hold is left out."""
    return tuple(p for p in load_all() if _are_words(p.text) and not _is_named(p))


def is_plain_text(text: str, most: int = 400) -> bool:
    """Say whether a field for plain words lets a text through."""
    try:
        return len(_PLAIN.validate_python(text)) <= most
    except ValidationError:
        return False


def _are_words(text: str) -> bool:
    try:
        return bool(refuse_characters(text).strip()) and len(text) <= LONGEST and not set(text) & set("\n\t")
    except TextFault:
        return False


def _is_named(payload: Payload) -> bool:
    """Say whether a payload names something that brings a notice, and so changes the page as it should."""
    nobody = GlossaryTerm.model_construct(id="nobody", title="Nobody")
    return bool(triggers_of(nobody, (), [payload.text], ()))


def poisoned(catalog: Catalog, plain: Callable[[int], str], rich: Callable[[], str]) -> Catalog:
    """Return a catalog in which every word that a reader sees is another one.

    Args:
        catalog: whose records are changed.
        plain: gives the next text for a field of plain words, of so many characters at most.
        rich: gives the next text for a field of Markdown; citations and references stay behind it.
    """
    return catalog_of(catalog, *(_poisoned(record, plain, rich) for record in catalog))


def _poisoned(model: M, plain: Callable[[int], str], rich: Callable[[], str]) -> M:
    update: dict[str, Any] = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        most = _most(field) if _is_for_plain_words(field) else None
        update[name] = _changed(value, most, plain, rich)
    return model.model_copy(update=update)


def _changed(value: Any, most: int | None, plain: Callable[[int], str], rich: Callable[[], str]) -> Any:
    if isinstance(value, RichText):
        return RichText.of(Text(rich()), *value.references)
    if isinstance(value, str):
        return plain(most) if most is not None else value
    if isinstance(value, tuple):
        return tuple(_changed(each, most, plain, rich) for each in value)
    return _poisoned(value, plain, rich) if isinstance(value, BaseModel) else value


def _is_for_plain_words(field: FieldInfo) -> bool:
    def is_one(metadata: Iterable[object]) -> bool:
        return any(isinstance(each, AfterValidator) and each.func is _one_line() for each in metadata)

    return is_one(field.metadata) or any(is_one(get_args(part)) for part in _parts(field.annotation))


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


@cache
def _one_line() -> object:
    return next(each.func for each in get_args(PlainText) if isinstance(each, AfterValidator))


def _most(field: FieldInfo) -> int:
    limits = [getattr(each, "max_length", None) for each in field.metadata]
    return min([400, *(limit for limit in limits if limit)])
