"""The care pathway: every step from the first visit to stopping, phase by phase."""

from __future__ import annotations

from typing import get_args

from ketacontent.models import ProcessStep, RichText
from ketacontent.models.text.nodes import Ref
from ketacontent.models.vocabulary import Phase
from ketacontent.pages.block import LinkGroup, LinkList
from ketacontent.pages.kinds import Desk
from ketacontent.pages.kinds.desk import plain
from ketacontent.pages.overviews.blocks import RowFact, StepItem, StepList
from ketacontent.pages.overviews.frame import Overview, section, with_jumps
from ketacontent.pages.page import Section
from ketacontent.pages.pictures.pathway import care_pathway
from ketacontent.pages.pictures.timeline import session_timeline


def compose_step(desk: Desk) -> Overview:
    """Compose the pathway: its phases in order, and the lists that go with them."""
    words = desk.words
    varies = words(
        "Clinics do this in different ways. What your own clinic tells you comes first. "
        "You can stop, or say no, at every step."
    )
    sections: list[Section] = [
        *desk.section(
            "pathway",
            "The whole way",
            *desk.body_of(plain(varies)),
            care_pathway(desk.catalog, words),
        )
    ]
    for phase in get_args(Phase):
        items = tuple(_item(step, desk) for step in desk.catalog.pathway if step.phase == phase)
        sections += section(phase, words.label(phase), StepList(items=items) if items else None)
        if phase == "administration" and items:
            sections += desk.section(
                "session-day", "A session, stop by stop", session_timeline(desk.catalog, words)
            )
    if any(each.status == "off-label-permitted" for each in desk.catalog.regulatory_statuses.values()):
        desk.triggers.add("off-label-use")  # what is given on this way may be off-label
    sections += desk.section("checklists", "Lists to take with you", _checklists(desk))
    summary = words("What happens from the first talk to the day you stop, step by step.")
    return Overview(words("Steps of care"), summary, with_jumps(sections, desk))


def _item(step: ProcessStep, desk: Desk) -> StepItem:
    words, place = desk.words, desk.catalog.place_of(step)
    number = words("Step {number}", number=words.number(place))
    if step.is_optional:
        number = words("{step}, not for everybody", step=number)
    facts = (
        (words("What you do"), step.checklist, False),
        (words("Who"), tuple(map(plain, step.who)), True),
        (words("How long"), desk.measure(step.duration), False),
    )
    return StepItem(
        number=plain(number),
        title=RichText.of(Ref("step", step.id)),
        summary=step.summary,
        facts=tuple(
            RowFact(label=plain(label), values=values, is_short=is_short)
            for label, values, is_short in facts
            if values
        ),
        order=place,
    )


def _checklists(desk: Desk) -> LinkList | None:
    ids = list(desk.catalog.checklists)
    if not ids:
        return None
    heading = plain(desk.words.label("checklist"))
    return LinkList(groups=(LinkGroup(heading=heading, items=desk.named("checklist", ids)),))
