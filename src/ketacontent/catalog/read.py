"""One YAML file -> plain mapping, with the place of every field.

Every scalar stays a string; pydantic converts. Whatever makes YAML surprising
is refused: anchors, aliases, tags, merge keys, duplicate keys, several
documents. JSON files are read the same way, since JSON is YAML.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ketacontent.catalog.plain_yaml import Raw, RawValue, read_plain
from ketacontent.errors import MissingExtra, Problem
from ketacontent.models.text import TextFault, refuse_characters

if TYPE_CHECKING:
    from yaml import Event, Mark

MAX_BYTES = 1_000_000
MAX_DEPTH = 32
MAX_ENTRIES = 2_000
"""Entries of one list, or fields of one mapping."""

_LINE_SEPARATOR = re.compile("[\u2028\u2029]")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value starts in its file, counted from 1."""

    line: int
    column: int
    style: str | None = None
    """YAML's scalar style: None plain, `|` literal, `>` folded, `'` and `"` quoted."""
    is_one_line: bool = True


class Document:
    """One file, read: its mapping and where each value stands.

    Where values stand is asked for only where something is wrong, so it is found out then.

    Args:
        file: the name to show in problems.
        text: what stands in it, with only line feeds.
        data: its fields.
    """

    __slots__ = ("_where", "data", "file", "text")

    def __init__(self, file: str, text: str, data: Raw) -> None:
        self.file, self.text, self.data = file, text, data
        self._where: _Builder | None = None

    def __repr__(self) -> str:
        return f"Document({self.file!r})"

    @property
    def places(self) -> dict[Path, Place]:
        """Where each value stands."""
        return self._read().places

    @property
    def keys(self) -> dict[Path, Place]:
        """Where the key of each value stands."""
        return self._read().keys_at

    def _read(self) -> _Builder:
        if self._where is None:
            self._where = _parsed(self.file, self.text) if self.text else _Builder(_stop_in(self.file))
        return self._where

    def place(self, path: Path) -> Place:
        """Return where the value at a path stands, or the nearest value around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(1, 1))

    def position(self, path: Path, offset: int) -> tuple[int, int]:
        """Return line and column of a character inside a text.

        Exact for one-line plain scalars and literal blocks; for other scalars
        it is the start of the field.
        """
        place = self.place(path)
        value: RawValue = self.data
        for part in path:
            if isinstance(value, dict) and part in value:
                value = value[str(part)]
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
        if not isinstance(value, str) or offset < 0:
            return place.line, place.column
        if place.style is None and place.is_one_line:
            return place.line, place.column + offset
        if place.style == "|":
            before = value[:offset]
            row = before.count("\n")
            # The line after the one that holds the bar is the value's first.
            indent = _indent(_lines(self.text)[place.line :]) - _indent(value.split("\n"))
            return place.line + 1 + row, indent + offset - (before.rfind("\n") + 1) + 1
        return place.line, place.column


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    return text.split("\n")


def _indent(lines: list[str]) -> int:
    """Return the number of spaces before the first line that holds something."""
    return next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)


class ReadProblem(Exception):
    """The one thing that stops a file from being read."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def read_document(file: str, data: bytes) -> Document:
    """Read one file.

    Args:
        file: the name to show in problems.
        data: the file's bytes, UTF-8.

    Raises:
        ReadProblem: with file, line, column and code.
        MissingExtra: PyYAML is not installed.
    """
    stop = _stop_in(file)
    if len(data) > MAX_BYTES:
        raise stop(
            1, 1, f"The file has more than {MAX_BYTES:,} bytes.", "Split it into several records.", "KC108"
        )
    try:
        data = data.removeprefix(BOM_UTF8)
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        before = data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8")
        raise stop(
            line, len(before) + 1, "The file is not UTF-8 text.", "Save it as UTF-8.", "KC110"
        ) from None
    try:
        refuse_characters(text)
        if found := _LINE_SEPARATOR.search(text):
            raise TextFault(
                f"The character U+{ord(found.group()):04X} breaks the line in YAML, and no editor shows it.",
                "Delete it.",
                found.start(),
                "KC110",
            )
    except TextFault as fault:
        line = text.count("\n", 0, fault.offset) + 1
        column = fault.offset - text.rfind("\n", 0, fault.offset)
        raise stop(line, column, fault.what, fault.fix, fault.code) from None
    plain = read_plain(text)
    if plain is not None:
        return Document(file, text, plain)
    builder = _parsed(file, text)
    if not isinstance(builder.root, dict):
        raise stop(1, 1, "The file does not hold fields.", "Write `field: value` lines.", "KC101")
    return Document(file, text, builder.root)


def _stop_in(file: str) -> Callable[[int, int, str, str, str], ReadProblem]:
    def stop(line: int, column: int, what: str, fix: str, code: str) -> ReadProblem:
        return ReadProblem(Problem(file, line, column, "", what, fix, code))

    return stop


