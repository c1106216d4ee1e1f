"""The pattern language of the rules, and its translation into bounded regular expressions.

A pattern is a row of words. ``word*`` takes any ending, ``(a|b c)`` is a choice, ``{name}`` a class of
the vocabulary, ``x?`` may be missing, ``<4>`` skips up to four words within commas,
``<4+>`` across them, ``^`` and ``$`` are the ends of the
sentence, ``/.../`` is a regular expression (without repeats that lack a bound). Nothing in the language repeats without a
bound, so no pattern can run away on a long text.

Each pattern also knows its *triggers*: word beginnings of which at least one must occur. The engine
looks patterns up by trigger, so a sentence meets only the few patterns that could match.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ketacontent.lint.normalize import APOSTROPHE, GAP, TIGHT, WORD

PREFIX = 4
"""Length of the word beginnings by which patterns are looked up."""

_MAX_SKIP = 14
_token = re.compile(
    r"\s*(?:(?P<class>\{[a-z-]+\})|(?P<skip><\d+\+?>)|(?P<raw>/[^/]+/)|(?P<mark>[()|?^$])"
    rf"|(?P<word>[\w'%$£€#{APOSTROPHE}]+\*?))"
)
# How often a word beginning turns up on pages about ketamine, roughly; the rarest element of a pattern
# becomes its trigger. What is not listed counts as rare.
_FREQUENCY = {
    "keta": 60, "is": 60, "are": 60, "the": 99, "it": 50, "a": 99, "an": 70, "and": 99, "of": 99, "to": 99,
    "in": 99, "for": 99, "with": 70, "your": 45, "you": 50, "our": 40, "we": 40, "can": 40, "may": 40,
    "this": 40, "that": 50, "from": 40, "depr": 45, "trea": 45, "ther": 45, "pati": 40, "be": 40, "by": 40,
    "has": 40, "have": 40, "not": 40, "no": 30, "or": 60, "on": 50, "as": 50, "at": 40, "more": 25, "infu": 30,
    "was": 30, "will": 25, "symp": 20, "help": 20, "heal": 20, "ment": 20, "medi": 20, "effe": 20, "brai": 15,
    "anxi": 15, "pain": 15, "peop": 15, "ptsd": 12, "who": 12, "i": 12, "my": 10, "up": 10, "any": 10,
}  # fmt: skip


class PatternError(ValueError):
    """A pattern that cannot be read, with the reason."""


@dataclass(slots=True)
class Pattern:
    """One pattern, compiled to a regular expression the first time it is needed."""

    source: str
    expression: str
    triggers: frozenset[str]
    needs: tuple[frozenset[str], ...] = ()
    """Further sets of word beginnings; of each one must occur as well."""
    _compiled: re.Pattern[str] | None = field(default=None, repr=False)

    def may_match(self, prefixes: set[str]) -> bool:
        """Tell from the beginnings of a sentence's words whether the pattern could match."""
        if self.triggers and self.triggers.isdisjoint(prefixes):
            return False
        return not any(need.isdisjoint(prefixes) for need in self.needs)

    def find(self, folded: str) -> Iterator[re.Match[str]]:
        """Yield the places where the pattern matches a folded text."""
        if self._compiled is None:
            self._compiled = re.compile(self.expression)
        return self._compiled.finditer(folded)

    def search(self, folded: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first match in a folded text, or None."""
        if self._compiled is None:
            self._compiled = re.compile(self.expression)
        return self._compiled.search(folded, start, len(folded) if end is None else end)


@dataclass(frozen=True, slots=True)
class _Part:
    """A translated piece: its expression, its trigger keys (None: no use as a trigger), may it be missing."""

    expression: str
    keys: frozenset[str] | None
    is_optional: bool = False
    is_anchor: bool = False
    needs: tuple[frozenset[str], ...] = ()
    """The keys of every part of a sequence that must occur."""


class Vocabulary:
    """Named word classes, and the patterns built from them."""

    def __init__(self, classes: Mapping[str, tuple[str, ...]]) -> None:
        """Take the classes; a class may use classes that stand before it."""
        self._classes = dict(classes)
        self._parts: dict[str, _Part] = {}
        self._patterns: dict[str, Pattern] = {}
        self._loose: dict[str, Pattern] = {}
        self._named: dict[str, tuple[Pattern, ...]] = {}
        self._groups: dict[tuple[str, ...], re.Pattern[str]] = {}

    def pattern(self, source: str) -> Pattern:
        """Return the compiled form of one pattern.

        Raises:
            PatternError: if it cannot be read or has no word that could serve as its trigger.
        """
        found = self._patterns.get(source)
        if found is None:
            part = _Reader(source, self).read()
            if not part.keys:
                raise PatternError(
                    f"{source!r} has no fixed word of at least {PREFIX} letters to look it up by."
                )
            found = self._patterns[source] = Pattern(source, part.expression, part.keys, _others(part))
        return found

    def loose(self, source: str) -> Pattern:
        """Return a pattern that need not have a trigger, for use where a sentence is looked at anyway."""
        found = self._loose.get(source)
        if found is None:
            part = _Reader(source, self).read()
            found = self._loose[source] = Pattern(source, part.expression, part.keys or frozenset(), _others(part))
        return found

    def named(self, name: str) -> tuple[Pattern, ...]:
        """Return the patterns of a class."""
        found = self._named.get(name)
        if found is None:
            if name not in self._classes:
                raise PatternError(f"there is no word class {{{name}}}.")
            found = self._named[name] = tuple(self.loose(item) for item in self._classes[name])
        return found

    def any_of(self, sources: tuple[str, ...]) -> re.Pattern[str]:
        """Return one expression that matches where any of the patterns does."""
        found = self._groups.get(sources)
        if found is None:
            expression = "|".join(_Reader(source, self).read().expression for source in sources)
            found = self._groups[sources] = re.compile(expression or r"(?!)")
        return found

    def words_of(self, name: str) -> re.Pattern[str]:
        """Return the expression for one class."""
        return self.any_of((f"{{{name}}}",))

    def part(self, name: str) -> _Part:
        """Return the translated choice of a class."""
        found = self._parts.get(name)
        if found is None:
            if name not in self._classes:
                raise PatternError(f"there is no word class {{{name}}}.")
            found = self._parts[name] = _choice([_Reader(item, self).read() for item in self._classes[name]])
        return found


class _Reader:
    """Reads one pattern from left to right."""

    def __init__(self, source: str, vocabulary: Vocabulary) -> None:
        self.source = source
        self.vocabulary = vocabulary
        self.tokens: list[tuple[str, str]] = []
        position = 0
        while position < len(source.rstrip()):
            match = _token.match(source, position)
            if match is None:
                raise PatternError(f"{source!r}: cannot read {source[position:]!r}.")
            self.tokens.append((str(match.lastgroup), match[match.lastgroup or 0]))
            position = match.end()
        self.at = 0

    def read(self) -> _Part:
        part = self._sequence()
        if self.at < len(self.tokens):
            raise PatternError(f"{self.source!r}: unexpected {self.tokens[self.at][1]!r}.")
        return part

    def _peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def _sequence(self) -> _Part:
        parts: list[_Part] = []
        while self.at < len(self.tokens) and self._peek() not in {"|", ")"}:
            part = self._element()
            if self._peek() == "?":
                self.at += 1
                part = _Part(part.expression, None, is_optional=True)
            parts.append(part)
        return _join(parts, self.source)

    def _element(self) -> _Part:
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "class":
            return self.vocabulary.part(text[1:-1])
        if kind == "skip":
            count = int(text[1:-1].rstrip("+"))
            gap = GAP if "+" in text else TIGHT
            # The group tells afterwards which words were skipped.
            if not 0 < count <= _MAX_SKIP:
                raise PatternError(f"{self.source!r}: {text} skips too much; {_MAX_SKIP} words is the most.")
            return _Part(f"((?:{WORD}{gap}){{0,{count}}}?)", None, is_optional=True, is_anchor=True)
        if kind == "raw":
            literal = re.match(rf"[a-z]{{{PREFIX}}}", text[1:])
            keys = frozenset({literal[0]}) if literal and "|" not in text else None
            return _Part(rf"(?<![\w{APOSTROPHE}$])(?:{text[1:-1]})", keys)
        if text == "(":
            choices = [self._sequence()]
            while self._peek() == "|":
                self.at += 1
                choices.append(self._sequence())
            if self._peek() != ")":
                raise PatternError(f"{self.source!r}: a bracket is not closed.")
            self.at += 1
            return _choice(choices)
        if text == "^":
            return _Part(r"\A[^\w]{0,6}", None, is_anchor=True)
        if text == "$":
            return _Part(r"[^\w]{0,6}\Z", None, is_anchor=True)
        if kind == "word":
            return _word(text)
        raise PatternError(f"{self.source!r}: unexpected {text!r}.")


def _word(text: str) -> _Part:
    stem = text.rstrip("*").replace("'", APOSTROPHE)
    start = rf"(?<![\w{APOSTROPHE}])" if stem[0].isalnum() else ""
    if text.endswith("*"):
        keys = frozenset({stem[:PREFIX]}) if len(stem) >= PREFIX else None
        return _Part(rf"{start}{re.escape(stem)}[\w{APOSTROPHE}]*", keys)
    return _Part(rf"{start}{re.escape(stem)}(?![\w{APOSTROPHE}])", frozenset({stem[:PREFIX]}))


def _choice(parts: list[_Part]) -> _Part:
    keys: frozenset[str] | None = frozenset()
    for part in parts:
        keys = keys | part.keys if keys is not None and part.keys is not None else None
    return _Part("(?:" + "|".join(part.expression for part in parts) + ")", keys)


def _join(parts: list[_Part], source: str) -> _Part:
    if not parts:
        raise PatternError(f"{source!r}: an empty choice.")
    tail = ""
    while parts and parts[-1].is_optional:  # an ending that may be missing only widens the reported place
        part = parts.pop()
        tail = "" if part.is_anchor else f"(?:{GAP}{part.expression}{tail})?"
    if not parts:
        raise PatternError(f"{source!r}: every word may be missing.")
    expression = ""
    for index, part in enumerate(parts):
        is_last = index == len(parts) - 1
        before_end = not is_last and parts[index + 1].expression.endswith(r"\Z")
        gap = "" if is_last or part.is_anchor or before_end else GAP
        piece = part.expression + gap
        expression += f"(?:{piece})?" if part.is_optional and not part.is_anchor else piece
    usable = [part.keys for part in parts if part.keys and not part.is_optional]
    best = min(usable, key=_cost, default=None)
    needs = tuple(dict.fromkeys(keys for part in parts if not part.is_optional for keys in _all_keys(part)))
    return _Part(expression + tail, best, needs=needs)


def _all_keys(part: _Part) -> tuple[frozenset[str], ...]:
    return part.needs or ((part.keys,) if part.keys else ())


def _others(part: _Part) -> tuple[frozenset[str], ...]:
    return tuple(sorted((keys for keys in part.needs if keys != part.keys), key=_cost))


def _cost(keys: frozenset[str]) -> int:
    return sum(_FREQUENCY.get(key, 2) for key in keys)


def prefixes(tokens: list[str]) -> set[str]:
    """Return the word beginnings under which a sentence's words are looked up."""
    return {token[:PREFIX] for token in tokens}
