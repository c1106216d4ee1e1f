"""Labeled sentences as rows of signs, and the table of weights that judges them.

What ``lint_weights.py``, which makes the table, and ``lint_mend.py``, which corrects it, have in common.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

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
from messages import all_messages

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "src" / "ketacontent" / "lint" / "weights.json"
IDEAS = ROOT / "scripts" / "lint_ideas.yaml"
OWN = ROOT / "tests" / "lint" / "data"
OWN_RECORDS = (ROOT / "src" / "ketacontent" / "data", ROOT / "examples")
OURS = ("own", "page")
"""Origins of sentences that are the project's own."""
MARGIN = 0.02
"""How far from the threshold a sentence of the project's own must be, as sums of weights are rounded."""
CHANNELS: dict[str, Format] = {"markdown": "markdown", "page": "html", "text": "text"}
RULES = sorted(rule.id for rule in bundled_rules().rules if rule.weighed)
PHRASES = frozenset(pattern_signs(RULES, RULES))


@dataclass(frozen=True)
class Row:
    """One sentence with its labels and signs; ``origin`` is a file or another word for where it is from."""

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
                data.get("page", ""),
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


class Table:
    """The weights, as they are written, and what they say of rows."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take the weights and thresholds: the arguments of ``Scale``."""
        self.data = data
        self.scale = Scale(**data)

    def judge(self, row: Row) -> tuple[float, tuple[str, ...]]:
        """Return what a sentence weighs beyond the threshold, and the rules it is like."""
        said = [name for name in row.signs if name in PHRASES]
        words = {name: count for name, count in row.signs.items() if name not in PHRASES}
        weight = self.scale.weights.get
        score = self.data["bias"] + sum(weight(name, 0.0) * count for name, count in words.items())
        load = self.scale.load_of(score, (name for name in words if not is_idea_pair(name)))
        found, cleared = ([name[1:] for name in said if name != "+" and name[0] == mark] for mark in "+-")
        return self.scale.judge(load, found, cleared)

    def is_right(self, row: Row) -> bool:
        """Tell whether a sentence of our own is judged as it must be."""
        excess, like = self.judge(row)
        told = frozenset(like if excess >= (MARGIN if row.must_have else -MARGIN) else ())
        return row.must_have <= told and not told & row.must_lack

    def write(self) -> str:
        """Write the table where the package has it, and return a line that tells its size."""
        text = json.dumps(self.data, ensure_ascii=False, indent=0, sort_keys=True)
        WEIGHTS.write_text(text + "\n", "utf-8")
        return f"{WEIGHTS.name}: {len(self.data['weights'])} weights, {len(text):,} characters"


def is_idea_pair(name: str) -> bool:
    """Tell whether a sign is none of ``simple_signs``: rules are not told by it."""
    return "} {" in name
