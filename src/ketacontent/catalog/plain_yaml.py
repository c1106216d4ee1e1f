"""The plain style of YAML in which records are written -> mapping of strings, fast; all else is left alone.

A parser of YAML makes an event for every word, which costs more than all else
that is done with a record. Records are mostly written in a small part of YAML:
block mappings and lists, one-line values, literal blocks, short lists in
brackets. That part is read here, line by line. Whatever is not surely of it,
faults included, gets None: then `catalog/read.py` reads the file with a whole
parser, which alone says what is wrong and where. A test holds the two against
each other.
"""

from __future__ import annotations

import re
from typing import Final

Raw = dict[str, "RawValue"]
RawValue = str | list["RawValue"] | Raw

_MAX_DEPTH = 30
_MAX_ENTRIES = 1_900  # the whole parser tells those who have more
_KEY: Final = re.compile(r"([a-z][a-z0-9_]*):(?: +|\Z)")
# A value on one line that no rule of YAML gives another meaning: it starts with what is no indicator.
_PLAIN: Final = re.compile(r"[A-Za-z0-9(/+\u00a1-\u024f\u201c\u2018][^\n]*")
_MEANS_MORE: Final = re.compile(r":(?: |\Z)| #")
_QUOTED: Final = re.compile(r'"([^"\\]*)"|\'([^\']*)\'')
_FLOW_WORDS: Final = r"[A-Za-z0-9][A-Za-z0-9 ._/()+;-]*"
_FLOW_LIST: Final = re.compile(rf"\[ *{_FLOW_WORDS}(?:, +{_FLOW_WORDS})*\]")
_FLOW_PAIR: Final = rf"[a-z][a-z0-9_]*: {_FLOW_WORDS}"
_FLOW_MAP: Final = re.compile(rf"\{{ *{_FLOW_PAIR}(?:, +{_FLOW_PAIR})*\}}")
_NOTHING: Final = frozenset({"null", "Null", "NULL", "~", ""})


class _NotPlain(Exception):
    """The file is not in the plain style."""


def read_plain(text: str) -> Raw | None:
    """Return the fields of a file, or None where it is not surely in the plain style.

    Args:
        text: the file, with only line feeds, and no character that a text may not hold.
    """
    if "\t" in text or not text.endswith("\n"):
        return None
    reader = _Reader(text)
    try:
        found = reader.mapping(0, 0)
    except _NotPlain:
        return None
    return found if found and reader.at == len(reader.lines) else None


class _Reader:
    """Reads lines one after the other; `at` is the next that holds something, `indent` where it starts."""

    __slots__ = ("at", "indent", "lines")

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.lines.pop()
        self.at = -1
        self.indent = 0
        self.next()

    def next(self) -> None:
        """Go to the next line that is neither empty nor a comment."""
        lines, at = self.lines, self.at + 1
        while at < len(lines):
            line = lines[at]
            words = line.lstrip(" ")
            if words and words[0] != "#":
                self.at, self.indent = at, len(line) - len(words)
                return
            at += 1
        self.at, self.indent = at, -1

    def mapping(self, indent: int, depth: int) -> Raw:
        """Read the fields that start at a column; the first may stand behind a dash."""
        found: Raw = {}
        lines = self.lines
        if depth > _MAX_DEPTH:
            raise _NotPlain
        while self.indent == indent:
            line = lines[self.at]
            match = _KEY.match(line, indent)
            if match is None:
                raise _NotPlain
            key = match[1]
            if key in found:
                raise _NotPlain
            rest = line[match.end() :]
            found[key] = self.value(rest, indent, depth) if rest else self.below(indent, depth)
        if self.indent > indent or len(found) > _MAX_ENTRIES:
            raise _NotPlain
        return found

    def below(self, indent: int, depth: int) -> RawValue:
        """Read what stands in the lines under a key: a list at its column or deeper, or fields deeper."""
        self.next()
        if self.indent < indent:
            raise _NotPlain
        if self.lines[self.at].startswith("- ", self.indent):
            return self.sequence(self.indent, depth + 1)
        if self.indent == indent:
            raise _NotPlain
        return self.mapping(self.indent, depth + 1)

    def sequence(self, indent: int, depth: int) -> list[RawValue]:
        """Read the entries whose dashes stand at a column."""
        found: list[RawValue] = []
        lines = self.lines
        if depth > _MAX_DEPTH:
            raise _NotPlain
        while self.indent == indent and lines[self.at].startswith("- ", indent):
            line = lines[self.at]
            start = indent + 2
            if _KEY.match(line, start):
                # The dash stands for a space: the fields start behind it.
                self.indent = start
                found.append(self.mapping(start, depth + 1))
            else:
                found.append(self.value(line[start:], indent, depth))
        if self.indent > indent or len(found) > _MAX_ENTRIES:
            raise _NotPlain
        return found

    def value(self, rest: str, indent: int, depth: int) -> RawValue:
        """Read a value that begins on the line of its key or dash, and go behind it."""
        if rest == "|":
            return self.literal(indent)
        rest = rest.rstrip(" ")
        value: RawValue
        if _PLAIN.fullmatch(rest):
            if _MEANS_MORE.search(rest) or rest in _NOTHING:
                raise _NotPlain
            value = rest
        elif quoted := _QUOTED.fullmatch(rest):
            value = quoted[1] if quoted[1] is not None else quoted[2]
        elif _FLOW_LIST.fullmatch(rest):
            entries = [entry.strip(" ") for entry in rest[1:-1].split(",")]
            if not _NOTHING.isdisjoint(entries):
                raise _NotPlain
            value = list(entries)
        elif _FLOW_MAP.fullmatch(rest):
            pairs = [pair.strip(" ").split(": ", 1) for pair in rest[1:-1].split(",")]
            value = {key: words.strip(" ") for key, words in pairs}
            if len(value) != len(pairs) or not _NOTHING.isdisjoint(value.values()):
                raise _NotPlain
        else:
            raise _NotPlain
        self.next()
        if self.indent > indent:  # the value goes on in the next line
            raise _NotPlain
        return value

    def literal(self, indent: int) -> str:
        """Read the lines of a literal block, which stand deeper than its key or dash."""
        lines, at = self.lines, self.at + 1
        first = at
        while first < len(lines) and not lines[first]:
            first += 1
        if first == len(lines):
            raise _NotPlain
        margin = len(lines[first]) - len(lines[first].lstrip(" "))
        if margin <= indent or margin == len(lines[first]):
            raise _NotPlain
        edge = " " * margin
        found: list[str] = []
        while at < len(lines):
            line = lines[at]
            if line.startswith(edge):
                found.append(line[margin:])
                if line[margin:].isspace() or len(line) == margin:
                    raise _NotPlain  # spaces alone: whether they belong to the text is a matter of rules
            elif not line:
                found.append("")
            elif line.isspace():
                raise _NotPlain
            else:
                break
            at += 1
        while found and not found[-1]:
            found.pop()
        self.at = at - 1
        self.next()
        if self.indent > indent:
            raise _NotPlain
        return "\n".join(found) + "\n"
