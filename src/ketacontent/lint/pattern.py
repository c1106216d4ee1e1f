"""The pattern language of the rules, and how a pattern is matched.

A pattern is a row of words. ``word*`` takes any ending, ``(a|b c)`` is a choice, ``{name}`` a class of
the vocabulary, ``x?`` may be missing, ``<4>`` skips up to four words between commas and ``<4+>`` across
them, ``^`` and ``$`` are the ends of the sentence, ``/.../`` is a regular expression for what stands
there. No pattern crosses the end of a clause (a semicolon or a dash).

Matching goes from word to word and remembers which positions failed, so its time grows with the length of
the sentence and of the pattern, never with their product of choices. Each pattern also knows word
beginnings that must occur; the engine looks patterns up by them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from typing import NamedTuple

from ketacontent.lint.normalize import APOSTROPHE
from ketacontent.lint.words import BLOCKED, DIGIT, MONEY, PREFIX, TIGHT, Words, keys_of

_MAX_SKIP = 14
_MOST_KNOWN = 20_000
_WORD = rf"[\w'%$£€#{APOSTROPHE}]+\*?"
_single = re.compile(_WORD)
_token = re.compile(
    r"\s*(?:(?P<class>\{[a-z-]+\})|(?P<skip><\d+\+?>)|(?P<raw>/[^/]+/)|(?P<mark>[()|?^$])"
    rf"|(?P<word>{_WORD}))"
)
_numbers = count()
Keys = frozenset[str]


class PatternError(ValueError):
    """A pattern that cannot be read, with the reason."""


class Match(NamedTuple):
    """Where a pattern matched, in characters of the folded text, and the stretches that it skipped."""

    start: int
    end: int
    gaps: tuple[tuple[int, int], ...]


class _Node:
    """One element of a pattern."""

    __slots__ = ("firsts", "is_anchor", "is_optional", "keys", "longest")

    def __init__(self) -> None:
        self.keys: Keys | None = None
        """Beginnings of which one must occur; None where nothing can be said."""
        self.firsts: Keys | None = None
        """Beginnings of the word at which it starts."""
        self.is_optional = False
        self.is_anchor = False
        self.longest = 1
        """The most words it can take."""

    def ends(self, words: Words, at: int) -> tuple[int, ...]:
        """Return where the element can end if it starts at a word; rows and skips are matched otherwise."""
        return ()

    def begins(self, token: str) -> bool:
        """Tell whether the element could start at such a word."""
        return True


def _places_by_key(several: Iterable[Keys | None]) -> tuple[dict[str, tuple[int, ...]], tuple[int, ...]]:
    """Return at which places each word beginning stands, and the places without any."""
    by_key: dict[str, list[int]] = {}
    free: list[int] = []
    for place, keys in enumerate(several):
        if keys is None:
            free.append(place)
        for key in keys or ():
            by_key.setdefault(key, []).append(place)
    return {key: tuple(places) for key, places in by_key.items()}, tuple(free)


class _Choice(_Node):
    """Words, word stems and rows of words, any of which will do."""

    __slots__ = ("_by_key", "_free", "_known", "_takes_numbers", "exact", "number", "rows", "stems")

    def __init__(self, exact: frozenset[str], stems: tuple[str, ...], rows: "tuple[_Row, ...]") -> None:
        super().__init__()
        self.exact, self.stems, self.rows = exact, stems, rows
        self._known: dict[str, tuple[bool, tuple[_Row, ...]]] = {}
        self._by_key, self._free = _places_by_key(row.firsts for row in rows)
        self._takes_numbers = bool(self._free) or any(
            beginning[0].isdigit() or beginning == DIGIT for beginning in (*exact, *stems, *self._by_key)
        )
        self.number = next(_numbers)
        """Tells it from other choices; a copy of it has the same."""
        self.longest = max([1, *(row.longest for row in rows)])
        short = any(len(stem) < PREFIX - 1 for stem in stems)
        own = {word[:PREFIX] for word in exact} | {stem[:PREFIX] for stem in stems}
        if not short and all(row.keys for row in rows):
            self.keys = frozenset(own.union(*(row.keys for row in rows if row.keys)))
        if not short and all(row.firsts for row in rows):
            self.firsts = frozenset(own.union(*(row.firsts for row in rows if row.firsts)))

    def ends(self, words: Words, at: int) -> tuple[int, ...]:
        if at >= len(words.tokens):
            return ()
        token = words.tokens[at]
        known = self._known.get(token)
        if known is None:
            known = self._learn(token)
        is_single, rows = known
        if not rows:
            return (at + 1,) if is_single else ()
        place = (self.number, at)
        ends = words.matched.get(place)
        if ends is None:
            found = [at + 1] if is_single else []
            for row in rows:
                if row.may_match(words.beginnings):
                    end = row.match(words, at, set(), None)
                    if end >= 0 and end not in found:
                        found.append(end)
            ends = words.matched[place] = tuple(found)
        return ends

    def is_single(self, token: str) -> bool:
        """Tell whether a word alone is one of the choices."""
        return (self._known.get(token) or self._learn(token))[0]

    def begins(self, token: str) -> bool:
        is_single, rows = self._known.get(token) or self._learn(token)
        return is_single or any(row.begins(token) for row in rows)

    def _learn(self, token: str) -> tuple[bool, tuple["_Row", ...]]:
        """Work out once for each word of the language what it can begin here."""
        if token[0].isdigit() and not self._takes_numbers:
            return False, ()
        is_single = token in self.exact or bool(self.stems and token.startswith(self.stems))
        rows: tuple[_Row, ...] = ()
        if self.rows:
            beginnings = keys_of(token)
            numbers = {number for key in beginnings for number in self._by_key.get(key, ())}
            numbers.update(self._free)
            rows = tuple(self.rows[n] for n in sorted(numbers) if self.rows[n].begins(token))
        if len(self._known) < _MOST_KNOWN:
            self._known[token] = (is_single, rows)
        return is_single, rows


class _Skip(_Node):
    """Up to so many words, whatever they are."""

    __slots__ = ("count", "most")

    def __init__(self, count: int, most: int) -> None:
        super().__init__()
        self.count, self.most = count, most
        self.longest = count
        self.is_optional = self.is_anchor = True


class _Raw(_Node):
    """A regular expression from the start of a word to the end of one."""

    __slots__ = ("expression",)

    def __init__(self, source: str) -> None:
        super().__init__()
        self.expression = re.compile(source)
        self.longest = 6
        literal = re.match(rf"[a-z]{{{PREFIX}}}", source)
        if literal and "|" not in source:
            self.keys = self.firsts = frozenset({literal[0]})
        elif re.match(r"\\d|\[\d|\d|\(\?:\d", source):
            self.keys = self.firsts = frozenset({DIGIT})
        elif source.startswith(r"\$"):
            self.keys = self.firsts = frozenset({MONEY})

    def ends(self, words: Words, at: int) -> tuple[int, ...]:
        if at >= len(words.tokens):
            return ()
        match = self.expression.match(words.folded, words.starts[at])
        if match is None:
            return ()
        for number in range(at, len(words.tokens)):
            if words.ends[number] == match.end():
                return (number + 1,)
            if words.ends[number] > match.end():
                return ()
        return ()


class _Edge(_Node):
    """The start or the end of the sentence."""

    __slots__ = ("is_start",)

    def __init__(self, is_start: bool) -> None:
        super().__init__()
        self.is_start = is_start
        self.is_anchor = True
        self.longest = 0

    def ends(self, words: Words, at: int) -> tuple[int, ...]:
        return (at,) if at == (0 if self.is_start else len(words.tokens)) else ()


class _Row(_Node):
    """Elements one after the other."""

    __slots__ = ("needs", "parts", "second")

    def __init__(self, parts: tuple[_Node, ...], source: str) -> None:
        super().__init__()
        if not any(not part.is_optional and not isinstance(part, _Edge) for part in parts):
            raise PatternError(f"{source!r}: every word may be missing.")
        while parts[-1].is_optional and isinstance(parts[-1], _Skip):
            parts = parts[:-1]
        self.parts = parts
        self.longest = sum(part.longest for part in parts)
        self.second = _second(parts)
        """Beginnings of the second word that must occur, and how many words after the first at most."""
        fixed = [part for part in parts if not part.is_optional]
        needs: dict[Keys, None] = {}
        for part in fixed:
            if part.keys:
                needs[part.keys] = None
        self.needs = tuple(sorted(needs, key=len))
        self.keys = self.needs[0] if self.needs else None
        firsts: set[str] = set()
        for part in parts:
            if part.firsts is None:
                return
            firsts |= part.firsts
            if not part.is_optional:
                self.firsts = frozenset(firsts)
                return

    def begins(self, token: str) -> bool:
        for part in self.parts:
            if isinstance(part, _Edge):
                continue
            if part.begins(token):
                return True
            if not part.is_optional:
                return False
        return True

    def may_match(self, beginnings: frozenset[str]) -> bool:
        """Tell from the beginnings of a text's words whether the pattern could match."""
        for need in self.needs:  # noqa: SIM110 - asked some hundred times a sentence; a loop takes half the time
            if need.isdisjoint(beginnings):
                return False
        return True

    def match(
        self, words: Words, at: int, failed: set[tuple[int, int]], gaps: list[tuple[int, int]] | None
    ) -> int:
        """Return where the row ends if it starts at a word, else -1; add what it skipped to ``gaps``."""
        return self._from(0, words, at, at, failed, gaps)

    def _from(
        self,
        number: int,
        words: Words,
        at: int,
        start: int,
        failed: set[tuple[int, int]],
        gaps: list[tuple[int, int]] | None,
    ) -> int:
        parts = self.parts
        first = (number, at)
        if first in failed:
            return -1
        while number < len(parts):
            part = parts[number]
            if isinstance(part, _Skip):
                end = self._skip(part, number, words, at, start, failed, gaps)
            else:
                stops: tuple[int, ...] = ()
                if part.is_anchor or at == start or at >= len(words.tokens) or words.parted[at] != BLOCKED:
                    stops = part.ends(words, at)
                if len(stops) + part.is_optional == 1:  # one way on: no need to try and come back
                    at = stops[0] if stops else at
                    number += 1
                    continue
                end = -1
                for stop in (*stops, at) if part.is_optional else stops:
                    end = self._from(number + 1, words, stop, start, failed, gaps)
                    if end >= 0:
                        break
            if end < 0:
                failed.add(first)
            return end
        return at

    def _skip(
        self,
        part: _Skip,
        number: int,
        words: Words,
        at: int,
        start: int,
        failed: set[tuple[int, int]],
        gaps: list[tuple[int, int]] | None,
    ) -> int:
        stop = at
        parted = words.parted
        following = self.parts[number + 1]
        for _ in range(part.count + 1):
            if not following.is_optional and not following.is_anchor and not following.ends(words, stop):
                end = -1
            elif gaps is not None and stop > at:
                gaps.append((at, stop))
                end = self._from(number + 1, words, stop, start, failed, gaps)
                if end < 0:
                    gaps.pop()
            else:
                end = self._from(number + 1, words, stop, start, failed, gaps)
            if end >= 0:
                return end
            stop += 1
            if stop > len(parted) or (stop - 1 > start and parted[stop - 1] == BLOCKED):
                break
            if stop < len(parted) and parted[stop] > part.most:
                break
        return -1


