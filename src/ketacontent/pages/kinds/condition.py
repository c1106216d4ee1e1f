"""The sections of a condition."""

from ketacontent.models import Condition
from ketacontent.pages.kinds.desk import Composed, Desk, plain


def compose_condition(condition: Condition, desk: Desk) -> Composed:
    """What it is, what usually helps first, how sure it is what was found for ketamine."""
    facts = desk.facts(("Clinical name", (plain(condition.clinical_name),)))
    sections = desk.section("what-it-is", "What is it?", *desk.body(condition.what_it_is), facts)
    sections += desk.section(
        "usual-treatments", "What helps many people first", desk.items(condition.usual_treatments)
    )
    sections += desk.sureness(condition.summary, sections, condition.claims)
    return Composed(condition.summary, sections, tuple(desk.catalog.medicines), condition.uses)
