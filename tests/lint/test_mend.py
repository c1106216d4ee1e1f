"""The script that corrects the weights: what was judged wrong is right afterwards, the rest as before."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ketacontent.lint.weigh import signs
from ketacontent.lint.words import Words

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
from lint_mend import mend
from lint_rows import Row, Table

CLAIM = "It mends every broken mood."
HONEST = "It mends no broken mood."
KNOWN = "Ketamine cures depression."


def row(text: str, rule: str = "") -> Row:
    labels = frozenset({rule} - {""})
    return Row(
        "own",
        text,
        text,
        labels,
        Counter(signs(Words(text), text, {})),
        frozenset(),
        must_have=labels,
        must_lack=frozenset({"cure-claim", "hype-language"}) - labels,
    )


@pytest.fixture
def table() -> Table:
    """Weights that know one claim, by one word."""
    data: dict[str, Any] = {
        "ideas": {},
        "bias": -2.0,
        "weights": {"cure": 4.0},
        "rules": {"cure-claim": {"": -3.0, "cure": 5.0}, "hype-language": {"": -3.0}},
        "light": 0.03,
        "likely": 0.02,
        "least": 0.25,
        "enough": 0.3,
        "alike": 0.4,
    }
    return Table(data)


def test_a_claim_that_was_missed_is_found_and_its_honest_neighbor_still_passes(table: Table) -> None:
    rows = [row(KNOWN, "cure-claim"), row(CLAIM, "cure-claim"), row(HONEST)]
    assert [table.is_right(each) for each in rows] == [True, False, True]
    assert mend(table, rows) == []
    assert all(Table(table.data).is_right(each) for each in rows)


def test_a_claim_is_told_under_its_own_rule(table: Table) -> None:
    rows = [row(KNOWN, "hype-language")]
    assert not table.is_right(rows[0])
    assert mend(table, rows) == []
    _, like = Table(table.data).judge(rows[0])
    assert like[0] == "hype-language"


def test_a_sentence_that_shares_no_words_side_by_side_weighs_what_it_did(table: Table) -> None:
    other = row("Every mood is broken, mends it?")
    before = table.judge(other)
    assert mend(table, [row(CLAIM, "cure-claim")]) == []
    assert Table(table.data).judge(other) == before


def test_what_cannot_be_mended_is_returned(table: Table) -> None:
    both = [row(CLAIM, "cure-claim"), row(CLAIM)]
    assert mend(table, both) != []
