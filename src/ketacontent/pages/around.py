"""What pages of records and overviews have alike: resolved sections, notices with sources, references."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ketacontent.catalog import Catalog
from ketacontent.models import RichText, SafetyNotice
from ketacontent.models.text.nodes import Cite, Text
from ketacontent.pages.block import MUST_SHOW, NoticeSources, PageBlock, Reference, References
from ketacontent.pages.citation import reference
from ketacontent.pages.memo import once
from ketacontent.pages.notices import notice_block
from ketacontent.pages.page import Section
from ketacontent.pages.resolve import Resolver
from ketacontent.pages.texts import replace_texts
from ketacontent.pages.words import Words


def resolve_section(section: Section, resolver: Resolver) -> Section:
    """Return a section with every text resolved; what must show holds no marks and stays as it is."""
    blocks = tuple(
        block if isinstance(block, MUST_SHOW) else replace_texts(block, resolver.text)
        for block in section.blocks
    )
    title = resolver.text(section.title) if section.title is not None else None
    return section.model_copy(update={"title": title, "blocks": blocks})


def notice_blocks(catalog: Catalog, notices: Sequence[SafetyNotice], words: Words) -> list[PageBlock]:
    """Return notices, and the sources of all of them behind them."""
    if not notices:
        return []
    sources = tuple(dict.fromkeys(source for notice in notices for source in notice.sources))
    blocks: list[PageBlock] = [
        once(catalog, ("notice", notice.id, words), partial(notice_block, notice, words))
        for notice in notices
    ]
    text = RichText.of(Text(words("Sources of these notices:") + " "), Cite(sources))
    return [*blocks, NoticeSources(text=text)]


def reference_blocks(resolver: Resolver) -> tuple[PageBlock, ...]:
    """Return the reference list of what was cited, or nothing."""
    if not resolver.numbers:
        return ()
    entries = tuple(
        Reference(number=number, text=_entry(resolver, id)) for id, number in resolver.numbers.items()
    )
    return (References(entries=entries),)


def _entry(resolver: Resolver, id: str) -> RichText:
    """Return the entry of a source, which is the same on every page."""
    words, source = resolver.words, resolver.catalog.sources[id]
    return once(resolver.catalog, ("reference", id, words), lambda: reference(source, words))
