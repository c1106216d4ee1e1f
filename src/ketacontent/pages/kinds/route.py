"""The sections of a route of administration."""

from ketacontent.models import AdministrationRoute, RichText
from ketacontent.models.block import Comparison
from ketacontent.models.text.nodes import Text
from ketacontent.pages.block import comparison
from ketacontent.pages.kinds.desk import Composed, Desk, plain


def compose_route(route: AdministrationRoute, desk: Desk) -> Composed:
    """How it is given, the facts, who watches, for and against, what is not known."""
    facts = desk.facts(
        ("Medicine", desk.named("medicine", route.medicines)),
        ("How it gets into the body", desk.labels(route.administration)),
        ("Where it is given", desk.labels(route.settings)),
        ("First effects", desk.measure(route.onset)),
        ("Length of the session", desk.measure(route.session_length)),
        ("Effects on mind and body last", desk.measure(route.effect_length)),
        ("You are watched for", desk.measure(route.monitoring_time)),
        ("How much reaches the blood", desk.measure(route.absorption) if route.absorption else ()),
        ("How visits are spaced", (route.schedule,)),
        ("Also called", tuple(map(plain, route.also_called))),
    )
    sections = desk.section("how-given", "How is it given?", *desk.body(route.how_given))
    sections += desk.section("facts", "At a glance", facts)
    sections += desk.section(
        "monitoring", "Who watches over you?", *desk.body_of(route.supervision), _monitoring(route, desk)
    )
    sections += desk.section(
        "for-and-against",
        "What speaks for it, and what against?",
        desk.heading("For", route.advantages),
        desk.items(route.advantages),
        desk.heading("Against", route.disadvantages),
        desk.items(route.disadvantages),
    )
    sections += desk.section("not-known", "What is not known", desk.items(route.not_known))
    sections += desk.section(
        "side-effects", "Side effects to know about", desk.cards("side-effect", route.side_effects)
    )
    sections += desk.clinician(route.clinician)
    if desk.context.is_for_clinicians and route.codes:
        codes = tuple(
            RichText.of(Text(f"{c.display}: {c.code} ({desk.words.label(c.system)})")) for c in route.codes
        )
        sections += desk.section("codes", "Codes", desk.items(codes))
    return Composed(route.summary, sections, route.medicines, route.uses)


def _monitoring(route: AdministrationRoute, desk: Desk) -> Comparison:
    words = desk.words
    return comparison(
        plain(words("What is checked")),
        (plain(words("What")), plain(words("When")), plain(words("By whom"))),
        tuple((item.what, item.when, item.by) for item in route.monitoring),
    )
