"""Ids, plain words, versions, dates and addresses: the shapes of single values."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, NewType

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from ketacontent.models.text import has_words, is_allowed_address, is_visible, refuse_characters

TopicId = NewType("TopicId", str)
RouteId = NewType("RouteId", str)
SideEffectId = NewType("SideEffectId", str)
StepId = NewType("StepId", str)
MedicineId = NewType("MedicineId", str)
ConditionId = NewType("ConditionId", str)
ClaimId = NewType("ClaimId", str)
SourceId = NewType("SourceId", str)
RegulatoryStatusId = NewType("RegulatoryStatusId", str)
SafetyNoticeId = NewType("SafetyNoticeId", str)
CrisisResourceId = NewType("CrisisResourceId", str)
GlossaryTermId = NewType("GlossaryTermId", str)
FaqId = NewType("FaqId", str)
MythId = NewType("MythId", str)
ChecklistId = NewType("ChecklistId", str)
ImageId = NewType("ImageId", str)
BrandId = NewType("BrandId", str)
NewsletterId = NewType("NewsletterId", str)

SLUG = StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)
"""Every id: kebab-case, equal to the file name, never changed and never reused."""

_WINDOWS_DEVICE = r"con|prn|aux|nul|com[0-9]|lpt[0-9]"


def refuse_device_name(slug: str) -> str:
    """Return the slug, or raise ValueError where Windows cannot use it as a file name."""
    if re.fullmatch(_WINDOWS_DEVICE, slug):
        raise ValueError(f"{slug!r} cannot be a file name on Windows")
    return slug


_ORDINARY = re.compile(r"[A-Za-z0-9](?:[ -~]*[!-~])?")
"""Plain words that are surely good: printable ASCII, with no space at their ends."""


def _one_line(words: str) -> str:
    if _ORDINARY.fullmatch(words):
        return words
    refuse_characters(words)
    if "\n" in words or "\t" in words:
        raise ValueError("has a line break or a tab; plain words stand on one line")
    if words != words.strip():
        raise ValueError("has space at its start or end")
    if not has_words(words):
        raise ValueError("has no visible character")
    return words


PlainText = Annotated[str, StringConstraints(min_length=1, max_length=400), AfterValidator(_one_line)]
"""Words with no markup, on one line: nothing in them is a mark, in any channel."""


def _allowed(address: str) -> str:
    if not is_allowed_address(address):
        raise ValueError(f"{address!r} is not a whole https:, mailto: or tel: address")
    return address


Address = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_allowed)]
"""An address that a link may lead to: `https:`, `mailto:` or `tel:`."""


def _seen(address: str) -> str:
    if not is_visible(address):
        raise ValueError("has a character that cannot be seen")
    return address


WebAddress = Annotated[
    str, StringConstraints(pattern=r"^https?://[^\s\"'<>\\]+$", max_length=2000), AfterValidator(_seen)
]
"""Where a source lies. A source may still be on plain http; a link of ours may not."""

SemanticVersion = Annotated[str, StringConstraints(pattern=r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$")]
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def _whole_day(value: object) -> object:
    # Without this pydantic takes a number for seconds since 1970.
    if isinstance(value, str) and not re.fullmatch(_DAY, value):
        raise ValueError("is not a day like 2026-11-21")
    return value


Day = Annotated[date, BeforeValidator(_whole_day)]
"""One day: `2019-12-18`."""
PartialDate = Annotated[
    str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
]
"""A year, a month or a day, as exact as it is known: `2019`, `2019-12`, `2019-12-18`."""
Locale = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$")]
"""A BCP 47 language tag: `en-US`, `es`, `zh-Hant-TW`."""
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""An ISO 3166-1 alpha-2 code."""
Color = Annotated[str, StringConstraints(pattern=r"^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")]
"""A CSS color as #rgb or #rrggbb, and nothing else."""
RECORD_REF_PATTERN = r"^[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*$"
RecordRef = Annotated[str, StringConstraints(pattern=RECORD_REF_PATTERN, max_length=120)]
"""Another record as `kind/id`."""
