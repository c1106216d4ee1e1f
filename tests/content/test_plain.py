"""Plain language: grades and sentence lengths, and the points of the Clear Communication Index.

A grade is a smoke alarm. It says where to look, not that a text is understood; only readers can say that.
`scripts/content_report.py` prints the grades of an outside library as well.
"""

from __future__ import annotations

from statistics import median

import pytest

from content import index
from content.reading import grade, median_length, sentences_of
from content.texts import READ_KINDS, refs
from ketacontent import Catalog

READ = refs(*READ_KINDS, "newsletter")
LONGEST_SENTENCE = 40
HIGHEST_GRADE = 11
HIGHEST_MEDIAN = 8
MEDIAN_SENTENCE = 20


@pytest.mark.parametrize("ref", READ)
def test_record_can_be_read(ref: str, bundled: Catalog) -> None:
    lines = sentences_of(bundled.get(ref), bundled)
    found = grade(lines)
    assert found is None or found <= HIGHEST_GRADE, (
        f"{ref} reads at grade {found}. Use shorter words and sentences."
    )
    assert median_length(lines) <= MEDIAN_SENTENCE, f"{ref}: half of its sentences have more than 20 words."
    longest = max(lines, key=len)
    assert len(longest) <= LONGEST_SENTENCE, f"{ref}: cut this sentence in two: {' '.join(longest)!r}"


def test_half_of_the_records_read_at_grade_eight_or_under(bundled: Catalog) -> None:
    grades = [found for ref in READ if (found := grade(sentences_of(bundled.get(ref), bundled))) is not None]
    assert len(grades) >= len(READ) * 0.9, "Most records are long enough to have a grade."
    assert median(grades) <= HIGHEST_MEDIAN


@pytest.mark.parametrize("ref", refs("topic"))
def test_topic_meets_the_clear_communication_index(ref: str, bundled: Catalog) -> None:
    topic = bundled.topics[ref.partition("/")[2]]
    missed = [point for point, is_met in index.checks(topic, bundled).items() if not is_met]
    assert not missed, f"{ref} misses: {'; '.join(missed)}"
