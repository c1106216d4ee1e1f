"""Technical words from A to Z, in plain words."""

from __future__ import annotations

from itertools import groupby

from ketacontent.models import GlossaryTerm, RichText
from ketacontent.models.text.nodes import Ref
from ketacontent.pages.block import Term, TermList
from ketacontent.pages.kinds import Desk
from ketacontent.pages.overviews.frame import Overview, section, with_jumps
from ketacontent.pages.page import Section


def compose_glossary_term(desk: Desk) -> Overview:
    """Compose one section for each letter."""
    words = desk.words
    terms = sorted(desk.catalog.glossary_terms.values(), key=lambda term: (_letter(term), term.title.lower()))
    sections: list[Section] = []
    for letter, group in groupby(terms, key=_letter):
        items = tuple(
            Term(
                term=RichText.of(Ref("glossary-term", term.id, words=term.title)), definition=term.definition
            )
            for term in group
        )
        anchor = letter.lower() if letter.isascii() and letter.isalpha() else f"{ord(letter):x}"
        sections += section(f"letter-{anchor}", letter, TermList(items=items))
    summary = words("Technical words from A to Z, in plain words.")
    return Overview(words("Words explained"), summary, with_jumps(sections, desk), explains_words=False)


def _letter(term: GlossaryTerm) -> str:
    """Return the letter under which a word stands; one sign for words that begin with no letter."""
    first = term.title[0].upper()[0]
    return first if first.isalpha() else "#"
