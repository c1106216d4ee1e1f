"""The sections of a topic."""

from ketacontent.models import Topic
from ketacontent.pages.kinds.desk import Composed, Desk, plain
from ketacontent.pages.page import Section


def compose_topic(topic: Topic, desk: Desk) -> Composed:
    """Key points, pictures, sections, what to do, how sure it all is."""
    desk.effects = topic.side_effects
    sections = desk.section("key-points", "Key points", desk.items(topic.key_points))
    sections += desk.section(
        "pictures", "In a picture", *(block for id in topic.images for block in desk.picture(id))
    )
    for part in topic.sections:
        if not part.audience or desk.context.audience in part.audience:
            sections.append(
                Section(
                    id=part.id,
                    title=plain(part.heading),
                    aspect=part.aspect,
                    blocks=tuple(desk.body(part.body)),
                )
            )
    sections += desk.section("what-you-can-do", "What you can do", desk.items(topic.actions))
    sections += desk.sureness(topic.summary, sections, topic.claims)
    uses = dict.fromkeys(use for id in topic.conditions for use in desk.catalog.conditions[id].uses)
    return Composed(topic.summary, sections, topic.medicines, tuple(uses))
