"""Weigh what a sentence says: is it a claim, and which rules is it most like?

Linear models over signs: the words of a sentence, words side by side, the ideas that words stand for, ideas
near each other, marks such as "?" and "%", and which rules' phrases occur. In each model a sign has a weight
and the weights add up. One model tells how much a sentence sounds like a claim at all, and each rule has one
for what it forbids. A sentence is reported where the odds of a claim times the odds of any rule are enough.
A phrase takes a few words at their word; the weights tell whether the rest of the sentence agrees. The table
is made by scripts/lint_weights.py, and nothing here knows a rule beyond its id.
"""

import json
import math
import re
import struct
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import NamedTuple, TypeAlias

from ketacontent._resources import package_root
from ketacontent.lint.words import DIGIT, Words

Ideas: TypeAlias = Mapping[str, tuple[str, ...]]
"""For each word the ideas it stands for."""

_ENDINGS = ("ations", "ation", "ingly", "ing", "edly", "ed", "ies", "es", "ly", "s", "e")
_SHORTEST = 4
_REACH = 4
"""How many words after an idea another still makes a pair with it."""
_TOLD = 3
_TELLING = 0.25
"""The part of the heaviest word's weight from which another is named beside it."""
_MOST_KNOWN = 20_000
_MARKS = {
    "?": "?",
    "!": "!",
    '"': '"',
    "\u201c": '"',
    "\u2018": "\u2018",
    ":": ":",
    ";": ";",
    "%": "%",
    "$": "$",
}
_MARKS |= {"\u2014": "\u2014", "(": "("}
_marks = re.compile("[" + re.escape("".join(_MARKS)) + "]")
_LENGTH_STEP, _LONGEST = 5, 8
_UTMOST = 15.0
"""Logits beyond which more makes no difference."""
_PARTS = 100
"""Into how many parts a logit is divided for whole numbers; the table has no finer ones."""
_BITS = 32
_HALF = 1 << _BITS - 1


class Telling(NamedTuple):
    """The words of a sentence that speak most for a rule, in their order, and where they stand."""

    start: int
    end: int
    words: tuple[str, ...]


def signs(words: Words, text: str, ideas: Ideas) -> Iterator[str]:
    """Yield the names of the signs of a sentence; single words and ideas once, others as often as they occur.

    ``reliev`` is a word without its ending, ``fast reliev`` two side by side (``^`` and ``$`` are the ends),
    ``{fast}`` an idea, ``{fast} {gain}`` an idea and another at most four words after it.

    Args:
        words: the words of the sentence.
        text: the sentence as it is written.
        ideas: what words stand for.
    """
    yield from simple_signs(words, text, ideas)
    known = [ideas.get(token, ()) for token in words.tokens]
    for at, found in enumerate(known):
        for idea in found:
            for other in chain.from_iterable(known[at + 1 : at + _REACH + 1]):
                yield f"{{{idea}}} {{{other}}}"


def simple_signs(words: Words, text: str, ideas: Ideas) -> Iterator[str]:
    """Yield the signs that tell one rule from another: all but pairs of ideas."""
    named = {f"{{{idea}}}": None for token in words.tokens for idea in ideas.get(token, ())}
    yield from _simple(list(map(stem, words.tokens)), named, _shape(words, text))


