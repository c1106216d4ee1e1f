"""`PagePart`: a frozen, typed value with named fields, as light as a class can be.

What a page is made of is built by our own typed code, dozens of parts a page,
so it is not validated, and its classes must cost next to nothing at start:
pydantic models and dataclasses each take about a millisecond to make.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self, dataclass_transform

from ketacontent.models import RichText, Value


@dataclass_transform(frozen_default=True, kw_only_default=True)
class PagePart:
    """A part of a page: fields are the class's annotations, given by name."""

    __slots__ = ("__dict__", "__weakref__", "_hash")

    data_fields: ClassVar[frozenset[str]] = frozenset()
    """Fields that hold data behind the words, not words to show."""
    _hash: ClassVar[int]  # a slot: kept beside the fields, not among them
    _fields: ClassVar[dict[str, Any]] = {}
    """Every field with its default, or `...` where it must be given."""
    _required: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        own = {
            name: cls.__dict__.get(name, ...)
            for name, annotation in cls.__dict__.get("__annotations__", {}).items()  # noqa: RUF063 - inspect is slow to import
            if not annotation.startswith("ClassVar")
        }
        cls._fields = {**cls._fields, **own}
        cls._required = frozenset(name for name, default in cls._fields.items() if default is ...)

    def __init__(self, **given: Any) -> None:
        values = {**self._fields, **given}  # in the order of the fields, which is that of reading
        if len(values) != len(self._fields) or not given.keys() >= self._required:
            raise TypeError(f"{type(self).__name__} has the fields {list(self._fields)}, not {list(given)}")
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} does not change; use model_copy(update=...)")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            value = hash((type(self), *self.__dict__.values()))
            object.__setattr__(self, "_hash", value)
            return value

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({fields})"

    def model_copy(self, *, update: dict[str, Any]) -> Self:
        """Return a copy with other values in some fields."""
        if not update.keys() <= self._fields.keys():
            raise TypeError(f"{type(self).__name__} has the fields {list(self._fields)}, not {list(update)}")
        copy = object.__new__(type(self))
        copy.__dict__.update(self.__dict__)
        copy.__dict__.update(update)
        return copy

    def model_dump(self) -> dict[str, Any]:
        """Return the fields as plain data, fit for JSON; texts are inline Markdown."""
        return {name: _plain(value) for name, value in self.__dict__.items()}

    def model_dump_json(self, *, indent: int | None = None) -> str:
        """Return the fields as JSON, for front ends that draw pages themselves."""
        return json.dumps(self.model_dump(), ensure_ascii=False, indent=indent)


def _plain(value: Any) -> Any:
    match value:
        case RichText():
            return value.markdown
        case tuple():
            return [_plain(part) for part in value]
        case PagePart():
            return value.model_dump()
        case Value():
            return {name: _plain(part) for name, part in value.__dict__.items()}
        case Decimal() | date():
            return str(value)
        case _:
            return value