def _second(parts: tuple[_Node, ...]) -> tuple[Keys, int] | None:
    reach, seen = 0, 0
    for part in parts:
        if not part.is_optional and not part.is_anchor:
            seen += 1
            if seen > 1 and part.keys:
                return part.keys, reach
        reach += part.longest
    return None


class View(NamedTuple):
    """What must be so in a text if a pattern, or one branch of it, occurs."""

    needs: tuple[Keys, ...]
    """Sets of word beginnings; of each, one must occur."""
    firsts: Keys | None
    """Beginnings of the first word; None where it can be any."""
    second: tuple[Keys, int] | None
    """Beginnings of the next fixed word, and how many words after the first at most."""
    begins: Callable[[str], bool]
    """Whether it can start at a word."""


def _views(row: _Row) -> Iterator[View]:
    part = row.parts[0]
    if (
        not isinstance(part, _Choice)
        or len(row.parts) > 1
        or not part.rows
        or not all(branch.firsts and branch.needs for branch in part.rows)
    ):
        yield View(row.needs, row.firsts, row.second, row.begins)
        return
    # "(breakthrough|the fog|light at the end)": looked up as a whole, it would be tried at every "the".
    own = frozenset(word[:PREFIX] for word in (*part.exact, *part.stems))
    if own:
        yield View((own,), own, None, part.is_single)
    for branch in part.rows:
        yield View(branch.needs, branch.firsts, branch.second, branch.begins)


