"""The sections of a side effect."""

from ketacontent.models import Frequency, RichText, SideEffect
from ketacontent.models.text.nodes import Cite, Ref, Text
from ketacontent.pages.block import FrequencyRow, FrequencyTable, paragraph
from ketacontent.pages.kinds.desk import Composed, Desk, plain


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
    sections += desk.section("frequency", "How often does it happen?", _table(effect, desk))
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
        rows=tuple(_row(frequency, desk) for frequency in effect.frequencies),
        band=effect.band,
    )


def _row(frequency: Frequency, desk: Desk) -> FrequencyRow:
    words = desk.words
    setting = f", {words.label(frequency.setting)}."
    told = [each for each in (frequency.outcome, frequency.population, frequency.period) if each]
    sentences = " ".join(f"{each[0].upper()}{each[1:].rstrip('.')}." for each in told)
    note = frequency.note.nodes if frequency.note is not None else ()
    return FrequencyRow(
        figure=plain(words.frequency(frequency)),
        comparison=plain(words.comparison(frequency)),
        basis=RichText.of(
            Ref("medicine", frequency.medicine),
            Text(f"{setting} {sentences}"),
            *((Text(" "), *note) if note else ()),
            Cite(frequency.sources),
        ),
        frequency=frequency,
    )
