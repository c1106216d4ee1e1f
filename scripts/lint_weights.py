"""Makes the table of weights by which the linter weighs sentences in which no pattern speaks.

Input are files of labeled sentences, one JSON object a line: ``page``, ``sentence``, ``labels`` (rule ids).
The labeled sentences reword or quote other people's pages and are not in this repository; without them the
table can be read and tested, not made again. The project's own claims and honest sentences (tests/lint/data)
and the sentences of the bundled pages are added.

Training is logistic regression by stochastic gradient descent (AdaGrad, L2) in plain Python, with a fixed
seed. A stem enters the table if it occurs in three sentences of two pages. What a topic is like is learned
from claims only.

With --leave-out each file is left out in turn, the rest is trained on, and what the weights would add on the
file that was left out is printed: an honest figure only for sentences the patterns were not made with.

Usage: python scripts/lint_weights.py LABELED.jsonl... [--leave-out]
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ketacontent import Renderer, load
from ketacontent.lint.checks import Weighed
from ketacontent.lint.document import Document
from ketacontent.lint.engine import Linter, bundled_linter
from ketacontent.lint.load import bundled_rules
from ketacontent.lint.read import read
from ketacontent.lint.scope import Reading
from ketacontent.lint.weigh import stem
from ketacontent.lint.words import Words
from ketacontent.renderer import PAGE_KINDS

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "ketacontent" / "lint" / "weights.json"
OWN = ROOT / "tests" / "lint" / "data"
THRESHOLD = 0.7
LEAST_SENTENCES, LEAST_PAGES = 3, 2
RATE, PENALTY, ROUNDS = 0.3, 0.1, 30
SHARE = {"own": 0.7, "page": 0.3}
"""How much a sentence of the project's own counts beside one of a real page."""
SEVERITY = {rule.id: rule.severity for rule in bundled_rules().rules}
TOPICS = sorted(
    {check.topic for rule in bundled_rules().rules for check in rule.checks if isinstance(check, Weighed)}
)


@dataclass(frozen=True)
class Row:
    """One sentence with its labels; ``origin`` is a file, ``own`` or ``page``."""

    origin: str
    page: str
    sentence: str
    labels: frozenset[str]
    stems: tuple[str, ...]

    @property
    def is_claim(self) -> bool:
        """An error or a warning is due."""
        return any(SEVERITY.get(label) in {"error", "warning"} for label in self.labels)


def row(origin: str, page: str, sentence: str, labels: frozenset[str] = frozenset()) -> Row:
    """Return a sentence with its stems."""
    stems = {stem(token) for token in Words(sentence).tokens if token[0].isalpha()}
    return Row(origin, page, sentence, labels, tuple(sorted(stems)))


def labeled(file: Path) -> Iterator[Row]:
    """Yield the sentences of a file."""
    for line in file.read_text("utf-8").splitlines():
        data = json.loads(line)
        yield row(file.name, data["page"], data["sentence"], frozenset(data["labels"]))


