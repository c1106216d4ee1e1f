"""The texts inside blocks: found in reading order, or replaced one by one.

Fields are read in the order in which they are declared. Only texts are words;
a `str` is for machines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast

from ketacontent.models import RichText, Value
from ketacontent.pages.part import PagePart

P = TypeVar("P", bound=PagePart | Value)


def texts_in(value: object) -> Iterator[RichText]:
    """Yield every text of a block in the order of its fields."""
    if isinstance(value, RichText):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_in(part)
    elif isinstance(value, (PagePart, Value)):
        data = getattr(value, "data_fields", ())
        for name, part in value.__dict__.items():
            if name not in data:
                yield from texts_in(part)


def replace_texts(block: P, change: Callable[[RichText], RichText]) -> P:
    """Return a copy of a block in which every text was changed, in reading order."""
    data = getattr(block, "data_fields", ())
    update = {
        name: _replace(part, change)
        for name, part in block.__dict__.items()
        if name not in data and isinstance(part, (RichText, tuple, PagePart, Value))
    }
    return cast(P, block.model_copy(update=update))


def _replace(value: Any, change: Callable[[RichText], RichText]) -> Any:
    if isinstance(value, RichText):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_replace(part, change) for part in value)
    if isinstance(value, (PagePart, Value)):
        return replace_texts(value, change)
    return value
