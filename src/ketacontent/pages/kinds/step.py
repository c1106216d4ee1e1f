"""The sections of a step of care."""

from ketacontent.models import ProcessStep
from ketacontent.pages.block import paragraph
from ketacontent.pages.kinds.desk import Composed, Desk, plain
from ketacontent.pages.pictures.pathway import care_pathway


def compose_step(step: ProcessStep, desk: Desk) -> Composed:
    """What it is for, who and how long, what happens, what to do and ask, red flags, its place."""
    words = desk.words
    following = [other.id for other in desk.catalog.steps.values() if step.id in other.follows]
    number = words.number(desk.catalog.place_of(step))
    facts = desk.facts(
        (
            "Place in the pathway",
            (plain(words("Step {number}. {phase}.", number=number, phase=words.label(step.phase))),),
        ),
        ("Who", tuple(map(plain, step.who))),
        ("How long", desk.measure(step.duration)),
        ("Comes after", desk.named("step", step.follows)),
        ("What follows", desk.named("step", following)),
    )
    varies = plain(words("Clinics do this in different ways. What your own clinic tells you comes first."))
    sections = desk.section("intro", "What is this step for?", *desk.body(step.intro))
    sections += desk.section("facts", "At a glance", facts)
    sections += desk.section(
        "what-happens",
        "What happens?",
        desk.items(step.what_happens, ordered=True),
        paragraph(varies) if step.varies_by_clinic else None,
    )
    sections += desk.section("checklist", "Your checklist", desk.items(step.checklist))
    sections += desk.section("questions", "Questions to ask", desk.items(step.questions))
    sections += desk.section("red-flags", "Red flags", desk.items(step.red_flags))
    sections += desk.section(
        "pathway", "Where this step stands", care_pathway(desk.catalog, words, current=step.id)
    )
    return Composed(step.summary, sections + desk.clinician(step.clinician))
