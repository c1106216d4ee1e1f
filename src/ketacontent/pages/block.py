"""Composed blocks: what a page is made of beside authored blocks.

Blocks carry words and data; templates choose and place. Every word that a
reader sees is a `RichText`; every `str` is for machines. The order of the
fields is the order in which a reader meets them, in every channel.
"""

from __future__ import annotations

from typing import Literal

from ketacontent.models import Frequency, RichText
from ketacontent.models.block import CareCard, Comparison, ComparisonRow, ItemList, Paragraph
from ketacontent.models.vocabulary import (
    ApprovalStatus,
    Certainty,
    Channel,
    FrequencyBand,
    Jurisdiction,
    NoticeLevel,
    ReviewStateWord,
)
from ketacontent.pages.overviews.blocks import OverviewBlock
from ketacontent.pages.part import PagePart
from ketacontent.pages.pictures.block import (
    AbsorptionRanges,
    CarePathway,
    CertaintyMap,
    DrawnBlock,
    IconArrays,
    PictureKey,
    PictureNote,
    RouteComparison,
    SessionTimeline,
)
from ketacontent.pages.pictures.shape import DotGrid


class ComposedBlock(PagePart):
    """A block that the library composes; `kind` names its template."""


class Heading(ComposedBlock):
    """A heading inside a section."""

    kind: Literal["heading"] = "heading"
    text: RichText


def paragraph(text: RichText) -> Paragraph:
    """Return a paragraph that a composer makes: not validated, like all parts of a page."""
    return Paragraph.model_construct(text=text)


def item_list(items: tuple[RichText, ...], *, ordered: bool = False) -> ItemList:
    """Return a list that a composer makes."""
    return ItemList.model_construct(items=items, ordered=ordered)


def comparison(
    caption: RichText, columns: tuple[RichText, ...], rows: tuple[tuple[RichText, ...], ...]
) -> Comparison:
    """Return a table that a composer makes; each row is its label and its cells."""
    made = tuple(ComparisonRow.model_construct(label=row[0], cells=row[1:]) for row in rows)
    return Comparison.model_construct(caption=caption, columns=columns, rows=made)


class FactItem(PagePart):
    """A label and what there is to say."""

    label: RichText
    values: tuple[RichText, ...]


class FactList(ComposedBlock):
    """Short facts under labels: setting, onset, duration."""

    kind: Literal["fact-list"] = "fact-list"
    items: tuple[FactItem, ...]


class FrequencyRow(ComposedBlock):
    """How often, against what, in whom, with the figures behind the words, and the same as dots."""

    data_fields = frozenset({"frequency", "grid", "other_grid"})
    figure: RichText
    comparison: RichText
    basis: RichText
    frequency: Frequency
    grid: DotGrid | None = None
    other_grid: DotGrid | None = None


class FrequencyTable(ComposedBlock):
    """Figures of one side effect, one row a trial or population."""

    kind: Literal["frequency-table"] = "frequency-table"
    caption: RichText
    columns: tuple[RichText, RichText, RichText]
    rows: tuple[FrequencyRow, ...]
    band: FrequencyBand


class StatusRow(ComposedBlock):
    """What a regulator says, in one place."""

    place: RichText
    medicine: RichText
    use: RichText
    status: RichText
    note: RichText
    jurisdiction: Jurisdiction
    approval: ApprovalStatus


class StatusTable(ComposedBlock):
    """Law and approval, by place."""

    kind: Literal["status-table"] = "status-table"
    caption: RichText
    columns: tuple[RichText, RichText, RichText, RichText, RichText]
    rows: tuple[StatusRow, ...]


class EvidenceRow(ComposedBlock):
    """A claim, how sure it is, and what it rests on."""

    claim: RichText
    certainty: RichText
    basis: RichText
    grade: Certainty


class EvidenceTable(ComposedBlock):
    """The claims of a page and how sure each is."""

    kind: Literal["evidence-table"] = "evidence-table"
    caption: RichText
    columns: tuple[RichText, RichText, RichText]
    rows: tuple[EvidenceRow, ...]


class Term(PagePart):
    """A technical word and what it means."""

    term: RichText
    definition: RichText


class TermList(ComposedBlock):
    """Technical words of the page, explained."""

    kind: Literal["term-list"] = "term-list"
    items: tuple[Term, ...]


class LinkGroup(PagePart):
    """Related records of one kind."""

    heading: RichText
    items: tuple[RichText, ...]


class LinkList(ComposedBlock):
    """Related records, linked where there is somewhere to link to."""

    kind: Literal["link-list"] = "link-list"
    groups: tuple[LinkGroup, ...]