class Pattern:
    """One pattern, ready to match."""

    __slots__ = ("needs", "row", "source", "views")

    def __init__(self, source: str, row: _Row) -> None:
        """Take the source and what was read from it."""
        self.source = source
        self.row = row
        self.needs = row.needs
        """Sets of word beginnings; of each, one must occur."""
        self.views = tuple(_views(row))
        """By what the pattern is looked up; any of them will do."""

    def may_match(self, beginnings: frozenset[str]) -> bool:
        """Tell from the beginnings of a text's words whether the pattern could match."""
        return self.row.may_match(beginnings)

    def find(self, words: Words, at: Iterable[int] | None = None) -> Iterator[Match]:
        """Yield the places where the pattern matches, at any word or at some."""
        row = self.row
        numbers: Iterable[int]
        if at is not None:
            numbers = at
        elif row.firsts is None:
            numbers = range(len(words.tokens))
        else:
            numbers = words.beginning(row.firsts)
        failed: set[tuple[int, int]] = set()
        for number in numbers:
            gaps: list[tuple[int, int]] = []
            end = row.match(words, number, failed, gaps)
            if end > number:
                skipped = tuple((words.starts[a], words.ends[b - 1]) for a, b in gaps)
                yield Match(words.starts[number], words.ends[end - 1], skipped)

    def search(self, words: Words) -> Match | None:
        """Return the first match, or None."""
        return next(self.find(words), None)


