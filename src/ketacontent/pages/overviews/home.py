"""The first page: find what you need by question, by step of care, by worry, or by subject."""

from __future__ import annotations

from typing import get_args

from ketacontent.models import RichText
from ketacontent.models.text.nodes import Link, Ref, Text
from ketacontent.models.vocabulary import Phase
from ketacontent.pages.block import Card, CardList, LinkGroup, LinkList
from ketacontent.pages.kinds import Desk
from ketacontent.pages.kinds.desk import plain
from ketacontent.pages.overviews import HOME, LOCATION, NOT_FOUND, overview_names
from ketacontent.pages.overviews.frame import Overview
from ketacontent.pages.overviews.kind_list import by_title
from ketacontent.pages.overviews.subjects import by_subject
from ketacontent.pages.overviews.ways import ways

_QUESTIONS = 8
"""How many questions stand here where the pack does not choose."""


def compose_home(desk: Desk) -> Overview:
    """Compose the first page of a site."""
    catalog, words = desk.catalog, desk.words
    home = catalog.manifest.home
    questions = home.questions or tuple(
        faq.id for faq in sorted(catalog.faqs.values(), key=lambda faq: (faq.order, faq.id))[:_QUESTIONS]
    )
    others = [name for name in overview_names(catalog) if name not in (HOME, NOT_FOUND)]
    sections = [
        *desk.section("questions", "What would you like to know?", desk.cards("faq", questions)),
        *desk.section("steps", "Where are you on the way?", _steps(desk)),
        *desk.section("worries", "What worries you?", _cards(desk, home.worries)),
        *desk.section(
            "medicines",
            "Which medicine is meant?",
            desk.cards("medicine", [m.id for m in by_title(catalog, "medicine")]),
        ),
        *desk.section("subjects", "Every subject", _subjects(desk)),
        *desk.section("places", "Where to find us", _places(desk)),
        *desk.section("more", "More ways to look", ways(desk, words("All lists"), others)),
    ]
    summary = words("Benefits and risks side by side, with a source for every statement.")
    return Overview(catalog.manifest.title, summary, sections)


def _cards(desk: Desk, refs: tuple[str, ...]) -> CardList | None:
    records = [desk.catalog.get(ref) for ref in refs]
    cards = tuple(
        Card(title=RichText.of(Ref(each.kind, each.id)), summary=desk.summary_of(each)) for each in records
    )
    return CardList(items=cards) if cards else None


def _steps(desk: Desk) -> LinkList | None:
    """Return the steps in order, phase by phase."""
    groups = tuple(
        LinkGroup(heading=plain(desk.words.label(phase)), items=desk.named("step", ids))
        for phase in get_args(Phase)
        if (ids := [step.id for step in desk.catalog.pathway if step.phase == phase])
    )
    return LinkList(groups=groups) if groups else None


def _subjects(desk: Desk) -> LinkList | None:
    """Return topics under their subjects, then the other kinds that readers look for by name."""
    words = desk.words
    groups = [
        LinkGroup(
            heading=plain(words(subject.title) if subject is not None else words.label("topic")),
            items=desk.named("topic", [record.id for record in records]),
        )
        for subject, records in by_subject("topic", by_title(desk.catalog, "topic"))
    ]
    groups += [
        LinkGroup(
            heading=plain(words.label(kind)),
            items=desk.named(kind, [each.id for each in by_title(desk.catalog, kind)]),
        )
        for kind in ("condition", "route", "checklist")
        if desk.catalog.collection(kind)
    ]
    return LinkList(groups=tuple(groups)) if groups else None


def _places(desk: Desk) -> LinkList | None:
    """Return the places of the brand, named where they cannot be linked."""
    brand = desk.context.brand
    if brand is None or not brand.locations:
        return None
    items = []
    for place in brand.locations:
        address = desk.context.overview_link(f"{LOCATION}/{place.id}")
        name = Text(place.title)
        items.append(RichText.of(Link(address, (name,)) if address else name))
    return LinkList(groups=(LinkGroup(heading=plain(brand.title), items=tuple(items)),))