class Card(PagePart):
    """A record in short: its title, linked where possible, and its summary."""

    title: RichText
    summary: RichText


class CardList(ComposedBlock):
    """Records in short, one under the other."""

    kind: Literal["card-list"] = "card-list"
    ordered: bool = False
    items: tuple[Card, ...]


class MythFact(ComposedBlock):
    """A fact, and the statement that it corrects. The fact comes first; a myth's page opens with it."""

    kind: Literal["myth-fact"] = "myth-fact"
    fact_label: RichText | None = None
    fact: RichText | None = None
    said_label: RichText
    said: RichText


class CheckItem(PagePart):
    """One thing to tick, and why."""

    text: RichText
    why: RichText | None = None


class CheckGroup(PagePart):
    """Things to tick that belong together."""

    heading: RichText
    items: tuple[CheckItem, ...]


class CheckList(ComposedBlock):
    """A list to work through."""

    kind: Literal["check-list"] = "check-list"
    groups: tuple[CheckGroup, ...]


class Picture(ComposedBlock):
    """An image: its words in every channel, its picture where the channel has one."""

    kind: Literal["picture"] = "picture"
    title: RichText | None = None
    drawing: DrawnBlock | None = None
    """What is drawn from records; an image that is a file has neither drawing nor title here."""
    alt: RichText | None = None
    """Left out with a drawing: its words tell all of it, and a `picture-note` tells how it looks."""
    long_description: RichText | None = None
    caption: RichText | None = None
    image: str
    """Id of the image record."""


class QuoteBlock(ComposedBlock):
    """Somebody's words, by whom, with their source."""

    kind: Literal["quotation"] = "quotation"
    text: RichText
    attribution: RichText


class DoDontBlock(ComposedBlock):
    """What to do and what to leave, each under its word, so that no channel mixes them up."""

    kind: Literal["do-dont"] = "do-dont"
    channels: tuple[Channel, ...] = ()
    do_label: RichText | None = None
    do: tuple[RichText, ...] = ()
    dont_label: RichText | None = None
    dont: tuple[RichText, ...] = ()


class Notice(ComposedBlock):
    """A safety notice: must show, unchanged, in every channel."""

    kind: Literal["notice"] = "notice"
    id: str
    level: NoticeLevel
    label: RichText
    """The level as a word: "Warning"."""
    heading: RichText
    body: tuple[RichText, ...]
    action: RichText


class NoticeSources(ComposedBlock):
    """The sources of the notices before it; apart, so that a notice is the same on every page."""

    kind: Literal["notice-sources"] = "notice-sources"
    text: RichText


class LanguageNote(ComposedBlock):
    """Says that words of a page, or of a section, are not in the reader's language."""

    kind: Literal["language-note"] = "language-note"
    text: RichText


class CrisisLine(PagePart):
    """An emergency number or crisis line."""

    name: RichText
    contacts: tuple[RichText, ...]
    detail: RichText | None = None


class CrisisCountry(PagePart):
    """The lines of one country."""

    name: RichText
    lines: tuple[CrisisLine, ...]


class Crisis(ComposedBlock):
    """Crisis help: must show, unchanged, in every channel, wherever suicide is named."""

    kind: Literal["crisis"] = "crisis"
    heading: RichText
    advice: tuple[RichText, ...]
    countries: tuple[CrisisCountry, ...]
    checked: RichText | None = None


class ReviewLine(ComposedBlock):
    """The review state: must show on every page."""

    kind: Literal["review"] = "review"
    text: RichText
    state: ReviewStateWord


class Reference(PagePart):
    """One entry of the reference list."""

    number: int
    text: RichText


class References(ComposedBlock):
    """The sources of the page, numbered in the order in which they are first cited."""

    kind: Literal["references"] = "references"
    entries: tuple[Reference, ...]


PageBlock = (
    Paragraph
    | ItemList
    | CareCard
    | DoDontBlock
    | Comparison
    | Heading
    | FactList
    | FrequencyTable
    | StatusTable
    | EvidenceTable
    | TermList
    | LinkList
    | CardList
    | MythFact
    | CheckList
    | Picture
    | PictureKey
    | PictureNote
    | IconArrays
    | SessionTimeline
    | CarePathway
    | AbsorptionRanges
    | RouteComparison
    | CertaintyMap
    | QuoteBlock
    | Notice
    | NoticeSources
    | LanguageNote
    | Crisis
    | ReviewLine
    | References
    | OverviewBlock
)
"""Everything that can stand on a page."""

MUST_SHOW = (Notice, Crisis, ReviewLine)
"""Blocks that every output must show whole."""
