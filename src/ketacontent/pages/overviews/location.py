"""The page of a place where a brand sees people: what it offers, where it is, how to reach it.

It never says that anything works: what a treatment does, and how sure that is, stands on the pages it
leads to, beside the risks.
"""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from ketacontent.models import RichText
from ketacontent.models.block import Paragraph
from ketacontent.models.brand import Location
from ketacontent.models.text.nodes import Link, Text
from ketacontent.models.vocabulary import Use
from ketacontent.pages.block import FactList, LinkGroup, LinkList, PageBlock, paragraph
from ketacontent.pages.context import jurisdiction_of
from ketacontent.pages.kinds import Desk
from ketacontent.pages.kinds.desk import plain
from ketacontent.pages.law import law_blocks
from ketacontent.pages.overviews.frame import Overview
from ketacontent.pages.overviews.law import law_tables


def compose_location(id: str, desk: Desk) -> Overview:
    """Compose the page of one location of the context's brand.

    Raises:
        KeyError: the brand has no such location, or there is no brand.
    """
    words, brand = desk.words, desk.context.brand
    place = next((each for each in brand.locations if each.id == id), None) if brand is not None else None
    if brand is None or place is None:
        raise KeyError(id)
    sample = words("This is a sample. The place does not exist.") if brand.is_fictitious else None
    sections = [
        *desk.section("sample", "A sample", *desk.body_of(plain(sample) if sample else None)),
        *desk.section("reach", "How to reach us", _contact(place, desk)),
        *desk.section("visit", "Ask for a visit", *_call_to_action(desk)),
        *desk.section("offer", "What is given here", *_offer(place, desk)),
        *desk.section("law", "Law and approval", *_law(place, desk)),
        *desk.section("before", "Before you go", _before(desk)),
    ]
    summary = words("{name}: what is given here, and how to reach us.", name=brand.title)
    return Overview(place.title, summary, sections)


def _contact(place: Location, desk: Desk) -> FactList | None:
    brand = desk.context.brand
    email = RichText.of(Link(f"mailto:{brand.email}", (Text(brand.email),))) if brand is not None else None
    return desk.facts(
        ("Address", tuple(map(plain, place.address))),
        ("Phone", (plain(place.phone),) if place.phone else ()),
        ("Email", (email,) if email is not None else ()),
    )


def _call_to_action(desk: Desk) -> tuple[Paragraph, ...]:
    """Return the way to the brand's own site, and nothing that presses."""
    words, brand = desk.words, desk.context.brand
    if brand is None:
        return ()
    link = Link(brand.url, (Text(words("Contact {name}", name=brand.title)),))
    calm = words("Ask your questions before you decide. You can say no at any time.")
    return (paragraph(RichText.of(link)), paragraph(plain(calm)))


def _offer(place: Location, desk: Desk) -> tuple[PageBlock, ...]:
    if not place.routes:
        return ()
    words = desk.words
    note = words(
        "Whether one of these is right for you is for you and a clinician to find out. "
        "Each page tells benefits and risks side by side."
    )
    group = LinkGroup(heading=plain(words("Ways it is given")), items=desk.named("route", place.routes))
    return (LinkList(groups=(group,)), paragraph(plain(note)))


def _law(place: Location, desk: Desk) -> list[PageBlock]:
    """Return what regulators of the place's own country say about what is given there."""
    routes = [desk.catalog.routes[id] for id in place.routes]
    medicines = {medicine for route in routes for medicine in route.medicines}
    uses = [use for use in get_args(Use) if any(use in route.uses for route in routes)]
    there = replace(desk.context, jurisdiction=jurisdiction_of(place.country), country=None)
    if routes and not there.covered_jurisdictions:
        return list(law_blocks(desk.catalog, (), (), there))
    return law_tables(there, medicines, uses, desk)


def _before(desk: Desk) -> LinkList | None:
    words, catalog = desk.words, desk.catalog
    groups = tuple(
        LinkGroup(heading=plain(words.label(kind)), items=desk.named(kind, catalog.collection(kind)))
        for kind in ("checklist", "step")
        if catalog.collection(kind)
    )
    return LinkList(groups=groups) if groups else None
