"""Blocks of overviews: many records in short, in one place.

They are part of `PageBlock`, so that this module must know nothing of what composes pages.
Every word that a reader sees is a `RichText`; the words of filters are data, since a filter is
a control of one channel and no part of what the page says.
"""

from __future__ import annotations

from typing import Literal

from ketacontent.models import RichText
from ketacontent.models.vocabulary import ApprovalStatus, Channel, FrequencyBand, Jurisdiction, Seriousness
from ketacontent.pages.part import PagePart


class RowFact(PagePart):
    """A label and what there is to say, inside one row."""

    data_fields = frozenset({"is_short"})
    label: RichText
    values: tuple[RichText, ...]
    is_short: bool = False
    """Whether label and values fit on one line."""


class RowFilter(PagePart):
    """A choice by which rows are shown: what it is called, and each value with its words."""

    name: str
    """The attribute of a row that it looks at: `route` for `data-route`."""
    label: str
    everything: str
    """The words of the choice that shows all rows."""
    options: tuple[tuple[str, str], ...]


class Jump(PagePart):
    """Words that lead to a place on the same page."""

    words: RichText
    anchor: str


class JumpList(PagePart):
    """The places of a long page. Only where one can jump: elsewhere the headings say the same."""

    kind: Literal["jump-list"] = "jump-list"
    channels: tuple[Channel, ...] = ("html",)
    label: RichText
    items: tuple[Jump, ...]


class EffectRow(PagePart):
    """A side effect in short, and the data by which it is found."""

    data_fields = frozenset({"band", "seriousness", "timing", "routes"})
    title: RichText
    facts: tuple[RowFact, ...]
    band: FrequencyBand
    seriousness: Seriousness
    timing: tuple[str, ...]
    routes: tuple[str, ...]
    """All ways on which it is known, also where a record names none because it is known on all."""


class EffectGroup(PagePart):
    """Side effects that come at the same time."""

    id: str
    heading: RichText
    rows: tuple[EffectRow, ...]


class EffectList(PagePart):
    """All side effects, grouped by when they come, with filters where a channel has controls."""

    kind: Literal["effect-list"] = "effect-list"
    data_fields = frozenset({"filters", "count", "reset"})
    groups: tuple[EffectGroup, ...]
    filters: tuple[RowFilter, ...] = ()
    count: str = ""
    """What a filter says of its result; `{shown}` and `{all}` are filled in."""
    reset: str = ""
    """The words of the button that shows all rows again."""


class StepItem(PagePart):
    """A step of care in short."""

    data_fields = frozenset({"order"})
    number: RichText
    title: RichText
    summary: RichText
    facts: tuple[RowFact, ...]
    order: int


class StepList(PagePart):
    """Steps of care in their order."""

    kind: Literal["step-list"] = "step-list"
    items: tuple[StepItem, ...]


class LawRow(PagePart):
    """What a regulator says about one use."""

    data_fields = frozenset({"jurisdiction", "approval"})
    use: RichText
    status: RichText
    note: RichText
    jurisdiction: Jurisdiction
    approval: ApprovalStatus


class LawTable(PagePart):
    """Law and approval of one medicine in one place."""

    kind: Literal["law-table"] = "law-table"
    caption: RichText
    columns: tuple[RichText, RichText, RichText]
    rows: tuple[LawRow, ...]


class SourceItem(PagePart):
    """A source, how it was checked, and what rests on it."""

    id: str
    text: RichText
    checked: RichText
    used: RichText
    users: tuple[RichText, ...]


class SourceList(PagePart):
    """Sources with what rests on them."""

    kind: Literal["source-list"] = "source-list"
    items: tuple[SourceItem, ...]


OverviewBlock = JumpList | EffectList | StepList | LawTable | SourceList
"""Everything that stands on overviews only."""
