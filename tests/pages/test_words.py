"""Numbers, dates and lists as readers see them."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ketacontent.errors import UsageError
from ketacontent.models import Frequency, Measure, Range
from ketacontent.models.values import Comparator, Proportion
from ketacontent.models.vocabulary import (
    ApprovalStatus,
    Certainty,
    Design,
    EffectTiming,
    FrequencyBand,
    FrequencySetting,
    Jurisdiction,
    Kind,
    MythKind,
    NoticeLevel,
    Phase,
    RouteOfAdministration,
    Seriousness,
    Setting,
    Unit,
    Urgency,
    Use,
)
from ketacontent.pages.words import LABELS, Words, words_of

WORDS = words_of("en-US")
SEEN = {"outcome": "Seen", "population": "Adults", "medicine": "spray", "sources": ("trial-one",)}


def proportion(**figures: Any) -> str:
    return WORDS.proportion(Proportion(**figures))


@pytest.mark.parametrize(
    ("figures", "wanted"),
    [
        ({"events": 17, "total": 43}, "17 of 43 people (about 40 in 100)"),
        ({"events": 50, "total": 200}, "50 of 200 people (25 in 100)"),
        ({"events": 0, "total": 42}, "0 of 42 people (0 in 100)"),
        ({"events": 3, "total": 1000}, "3 of 1,000 people (3 in 1,000)"),
        ({"events": 1, "total": 4096}, "1 of 4,096 people (about 2 in 10,000)"),
        ({"percent": "41"}, "41 in 100 people"),
        ({"percent": "0.5"}, "5 in 1,000 people"),
        ({"percent": "0.02"}, "2 in 10,000 people"),
        ({"percent": "12.5"}, "about 13 in 100 people"),
        ({"percent": "100"}, "100 in 100 people"),
        ({"percent_min": "17", "percent_max": "25"}, "17 to 25 in 100 people"),
        ({"percent_min": "0.5", "percent_max": "4"}, "5 to 40 in 1,000 people"),
        ({"percent_min": "0", "percent_max": "4"}, "0 to 4 in 100 people"),
    ],
)
def test_a_proportion_is_told_in_people(figures: dict[str, Any], wanted: str) -> None:
    assert proportion(**figures) == wanted


def test_both_sides_of_a_comparison_have_one_denominator() -> None:
    figure = Frequency(
        **SEEN, percent=Decimal(20), comparator=Comparator(name="water", percent=Decimal("0.5"))
    )
    assert WORDS.frequency(figure) == "200 in 1,000 people; number of people not given"
    assert WORDS.comparison(figure) == "5 in 1,000 people with water"


def test_a_percentage_says_whether_the_number_of_people_is_known() -> None:
    alone = Frequency(**SEEN, percent=Decimal(20))
    counted = Frequency(**SEEN, percent=Decimal(20), total=1500)
    assert WORDS.frequency(alone) == "20 in 100 people; number of people not given"
    assert WORDS.frequency(counted) == "20 in 100 people; 1,500 people in all"
    assert WORDS.comparison(alone) == "No comparison group"


@pytest.mark.parametrize(
    ("low", "high", "unit", "wanted"),
    [
        ("1.5", "2", "hours", "1.5 to 2 hours"),
        ("1", "1", "hours", "1 hour"),
        ("40", "40", "minutes", "40 minutes"),
        ("0.5", "1", "days", "0.5 to 1 day"),
        ("17", "25", "percent", "17% to 25%"),
        ("48", "48", "percent", "48%"),
        ("1000", "12000", "people", "1,000 to 12,000 people"),
    ],
)
def test_a_range_has_its_unit(low: str, high: str, unit: Unit, wanted: str) -> None:
    assert WORDS.range(Range(min=Decimal(low), max=Decimal(high), unit=unit)) == wanted


def test_a_minimum_and_a_population_are_said() -> None:
    measure = Measure(
        range=Range(min=Decimal(2), max=Decimal(2), unit="hours"),
        at_least=True,
        population="healthy adults",
        sources=("trial-one",),
    )
    assert WORDS.measure(measure) == "at least 2 hours (healthy adults)"
    assert WORDS.measure(Measure(note="Not known.")) == ""


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("2024", "2024"),
        ("2024-05", "May 2024"),
        ("2024-05-07", "May 7, 2024"),
        ("2023-12-31", "December 31, 2023"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(value: str, wanted: str) -> None:
    assert WORDS.partial_date(value) == wanted


def test_lists_end_with_and() -> None:
    assert [WORDS.join(each) for each in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


VOCABULARIES = (
    ApprovalStatus,
    Certainty,
    Design,
    EffectTiming,
    FrequencyBand,
    FrequencySetting,
    Jurisdiction,
    Kind,
    MythKind,
    NoticeLevel,
    Phase,
    RouteOfAdministration,
    Seriousness,
    Setting,
    Urgency,
    Use,
)


@pytest.mark.parametrize("words", VOCABULARIES, ids=lambda words: words.__args__[0])
def test_every_word_for_machines_has_words_for_readers(words: Any) -> None:
    assert [word for word in words.__args__ if word not in LABELS] == []


def test_a_language_without_translations_is_refused_and_nothing_reads_as_english_unnoticed() -> None:
    with pytest.raises(UsageError, match="not translated into") as refused:
        words_of("de")
    assert refused.value.code == "KC620"


@pytest.mark.parametrize("locale", ["en-US", "en-GB", "es", "es-MX"])
def test_the_languages_that_we_ship_need_no_other_package(
    locale: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "babel", None)
    words = Words(locale)
    month = "November" if locale.startswith("en") else "noviembre"
    assert month in words.date(date(2026, 11, 21))
    assert words.plural("hour", "hours", Decimal(1)) == ("hour" if locale.startswith("en") else "hora")
