"""What stands around the sections of every overview: notices, crisis help, references, review state."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from ketacontent.models import RichText
from ketacontent.pages.around import notice_blocks, reference_blocks, resolve_section
from ketacontent.pages.block import (
    PageBlock,
    ReviewLine,
    Term,
    TermList,
)
from ketacontent.pages.kinds import Desk
from ketacontent.pages.language_notes import with_language_notes
from ketacontent.pages.notices import crisis_block, notices_for, products_of, stands_first, translation_words
from ketacontent.pages.original import merged_notices, notices_on
from ketacontent.pages.overviews import compose_overview
from ketacontent.pages.overviews.blocks import Jump, JumpList
from ketacontent.pages.page import Page, Section
from ketacontent.pages.resolve import Resolver
from ketacontent.pages.texts import texts_in
from ketacontent.pages.triggers import triggers_of


class Overview(NamedTuple):
    """What an overview's composer returns."""

    title: str
    """Already in the reader's language."""
    summary: str
    sections: list[Section]
    explains_words: bool = True
    """Whether technical words are explained below: not where the page itself does that."""


def section(id: str, title: str, *blocks: PageBlock | None) -> list[Section]:
    """Return a section whose title comes from a record, or nothing where there are no blocks."""
    present = tuple(block for block in blocks if block is not None)
    return [Section(id=id, title=RichText.plain_words(title), blocks=present)] if present else []


def with_jumps(sections: list[Section], desk: Desk) -> list[Section]:
    """Return sections with a way to each of them before the first, where there are several."""
    return [*jump_section(jumps_to(sections), desk), *sections]


def jumps_to(sections: list[Section]) -> tuple[Jump, ...]:
    """Return the way to each section that has a title."""
    return tuple(
        Jump(words=section.title, anchor=section.id) for section in sections if section.title is not None
    )


def jump_section(jumps: tuple[Jump, ...], desk: Desk) -> list[Section]:
    """Return a section that leads to places of the page, or nothing where there are few."""
    label = RichText.plain_words(desk.words("Go to"))
    return desk.section("go-to", None, JumpList(label=label, items=jumps) if len(jumps) > 2 else None)


def frame(name: str, overview: Overview, desk: Desk) -> Page:
    """Put around an overview what every page carries.

    Args:
        name: the overview, which is its page's id.
        overview: its own sections, with marks still in the texts.
        desk: catalog, context and words.
    """
    catalog, context, words = desk.catalog, desk.context, desk.words
    resolver = Resolver(catalog, context)
    own = [resolve_section(section, resolver) for section in overview.sections]
    said = [overview.summary, *(text.plain for section in own for text in texts_in(section))]
    named = [*resolver.records.values(), *resolver.claims.values()]
    blocks = [block for section in own for block in section.blocks]
    desk.triggers |= triggers_of(None, named, said, blocks)
    notices = notices_for(catalog, desk.triggers, (), context, products_of(named))
    if catalog.base is not None:  # words decide which notices show, and they are known in English only
        plain_context = replace(context, locale="en-US", translations=())
        ids, _, _ = notices_on(compose_overview(name, catalog.base, plain_context))
        notices = merged_notices(catalog, notices, ids)
    first_to_last = sorted(notices, key=lambda notice: not stands_first(notice))
    shown = notice_blocks(catalog, first_to_last, words)
    below = [
        *desk.section("notices", "Important", *shown),
        *desk.section("crisis", None, crisis_block(catalog, context)),
    ]
    own += [resolve_section(section, resolver) for section in below]
    if overview.explains_words:
        own += desk.section("words", "Words explained", _terms(resolver))
    own += desk.section("references", "References", *reference_blocks(resolver))
    review = words("Nothing here is clinically reviewed unless its own page says who signed it.")
    review += translation_words(words)
    line = ReviewLine(text=RichText.plain_words(review), state="not-clinically-reviewed")
    own += desk.section("review", "Review", line)
    title, summary = RichText.plain_words(overview.title), RichText.plain_words(overview.summary)
    return Page(
        kind="overview",
        id=name,
        title=title,
        summary=summary,
        sections=tuple(with_language_notes(own, (title, summary), catalog, words)),
        locale=catalog.manifest.locale,
        audience=context.audience,
        jurisdiction=context.jurisdiction,
        country=context.country,
        version=catalog.manifest.version,
        source_ids=tuple(resolver.numbers),
    )


def _terms(resolver: Resolver) -> TermList | None:
    items = tuple(
        Term(term=RichText.plain_words(term.title), definition=resolver.text(term.definition))
        for term in sorted(resolver.terms.values(), key=lambda term: term.title.lower())
    )
    return TermList(items=items) if items else None
