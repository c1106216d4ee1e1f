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
import json
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import yaml
from joblib import Parallel, delayed
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from ketacontent import Renderer, load
from ketacontent.lint.document import Document
from ketacontent.lint.engine import bundled_linter
from ketacontent.lint.load import bundled_rules
from ketacontent.lint.read import Format, read
from ketacontent.lint.scope import Reading
from ketacontent.lint.weigh import Scale, by_word, pattern_signs, signs
from ketacontent.pages.context import Context
from ketacontent.pages.overviews import compose_overview, overview_names
from ketacontent.renderer import PAGE_KINDS
from ketacontent.rendering.engine import Engine
from lint_evaluate import Row as Judged
from lint_evaluate import by_rule, errors, false_alarms, flagged, precision, recall
from messages import all_messages

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "ketacontent" / "lint" / "weights.json"
IDEAS = ROOT / "scripts" / "lint_ideas.yaml"
OWN = ROOT / "tests" / "lint" / "data"
OWN_RECORDS = (ROOT / "src" / "ketacontent" / "data", ROOT / "examples")
LIGHT, LIKELY, LEAST, ENOUGH, ALIKE, SURE = 0.03, 0.02, 0.25, 0.3, 0.4, 0.5
LEAST_SENTENCES = 5
CLAIM_PENALTY, RULE_PENALTY = 0.2, 0.5
LEAST_WEIGHT, LEAST_RULE_WEIGHT = 0.05, 0.2
SHARE = {"first": 5.0, "own": 1.0, "carried": 0.6, "page": 0.3, "written": 0.3}
"""How much a sentence of another origin counts beside one reworded from a page about ketamine."""
OURS = ("own", "page")
ROUNDS, GROWTH = 6, 1.8
MARGIN = 0.02
"""How far from the threshold a sentence of the project's own must be, as sums of weights are rounded."""
FOLDS = 5
CHANNELS: dict[str, Format] = {"markdown": "markdown", "page": "html", "text": "text"}
RULES = sorted(rule.id for rule in bundled_rules().rules if rule.weighed)
GRAVE = sorted(rule.id for rule in bundled_rules().rules if rule.weighed and rule.severity == "error")
PHRASES = frozenset(pattern_signs(RULES, RULES))


@dataclass(frozen=True)
class Row:
    """One sentence with its labels and signs; ``origin`` is a file or one of ``SHARE``."""

    origin: str
    page: str
    sentence: str
    labels: frozenset[str]
    signs: Counter[str]
    found: frozenset[str]
    """The rules whose patterns find something."""
    note: str = ""
    """Why a clean sentence is tricky."""
    must_have: frozenset[str] = frozenset()
    """Rules that must be told, as the sentence is the project's own."""
    must_lack: frozenset[str] = frozenset()
    """Rules that must not be."""

    @property
    def is_claim(self) -> bool:
        """An error or a warning is due."""
        return bool(self.labels)


class Reader:
    """Makes rows of sentences."""

    def __init__(self) -> None:
        """Take the bundled rules, their patterns and the ideas."""
        self.linter = bundled_linter()
        listed = yaml.safe_load(IDEAS.read_text("utf-8"))
        self.ideas = {
            name: [str(word).replace("'", "\u2019") for word in words] for name, words in listed.items()
        }
        self.of = by_word(self.ideas)

    def row(self, origin: str, page: str, text: str, labels: Collection[str] = (), **more: object) -> Row:
        """Return a sentence with its signs."""
        sentence = self.linter._shelf.sentence(text, frozenset[Reading]())
        hits, cleared = self.linter.matched(sentence)
        found = hits.keys() & set(RULES)
        told = Counter(signs(sentence.words, text, self.of))
        if more.pop("with_patterns", True):
            told.update(pattern_signs(found, cleared & set(RULES)))
        strong = frozenset(labels) & set(RULES)
        return Row(origin, page, text, strong, told, frozenset(found), **more)  # type: ignore[arg-type]

    def labeled(self, file: Path, *, is_seen: bool, origin: str = "") -> Iterator[Row]:
        """Yield the sentences of a file."""
        for line in file.read_text("utf-8").splitlines():
            data = json.loads(line)
            yield self.row(
                origin or file.name,
                data["page"],
                data["sentence"],
                data["labels"],
                with_patterns=not is_seen,
                note=data.get("note") or "",
            )

    def own(self) -> Iterator[Row]:
        """Yield the project's own sentences, examples and pages."""
        seen: set[str] = set()
        for line in (OWN / "claims.txt").read_text("utf-8").splitlines():
            named, parted, text = line.partition(" | ")
            rule, *others = named.split(" !")
            if parted and rule in RULES:
                seen.add(text)
                yield self.row(
                    "own", text, text, {rule}, must_have=frozenset({rule}), must_lack=frozenset(others)
                )
        for text in (OWN / "clean.txt").read_text("utf-8").splitlines():
            if text and not text.startswith("#"):
                seen.add(text)
                yield self.row("own", text, text, must_lack=frozenset(RULES))
        for rule_ in bundled_rules().rules:
            if rule_.id not in RULES:
                continue
            for text in rule_.examples.bad:
                if text not in seen:
                    yield self.row("own", text, text, {rule_.id}, must_have=frozenset({rule_.id}))
            for text in rule_.examples.good:
                if text not in seen:  # good of this rule; another may still find something
                    found = self.row("own", text, text).found - {rule_.id}
                    yield self.row("own", text, text, found, must_lack=frozenset({rule_.id}))
        for text, kind in own_texts():
            for placed in Document(text, read(text, kind), self.linter._shelf).sentences:
                one = placed.sentence.text
                if one not in seen and not placed.sentence.context and not placed.is_citation:
                    seen.add(one)
                    yield self.row("page", "page", one, must_lack=frozenset(RULES))


