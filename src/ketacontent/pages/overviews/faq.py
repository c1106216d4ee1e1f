"""All questions with their short answers, topic by topic; the topic that is asked about most comes first."""

from __future__ import annotations

from ketacontent.models import Faq, RichText
from ketacontent.models.text.nodes import Ref
from ketacontent.pages.block import paragraph
from ketacontent.pages.kinds import Desk
from ketacontent.pages.overviews.frame import Overview, section
from ketacontent.pages.page import Section


def compose_faq(desk: Desk) -> Overview:
    """Compose the questions of each topic, and those that belong to none."""
    words = desk.words
    by_topic: dict[str, list[Faq]] = {}
    for faq in sorted(desk.catalog.faqs.values(), key=lambda faq: (faq.order, faq.id)):
        by_topic.setdefault(faq.topic or "", []).append(faq)
    sections: list[Section] = []
    for topic, faqs in by_topic.items():
        cards = desk.cards("faq", [faq.id for faq in faqs])
        if topic:
            title = desk.catalog.topics[topic].title
            more = RichText.of(Ref("topic", topic, words=words("Read more: {title}", title=title)))
            sections += section(f"topic-{topic}", title, cards, paragraph(more))
    others = desk.cards("faq", [faq.id for faq in by_topic.get("", ())])
    sections += desk.section("other-questions", "Other questions", others)
    summary = words("Questions that people really ask, each with a short answer and its sources.")
    return Overview(words("Questions and answers"), summary, sections)
