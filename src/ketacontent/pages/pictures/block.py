"""Picture blocks: the words of each picture in every channel, and the shapes that HTML draws beside them."""

from __future__ import annotations

from typing import Literal

from ketacontent.models import Frequency, RichText
from ketacontent.models.vocabulary import Certainty, Channel
from ketacontent.pages.part import PagePart
from ketacontent.pages.pictures.shape import Bar, DotGrid, Marks, Shape, Tick


class PictureBlock(PagePart):
    """A picture made from records; `nothing` says that nothing is known, where nothing can be drawn."""

    id: str
    """Stands before the ids of its drawings; differs between the pictures of a page."""
    caption: RichText | None = None


class IconArray(PagePart):
    """One figure of one side effect: with the medicine, and beside it without."""

    data_fields = frozenset({"frequency", "grid", "other_grid"})
    name: RichText
    figure: RichText
    comparison: RichText
    basis: RichText
    frequency: Frequency
    grid: DotGrid | None = None
    other_grid: DotGrid | None = None


class IconArrays(PictureBlock):
    """How many people have side effects: the main figure of each, as dots."""

    kind: Literal["icon-arrays"] = "icon-arrays"
    items: tuple[IconArray, ...] = ()
    nothing: RichText | None = None


class KeyEntry(PagePart):
    """A sign of a drawing, and what it stands for."""

    sign: str
    """`filled`, `between`, `empty` or `square`."""
    text: RichText


class PictureKey(PagePart):
    """What the signs of a drawing stand for: only where there is a drawing."""

    kind: Literal["picture-key"] = "picture-key"
    channels: tuple[Channel, ...] = ("html",)
    entries: tuple[KeyEntry, ...]


class PictureNote(PagePart):
    """How a drawing looks and how to read it: only where there is a drawing."""

    kind: Literal["picture-note"] = "picture-note"
    channels: tuple[Channel, ...] = ("html",)
    alt: RichText
    long_description: RichText | None = None


class TimelineStop(PagePart):
    """A part of a session, and how long it takes."""

    data_fields = frozenset({"rail"})
    title: RichText
    times: tuple[RichText, ...]
    rail: Shape
    is_measured: bool
    """Whether a length is known: the line to the next stop is whole, else dashed."""
    is_last: bool = False


class SessionTimeline(PictureBlock):
    """A session from first to last, one stop a step. It is not drawn to scale."""

    kind: Literal["session-timeline"] = "session-timeline"
    stops: tuple[TimelineStop, ...] = ()
    nothing: RichText | None = None


class PathwayStep(PagePart):
    """A step of care in the pathway."""

    data_fields = frozenset({"rail"})
    title: RichText
    mark: RichText | None = None
    """That the step is the page's own, or that not everybody goes through it."""
    number: int
    rail: Shape
    is_current: bool = False
    is_optional: bool = False
    is_first: bool = False
    is_last: bool = False


class PathwayPhase(PagePart):
    """Steps that belong together, and whether they come again."""

    data_fields = frozenset({"loop"})
    name: RichText
    steps: tuple[PathwayStep, ...]
    repeats: RichText | None = None
    loop: Shape | None = None


class CarePathway(PictureBlock):
    """The steps of care in order, phase by phase."""

    kind: Literal["care-pathway"] = "care-pathway"
    phases: tuple[PathwayPhase, ...] = ()
    nothing: RichText | None = None


class RangeRow(PagePart):
    """One way in which the medicine is given, and how much of it reaches the blood."""

    data_fields = frozenset({"bar"})
    name: RichText
    values: tuple[RichText, ...]
    bar: Bar | None = None
    """Left out where no share is known."""
    is_current: bool = False


class AbsorptionRanges(PictureBlock):
    """How much of the medicine reaches the blood, way by way, on one scale."""

    kind: Literal["absorption-ranges"] = "absorption-ranges"
    rows: tuple[RangeRow, ...] = ()
    ticks: tuple[Tick, ...] = ()
    nothing: RichText | None = None


class TimeRow(PagePart):
    """One length of time, as words and, where it is known, as a bar."""

    data_fields = frozenset({"bar"})
    label: RichText
    value: RichText
    bar: Bar | None = None


class RouteTimes(PagePart):
    """One way in which the medicine is given: where, and how long its parts take."""

    name: RichText
    place: RichText
    times: tuple[TimeRow, ...]
    unknown: RichText | None = None
    """Names the lengths for which no figure is known."""


class RouteComparison(PictureBlock):
    """Ways in which the medicine is given, side by side on one scale of time."""

    kind: Literal["route-comparison"] = "route-comparison"
    rows: tuple[RouteTimes, ...] = ()
    ticks: tuple[Tick, ...] = ()
    nothing: RichText | None = None


class CertaintyLevel(PagePart):
    """How many statements are how sure."""

    data_fields = frozenset({"marks"})
    label: RichText
    count: RichText
    grade: Certainty
    marks: Marks


class CertaintyRow(PagePart):
    """What is known about one subject, and how sure it is."""

    subject: RichText
    levels: tuple[CertaintyLevel, ...] = ()
    nothing: RichText | None = None


class CertaintyMap(PictureBlock):
    """What is known, and how sure it is: statements counted by certainty."""

    kind: Literal["certainty-map"] = "certainty-map"
    rows: tuple[CertaintyRow, ...] = ()
    nothing: RichText | None = None


DrawnBlock = IconArrays | SessionTimeline | CarePathway | AbsorptionRanges | RouteComparison | CertaintyMap
"""Everything that is drawn from records."""
