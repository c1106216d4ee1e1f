"""Corrects the table of weights where it judges the project's own sentences wrong.

For whoever adds an example to a rule, a claim or an honest sentence to tests/lint/data, or a page, and finds
it judged wrong: the labeled sentences that the table was learned from are not in this repository
(``lint_weights.py``), so it cannot be learned anew. Weights of words side by side in the wrong sentences move
by small steps, those of rare pairs most, round after round, until all of the project's own sentences are
judged right. What it learns so reaches little further than the wording itself; where a pattern of the rule
can say it, add that first.

Sentences in files named after --watch, one JSON object a line with ``sentence`` and ``labels``, are
judged before and after, and those now judged otherwise are listed. Without --write nothing is written.

Usage: python scripts/lint_mend.py [--write] [--watch LABELED.jsonl...]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from lint_rows import MARGIN, WEIGHTS, Reader, Row, Table, is_idea_pair

ROUNDS = 40
STEP = 0.4
"""How far a sentence moves in a round, in logits; its pairs of words share it, the rare ones most."""


def mend(table: Table, rows: list[Row]) -> list[Row]:
    """Correct a table, and return the rows that are still judged wrong.

    Args:
        table: the weights; they are changed.
        rows: the project's own sentences.
    """
    often = Counter(name for row in rows for name in row.signs)
    for number in range(ROUNDS + 1):
        table = Table(table.data)
        wrong = [row for row in rows if not table.is_right(row)]
        print(f"round {number}: {len(wrong)} of {len(rows)} own sentences judged wrong", file=sys.stderr)
        if not wrong or number == ROUNDS:
            break
        for row in wrong:
            _correct(table, row, often)
    return wrong


def _correct(table: Table, row: Row, often: Mapping[str, int]) -> None:
    rarity = {name: 1 / often[name] for name in row.signs if " " in name and not is_idea_pair(name)}
    pairs = {name: part / sum(rarity.values()) for name, part in rarity.items()}
    excess, like = table.judge(row)
    claim, rules = table.data["weights"], table.data["rules"]
    missing = row.must_have if excess < MARGIN else row.must_have.difference(like)
    wrong = row.must_lack.intersection(like)
    if excess < MARGIN and row.must_have:
        _move(claim, pairs, STEP)
    elif wrong and not row.labels:
        _move(claim, pairs, -STEP)
    for rule in missing:
        _move(rules[rule], pairs, STEP)
    for rule in wrong:
        _move(rules[rule], pairs, -STEP)


def _move(weights: dict[str, float], pairs: Mapping[str, float], by: float) -> None:
    for name, share in pairs.items():
        moved = round(weights.get(name, 0.0) + by * share, 2)
        if moved != weights.get(name, 0.0):
            weights[name] = moved


def main() -> None:
    """Correct the table, tell what changes, and write it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--watch", nargs="*", type=Path, default=[], help="labeled sentences to judge before and after"
    )
    parser.add_argument("--write", action="store_true", help="write the corrected table")
    options = parser.parse_args()
    reader = Reader()
    rows = list(reader.own())
    watched = [row for file in options.watch for row in reader.labeled(file, is_seen=False)]
    table = Table(json.loads(WEIGHTS.read_text("utf-8")))
    before = [_told(table, row) for row in watched]
    wrong = mend(table, rows)
    table = Table(table.data)
    for row, old in zip(watched, before, strict=True):
        new = _told(table, row)
        if new != old:
            print(f"{sorted(row.labels)} was {sorted(old)} is {sorted(new)}: {row.sentence}")
    for row in wrong:
        print(f"still judged wrong: {sorted(row.must_have)} not {sorted(row.must_lack)[:3]}: {row.sentence}")
    if wrong:
        sys.exit(1)
    print(table.write() if options.write else "nothing written: say --write")


def _told(table: Table, row: Row) -> frozenset[str]:
    excess, like = table.judge(row)
    return frozenset(like if excess >= 0 else ())


if __name__ == "__main__":
    main()
