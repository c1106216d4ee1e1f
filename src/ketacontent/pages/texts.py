"""The texts inside blocks: found in reading order, or replaced one by one.

Fields are read in the order in which they are declared. Only texts are words;
a `str` is for machines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import is_
from typing import Any, TypeVar, cast

from ketacontent.models import RichText, Value
from ketacontent.models.base import made_of
from ketacontent.pages.part import PagePart

P = TypeVar("P", bound=PagePart | Value)


def texts_in(value: object) -> Iterator[RichText]:
    """Yield every text of a block in the order of its fields."""
    found: list[RichText] = []
    _collect(value, found)
    return iter(found)


def _collect(value: object, found: list[RichText]) -> None:
    if type(value) is RichText:
        found.append(value)
    elif isinstance(value, tuple):
        for part in value:
            _collect(part, found)
    elif isinstance(value, (PagePart, Value)):
        data = _data_fields(type(value))
        for name, part in value.__dict__.items():
            form = type(part)
            if form is RichText:
                if name not in data:
                    found.append(part)
            elif form is not str and part and name not in data:
                _collect(part, found)


_kept: dict[type, frozenset[str]] = {}


def _data_fields(form: type) -> frozenset[str]:
    """Return the fields of a class that are data behind the words."""
    fields = _kept.get(form)
    if fields is None:
        fields = _kept[form] = getattr(form, "data_fields", frozenset())
    return fields


def replace_texts(block: P, change: Callable[[RichText], RichText]) -> P:
    """Return a block in which every text was changed, in reading order; the block itself where none was."""
    data = _data_fields(type(block))
    update = {}
    for name, part in block.__dict__.items():
        form = type(part)
        if form is str or not part or name in data:
            continue
        changed = change(part) if form is RichText else _replace(part, change)
        if changed is not part:
            update[name] = changed
    if not update:
        return block
    if isinstance(block, PagePart):
        return cast(P, block.model_copy(update=update))
    value = cast(Value, block)
    return cast(P, made_of(type(value), {**value.__dict__, **update}, {*value.model_fields_set, *update}))


def _replace(value: Any, change: Callable[[RichText], RichText]) -> Any:
    if isinstance(value, RichText):
        return change(value)
    if isinstance(value, tuple):
        changed = tuple([_replace(part, change) for part in value])
        return value if all(map(is_, changed, value)) else changed
    if isinstance(value, (PagePart, Value)):
        return replace_texts(value, change)
    return value
