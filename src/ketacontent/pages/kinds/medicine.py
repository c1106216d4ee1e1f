"""The sections of a medicine."""

from typing import get_args

from ketacontent.models import Medicine
from ketacontent.models.vocabulary import Use
from ketacontent.pages.kinds.desk import Composed, Desk, plain


def compose_medicine(medicine: Medicine, desk: Desk) -> Composed:
    """What it is, how it is not the others, what studies found."""
    substance = medicine.active_ingredient
    facts = desk.facts(
        ("Active ingredient", (plain(substance),) if substance else ()),
        ("Brand names", tuple(map(plain, medicine.brand_names))),
        ("Ways it is given", desk.named("route", medicine.routes)),
    )
    sections = desk.section("what-it-is", "What is it?", *desk.body(medicine.what_it_is))
    sections += desk.section("facts", "At a glance", facts)
    is_one_of_three = len(desk.catalog.medicines) == 3 and not medicine.is_device
    differences = desk.items(medicine.how_it_differs)
    if is_one_of_three:
        sections += desk.section("how-it-differs", "How is it different from the other two?", differences)
    else:
        sections += desk.section("how-it-differs", "How is it different?", differences)
    return Composed(medicine.summary, sections, (medicine.id,), get_args(Use))