def own_texts() -> Iterator[tuple[str, Format]]:
    """Yield the pages of bundled records in every channel, overviews, records as written, interface words."""
    renderer = Renderer(catalog := load())
    for record in catalog:
        if record.kind in PAGE_KINDS:
            for channel, kind in CHANNELS.items():
                yield str(getattr(renderer, channel)(record)), kind
    brand = catalog.brands["sample-clinic"]
    context = Context(brand=brand, link=lambda record: f"https://clinic.example.org/{record.ref}")
    for name in overview_names(catalog, brand):
        page = compose_overview(name, catalog, context)
        yield Engine("markdown").render("page", page=page, level=1), "markdown"
    for folder in OWN_RECORDS:
        for file in sorted(folder.rglob("*.yaml")):
            yield file.read_text("utf-8"), "yaml"
    for message in all_messages():
        if "{" not in message.one:
            yield message.one, "text"


class Model:
    """Weights learned from rows."""

    def __init__(self, rows: list[Row], shares: list[float], ideas: dict[str, list[str]]) -> None:
        """Learn what a claim is, and what each rule is like."""
        start, weights = Design([row.signs for row in rows]).fit(
            [row.is_claim for row in rows], shares, CLAIM_PENALTY, LEAST_WEIGHT
        )
        self.bias = round(start, 2)
        design = Design([Counter({name: 1 for name in row.signs if not _is_idea_pair(name)}) for row in rows])
        learned = Parallel(n_jobs=-1)(
            delayed(design.fit)([rule in row.labels for row in rows], shares, RULE_PENALTY, LEAST_RULE_WEIGHT)
            for rule in RULES
        )
        rules = {
            rule: {"": round(start, 2), **likeness}
            for rule, (start, likeness) in zip(RULES, learned, strict=True)
        }
        self.table = {
            "light": LIGHT,
            "likely": LIKELY,
            "least": LEAST,
            "enough": ENOUGH,
            "alike": ALIKE,
            "grave": GRAVE,
            "sure": SURE,
            "ideas": ideas,
            "bias": self.bias,
            "weights": weights,
            "rules": rules,
        }
        self.scale = Scale(**self.table)  # type: ignore[arg-type]

    def judge(self, row: Row) -> tuple[float, tuple[str, ...]]:
        """Return what a sentence weighs beyond the threshold, and the rules it is like."""
        said = [name for name in row.signs if name in PHRASES]
        words = {name: count for name, count in row.signs.items() if name not in PHRASES}
        score = self.bias + sum(self.scale.weights.get(name, 0.0) * count for name, count in words.items())
        load = self.scale.load_of(score, (name for name in words if not _is_idea_pair(name)))
        found, cleared = ([name[1:] for name in said if name != "+" and name[0] == mark] for mark in "+-")
        return self.scale.judge(load, found, cleared)


def _is_idea_pair(name: str) -> bool:
    """Tell whether a sign is none of ``simple_signs``: rules are not told by it."""
    return "} {" in name


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


def train(rows: list[Row], ideas: dict[str, list[str]], rounds: int) -> Model:
    """Train until the project's own sentences are judged right, or for so many rounds."""
    shares = [SHARE.get(row.origin, 1.0) for row in rows]
    for number in range(rounds):
        model = Model(rows, shares, ideas)
        wrong = [n for n, row in enumerate(rows) if row.origin in OURS and not is_right(model, row)]
        print(f"round {number + 1}: {len(wrong)} own sentences judged wrong")
        if not wrong or number == rounds - 1:
            break
        for n in wrong:
            shares[n] = min(shares[n] * GROWTH + 0.5, 30.0)
    for n in wrong:
        print("   ", rows[n].origin, sorted(rows[n].labels), rows[n].sentence)
    return model


def is_right(model: Model, row: Row) -> bool:
    """Tell whether a sentence of our own is judged as it must be."""
    excess, like = model.judge(row)
    told = frozenset(like if excess >= (MARGIN if row.must_have else -MARGIN) else ())
    return row.must_have <= told and not told & row.must_lack


def leave_out(rows: list[Row], ideas: dict[str, list[str]], files: list[str]) -> None:
    """Print what the table says of pages it was not trained on."""
    judged: list[tuple[Row, float, frozenset[str]]] = []
    for fold in range(FOLDS):
        held = [row for row in rows if row.origin in files and _fold(row.page) == fold]
        rest = [row for row in rows if row.origin not in files or _fold(row.page) != fold]
        model = Model(rest, [SHARE.get(row.origin, 1.0) for row in rest], ideas)
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
    model = train(rows, reader.ideas, ROUNDS)
    text = json.dumps(model.table, ensure_ascii=False, indent=0, sort_keys=True)
    TARGET.write_text(text + "\n", "utf-8")
    print(f"{TARGET.name}: {len(model.table['weights'])} weights, {len(text):,} characters")  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
