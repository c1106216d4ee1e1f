"""Scores the claim linter on labeled sentences, with intervals.

The file holds one JSON object a line: ``page``, ``sentence``, ``labels`` (rule ids) and ``note`` (why a clean
sentence is tricky; may be empty). Errors and warnings count; info rules do not. The 95% intervals come from
drawing whole pages again and again, as sentences of one page resemble each other.

Usage: python scripts/lint_evaluate.py LABELED.jsonl [--list]
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ketacontent.lint import check_text
from ketacontent.lint.load import bundled_rules

DRAWS = 2000
SEVERITY = {rule.id: rule.severity for rule in bundled_rules().rules}


@dataclass(frozen=True)
class Row:
    """One labeled sentence and what the linter said."""

    page: str
    sentence: str
    wanted: frozenset[str]
    found: frozenset[str]
    note: str


Score = Callable[[Iterable[Row]], float]


def rows_of(path: Path) -> list[Row]:
    """Read the labeled sentences and lint each by itself."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        data = json.loads(line)
        found = {finding.rule for finding in check_text(data["sentence"], document=False)}
        rows.append(
            Row(
                data["page"],
                data["sentence"],
                _strong(data["labels"]),
                _strong(found),
                data.get("note") or "",
            )
        )
    return rows


def _strong(rules: Iterable[str], levels: tuple[str, ...] = ("error", "warning")) -> frozenset[str]:
    return frozenset(rule for rule in rules if SEVERITY.get(rule) in levels)


def flagged(row: Row) -> tuple[frozenset[str], frozenset[str]]:
    """Return whether the sentence should be flagged and whether it was, as sets."""
    one = frozenset({"flagged"})
    return (one if row.wanted else frozenset(), one if row.found else frozenset())


def by_rule(row: Row) -> tuple[frozenset[str], frozenset[str]]:
    """Return the wanted and the found rules."""
    return row.wanted, row.found


def errors(row: Row) -> tuple[frozenset[str], frozenset[str]]:
    """Return the wanted and the found rules of severity error."""
    return _strong(row.wanted, ("error",)), _strong(row.found, ("error",))


def precision(pairs: Callable[[Row], tuple[frozenset[str], frozenset[str]]]) -> Score:
    """Return a score: how much of what was found was wanted."""

    def score(rows: Iterable[Row]) -> float:
        both = [pairs(row) for row in rows]
        found = sum(len(f) for _, f in both)
        return sum(len(w & f) for w, f in both) / found if found else 1.0

    return score


def recall(pairs: Callable[[Row], tuple[frozenset[str], frozenset[str]]]) -> Score:
    """Return a score: how much of what was wanted was found."""

    def score(rows: Iterable[Row]) -> float:
        both = [pairs(row) for row in rows]
        wanted = sum(len(w) for w, _ in both)
        return sum(len(w & f) for w, f in both) / wanted if wanted else 1.0

    return score


def false_alarms(rows: Iterable[Row]) -> float:
    """Return the share of tricky clean sentences that were flagged."""
    tricky = [row for row in rows if row.note and not row.wanted]
    return sum(bool(row.found) for row in tricky) / len(tricky) if tricky else 0.0


def interval(score: Score, rows: list[Row]) -> tuple[float, float]:
    """Return the 95% interval of a score over pages drawn with replacement."""
    pages: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        pages[row.page].append(row)
    names = sorted(pages)
    draw = random.Random(1)  # noqa: S311 - a fixed seed, so that a report can be repeated
    scores = sorted(
        score([row for name in draw.choices(names, k=len(names)) for row in pages[name]])
        for _ in range(DRAWS)
    )
    return scores[DRAWS // 40], scores[-DRAWS // 40]


def main() -> None:
    """Print the scores, and with --list each sentence that was judged otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--list", action="store_true", help="print the sentences that were judged otherwise")
    options = parser.parse_args()
    rows = rows_of(options.file)
    positive = sum(bool(row.wanted) for row in rows)
    print(f"{len(rows)} sentences of {len({row.page for row in rows})} pages, {positive} to flag")
    for name, pairs in (("flagged", flagged), ("right rule", by_rule), ("error rules", errors)):
        told = []
        for word, score in (("precision", precision(pairs)), ("recall", recall(pairs))):
            low, high = interval(score, rows)
            told.append(f"{word} {score(rows):.2f} ({low:.2f} to {high:.2f})")
        print(f"{name:12} {', '.join(told)}")
    low, high = interval(false_alarms, rows)
    print(f"{'tricky clean':12} false alarms {false_alarms(rows):.2f} ({low:.2f} to {high:.2f})")
    if options.list:
        for row in rows:
            if row.wanted != row.found:
                print(f"- {row.sentence}\n  wanted {sorted(row.wanted)}, found {sorted(row.found)}")


if __name__ == "__main__":
    main()
