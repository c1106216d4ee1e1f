"""Numbers as data: what a figure needs, what it may not say, and the CIOMS bands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from ketacontent.models import Contact, Frequency, Measure, Range
from ketacontent.models.types import (
    Address,
    Color,
    Country,
    Day,
    Locale,
    PartialDate,
    SemanticVersion,
    WebAddress,
)
from ketacontent.models.values import Proportion, band_of
from strategies import amounts, few, frequency_mappings, percentages

FREQUENCY = {"outcome": "Reported", "population": "Adults", "medicine": "spray", "sources": ["one"]}


def refusal(model: Any, **fields: object) -> str:
    """Return what a model says against fields."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(model).validate_python(fields)
    return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in caught.value.errors())


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({}, "needs events and total, a percent"),
        ({"total": 10}, "needs events and total, a percent"),
        ({"events": 1}, "events need a total"),
        ({"events": 11, "total": 10}, "11 events are more than the total of 10"),
        ({"events": 1, "total": 0}, "greater than 0"),
        ({"events": -1, "total": 10}, "greater than or equal to 0"),
        ({"events": "1e3", "total": 2000}, "integer"),
        ({"events": 1, "total": 10**11}, "less than or equal"),
        ({"percent": "100.1"}, "less than or equal to 100"),
        ({"percent": "-1"}, "greater than or equal to 0"),
        ({"percent": "NaN"}, "finite"),
        ({"percent": "1e-99999"}, "10 digits"),
        ({"percent_min": 1}, "go together"),
        ({"percent_max": 1}, "go together"),
        ({"percent_min": 5, "percent_max": 4}, "percent_min is more than percent_max"),
        ({"percent_min": 1, "percent_max": 2, "percent": 1}, "stands alone"),
        ({"percent_min": 1, "percent_max": 2, "events": 1, "total": 2}, "stands alone"),
        ({"events": 1, "total": 10, "percent": 12}, "1 of 10 is 10.0 percent, not 12"),
    ],
)
def test_a_proportion_that_does_not_hold_together_is_refused(fields: dict[str, object], word: str) -> None:
    assert word in refusal(Proportion, **fields)


@pytest.mark.parametrize(
    ("fields", "low", "high"),
    [
        ({"events": 17, "total": 68}, "25", "25"),
        ({"events": "0", "total": "68"}, "0", "0"),
        ({"events": 1, "total": 10, "percent": "10.9"}, "10.9", "10.9"),
        ({"percent": "2.50"}, "2.5", "2.5"),
        ({"percent": 3, "total": 68}, "3", "3"),
        ({"percent_min": 1, "percent_max": "1.5"}, "1", "1.5"),
    ],
)
def test_a_proportion_gives_percentages(fields: dict[str, Any], low: str, high: str) -> None:
    assert Proportion(**fields).percentages == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("percent", "band"),
    [
        *(("100", "very-common"), ("10", "very-common"), ("9.99", "common"), ("1", "common")),
        *(("0.99", "uncommon"), ("0.1", "uncommon"), ("0.099", "rare"), ("0.01", "rare")),
        *(("0.0099", "very-rare"), ("0", "very-rare")),
    ],
)
def test_bands_begin_where_cioms_says(percent: str, band: str) -> None:
    assert band_of(Decimal(percent)) == band


@few
@given(percentages, percentages)
def test_a_higher_percentage_is_never_in_a_rarer_band(one: Decimal, other: Decimal) -> None:
    order = ["very-rare", "rare", "uncommon", "common", "very-common"]
    low, high = sorted((one, other))
    assert order.index(band_of(low)) <= order.index(band_of(high))


@few
@given(frequency_mappings)
def test_the_band_of_a_frequency_is_that_of_both_its_ends(fields: dict[str, Any]) -> None:
    frequency = Frequency.model_validate(fields)
    low, high = frequency.percentages
    assert Decimal(0) <= low <= high <= Decimal(100)
    assert frequency.band == (band_of(low) if band_of(low) == band_of(high) else None)
    assert Frequency.model_validate_json(frequency.model_dump_json()) == frequency


def test_a_frequency_needs_a_source_and_is_from_treatment_unless_it_says_so() -> None:
    assert "sources" in refusal(Frequency, **{**FREQUENCY, "percent": 1, "sources": []})
    assert Frequency.model_validate({**FREQUENCY, "percent": 1}).setting == "treatment"
    assert "setting" in refusal(Frequency, **FREQUENCY, percent=1, setting="party")
    assert "name" in refusal(Frequency, **FREQUENCY, percent=1, comparator={"percent": 1})


