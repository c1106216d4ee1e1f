"""Which values of a record a text may print with `[[kind/id#field]]`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ketacontent.models.base import Record
from ketacontent.models.text import RichText
from ketacontent.models.values import Frequency, Measure, Range

Printable = Measure | Frequency | Range | RichText | date | Decimal | str | int

_TECHNICAL = frozenset({"id", "kind", "version", "locale", "ref"})


def printable_value(record: Record, field: str) -> Printable | None:
    """Return the value of a field named in kebab-case, or None where it cannot be printed.

    A field that holds several values, or none, cannot be printed.
    """
    name = field.replace("-", "_")
    if name in _TECHNICAL or name.startswith("_"):
        return None
    if name not in type(record).model_fields and not isinstance(getattr(type(record), name, None), property):
        return None
    value = getattr(record, name)
    if isinstance(value, bool):
        return None
    if isinstance(value, Measure) and value.range is None:
        return None
    return (
        value if isinstance(value, (Measure, Frequency, Range, RichText, date, Decimal, str, int)) else None
    )