def own() -> Iterator[Row]:
    """Yield the project's own sentences, examples and pages."""
    for line in (OWN / "claims.txt").read_text("utf-8").splitlines():
        rule, parted, sentence = line.partition(" | ")
        if parted:
            yield row("own", sentence, sentence, frozenset({rule}))
    for line in (OWN / "clean.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield row("own", line, line)
    linter = bundled_linter()
    renderer = Renderer(catalog := load())
    seen: set[str] = set()
    for record in catalog:
        if record.kind not in PAGE_KINDS:
            continue
        text = renderer.markdown(record)
        for placed in Document(text, read(text, "markdown"), linter._shelf).sentences:
            sentence = placed.sentence.text
            if 5 < placed.sentence.word_count < 45 and sentence not in seen and not placed.sentence.context:
                seen.add(sentence)
                yield row("page", "page", sentence)


def train(rows: list[Row], is_target: Callable[[Row], bool]) -> tuple[float, dict[str, float]]:
    """Return the bias and the weight of each stem."""
    sentences: Counter[str] = Counter()
    pages: dict[str, set[str]] = defaultdict(set)
    for item in rows:
        for name in item.stems:
            sentences[name] += 1
            pages[name].add(item.origin if item.origin in SHARE else item.page)
    weights = {
        name: 0.0
        for name, count in sorted(sentences.items())
        if count >= LEAST_SENTENCES and len(pages[name]) >= LEAST_PAGES
    }
    squares = dict.fromkeys(weights, 1e-6)
    bias, bias_square = 0.0, 1e-6
    data = [
        ([name for name in item.stems if name in weights], is_target(item), SHARE.get(item.origin, 1.0))
        for item in rows
    ]
    draw = random.Random(1)  # noqa: S311 - a fixed seed, so that the table can be made again
    for _ in range(ROUNDS):
        draw.shuffle(data)
        for names, target, share in data:
            error = (_chance(bias + sum(weights[name] for name in names)) - target) * share
            bias_square += error * error
            bias -= RATE * error / math.sqrt(bias_square)
            for name in names:
                slope = error + PENALTY * weights[name]
                squares[name] += slope * slope
                weights[name] -= RATE * slope / math.sqrt(squares[name])
    return bias, weights


def _chance(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def table(rows: list[Row]) -> dict[str, object]:
    """Train on all rows and return what ships."""
    bias, weights = train(rows, lambda item: item.is_claim)
    claims = [item for item in rows if item.is_claim]
    topics: dict[str, dict[str, float]] = {}
    for topic in TOPICS:
        start, likeness = train(claims, lambda item, topic=topic: topic in item.labels)  # type: ignore[misc]
        topics[topic] = {"": round(start, 2), **_rounded(likeness, 0.3)}
    return {
        "threshold": THRESHOLD,
        "bias": round(bias, 2),
        "words": _rounded(weights, 0.02),
        "topics": topics,
    }


def _rounded(weights: dict[str, float], least: float) -> dict[str, float]:
    return {name: round(weight, 2) for name, weight in sorted(weights.items()) if abs(weight) >= least}


def leave_out(rows: list[Row], files: list[Path]) -> None:
    """Print what the weights would add on each file if it were not trained on."""
    cleared = Weighed(topic="none").cleared_by
    linter = Linter(bundled_rules())
    linter._weighed.clear()
    for file in files:
        bias, weights = train([item for item in rows if item.origin != file.name], lambda item: item.is_claim)
        told = Counter[str]()
        for item in rows:
            if item.origin != file.name:
                continue
            sentence = linter._shelf.sentence(item.sentence, frozenset[Reading]())
            is_found = any(hit[0].severity != "info" for hit in linter._spans(sentence))
            whole = (0, len(item.sentence))
            score = bias + sum(weights.get(name, 0.0) for name in item.stems)
            is_added = (
                not is_found
                and _chance(score) >= THRESHOLD
                and not any(sentence.scope.holds(reading, *whole) for reading in cleared)
            )
            for name, holds in (("claims", True), ("found", is_found), ("added", is_added)):
                told[name] += holds and (name != "claims" or item.is_claim)
                told[f"{name}, right"] += holds and item.is_claim
        print(file.name, dict(told))


def main() -> None:
    """Write the table, or print what it is worth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--leave-out", action="store_true", help="tell what the weights add; write nothing")
    options = parser.parse_args()
    rows = [item for file in options.files for item in labeled(file)]
    rows.extend(own())
    if options.leave_out:
        leave_out(rows, options.files)
        return
    text = json.dumps(table(rows), ensure_ascii=False, indent=0, sort_keys=True)
    TARGET.write_text(text + "\n", "utf-8")
    print(f"{TARGET.name}: {len(rows)} sentences")


if __name__ == "__main__":
    main()