class Group:
    """Patterns of which any will do: a text's words tell which are worth a try."""

    __slots__ = ("_by_key", "_free", "_keys", "patterns")

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        """Take the patterns, in the order in which they are tried."""
        self.patterns = patterns
        self._by_key, self._free = _places_by_key(p.needs[0] if p.needs else None for p in patterns)
        self._keys = frozenset(self._by_key)

    def candidates(self, beginnings: frozenset[str]) -> list[Pattern]:
        """Return the patterns that could match a text with these word beginnings, in their order."""
        met = self._keys & beginnings
        if not met and not self._free:
            return []
        by_key = self._by_key
        numbers = sorted({*self._free, *(number for key in met for number in by_key[key])})
        return [p for p in map(self.patterns.__getitem__, numbers) if p.row.may_match(beginnings)]


class Vocabulary:
    """Named word classes, and the patterns built from them."""

    def __init__(self, classes: Mapping[str, tuple[str, ...]]) -> None:
        """Take the classes; a class may use classes that stand before it."""
        self._classes = dict(classes)
        self._choices: dict[str, _Node] = {}
        self._written: dict[tuple[str, ...], _Choice] = {}
        self._patterns: dict[str, Pattern] = {}
        self._groups: dict[tuple[str, ...], Group] = {}

    def pattern(self, source: str) -> Pattern:
        """Return a pattern by which sentences are looked up.

        Raises:
            PatternError: if it cannot be read or has no word by which to look it up.
        """
        found = self.loose(source)
        if not found.needs:
            raise PatternError(
                f"{source!r} has no fixed word of at least {PREFIX - 1} letters to look it up by."
            )
        return found

    def loose(self, source: str) -> Pattern:
        """Return a pattern for use where a sentence is looked at anyway."""
        found = self._patterns.get(source)
        if found is None:
            found = self._patterns[source] = Pattern(source, _Reader(source, self).read())
        return found

    def group(self, sources: tuple[str, ...]) -> Group:
        """Return patterns of which any will do."""
        found = self._groups.get(sources)
        if found is None:
            found = self._groups[sources] = Group(tuple(map(self.loose, sources)))
        return found

    def find(self, name: str, words: Words) -> list[tuple[int, int]]:
        """Return where the words of a class stand, in order."""
        return list(self._places(name, words))

    def has(self, name: str, words: Words) -> bool:
        """Tell whether words of a class stand in a text."""
        return next(self._places(name, words), None) is not None

    def _places(self, name: str, words: Words) -> Iterator[tuple[int, int]]:
        node = self.choice(name)
        numbers: range | list[int] = range(len(words.tokens))
        if node.firsts is not None:
            if node.firsts.isdisjoint(words.beginnings):
                return
            numbers = words.beginning(node.firsts)
        for number in numbers:
            ends = node.ends(words, number)
            if ends and max(ends) > number:
                yield words.starts[number], words.ends[max(ends) - 1]

    def opens(self, name: str, words: Words) -> bool:
        """Tell whether a text begins with words of a class."""
        return bool(words.tokens and self.choice(name).ends(words, 0))

    def choice(self, name: str) -> _Node:
        """Return a class as an element of a pattern."""
        found = self._choices.get(name)
        if found is None:
            single: list[str] = []
            rows: list[_Row] = []
            for item in self._items(name):
                if _single.fullmatch(item):
                    single.append(item)
                else:
                    rows.append(_Reader(item, self).read())
            found = self._choices[name] = _choice(single, rows)
        return found

    def written(self, tokens: tuple[str, ...], single: list[str], rows: list[_Row]) -> _Choice:
        """Return a choice by what is written of it; patterns that write the same share it."""
        found = self._written.get(tokens)
        if found is None:
            found = self._written[tokens] = _choice(single, rows)
        return found

    def _items(self, name: str) -> tuple[str, ...]:
        if name not in self._classes:
            raise PatternError(f"there is no word class {{{name}}}.")
        return self._classes[name]


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

    def read(self) -> _Row:
        row = self._row()
        if self.at < len(self.tokens):
            raise PatternError(f"{self.source!r}: unexpected {self.tokens[self.at][1]!r}.")
        return row

    def _peek(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.tokens[at][1] if at < len(self.tokens) else ""

    def _row(self) -> _Row:
        parts: list[_Node] = []
        while self.at < len(self.tokens) and self._peek() not in {"|", ")"}:
            part = self._element()
            if self._peek() == "?":
                self.at += 1
                part = _optional(part)
            parts.append(part)
        if not parts:
            raise PatternError(f"{self.source!r}: an empty choice.")
        return _Row(tuple(parts), self.source)

    def _element(self) -> _Node:
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "class":
            return self.vocabulary.choice(text[1:-1])
        if kind == "skip":
            count = int(text[1:-1].rstrip("+"))
            if not 0 < count <= _MAX_SKIP:
                raise PatternError(f"{self.source!r}: {text} skips too much; {_MAX_SKIP} words is the most.")
            return _Skip(count, BLOCKED - 1 if "+" in text else TIGHT)
        if kind == "raw":
            return _Raw(text[1:-1])
        if text == "(":
            return self._bracket()
        if text in {"^", "$"}:
            return _Edge(is_start=text == "^")
        if kind == "word":
            return self.vocabulary.written((text,), [text], [])
        raise PatternError(f"{self.source!r}: unexpected {text!r}.")

    def _bracket(self) -> _Choice:
        start = self.at
        single: list[str] = []
        rows: list[_Row] = []
        while True:
            kind, text = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
            if kind == "word" and self._peek(1) in {"|", ")"}:
                single.append(text)
                self.at += 1
            else:
                rows.append(self._row())
            if self._peek() != "|":
                break
            self.at += 1
        if self._peek() != ")":
            raise PatternError(f"{self.source!r}: a bracket is not closed.")
        self.at += 1
        tokens = tuple([text for _, text in self.tokens[start : self.at]])
        return self.vocabulary.written(tokens, single, rows)


def _optional(node: _Node) -> _Node:
    # Classes are shared between patterns, so what may be missing is a row of its own.
    if isinstance(node, _Choice):
        copy = _Choice(node.exact, node.stems, node.rows)
        copy.number = node.number
    else:
        copy = _Choice(frozenset(), (), (_Row((node,), ""),))
    copy.is_optional = True
    return copy


def _choice(single: list[str], rows: list[_Row]) -> _Choice:
    """Return a choice of words, with or without a star, and of rows of words."""
    folded = [word.replace("'", APOSTROPHE) for word in single]
    exact = {word for word in folded if not word.endswith("*")}
    stems = [word[:-1] for word in folded if word.endswith("*")]
    longer: list[_Row] = []
    for row in rows:
        first = row.parts[0]
        if len(row.parts) == 1 and isinstance(first, _Choice) and not first.is_optional:
            exact |= first.exact
            stems.extend(first.stems)
            longer.extend(first.rows)
        else:
            longer.append(row)
    return _Choice(frozenset(exact), tuple(dict.fromkeys(stems)), tuple(longer))
