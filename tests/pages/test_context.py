"""For whom and where: what is implied, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from ketacontent import UsageError
from ketacontent.pages import Context, jurisdiction_of

MEMBERS = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"


@pytest.mark.parametrize("country", MEMBERS.split())
def test_a_member_state_stands_under_the_unions_law(country: str) -> None:
    assert Context(country=country).jurisdiction == "EU"


def test_there_are_27_member_states() -> None:
    assert len(set(MEMBERS.split())) == 27


@pytest.mark.parametrize("country", ["US", "GB", "CA", "AU", "NZ", "CH", "NO"])
def test_other_countries_have_their_own_law(country: str) -> None:
    assert jurisdiction_of(country) == country
    assert Context(country=country).jurisdiction == country


def test_a_given_jurisdiction_wins_over_the_one_that_a_country_implies() -> None:
    context = Context(country="DE", jurisdiction="GB")
    assert (context.country, context.jurisdiction) == ("DE", "GB")


def test_a_jurisdiction_implies_no_country() -> None:
    assert Context(jurisdiction="US").country is None


@pytest.mark.parametrize(
    ("jurisdiction", "covered"),
    [(None, ("US", "GB", "EU", "CA", "AU")), ("GB", ("GB",)), ("NZ", ())],
)
def test_without_a_place_the_covered_ones_stand_side_by_side(
    jurisdiction: str | None, covered: tuple[str, ...]
) -> None:
    assert Context(jurisdiction=jurisdiction).covered_jurisdictions == covered


@pytest.mark.parametrize(
    "wrong",
    [
        {"country": "us"},
        {"country": "USA"},
        {"country": ""},
        {"country": "U\n"},
        {"country": "GB\n"},
        {"jurisdiction": "Great Britain"},
        {"jurisdiction": "<b"},
        {"audience": "doctor"},
        {"audience": ""},
        {"locale": "english please"},
        {"locale": "../../en"},
        {"locale": ""},
    ],
)
def test_what_is_not_of_its_form_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="KC602"):
        Context(**wrong)


@pytest.mark.parametrize("audience", ["patient", "caregiver", "public", "clinician"])
def test_only_clinicians_get_the_clinicians_words(audience: Any) -> None:
    assert Context(audience=audience).is_for_clinicians is (audience == "clinician")