@few
@given(amounts, amounts)
def test_a_range_is_in_order_and_keeps_its_figures(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    made = Range.model_validate({"min": str(low), "max": str(high), "unit": "hours"})
    assert (made.min, made.max) == (low, high)
    if low != high:
        assert "more than max" in refusal(Range, min=high, max=low, unit="hours")


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"min": -1, "max": 1, "unit": "hours"}, "cannot be negative"),
        ({"min": 1, "max": 1, "unit": "mg"}, "unit"),
        ({"min": 1, "max": 1, "unit": "mg/kg"}, "unit"),
        ({"min": 1, "max": 1}, "unit"),
        ({"min": 1, "max": "1e999999", "unit": "hours"}, "digits"),
        ({"min": "Infinity", "max": 1, "unit": "hours"}, "finite"),
        ({"min": "one", "max": 1, "unit": "hours"}, "decimal"),
    ],
)
def test_a_range_without_sense_or_with_a_dose_is_refused(fields: dict[str, object], word: str) -> None:
    assert word in refusal(Range, **fields)


def test_a_measure_says_something_and_a_figure_has_a_source() -> None:
    hour = {"min": 1, "max": 1, "unit": "hours"}
    assert "a range, a note, or both" in refusal(Measure)
    assert "at least one source" in refusal(Measure, range=hour)
    assert Measure.model_validate({"note": "It is not known."}).range is None
    assert Measure.model_validate({"range": hour, "sources": ["one"]}).note is None


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"method": "phone"}, "a phone contact needs a number"),
        ({"method": "text"}, "a text contact needs a number"),
        ({"method": "chat"}, "a chat contact needs a url"),
        ({"method": "email", "url": "javascript:alert(1)"}, "not a whole"),
        ({"method": "phone", "number": "911 <b>"}, "number"),
        ({"method": "phone", "number": "9" * 16}, "number"),
    ],
)
def test_a_contact_leads_somewhere(fields: dict[str, object], word: str) -> None:
    assert word in refusal(Contact, display="Call", **fields)


def test_a_telephone_number_keeps_its_leading_zeros() -> None:
    contact = Contact.model_validate({"method": "phone", "display": "0800 1", "number": "008001"})
    assert contact.number == "008001"


WRONG: list[tuple[Any, list[str]]] = [
    (
        Day,
        [
            "0",
            "86400",
            "2026-11-21T00:00:00",
            "2026-02-30",
            "20261121",
            "today",
            "2026-1-1",
            "２０２６-01-01",
        ],
    ),
    (PartialDate, ["26", "2026-13", "2026-00", "2026-01-32", "2026-1", "2026-01-01\n"]),
    (SemanticVersion, ["1.0", "1.0.0.0", "01.0.0", "1.0.0-a", "v1.0.0", "1.0.0\n", ""]),
    (Locale, ["EN", "en_US", "en-us", "english", "", "en-US\n"]),
    (Country, ["gb", "GBR", "", "G1", "GB\n"]),
    (Color, ["red", "#12", "#12345g", "#fff;color:red", "#fff\n", "url(x)"]),
    (Address, ["http://a.example", "https://a.example/\x01", "https://a.example\n", "//a.example", ""]),
    (
        WebAddress,
        ["ftp://a.example", "http://a.example/\x01", "http://a.example/\u200b", "http://a b", "https://"],
    ),
]


def shown(value: object) -> str | None:
    return ascii(value) if isinstance(value, str) else None


@pytest.mark.parametrize(
    ("shape", "value"), [(shape, value) for shape, values in WRONG for value in values], ids=shown
)
def test_single_values_have_one_shape_only(shape: Any, value: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(shape).validate_python(value)


def test_days_are_taken_from_strings_and_days() -> None:
    for value in ("2026-11-21", date(2026, 11, 21)):
        assert TypeAdapter(Day).validate_python(value) == date(2026, 11, 21)


@few
@given(st.text(max_size=20))
def test_any_text_as_a_number_is_a_number_or_refused(text: str) -> None:
    try:
        made = Range.model_validate({"min": "0", "max": text, "unit": "hours"})
    except ValidationError:
        return
    assert made.max >= 0 and len(str(made.max)) < 20
