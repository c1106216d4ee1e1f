"""All questions with their short answers, by the subject of their topic; the most asked come first."""

from __future__ import annotations

from ketacontent.models import Faq
from ketacontent.pages.kinds import Desk
from ketacontent.pages.overviews.frame import Overview, section, with_jumps
from ketacontent.pages.overviews.subjects import by_topic
from ketacontent.pages.page import Section


def compose_faq(desk: Desk) -> Overview:
    """Compose the questions of each subject, and those that belong to none."""
    words = desk.words
    faqs = sorted(desk.catalog.faqs.values(), key=lambda faq: (faq.order, faq.id))
    sections: list[Section] = []
    for subject, found in by_topic(faqs, _topic, desk.catalog.topics):
        cards = desk.cards("faq", [faq.id for faq in found])
        if subject is not None:
            sections += section(subject.id, words(subject.title), cards)
        else:
            sections += desk.section("other", "Other questions", cards)
    summary = words("Questions that people really ask, each with a short answer and its sources.")
    return Overview(words("Questions and answers"), summary, with_jumps(sections, desk))


def _topic(faq: Faq) -> str | None:
    return faq.topic
