"""Myths and facts, by the subject of their topic; the fact always comes first."""

from __future__ import annotations

from ketacontent.models import Myth, RichText
from ketacontent.models.text.nodes import Ref, Text
from ketacontent.pages.block import MythFact
from ketacontent.pages.kinds import Desk
from ketacontent.pages.kinds.desk import plain
from ketacontent.pages.overviews.frame import Overview, section, with_jumps
from ketacontent.pages.overviews.subjects import by_topic
from ketacontent.pages.page import Section


def compose_myth(desk: Desk) -> Overview:
    """Compose the myths of each subject, and those that belong to none."""
    words = desk.words
    myths = sorted(desk.catalog.myths.values(), key=lambda myth: myth.title.lower())
    sections: list[Section] = []
    for subject, found in by_topic(myths, _topic, desk.catalog.topics):
        facts = [_fact(myth, desk) for myth in found]
        if subject is not None:
            sections += section(subject.id, words(subject.title), *facts)
        else:
            sections += desk.section("other", "Other myths", *facts)
    summary = words("What is true stands first. What some people say comes after it.")
    return Overview(words("Myths and facts"), summary, with_jumps(sections, desk))


def _topic(myth: Myth) -> str | None:
    return myth.topic


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
