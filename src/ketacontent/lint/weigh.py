"""Weigh the words of a sentence in which no pattern spoke: the last resort for claims in unheard-of wordings.

A linear model: each word stem has a weight, the weights add up, and above a threshold the sentence reads like
a claim. Which rule it is like is told by a second table. The model knows words only; the checks of kind
``weighed`` ask the scope layer whether something clears the sentence. scripts/lint_weights.py makes it.
"""

import json
import math
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from ketacontent._resources import package_root
from ketacontent.lint.words import Words

_ENDINGS = ("ations", "ation", "ingly", "ing", "edly", "ed", "ies", "es", "ly", "s", "e")
_SHORTEST = 4
_TOLD = 3


class Weighing(NamedTuple):
    """A sentence that weighs enough: what it is like, and by which words."""

    topic: str
    start: int
    end: int
    words: tuple[str, ...]
    """The words that weigh most, in the order of the sentence."""


class Scale:
    """The table of weights, ready to use."""

    def __init__(
        self,
        words: Mapping[str, float],
        topics: Mapping[str, Mapping[str, float]],
        bias: float,
        threshold: float,
    ) -> None:
        """Take the weight of each stem, those for each topic, and where to draw the line (a probability)."""
        self._words = words
        self._topics = topics
        self._least = math.log(threshold / (1 - threshold)) - bias

    def weigh(self, words: Words) -> Weighing | None:
        """Return what a sentence is like if it weighs enough; each stem counts once."""
        first: dict[str, int] = {}
        for number, token in enumerate(words.tokens):
            first.setdefault(stem(token), number)
        weights = self._words
        known = [(weights[name], name) for name in first if name in weights]
        if sum(weight for weight, _ in known) < self._least:
            return None
        topic = max(self._topics, key=lambda name: self._likeness(name, first))
        heavy = sorted(known, reverse=True)[:_TOLD]
        numbers = sorted(first[name] for _, name in heavy)
        told = tuple(words.tokens[number] for number in numbers)
        return Weighing(topic, words.starts[numbers[0]], words.ends[numbers[-1]], told)

    def _likeness(self, topic: str, stems: Mapping[str, int]) -> float:
        weights = self._topics[topic]
        return weights.get("", 0.0) + sum(weights.get(name, 0.0) for name in stems)


@lru_cache(maxsize=20_000)
def stem(token: str) -> str:
    """Return a word without its ending, roughly: enough to count "relieves" and "relieving" as one."""
    for ending in _ENDINGS:
        if token.endswith(ending) and len(token) - len(ending) >= _SHORTEST:
            return token[: -len(ending)]
    return token


@cache
def bundled_scale() -> Scale:
    """Return the scale that comes with the package."""
    data = json.loads((package_root() / "lint" / "weights.json").read_text("utf-8"))
    return Scale(data["words"], data["topics"], data["bias"], data["threshold"])
