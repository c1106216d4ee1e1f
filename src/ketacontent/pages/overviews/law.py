"""Law and approval: what regulators say, place by place, and in each place medicine by medicine."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import get_args

from ketacontent.models import RegulatoryStatus, RichText
from ketacontent.models.text.nodes import Cite, Ref, Text, joined, words_nodes
from ketacontent.models.vocabulary import Use
from ketacontent.pages.block import Heading, PageBlock
from ketacontent.pages.context import Context
from ketacontent.pages.kinds import Desk
from ketacontent.pages.kinds.desk import plain
from ketacontent.pages.law import details_of, law_blocks, statuses_for, use_label
from ketacontent.pages.overviews.blocks import LawRow, LawTable
from ketacontent.pages.overviews.frame import Overview, jump_section, jumps_to, section
from ketacontent.pages.overviews.kind_list import by_title
from ketacontent.pages.page import Section


def compose_law(desk: Desk) -> Overview:
    """Compose the page: one section for each place, and in it one table for each medicine."""
    words, context = desk.words, desk.context
    apart = words("What a regulator says about one product says nothing about another.")
    if {"ketamine", "esketamine", "compounded-ketamine"} <= set(desk.catalog.medicines):
        apart = words(
            "Ketamine, esketamine, and compounded ketamine are three products. What a regulator says about "
            "one of them says nothing about the other two."
        )
    dated = words(
        "Each table names the authority and the day on which we looked it up. Rules change, so ask a doctor "
        "or pharmacist what holds today. “Not assessed” means that we found no ruling, "
        "not that there is none."
    )
    places = context.covered_jurisdictions
    sections: list[Section] = [
        *desk.section(
            "three-medicines",
            "Each medicine has rules of its own",
            *desk.body_of(plain(apart)),
            desk.cards("medicine", [each.id for each in by_title(desk.catalog, "medicine")]),
        ),
        *desk.section("how-to-read", "How to read the tables", *desk.body_of(plain(dated))),
    ]
    covered: list[Section] = []
    for place in places:
        there = replace(context, jurisdiction=place)
        tables = law_tables(there, desk.catalog.medicines, get_args(Use), desk)
        covered += section(place.lower(), words.label(place), *tables)
    sections += covered
    if not places:
        sections += desk.section("not-covered", "Not covered", *law_blocks(desk.catalog, (), (), context))
    summary = words("What is approved, what is off-label, and what is not allowed, place by place.")
    return Overview(
        words("Law and approval by country"), summary, [*jump_section(jumps_to(covered), desk), *sections]
    )


def law_tables(
    there: Context, medicines: Collection[str], uses: Sequence[str], desk: Desk
) -> list[PageBlock]:
    """Return for each medicine a heading, what holds for all its rows, and the rows.

    Args:
        there: names the place whose law is shown.
        medicines: ids of the medicines; they stand in the order of all lists.
        uses: in the order of the rows.
        desk: catalog and words.
    """
    blocks: list[PageBlock] = []
    for medicine in by_title(desk.catalog, "medicine"):
        statuses = statuses_for(desk.catalog, [medicine.id], uses, there) if medicine.id in medicines else ()
        if statuses:
            details = [details_of(status, desk.words) for status in statuses]
            shared = [each for each in details[0] if all(each in others for others in details)]
            blocks += [
                Heading(text=RichText.of(Ref("medicine", medicine.id))),
                *desk.body_of(plain(joined(" ", shared)) if shared else None),
                _table(medicine.title, statuses, shared, desk),
            ]
    return blocks


def _table(medicine: str, statuses: tuple[RegulatoryStatus, ...], shared: list[str], desk: Desk) -> LawTable:
    words = desk.words
    place = words.label(statuses[0].jurisdiction)
    return LawTable(
        caption=plain(words("{medicine} in this place: {place}", medicine=medicine, place=place)),
        columns=(plain(words("Use")), plain(words("Status")), plain(words("What it means"))),
        rows=tuple(_row(status, shared, desk) for status in statuses),
    )


def _row(status: RegulatoryStatus, shared: list[str], desk: Desk) -> LawRow:
    words = desk.words
    own = joined(" ", (each for each in details_of(status, words) if each not in shared))
    cite = (Cite(status.sources),) if status.sources else ()
    return LawRow(
        use=plain(use_label(status, words)),
        status=plain(words.label(status.status)),
        note=RichText.of(*status.note.nodes, *cite, *((Text(" "), *words_nodes(own)) if own else ())),
        jurisdiction=status.jurisdiction,
        approval=status.status,
    )