def _simple(stems: Sequence[str], ideas: Iterable[str], shape: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys(stems)
    yield from ideas
    yield from map(" ".join, pairwise(["^", *stems, "$"]))
    yield from shape


def _shape(words: Words, text: str) -> Iterator[str]:
    """Yield the marks of a sentence and, after ``=``, what kind of line it is."""
    yield from {_MARKS[mark] for mark in _marks.findall(text)}
    yield f"=length-{min(len(words.tokens) // _LENGTH_STEP, _LONGEST)}"
    if not text.rstrip().endswith((".", "!", "?", '"', "\u201d")):
        yield "=no-stop"
    parts = text.split()
    if text[:1].isupper() and sum(map(str.isupper, [part[0] for part in parts])) > 0.6 * len(parts):
        yield "=title"


def pattern_signs(found: Collection[str], cleared: Collection[str]) -> Iterator[str]:
    """Yield the signs of phrases: ``+rule`` where one is found, ``-rule`` where its scope clears it."""
    if found:
        yield "+"
    for rule in found:
        yield f"+{rule}"
    for rule in cleared:
        yield f"-{rule}"


class Load(NamedTuple):
    """What a sentence weighs by its words alone."""

    score: float
    """The log odds that it is a claim."""
    rules: int
    """What it weighs for each rule, as one number of ``_Rows``."""
    likely: frozenset[str]
    """The rules whose phrases are worth looking for; without any, the sentence can be let go."""


class _Known(NamedTuple):
    """What the table says of a word; worked out once for each word of the language."""

    stem: str
    weight: float
    ideas: tuple[str, ...]
    following: dict[str, float]
    """Weights by the stem of the next word."""
    then: dict[str, float]
    """Weights by an idea of a word after it, for all its own ideas."""


class _Rows:
    """Weights of signs for many rules; those of a sign are one whole number, so one addition adds all."""

    def __init__(self, rules: Sequence[Mapping[str, float]]) -> None:
        """Take the weights, rule by rule."""
        self._packed: dict[str, int] = {}
        for number, weights in enumerate(rules):
            for sign, weight in weights.items():
                here = round(weight * _PARTS) << _BITS * number
                self._packed[sign] = self._packed.get(sign, 0) + here
        self._layout = struct.Struct(f"<{len(rules)}I")
        # A part cannot borrow from the next if it is never below 0.
        self._halves = sum(_HALF << _BITS * number for number in range(len(rules)))

    def add(self, signs: Iterable[str]) -> int:
        """Return the sum of the signs' weights for all rules, as one number."""
        return sum(filter(None, map(self._packed.get, signs)))

    def each(self, total: int) -> list[float]:
        """Return the sum for each rule."""
        parts = self._layout.unpack((self._halves + total).to_bytes(self._layout.size, "little"))
        return [(part - _HALF) / _PARTS for part in parts]

    def weight(self, sign: str, number: int) -> float:
        """Return the weight of one sign for one rule."""
        packed = self._packed.get(sign)
        if packed is None:  # most pairs of words have no weight
            return 0.0
        moved = (self._halves + packed) >> _BITS * number
        return (moved % (1 << _BITS) - _HALF) / _PARTS


class Scale:
    """The table of weights, ready to use."""

    def __init__(
        self,
        *,
        ideas: Mapping[str, Iterable[str]],
        bias: float,
        weights: Mapping[str, float],
        rules: Mapping[str, Mapping[str, float]],
        light: float,
        likely: float,
        least: float,
        enough: float,
        alike: float,
        grave: Collection[str] = (),
        sure: float = 0.5,
    ) -> None:
        """Take the table.

        Args:
            ideas: the words of each idea.
            bias: what a sentence weighs without signs.
            weights: the weight of each sign for a claim, in logits.
            rules: for each rule the weights of simple signs, in logits; its bias under ``""``.
            light: the chance of a claim by words alone below which no phrase is looked for.
            likely: the chance of a rule by words alone from which its phrases are.
            least: the chance of a claim, phrases included, below which no rule is thought of.
            enough: the chance from which a sentence is reported, where the odds of a claim count as often
                as those of any rule.
            alike: the chance from which a rule is told beside the likeliest.
            grave: rules of which none is told, likeliest or not, below the next chance.
            sure: the chance from which these are told.
        """
        self.rules = tuple(rules)
        self.weights = weights
        self.ideas = by_word(ideas)
        self._bias = bias
        self._light = _logit(light)
        self._likely = _logit(likely)
        self._least = _logit(least)
        self._enough = _logit(enough)
        self._grave = [name in grave for name in self.rules]
        self._alike = [_logit(sure if is_grave else alike) for is_grave in self._grave]
        self._likeness = _Rows([rules[name] for name in self.rules])
        self._pairs: dict[str, dict[str, float]] = {}
        for sign, weight in weights.items():
            first, parted, second = sign.partition(" ")
            if parted:
                self._pairs.setdefault(first, {})[second] = weight
        self._first = self._pairs.get("^", {})
        self._known: dict[str, _Known] = {}

    def load(self, words: Words, text: str) -> Load:
        """Return what a sentence weighs before its phrases are looked at.

        Args:
            words: its words.
            text: the sentence as it is written.
        """
        if not words.tokens:
            return Load(self._bias, 0, frozenset())
        kept, look = self._known.get, self._of
        row = [kept(token) or look(token) for token in words.tokens]
        ideas = dict.fromkeys(idea for known in row for idea in known.ideas)
        shape = list(_shape(words, text))
        score = self._bias + self._around(row) + sum({known.stem: known.weight for known in row}.values())
        score += sum(filter(None, map(self.weights.get, chain(shape, ideas))))
        return self.load_of(score, _simple([known.stem for known in row], ideas, shape))

    def load_of(self, score: float, simple: Iterable[str]) -> Load:
        """Return what a sentence weighs by the log odds of a claim and the names of its simple signs."""
        if score < self._light:
            return Load(score, 0, frozenset())
        rules = self._likeness.add(dict.fromkeys(chain(("",), simple)))
        odds = zip(self.rules, self._likeness.each(rules), strict=True)
        return Load(score, rules, frozenset(name for name, one in odds if one >= self._likely))

    def weigh(
        self, load: Load, found: Collection[str] = (), cleared: Collection[str] = ()
    ) -> tuple[str, ...]:
        """Return the rules that a sentence is like, the likeliest first; none if it weighs too little.

        Args:
            load: what it weighs by its words.
            found: rules whose phrases occur.
            cleared: rules whose phrases occur where something around them clears them.
        """
        excess, rules = self.judge(load, found, cleared)
        return rules if excess >= 0 else ()

    def telling(self, words: Words, rule: str) -> Telling:
        """Return the words of a sentence that speak most for a rule; no word, and all of it, if none does.

        Args:
            words: the words of the sentence, one at least.
            rule: the rule's id.
        """
        number, tokens, weight = self.rules.index(rule), words.tokens, self._likeness.weight
        stems = list(map(stem, tokens))
        heft = [
            weight(name, number) + sum(weight(f"{{{idea}}}", number) for idea in self.ideas.get(token, ()))
            for name, token in zip(stems, tokens, strict=True)
        ]
        for at, pair in enumerate(map(" ".join, pairwise(stems))):
            for place in (at, at + 1):
                heft[place] += weight(pair, number) / 2
        least = max(heft) * _TELLING
        order = sorted(range(len(tokens)), key=heft.__getitem__)[-_TOLD:]
        told = sorted(n for n in order if heft[n] >= least > 0)
        first, last = (told[0], told[-1]) if told else (0, -1)
        return Telling(words.starts[first], words.ends[last], tuple(dict.fromkeys(tokens[n] for n in told)))

    def judge(
        self, load: Load, found: Collection[str], cleared: Collection[str]
    ) -> tuple[float, tuple[str, ...]]:
        """Return by how much a sentence is over what is reported, in logits, and the rules it is like.

        Args:
            load: what it weighs by its words.
            found: rules whose phrases occur; those that are not likely count for nothing, here and next.
            cleared: rules whose phrases occur where something around them clears them.

        Returns:
            Below 0 for what is not reported; the rules, the likeliest first, one at least if it is, unless
            all rules are grave.
        """
        likely = load.likely
        said = list(pattern_signs([r for r in found if r in likely], [r for r in cleared if r in likely]))
        claim = load.score + sum([self.weights.get(name, 0.0) for name in said])
        if not likely or claim < self._least:
            return -_UTMOST, ()
        scores = self._likeness.each(load.rules + self._likeness.add(said))
        # The chance that no rule is meant is the product of the chances that each is not: 1 / (1 + odds).
        odds = math.prod([1 + math.exp(max(min(one, _UTMOST), -_UTMOST)) for one in scores]) - 1
        excess = claim + math.log(odds) - self._enough
        order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
        fit = [n for n in order if not self._grave[n] or scores[n] >= self._alike[n]]
        told = (n for rank, n in enumerate(fit) if not rank or scores[n] >= self._alike[n])
        return excess, tuple(self.rules[n] for n in told)

    def _around(self, row: Sequence[_Known]) -> float:
        """Return what words weigh by the words and ideas around them."""
        after = [self._first, *[known.following for known in row]]
        total = sum(filter(None, map(dict.get, after, [*[known.stem for known in row], "$"])))
        ideas: list[str] = []
        counts = [0]
        """How many ideas the words before each word stand for."""
        for known in row:
            ideas += known.ideas
            counts.append(len(ideas))
        for at, known in enumerate(row, 1):
            if known.ideas:
                near = ideas[counts[at] : counts[min(at + _REACH, len(row))]]
                total += sum(filter(None, map(known.then.get, near)))
        return total

    def _of(self, token: str) -> _Known:
        if token[0].isdigit() and token not in self.ideas:
            token = DIGIT  # there are too many numbers to keep each
        known = self._known.get(token)
        if known is None:
            name = stem(token)
            ideas = tuple(f"{{{idea}}}" for idea in self.ideas.get(token, ()))
            known = _Known(
                name,
                self.weights.get(name, 0.0),
                ideas,
                self._pairs.get(name, {}),
                _added(self._pairs[idea] for idea in ideas if idea in self._pairs),
            )
            if len(self._known) < _MOST_KNOWN:
                self._known[token] = known
        return known


def _added(tables: Iterable[Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for table in tables:
        for name, weight in table.items():
            total[name] = total.get(name, 0.0) + weight
    return total


def by_word(ideas: Mapping[str, Iterable[str]]) -> Ideas:
    """Return for each word the ideas it stands for."""
    found: dict[str, list[str]] = {}
    for idea, tokens in ideas.items():
        for token in tokens:
            found.setdefault(token, []).append(idea)
    return {token: tuple(names) for token, names in found.items()}


def _logit(chance: float) -> float:
    return math.log(chance / (1 - chance))


@lru_cache(maxsize=20_000)
def stem(token: str) -> str:
    """Return a word without its ending, roughly: enough to count "relieves" and "relieving" as one."""
    if token[0].isdigit():
        return DIGIT
    for ending in _ENDINGS:
        if token.endswith(ending) and len(token) - len(ending) >= _SHORTEST:
            return token[: -len(ending)]
    return token


@cache
def bundled_scale() -> Scale:
    """Return the scale that comes with the package."""
    data = json.loads((package_root() / "lint" / "weights.json").read_text("utf-8"))
    return Scale(**data)
