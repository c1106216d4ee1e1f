"""The texts inside blocks: found in reading order, or replaced one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from ketacontent.models import RichText

M = TypeVar("M", bound=BaseModel)


def texts_in(value: object) -> Iterator[RichText]:
    """Yield every text of a block in the order of its fields."""
    if isinstance(value, RichText):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_in(part)
    elif isinstance(value, BaseModel):
        for name in _text_fields(type(value)):
            yield from texts_in(getattr(value, name))


def replace_texts(block: M, change: Callable[[RichText], RichText]) -> M:
    """Return a copy of a block in which every text was changed, in reading order."""
    update = {name: _replace(getattr(block, name), change) for name in _text_fields(type(block))}
    return block.model_copy(update=update)


def _replace(value: Any, change: Callable[[RichText], RichText]) -> Any:
    if isinstance(value, RichText):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_replace(part, change) for part in value)
    if isinstance(value, BaseModel):
        return replace_texts(value, change)
    return value


@cache
def _text_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields of a model that can hold words, in order."""
    data: frozenset[str] = getattr(model, "data_fields", frozenset())
    return tuple(
        name
        for name, field in model.model_fields.items()
        if name not in data and _can_hold_words(field.annotation)
    )


def _can_hold_words(annotation: Any) -> bool:
    if annotation is RichText:
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_can_hold_words(part) for part in getattr(annotation, "__args__", ()))
