"""The sections of a myth."""

from ketacontent.models import Myth
from ketacontent.pages.block import MythFact
from ketacontent.pages.kinds.desk import Composed, Desk, plain


def compose_myth(myth: Myth, desk: Desk) -> Composed:
    """What is said, then why it is not so; the page opens with the fact, which is its summary."""
    words = desk.words
    verdict = words.label(myth.falseness).lower()
    said = MythFact(
        said_label=plain(words("Myth: some people say ({verdict})", verdict=verdict)), said=plain(myth.said)
    )
    sections = desk.section("said", "What is said", said)
    sections += desk.section("explanation", "Why", *desk.body(myth.explanation or ()))
    return Composed(myth.summary, sections)
