"""Plain language: grades and sentence lengths of one record, and the points of the Clear Communication Index.

A grade is a smoke alarm. It says where to look, not that a text is understood; only readers can say that.
`make content-report` prints the grades of an outside library as well.
"""

from __future__ import annotations

from content import index
from content.reading import grade, median_length, sentences_of
from ketacontent import Catalog
from ketacontent.models import Record, Topic

LONGEST_SENTENCE = 40
HIGHEST_GRADE = 11
MEDIAN_SENTENCE = 20


def hard_to_read(record: Record, catalog: Catalog) -> list[str]:
    """Return what makes a record hard to read."""
    faults = []
    lines = sentences_of(record, catalog)
    found = grade(lines)
    if found is not None and found > HIGHEST_GRADE:
        faults.append(f"It reads at grade {found}. Use shorter words and sentences.")
    if median_length(lines) > MEDIAN_SENTENCE:
        faults.append(f"Half of its sentences have more than {MEDIAN_SENTENCE} words.")
    faults += [
        f"Cut this sentence in two: {' '.join(line)!r}." for line in lines if len(line) > LONGEST_SENTENCE
    ]
    return faults


def missed_points(topic: Topic, catalog: Catalog) -> list[str]:
    """Return the points of the Clear Communication Index that a topic misses."""
    return [f"It misses {point!r}." for point, is_met in index.checks(topic, catalog).items() if not is_met]
