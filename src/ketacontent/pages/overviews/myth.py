"""Myths and facts, topic by topic; the fact always comes first."""

from __future__ import annotations

from ketacontent.models import Myth, RichText
from ketacontent.models.text.nodes import Ref, Text
from ketacontent.pages.block import MythFact
from ketacontent.pages.kinds import Desk
from ketacontent.pages.kinds.desk import plain
from ketacontent.pages.overviews.frame import Overview, section
from ketacontent.pages.page import Section


def compose_myth(desk: Desk) -> Overview:
    """Compose the myths of each topic, and those that belong to none."""
    words = desk.words
    by_topic: dict[str, list[Myth]] = {}
    for myth in sorted(desk.catalog.myths.values(), key=lambda myth: myth.title.lower()):
        by_topic.setdefault(myth.topic or "", []).append(myth)
    sections: list[Section] = []
    for topic in sorted((id for id in by_topic if id), key=lambda id: desk.catalog.topics[id].title.lower()):
        title = desk.catalog.topics[topic].title
        sections += section(f"topic-{topic}", title, *(_fact(myth, desk) for myth in by_topic[topic]))
    others = [_fact(myth, desk) for myth in by_topic.get("", ())]
    sections += desk.section("other-myths", "Other myths", *others)
    summary = words("What is true stands first. What some people say comes after it.")
    return Overview(words("Myths and facts"), summary, sections)


def _fact(myth: Myth, desk: Desk) -> MythFact:
    words = desk.words
    return MythFact(
        fact_label=RichText.of(Text(words("What is true:") + " "), Ref("myth", myth.id)),
        fact=myth.summary,
        said_label=plain(
            words("Myth: some people say ({verdict})", verdict=words.label(myth.falseness).lower())
        ),
        said=plain(myth.said),
    )
