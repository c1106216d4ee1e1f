"""The first page: find what you need by question, by step of care, by worry, or by subject."""

from __future__ import annotations

from ketacontent.models import RichText
from ketacontent.models.text.nodes import Link, Ref, Text
from ketacontent.pages.block import Card, CardList, LinkGroup, LinkList
from ketacontent.pages.kinds import Desk
from ketacontent.pages.kinds.desk import plain
from ketacontent.pages.overviews.frame import Overview
from ketacontent.pages.overviews.kind_list import by_title

_QUESTIONS = 8
"""How many questions stand here where the pack does not choose."""


def compose_home(desk: Desk) -> Overview:
    """Compose the first page of a site."""
    catalog, words = desk.catalog, desk.words
    home = catalog.manifest.home
    questions = home.questions or tuple(
        faq.id for faq in sorted(catalog.faqs.values(), key=lambda faq: (faq.order, faq.id))[:_QUESTIONS]
    )
    steps = sorted(catalog.steps.values(), key=lambda step: (step.order, step.id))
    sections = [
        *desk.section("questions", "What would you like to know?", desk.cards("faq", questions)),
        *desk.section(
            "steps", "Where are you on the way?", desk.cards("step", [s.id for s in steps], ordered=True)
        ),
        *desk.section("worries", "What worries you?", _cards(desk, home.worries)),
        *desk.section("medicines", "Which medicine is meant?", desk.cards("medicine", catalog.medicines)),
        *desk.section("subjects", "Every subject", _subjects(desk)),
        *desk.section("more", "More ways to look", _lists(desk)),
    ]
    summary = words("Benefits and risks side by side, with a source for every statement.")
    return Overview(catalog.manifest.title, summary, sections)


def _cards(desk: Desk, refs: tuple[str, ...]) -> CardList | None:
    records = [desk.catalog.get(ref) for ref in refs]
    cards = tuple(
        Card(title=RichText.of(Ref(each.kind, each.id)), summary=desk.summary_of(each)) for each in records
    )
    return CardList(items=cards) if cards else None


def _subjects(desk: Desk) -> LinkList | None:
    groups = tuple(
        LinkGroup(
            heading=plain(desk.words.label(kind)),
            items=desk.named(kind, [each.id for each in by_title(desk.catalog, kind)]),
        )
        for kind in ("topic", "condition", "route", "checklist")
        if desk.catalog.collection(kind)
    )
    return LinkList(groups=groups) if groups else None


def _lists(desk: Desk) -> LinkList | None:
    """Return links to the other overviews, where there is somewhere to link to."""
    from ketacontent.pages.overviews import HOME, overview_names, overview_title

    items = []
    for name in overview_names(desk.catalog):
        address = desk.context.overview_link(name)
        if name != HOME and address:
            items.append(RichText.of(Link(address, (Text(overview_title(name, desk.words)),))))
    if not items:
        return None
    return LinkList(groups=(LinkGroup(heading=plain(desk.words("All lists")), items=tuple(items)),))
