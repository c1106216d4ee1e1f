"""Side effects -> a table with one row for each figure, and CSV that is safe to open in a spreadsheet.

The table holds what the records hold: figures are never merged, rounded or worked out. It is no ranking, and
a missing figure is no zero.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from ketacontent.catalog import Catalog
from ketacontent.export.plain import citation, plain_words, sources_of
from ketacontent.models import Frequency, SideEffect
from ketacontent.models.values import Proportion

COLUMNS: dict[str, str] = {
    "effect_id": "id of the side effect, as in `side-effect/ID`",
    "effect": "its title, in plain words",
    "clinical_name": "the name that clinicians use",
    "body_system": "the part of the body it concerns",
    "seriousness": "`serious` where it can kill, disable or lead to hospital",
    "band": "CIOMS word for the effect, from its main figure; the same in all its rows",
    "known_of": "products it is known of; a figure is for one of them only",
    "is_main": "`yes` in the row of the main figure from treatment",
    "medicine": "the product that people got in this row; empty where there is no figure",
    "route": "how it was given, where the source says so",
    "setting": "`treatment`, `misuse` or `anesthesia`; the last two say nothing about treatment",
    "outcome": "what was counted",
    "events": "people who had it",
    "total": "people who could have had it",
    "percent": "percentage as the source gives it",
    "percent_min": "lower end where the source gives a span",
    "percent_max": "upper end where the source gives a span",
    "population": "in whom",
    "period": "over what time people were watched",
    "comparator": "what the others got",
    "comparator_events": "people among them who had it",
    "comparator_total": "people among them who could have had it",
    "comparator_percent": "percentage among them as the source gives it",
    "comparator_percent_min": "lower end where the source gives a span",
    "comparator_percent_max": "upper end where the source gives a span",
    "note": "a sentence that must be read beside the figure",
    "source_ids": "ids of the sources",
    "citations": "the same, written out",
    "urls": "where a reader finds them",
    "claims": "ids of graded claims that tell this percentage, of this product, from one of these sources",
    "certainty": "how sure each of these claims is, in their order; a figure by itself is not graded",
    "review_state": "`not-clinically-reviewed` or `signed`",
    "version": "version of the record",
}
"""Name of each column, and what it holds. Names and order are stable: new columns come last."""

_GUARDED = re.compile(r"(^|;)([\s\"]*)(?='*[=+\-@＝＋－＠])")
_GUARD_ADDED = re.compile(r"(^|;)([\s\"]*)'(?='*[=+\-@＝＋－＠])")

Row = dict[str, str]


def side_effect_rows(catalog: Catalog, effects: Iterable[SideEffect] | None = None) -> Iterator[Row]:
    """Yield one row for each figure, as strings; an effect without figures has one row with none.

    Args:
        catalog: where sources and claims lie.
        effects: which side effects, by default all, ordered by id.
    """
    chosen = sorted(catalog.side_effects.values(), key=lambda each: each.id) if effects is None else effects
    for effect in chosen:
        for frequency in effect.frequencies or (None,):
            yield _row(effect, frequency, catalog)


def side_effects_csv(
    catalog: Catalog, effects: Iterable[SideEffect] | None = None, *, bom: bool = False
) -> str:
    """Return the table as CSV (RFC 4180): commas, CRLF, quotes doubled.

    Args:
        catalog: where sources and claims lie.
        effects: which side effects, by default all, ordered by id.
        bom: begin with a byte order mark, by which Excel knows that a file is UTF-8.
    """
    out = io.StringIO()
    writer = csv.writer(out)  # its default dialect ends lines with CRLF
    writer.writerow(COLUMNS)
    for row in side_effect_rows(catalog, effects):
        writer.writerow(guarded(row[name]) for name in COLUMNS)
    return ("\ufeff" if bom else "") + out.getvalue()


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    An apostrophe is put before `=`, `+`, `-` and `@` (also their full-width forms) at the start of a cell,
    and after a semicolon, where a spreadsheet of some countries begins a new cell. Line breaks and tabs
    become spaces.
    """
    return _GUARDED.sub(r"\1\2'", " ".join(cell.split()))


def unguarded(cell: str) -> str:
    """Return the cell as it was before `guarded`."""
    return _GUARD_ADDED.sub(r"\1\2", cell)


def _row(effect: SideEffect, frequency: Frequency | None, catalog: Catalog) -> Row:
    row = dict.fromkeys(COLUMNS, "")
    row |= {
        "effect_id": effect.id,
        "effect": effect.title,
        "clinical_name": effect.clinical_name,
        "body_system": effect.body_system,
        "seriousness": effect.seriousness,
        "band": effect.band,
        "known_of": _joined(effect.medicines),
        "review_state": effect.review.state,
        "version": effect.version,
    }
    return row | _figures(effect, frequency, catalog) if frequency is not None else row


def _figures(effect: SideEffect, frequency: Frequency, catalog: Catalog) -> Row:
    other = frequency.comparator
    sources = [catalog.sources[id] for id in frequency.sources]
    claims = [
        claim
        for claim in map(catalog.claims.__getitem__, effect.claims)
        if claim.certainty != "not-graded"
        and frequency.medicine in claim.medicines
        and not set(frequency.sources).isdisjoint(sources_of(claim))
        and _states(claim.text.plain, frequency)
    ]
    return {
        "is_main": "yes" if frequency is effect.frequency else "no",
        "medicine": frequency.medicine,
        "route": frequency.route or "",
        "setting": frequency.setting,
        "outcome": frequency.outcome,
        **_counts(frequency),
        "population": frequency.population,
        "period": frequency.period or "",
        "comparator": other.name if other else "",
        **({f"comparator_{name}": value for name, value in _counts(other).items()} if other else {}),
        "note": plain_words(frequency.note, catalog) if frequency.note else "",
        "source_ids": _joined(frequency.sources),
        "citations": _joined(citation(source) for source in sources),
        "urls": _joined(source.address for source in sources if source.address),
        "claims": _joined(claim.id for claim in claims),
        "certainty": _joined(claim.certainty for claim in claims),
    }


def _states(sentence: str, frequency: Frequency) -> bool:
    """Say whether a claim's sentence tells a figure as so many in 100, 1,000 or 10,000 people."""
    told = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", sentence)}
    return any(
        f"in {scale:,}" in sentence
        and any(
            math.floor(percent * scale / 100 + Decimal("0.5")) in told for percent in frequency.percentages
        )
        for scale in (100, 1_000, 10_000)
    )


def _counts(proportion: Proportion) -> Row:
    names = ("events", "total", "percent", "percent_min", "percent_max")
    return {name: _number(getattr(proportion, name)) for name in names}


def _number(value: int | Decimal | None) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)
