"""The sections of a myth."""

from ketacontent.models import Myth
from ketacontent.pages.block import MythFact
from ketacontent.pages.kinds.desk import Composed, Desk, plain


def compose_myth(myth: Myth, desk: Desk) -> Composed:
    """The fact first, then what is said, then why it is not so."""
    words = desk.words
    fact = MythFact(
        fact_label=plain(words("What is true")),
        fact=myth.summary,
        said_label=plain(
            words("Myth: some people say ({verdict})", verdict=words.label(myth.falseness).lower())
        ),
        said=plain(myth.said),
    )
    sections = desk.section("fact", "What is true", fact)
    sections += desk.section("explanation", "Why", *desk.body(myth.explanation or ()))
    return Composed(myth.summary, sections)
