"""The sections of a question."""

from ketacontent.models import Faq
from ketacontent.pages.kinds.desk import Composed, Desk


def compose_faq(faq: Faq, desk: Desk) -> Composed:
    """The short answer is the summary; the longer one follows."""
    return Composed(faq.summary, desk.section("answer", "More about this", *desk.body(faq.answer or ())))
