"""The comparison of routes: the same facts for all ways in which the medicines are given, unranked."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ketacontent.models import AdministrationRoute, Measure, RichText
from ketacontent.models.block import Comparison
from ketacontent.models.text.nodes import Cite, Node, Text, as_sentence, words_nodes
from ketacontent.models.vocabulary import Use
from ketacontent.pages.block import comparison
from ketacontent.pages.kinds import Desk
from ketacontent.pages.kinds.desk import plain
from ketacontent.pages.law import statuses_for
from ketacontent.pages.overviews.frame import Overview
from ketacontent.pages.pictures.absorption import absorption_ranges

_OF_KETAMINE = {"ketamine", "esketamine", "compounded-ketamine"}


def compose_route(desk: Desk) -> Overview:
    """Compose the comparison: what is the same question for all ways, then each way in short."""
    words = desk.words
    routes = sorted(desk.catalog.routes.values(), key=lambda route: route.title.lower())
    note = words(
        "No way stands above another here: they stand in the order of their names. Which one fits you, if "
        "any does, is for you and your doctor to find out."
    )
    ids = [route.id for route in routes]
    absorption = absorption_ranges(desk.catalog, words, ids)
    sections = [
        *desk.section("compare", "Side by side", *desk.body_of(plain(note)), _table(routes, desk)),
        *desk.section("absorption", "How much reaches the blood?", absorption if absorption.rows else None),
        *desk.section("all", "Each way in short", desk.cards("route", ids)),
    ]
    summary = words("The same facts for every way in which treatment is given.")
    if {medicine for route in routes for medicine in route.medicines} <= _OF_KETAMINE:
        summary = words("The same facts for every way in which ketamine or esketamine is given.")
    return Overview(words("Ways it is given"), summary, sections)


def _table(routes: list[AdministrationRoute], desk: Desk) -> Comparison:
    words = desk.words
    facts: tuple[tuple[str, Callable[[AdministrationRoute], RichText]], ...] = (
        (words("Medicine"), lambda route: _joined(desk.named("medicine", route.medicines))),
        (words("Where it is given"), lambda route: _listed(desk.labels(route.settings))),
        (words("First effects"), lambda route: _told(route.onset, desk)),
        (words("Length of the session"), lambda route: _told(route.session_length, desk)),
        (words("Effects on mind and body last"), lambda route: _told(route.effect_length, desk)),
        (words("You are watched for"), lambda route: _told(route.monitoring_time, desk)),
        (words("Who watches over you"), lambda route: route.supervision),
        (
            words("Law: for depression that is hard to treat, on its own"),
            lambda route: _approval(route, "treatment-resistant-depression-alone", desk),
        ),
        (
            words("Law: for depression that is hard to treat, with an antidepressant pill"),
            lambda route: _approval(route, "treatment-resistant-depression-with-oral-antidepressant", desk),
        ),
    )
    return comparison(
        plain(words("Ways in which the medicine is given, side by side")),
        (plain(words("Question")), *desk.named("route", [route.id for route in routes])),
        tuple((plain(label), *(tell(route) for route in routes)) for label, tell in facts),
    )


def _joined(texts: Iterable[RichText]) -> RichText:
    """Return texts behind one another in one cell."""
    nodes: list[Node] = []
    for text in texts:
        nodes += [*([Text(" ")] if nodes else []), *text.nodes]
    return RichText.of(*nodes)


def _listed(texts: tuple[RichText, ...]) -> RichText:
    """Return short labels as one sentence."""
    return plain("; ".join(text.plain for text in texts) + ".")


def _told(measure: Measure, desk: Desk) -> RichText:
    """Return a figure with its sources and the note that must be read beside it."""
    cite = (Cite(measure.sources),) if measure.sources else ()
    note = measure.note.nodes if measure.note is not None else ()
    figure = desk.words.measure(measure)
    if not figure:
        return RichText.of(*note, *cite)
    return RichText.of(*words_nodes(as_sentence(figure)), *cite, *((Text(" "), *note) if note else ()))


def _approval(route: AdministrationRoute, use: Use, desk: Desk) -> RichText:
    """Return what regulators say about the medicines of a route for one use, status by status."""
    words = desk.words
    found = statuses_for(desk.catalog, route.medicines, [use], desk.context)
    if not found:
        return plain(words("Not looked up."))
    places: dict[str, list[str]] = {}
    for each in found:
        places.setdefault(words.label(each.status), []).append(words.label(each.jurisdiction))
    told = " ".join(f"{status}: {words.join(where)}." for status, where in places.items())
    sources = tuple(dict.fromkeys(source for each in found for source in each.sources))
    return RichText.of(Text(told), *([Cite(sources)] if sources else []))
