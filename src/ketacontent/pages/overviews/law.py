"""Law and approval: what regulators say, place by place, and in each place medicine by medicine."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from ketacontent.models import RichText
from ketacontent.models.text.nodes import Ref
from ketacontent.models.vocabulary import Use
from ketacontent.pages.block import Heading, PageBlock, StatusTable
from ketacontent.pages.kinds import Desk
from ketacontent.pages.kinds.desk import plain
from ketacontent.pages.law import law_blocks
from ketacontent.pages.overviews.blocks import LawRow, LawTable
from ketacontent.pages.overviews.frame import Overview, section
from ketacontent.pages.page import Section


def compose_law(desk: Desk) -> Overview:
    """Compose the page: one section for each place, and in it one table for each medicine."""
    words, context = desk.words, desk.context
    apart = words(
        "Ketamine, esketamine, and compounded ketamine are three products. What a regulator says about one "
        "of them says nothing about the other two."
    )
    dated = words(
        "Each row names the authority and the day on which we looked it up. Rules change, so ask a doctor or "
        "pharmacist what holds today. “Not assessed” means that we found no ruling, not that there is none."
    )
    places = context.covered_jurisdictions
    sections: list[Section] = [
        *desk.section(
            "three-medicines",
            "Three medicines, each with its own rules",
            *desk.body_of(plain(apart)),
            desk.cards("medicine", desk.catalog.medicines),
        ),
        *desk.section("how-to-read", "How to read the tables", *desk.body_of(plain(dated))),
    ]
    for place in places:
        sections += section(place.lower(), words.label(place), *_place(place, desk))
    if not places:
        sections += desk.section("not-covered", "Not covered", *law_blocks(desk.catalog, (), (), context))
    summary = words("What is approved, what is off-label, and what is not allowed, place by place.")
    return Overview(words("Law and approval by country"), summary, sections)


def _place(place: str, desk: Desk) -> list[PageBlock]:
    words, catalog = desk.words, desk.catalog
    blocks: list[PageBlock] = []
    for id, medicine in catalog.medicines.items():
        for found in law_blocks(catalog, [id], get_args(Use), replace(desk.context, jurisdiction=place)):
            if isinstance(found, StatusTable):
                caption = words(
                    "{medicine} in this place: {place}", medicine=medicine.title, place=words.label(place)
                )
                blocks += [Heading(text=RichText.of(Ref("medicine", id))), _table(found, caption, desk)]
    return blocks


def _table(found: StatusTable, caption: str, desk: Desk) -> LawTable:
    """Return the rows without the place and the medicine, which stand above the table."""
    words = desk.words
    rows = tuple(
        LawRow(
            use=row.use,
            status=row.status,
            note=row.note,
            jurisdiction=row.jurisdiction,
            approval=row.approval,
        )
        for row in found.rows
    )
    columns = (plain(words("Use")), plain(words("Status")), plain(words("What it means")))
    return LawTable(caption=plain(caption), columns=columns, rows=rows)
