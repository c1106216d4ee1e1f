"""The pack as a whole reads at grade eight or under."""

from __future__ import annotations

from statistics import median

from content.reading import grade, sentences_of
from content.texts import READ_KINDS, refs
from ketacontent import Catalog

HIGHEST_MEDIAN = 8


def test_half_of_the_records_read_at_grade_eight_or_under(bundled: Catalog) -> None:
    read = refs(*READ_KINDS, "newsletter")
    grades = [found for ref in read if (found := grade(sentences_of(bundled.get(ref), bundled))) is not None]
    assert len(grades) >= len(read) * 0.9, "Most records are long enough to have a grade."
    assert median(grades) <= HIGHEST_MEDIAN
