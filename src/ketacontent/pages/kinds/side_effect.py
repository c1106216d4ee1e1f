"""The sections of a side effect."""

from ketacontent.models import Frequency, RichText, SideEffect
from ketacontent.models.text.nodes import Text
from ketacontent.pages.block import FrequencyRow, FrequencyTable, paragraph
from ketacontent.pages.kinds.desk import Composed, Desk, plain
from ketacontent.pages.pictures.icons import basis_of, grids_of, icon_key


def compose_side_effect(effect: SideEffect, desk: Desk) -> Composed:
    """What it is, how often, how serious, what to do, when to get help."""
    words = desk.words
    band = words.label(effect.band)
    if effect.band != "not-known":
        band = f"{band}: {words.label(f'{effect.band} bounds')}"
    facts = desk.facts(
        ("Clinical name", (plain(effect.clinical_name),)),
        ("How often during treatment", (plain(f"{band}."), effect.band_basis)),
        ("When", desk.labels(effect.timing)),
        ("It starts", desk.measure(effect.onset)),
        ("It lasts", desk.measure(effect.duration)),
        ("How serious", (plain(f"{words.label(effect.seriousness)}."), effect.severity)),
        ("Known with", desk.named("medicine", effect.medicines)),
    )
    sections = desk.section("what-it-is", "What is it?", paragraph(effect.what_it_is))
    sections += desk.section("facts", "At a glance", facts)
    sections += desk.section(
        "frequency",
        "How often does it happen?",
        icon_key(words, effect.frequencies),
        _table(effect, desk),
    )
    sections += desk.section("self-care", "What you can do", desk.items(effect.self_care))
    sections += desk.section("get-help", "When to get help", *desk.care(effect.get_help))
    sections += desk.section("monitoring", "How it is watched", *desk.body_of(effect.monitoring))
    sections += desk.section(
        "related-effects", "Related effects", desk.items(desk.named("side-effect", effect.related))
    )
    sections += desk.clinician(effect.clinician)
    if desk.context.is_for_clinicians and effect.codes:
        codes = tuple(
            RichText.of(Text(f"{c.display}: {c.code} ({words.label(c.system)})")) for c in effect.codes
        )
        sections += desk.section("codes", "Codes", desk.items(codes))
    return Composed(effect.summary, sections)


def _table(effect: SideEffect, desk: Desk) -> FrequencyTable | None:
    if not effect.frequencies:
        return None
    words = desk.words
    return FrequencyTable(
        caption=plain(
            words("Figures from studies, each for itself; they cannot be added or compared with each other")
        ),
        columns=(
            plain(words("With the medicine")),
            plain(words("Without it")),
            plain(words("In whom, and what was counted")),
        ),
        rows=tuple(_row(frequency, number, desk) for number, frequency in enumerate(effect.frequencies, 1)),
        band=effect.band,
    )


def _row(frequency: Frequency, number: int, desk: Desk) -> FrequencyRow:
    words = desk.words
    grid, other_grid = grids_of(frequency, words, f"figure-{number}")
    return FrequencyRow(
        figure=plain(words.frequency(frequency)),
        comparison=plain(words.comparison(frequency)),
        basis=basis_of(frequency, words),
        frequency=frequency,
        grid=grid,
        other_grid=other_grid,
    )
