"""The sections of a medicine."""

from typing import get_args

from ketacontent.models import Medicine
from ketacontent.models.vocabulary import Use
from ketacontent.pages.kinds.desk import Composed, Desk, plain


def compose_medicine(medicine: Medicine, desk: Desk) -> Composed:
    """What it is, how it is not the other two, what studies found."""
    facts = desk.facts(
        ("Active ingredient", (plain(medicine.active_ingredient),)),
        ("Brand names", tuple(map(plain, medicine.brand_names))),
        ("Ways it is given", desk.named("route", medicine.routes)),
    )
    sections = desk.section("what-it-is", "What is it?", *desk.body(medicine.what_it_is))
    sections += desk.section("facts", "At a glance", facts)
    sections += desk.section(
        "how-it-differs", "How is it different from the other two?", desk.items(medicine.how_it_differs)
    )
    return Composed(medicine.summary, sections, (medicine.id,), get_args(Use))
