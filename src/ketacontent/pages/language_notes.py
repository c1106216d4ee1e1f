"""Says where a page is not in the reader's language: nothing is passed off as translated."""

from __future__ import annotations

from collections.abc import Iterable

from ketacontent.catalog import Catalog
from ketacontent.models import RichText
from ketacontent.models.text.nodes import Foreign, walk
from ketacontent.pages.block import Crisis, LanguageNote, Notice, ReviewLine
from ketacontent.pages.page import Section
from ketacontent.pages.texts import texts_in
from ketacontent.pages.words import Words


def with_language_notes(
    sections: list[Section], heads: Iterable[RichText], catalog: Catalog, words: Words
) -> list[Section]:
    """Return sections with a note where words are not translated.

    A page whose title or summary is not translated says so once, at its top; another one in each section.

    Args:
        sections: finished, in reading order.
        heads: title and summary of the page.
        catalog: as the reader sees it.
        words: of the reader's locale.
    """
    if catalog.base is None:
        return sections
    language = words.language_name(catalog.base.manifest.locale)
    if any(_is_foreign(text) for text in heads):
        told = words("This page is not wholly translated: it has words in {language}.", language=language)
        return [Section(id="language", blocks=(LanguageNote(text=RichText.plain_words(told)),)), *sections]
    told = words("This part is not wholly translated: it has words in {language}.", language=language)
    note = LanguageNote(text=RichText.plain_words(told))
    return [
        section.model_copy(update={"blocks": (note, *section.blocks)}) if _has_foreign(section) else section
        for section in sections
    ]


def _has_foreign(section: Section) -> bool:
    """Say whether a section has words in another language that are there for want of a translation.

    A translated notice has its original words behind it on purpose; names of crisis lines are names.
    """
    return any(
        _is_foreign(text)
        for block in section.blocks
        for text in ((block.heading,) if isinstance(block, Notice) else texts_in(block))
        if not isinstance(block, (Crisis, ReviewLine))
    )


def _is_foreign(text: RichText) -> bool:
    return any(isinstance(node, Foreign) for node in walk(text.nodes))
