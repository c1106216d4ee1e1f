"""The sections of a technical word."""

from ketacontent.models import GlossaryTerm
from ketacontent.pages.kinds.desk import Composed, Desk, plain


def compose_glossary_term(term: GlossaryTerm, desk: Desk) -> Composed:
    """Other names, and words to leave out in favor of kinder ones."""
    words = desk.words
    facts = desk.facts(("Also called", tuple(map(plain, term.also_called))))
    sections = desk.section("names", "Other names", facts)
    instead = [
        plain(words("Write “{better}”, not “{word}”.", better=each.use_instead, word=each.word))
        for each in term.avoid
    ]
    sections += desk.section("words-to-avoid", "Words to use", desk.items(instead))
    users = [ref.partition("/") for ref in desk.catalog.used_by.get(term.ref, ())]
    return Composed(
        term.definition,
        sections
        + desk.section(
            "used-by",
            "Where it is used",
            desk.items(item for kind, _, id in users for item in desk.named(kind, [id])),
        ),
    )