def _parsed(file: str, text: str) -> _Builder:
    """Read a whole file as YAML, with the place of every value."""
    try:
        import yaml
    except ImportError:
        raise MissingExtra("PyYAML", "authoring", "read YAML packs") from None

    stop = _stop_in(file)
    loader: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    builder = _Builder(stop)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark: Mark | None = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = (error.problem or "cannot be read").strip()
        raise stop(
            line, column, f"This is not valid YAML: {what}.", "Check indentation, quotes and colons.", "KC101"
        ) from None
    except yaml.YAMLError as error:
        raise stop(
            1, 1, f"This is not valid YAML: {error}.", "Check the file's characters.", "KC101"
        ) from None
    return builder


class _Builder:
    """Builds mapping and places from YAML events, and refuses what is not plain."""

    def __init__(self, stop: Any) -> None:
        self.stop = stop
        self.places: dict[Path, Place] = {}
        self.keys_at: dict[Path, Place] = {}
        self.root: RawValue | None = None
        self.open: list[tuple[dict[str, RawValue] | list[RawValue], Path]] = []
        self.keys: list[str | None] = []
        self.documents = 0

    def take(self, event: Event) -> None:
        name = type(event).__name__
        mark: Any = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if name == "AliasEvent" or getattr(event, "anchor", None):
            raise self.stop(
                line, column, "Anchors and aliases are not used here.", "Write the value out.", "KC106"
            )
        if getattr(event, "tag", None):
            raise self.stop(line, column, "Tags are not used here.", "Take out the part with `!`.", "KC106")
        if name == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                raise self.stop(
                    line, column, "The file holds a second document.", "Give it its own file.", "KC107"
                )
        elif name == "ScalarEvent":
            scalar: Any = event
            # libyaml writes a plain scalar's style as "", the parser in Python as None.
            style = scalar.style or None
            place = Place(line, column, style, scalar.start_mark.line == scalar.end_mark.line)
            self.refuse_scalar(scalar, place)
            self.value(scalar.value, place)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            if len(self.open) >= MAX_DEPTH:
                raise self.stop(
                    line, column, f"Nested more than {MAX_DEPTH} deep.", "Make it flatter.", "KC109"
                )
            if self.awaits_key():
                raise self.stop(line, column, "A key is not a plain word.", "Write `field: value`.", "KC101")
            holder: dict[str, RawValue] | list[RawValue] = {} if name == "MappingStartEvent" else []
            path = self.value(holder, Place(line, column, "container"))
            self.open.append((holder, path))
            self.keys.append(None)
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self.open.pop()
            self.keys.pop()

    def refuse_scalar(self, scalar: Any, place: Place) -> None:
        """Refuse a value that says "nothing", and characters that an escape brings in."""
        if place.style is None and scalar.value in ("null", "Null", "NULL", "~") and not self.awaits_key():
            raise self.stop(
                place.line,
                place.column,
                f"{scalar.value} stands for no value.",
                "Leave the field out, or put quotes around the word.",
                "KC102",
            )
        if scalar.style == '"':
            try:
                refuse_characters(scalar.value)
            except TextFault as fault:
                raise self.stop(place.line, place.column, fault.what, fault.fix, fault.code) from None

    def awaits_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1][0], dict) and self.keys[-1] is None

    def value(self, value: RawValue, place: Place) -> Path:
        """Put a value into the open container and return its path."""
        if not self.open:
            self.root = value
            self.places[()] = place
            return ()
        holder, around = self.open[-1]
        if len(holder) > MAX_ENTRIES:
            what, fix = f"More than {MAX_ENTRIES:,} entries stand together.", "Split the record."
            raise self.stop(place.line, place.column, what, fix, "KC108")
        if isinstance(holder, list):
            path: Path = (*around, len(holder))
            holder.append(value)
        else:
            key = self.keys[-1]
            if key is None:
                self.key(str(value), holder, place, around)
                return around
            path = (*around, key)
            holder[key] = value
            self.keys[-1] = None
        self.places[path] = place
        return path

    def key(self, key: str, holder: dict[str, RawValue], place: Place, around: Path) -> None:
        if key == "<<":
            raise self.stop(
                place.line, place.column, "Merge keys are not used here.", "Write the fields out.", "KC106"
            )
        if key in holder:
            first = self.keys_at.get((*around, key))
            where = f" (first on line {first.line})" if first else ""
            raise self.stop(
                place.line, place.column, f"The key {key!r} stands twice{where}.", "Keep one.", "KC105"
            )
        self.keys[-1] = key
        self.keys_at[(*around, key)] = place
        holder[key] = ""


def walk_raw(value: RawValue, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every scalar with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from walk_raw(part, (*path, key))
    else:
        for number, part in enumerate(value):
            yield from walk_raw(part, (*path, number))
