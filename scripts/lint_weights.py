"""Makes the table of weights by which the linter weighs sentences (``ketacontent.lint.weigh``).

Input are files of labeled sentences, one JSON object a line: ``page``, ``sentence``, ``labels`` (rule ids).
They reword other people's pages and are not in this repository; without them the table can be read and
tested, not made again. The project's own claims and honest sentences (tests/lint/data), the examples of the
rules and the sentences of the bundled pages and of the examples are added.

Training is logistic regression (scikit-learn, liblinear, L2). What the patterns make of a sentence is a sign
like others, so it may only be learned where the patterns had not met the sentence: name files that they were
made with after ``--seen``; their pattern signs are left out. The one among them whose labels all others
follow stands after ``--first`` and counts more. Files whose sentences were made up, not reworded from pages,
are named after ``--written``, those reworded from pages about other treatments after ``--carried``; both
count less.
The project's own sentences must be judged right, so those that are not weigh more in a next round.

With --leave-out every fifth page of the unseen files is left out in turn, and what the table says of it is
printed for several thresholds, with the patterns alone beside it. That is too good where made-up sentences
are variants of those left out; name such files only for the table itself.

Needs scikit-learn, which is no dependency of this project: ``pip install scikit-learn``.
Usage: python scripts/lint_weights.py LABELED.jsonl... [--first LABELED.jsonl] [--seen LABELED.jsonl...]
           [--carried LABELED.jsonl...] [--written LABELED.jsonl...] [--leave-out]
"""

from __future__ import annotations

import argparse
from collections import Counter
from hashlib import sha256
from pathlib import Path

from joblib import Parallel, delayed
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from ketacontent.lint.load import bundled_rules
from lint_evaluate import Row as Judged
from lint_evaluate import by_rule, errors, false_alarms, flagged, precision, recall
from lint_rows import OURS, RULES, Reader, Row, Table, is_idea_pair

LIGHT, LIKELY, LEAST, ENOUGH, ALIKE, SURE = 0.03, 0.02, 0.25, 0.35, 0.4, 0.5
LEAST_SENTENCES = 5
CLAIM_PENALTY, RULE_PENALTY = 0.2, 0.5
LEAST_WEIGHT, LEAST_RULE_WEIGHT = 0.05, 0.2
SHARE = {"first": 5.0, "own": 1.0, "carried": 0.6, "page": 0.3, "written": 0.3}
"""How much a sentence of another origin counts beside one reworded from a page about ketamine."""
ROUNDS, GROWTH = 6, 1.8
FOLDS = 5
GRAVE = sorted(rule.id for rule in bundled_rules().rules if rule.weighed and rule.severity == "error")


def learn(rows: list[Row], shares: list[float], ideas: dict[str, list[str]]) -> Table:
    """Learn what a claim is, and what each rule is like."""
    bias, weights = Design([row.signs for row in rows]).fit(
        [row.is_claim for row in rows], shares, CLAIM_PENALTY, LEAST_WEIGHT
    )
    design = Design([Counter({name: 1 for name in row.signs if not is_idea_pair(name)}) for row in rows])
    learned = Parallel(n_jobs=-1)(
        delayed(design.fit)([rule in row.labels for row in rows], shares, RULE_PENALTY, LEAST_RULE_WEIGHT)
        for rule in RULES
    )
    return Table(
        {
            "light": LIGHT,
            "likely": LIKELY,
            "least": LEAST,
            "enough": ENOUGH,
            "alike": ALIKE,
            "grave": GRAVE,
            "sure": SURE,
            "ideas": ideas,
            "bias": round(bias, 2),
            "weights": weights,
            "rules": {
                rule: {"": round(start, 2), **likeness}
                for rule, (start, likeness) in zip(RULES, learned, strict=True)
            },
        }
    )


