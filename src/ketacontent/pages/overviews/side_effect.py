"""The side-effect explorer: every side effect in short, grouped by when it comes."""

from __future__ import annotations

from typing import get_args

from ketacontent.models import Frequency, RichText, SideEffect
from ketacontent.models.block import Paragraph
from ketacontent.models.text.nodes import Cite, Ref, Text, as_sentence, joined, words_nodes
from ketacontent.models.vocabulary import EffectTiming, FrequencyBand, Seriousness
from ketacontent.pages.block import FactList, paragraph
from ketacontent.pages.kinds import Desk
from ketacontent.pages.kinds.desk import plain
from ketacontent.pages.overviews.blocks import (
    EffectGroup,
    EffectList,
    EffectRow,
    Jump,
    RowFact,
    RowFilter,
)
from ketacontent.pages.overviews.frame import Overview, jump_section

_TIMINGS: tuple[EffectTiming, ...] = get_args(EffectTiming)
_BANDS: tuple[FrequencyBand, ...] = get_args(FrequencyBand)


def compose_side_effect(desk: Desk) -> Overview:
    """Compose the explorer: how to read it, then every side effect, then the words for how often."""
    words = desk.words
    intro = words(
        "Each side effect stands under the time when it first comes. Within a group the serious ones "
        "stand first, then those that come most often."
    )
    caution = words(
        "A figure holds for the people in its study. Figures of two studies cannot be added, and they "
        "cannot be compared with each other."
    )
    explorer = _explorer(desk)
    sections = [
        *desk.section("how-to-read", "How to read this page", *desk.body_of(plain(f"{intro} {caution}"))),
        *desk.section("all", "All side effects", explorer),
        *desk.section("how-often", "What the words for “how often” mean", _bands(desk), _unknown(desk)),
        *desk.section("next", "When to get help", *desk.body_of(plain(_help(desk)))),
    ]
    jumps = tuple(Jump(words=group.heading, anchor=group.id) for group in explorer.groups)
    summary = words("How often each side effect comes, when, for how long, and how serious it is.")
    return Overview(words("Side effects"), summary, [*jump_section(jumps, desk), *sections])


def _help(desk: Desk) -> str:
    return desk.words(
        "The page of each side effect says what you can do, and when to get help. If you feel very unwell "
        "or are in danger, call your emergency number now."
    )


def _explorer(desk: Desk) -> EffectList:
    words = desk.words
    effects = sorted(desk.catalog.side_effects.values(), key=_place)
    groups = tuple(
        EffectGroup(id=timing, heading=plain(words.label(timing)), rows=rows)
        for timing in _TIMINGS
        if (rows := tuple(_row(effect, desk) for effect in effects if _first(effect) == timing))
    )
    return EffectList(
        groups=groups,
        filters=_filters(effects, desk),
        count=words("{shown} of {all} side effects shown", shown="{shown}", all="{all}"),
        reset=words("Show all again"),
    )


def _first(effect: SideEffect) -> EffectTiming:
    """Return the time at which an effect first comes: each stands on the page once."""
    return min(effect.timing, key=_TIMINGS.index)


def _place(effect: SideEffect) -> tuple[bool, int, str]:
    return effect.seriousness != "serious", _BANDS.index(effect.band), effect.title.lower()


def _row(effect: SideEffect, desk: Desk) -> EffectRow:
    words = desk.words
    routes = desk.named("route", effect.routes) or (plain(words("All ways it is given")),)
    facts = (
        (words("How often"), _how_often(effect, desk), False),
        (words("How serious"), (plain(f"{words.label(effect.seriousness)}."), effect.severity), False),
        (words("It lasts"), desk.measure(effect.duration), False),
        (words("When"), desk.labels(effect.timing), True),
        (words("Known with"), desk.named("medicine", effect.medicines), True),
        (words("Ways it is given"), routes, True),
    )
    return EffectRow(
        title=RichText.of(Ref("side-effect", effect.id)),
        facts=tuple(
            RowFact(label=plain(label), values=tuple(values), is_short=is_short)
            for label, values, is_short in facts
        ),
        band=effect.band,
        seriousness=effect.seriousness,
        timing=effect.timing,
        routes=tuple(effect.routes or desk.catalog.routes),
    )


def _how_often(effect: SideEffect, desk: Desk) -> tuple[RichText, ...]:
    """Return the word for how often with its bounds, and the main figure; or why there is none."""
    words = desk.words
    if effect.frequency is None:
        return plain(f"{words.label(effect.band)}."), effect.band_basis
    bounds = "" if effect.band == "not-known" else f": {words.label(f'{effect.band} bounds')}"
    return plain(f"{words.label(effect.band)}{bounds}."), _figure(effect.frequency, desk)


def _figure(frequency: Frequency, desk: Desk) -> RichText:
    """Return a figure, what stood against it, and in whom: never one without the others."""
    words = desk.words
    told = [words.frequency(frequency), words.comparison(frequency)]
    if frequency.comparator is not None:
        told = [words("{words}, against {other}", words=told[0], other=told[1])]
    told += [each for each in (frequency.outcome, frequency.population, frequency.period) if each]
    sentences = words_nodes(joined(" ", map(as_sentence, told)))
    return RichText.of(
        *sentences,
        Text(" " + words("Medicine:") + " "),
        Ref("medicine", frequency.medicine),
        Text("."),
        Cite(frequency.sources),
    )


def _filters(effects: list[SideEffect], desk: Desk) -> tuple[RowFilter, ...]:
    """Return the choices that the page's side effects offer."""
    words = desk.words
    bands = {effect.band for effect in effects}
    timings = {timing for effect in effects for timing in effect.timing}
    routes = sorted(desk.catalog.routes.values(), key=lambda route: route.title.lower())
    levels = {effect.seriousness for effect in effects}
    offered = (
        (
            "timing",
            words("When"),
            words("At any time"),
            [(each, words.label(each)) for each in _TIMINGS if each in timings],
        ),
        (
            "route",
            words("Way it is given"),
            words("Any way"),
            [(route.id, route.title) for route in routes],
        ),
        (
            "band",
            words("How often"),
            words("However often"),
            [(each, words.label(each)) for each in _BANDS if each in bands],
        ),
        (
            "seriousness",
            words("How serious"),
            words("Serious or not"),
            [(each, words.label(each)) for each in get_args(Seriousness) if each in levels],
        ),
    )
    return tuple(
        RowFilter(name=name, label=label, everything=everything, options=tuple(options))
        for name, label, everything, options in offered
    )


def _bands(desk: Desk) -> FactList | None:
    words = desk.words
    return desk.facts(
        *(
            (words.label(band), (plain(f"{words.label(f'{band} bounds')}."),))
            for band in _BANDS
            if band != "not-known"
        )
    )


def _unknown(desk: Desk) -> Paragraph:
    return paragraph(
        plain(
            desk.words(
                "Where no study of treatment counted a side effect, the page says that how often is not "
                "known. That does not mean that it is rare."
            )
        )
    )
