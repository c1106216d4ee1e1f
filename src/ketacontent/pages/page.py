"""`Page`: one record, composed: named sections of typed blocks. Every channel is made from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from ketacontent.models import RichText
from ketacontent.models.language import direction_of
from ketacontent.models.text.nodes import Note
from ketacontent.models.vocabulary import Aspect, Audience, Kind
from ketacontent.pages.block import MUST_SHOW, Crisis, Notice, PageBlock, ReviewLine
from ketacontent.pages.part import PagePart
from ketacontent.pages.texts import texts_in

MustShow = Notice | Crisis | ReviewLine


class Section(PagePart):
    """A named part of a page."""

    id: str
    """Name of the section: part of its address, and the handle for `section(page, id)`."""
    title: RichText | None = None
    aspect: Aspect | None = None
    """What the section is about, where its author said so."""
    blocks: tuple[PageBlock, ...]


class Page(PagePart):
    """One record, or an overview of many, as it is shown. It knows no channel and no clock."""

    kind: Kind | Literal["overview"]
    id: str
    title: RichText
    summary: RichText
    """Stands under the title; `description` is the same for where no reference list is near."""
    sections: tuple[Section, ...]
    locale: str
    audience: Audience
    jurisdiction: str | None = None
    country: str | None = None
    version: str
    source_ids: tuple[str, ...] = ()
    """Ids of the sources in the reference list, in the order of their numbers."""
    is_stale_after: str | None = None
    """The day (ISO 8601) after which the record must be checked again."""

    @property
    def ref(self) -> str:
        """The record as `kind/id`."""
        return f"{self.kind}/{self.id}"

    @property
    def direction(self) -> str:
        """Which way the page's language is written: `ltr` or `rtl`."""
        return direction_of(self.locale)

    @property
    def description(self) -> str:
        """The summary without the numbers of sources: for search results and inboxes."""
        words = (node for node in self.summary.nodes if not isinstance(node, Note))
        return RichText.of(*words).plain.strip()

    @property
    def must_show(self) -> tuple[MustShow, ...]:
        """The blocks that every output must show whole, in order."""
        return tuple(
            block for section in self.sections for block in section.blocks if isinstance(block, MUST_SHOW)
        )

    def section(self, id: str) -> Section | None:
        """Return the section with a name, or None."""
        return next((section for section in self.sections if section.id == id), None)

    def texts(self, channel: str) -> Iterator[RichText]:
        """Yield every text that a channel shows, in reading order."""
        yield self.title
        yield self.summary
        for section in self.sections:
            if section.title is not None:
                yield section.title
            for block in shown(section.blocks, channel):
                yield from texts_in(block)


def shown(blocks: tuple[Any, ...], channel: str) -> tuple[Any, ...]:
    """Return the blocks that a channel shows; a block with no channels is for all."""
    for block in blocks:
        if block.__dict__.get("channels"):
            break
    else:
        return blocks
    return tuple(b for b in blocks if not b.__dict__.get("channels") or channel in b.channels)