class Design:
    """Rows of signs as a matrix; a sign enters if enough sentences have it."""

    def __init__(self, rows: list[Counter[str]]) -> None:
        """Number the signs."""
        count = Counter(name for row in rows for name in row)
        often = {name for name, n in count.items() if n >= LEAST_SENTENCES}
        table = DictVectorizer()
        self.matrix = table.fit_transform([{name: row[name] for name in row.keys() & often} for row in rows])
        for indices in ("indices", "indptr"):  # liblinear takes no others
            setattr(self.matrix, indices, getattr(self.matrix, indices).astype("int32"))
        self.names = table.get_feature_names_out()

    def fit(
        self, targets: list[bool], shares: list[float], penalty: float, least: float
    ) -> tuple[float, dict[str, float]]:
        """Return the bias and the weight of each sign."""
        model = LogisticRegression(C=penalty, solver="liblinear", max_iter=300, random_state=1)
        model.fit(self.matrix, targets, sample_weight=shares)
        found = zip(self.names, model.coef_[0], strict=True)
        weights = {str(name): round(float(weight), 2) for name, weight in found if abs(weight) >= least}
        return float(model.intercept_[0]), weights


def train(rows: list[Row], ideas: dict[str, list[str]], rounds: int) -> Table:
    """Train until the project's own sentences are judged right, or for so many rounds."""
    shares = [SHARE.get(row.origin, 1.0) for row in rows]
    for number in range(rounds):
        model = learn(rows, shares, ideas)
        wrong = [n for n, row in enumerate(rows) if row.origin in OURS and not model.is_right(row)]
        print(f"round {number + 1}: {len(wrong)} own sentences judged wrong")
        if not wrong or number == rounds - 1:
            break
        for n in wrong:
            shares[n] = min(shares[n] * GROWTH + 0.5, 30.0)
    for n in wrong:
        print("   ", rows[n].origin, sorted(rows[n].labels), rows[n].sentence)
    return model


def leave_out(rows: list[Row], ideas: dict[str, list[str]], files: list[str]) -> None:
    """Print what the table says of pages it was not trained on."""
    judged: list[tuple[Row, float, frozenset[str]]] = []
    for fold in range(FOLDS):
        held = [row for row in rows if row.origin in files and _fold(row.page) == fold]
        rest = [row for row in rows if row.origin not in files or _fold(row.page) != fold]
        model = learn(rest, [SHARE.get(row.origin, 1.0) for row in rest], ideas)
        for row in held:
            excess, like = model.judge(row)
            judged.append((row, excess, frozenset(like)))
    print("patterns alone", _scores([(row, row.found) for row, _, _ in judged]))
    for more in (-0.6, -0.3, 0.0, 0.3, 0.6, 0.9):
        told = [(row, like if score >= more else frozenset[str]()) for row, score, like in judged]
        print(f"{more:+.1f}", _scores(told))


def _fold(page: str) -> int:
    return int(sha256(page.encode()).hexdigest(), 16) % FOLDS


def _scores(told: list[tuple[Row, frozenset[str]]]) -> str:
    rows = [Judged(row.page, row.sentence, row.labels, found, row.note) for row, found in told]
    parts = [
        f"{name} {precision(pairs)(rows):.2f}/{recall(pairs)(rows):.2f}"
        for name, pairs in (("flagged", flagged), ("rule", by_rule), ("errors", errors))
    ]
    return ", ".join([*parts, f"tricky {false_alarms(rows):.3f}"])


def main() -> None:
    """Write the table, or print what it is worth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    for name, help in (
        ("first", "file that the patterns were made with and whose labels the others follow"),
        ("seen", "files that the patterns were made with"),
        ("carried", "files of sentences carried over from pages about other treatments"),
        ("written", "files of made-up sentences"),
    ):
        parser.add_argument(f"--{name}", nargs="*", type=Path, default=[], help=help)
    parser.add_argument(
        "--leave-out", action="store_true", help="tell what the table is worth; write nothing"
    )
    options = parser.parse_args()
    reader = Reader()
    rows = [row for file in options.files for row in reader.labeled(file, is_seen=False)]
    for name, is_seen in (("first", True), ("seen", True), ("carried", False), ("written", False)):
        origin = name if name in SHARE else ""
        for file in getattr(options, name):
            rows.extend(reader.labeled(file, is_seen=is_seen, origin=origin))
    rows.extend(reader.own())
    print(f"{len(rows)} sentences, {sum(row.is_claim for row in rows)} claims")
    if options.leave_out:
        leave_out(rows, reader.ideas, [file.name for file in options.files])
        return
    print(train(rows, reader.ideas, ROUNDS).write())


if __name__ == "__main__":
    main()
