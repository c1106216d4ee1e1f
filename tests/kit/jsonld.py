"""Checks JSON-LD against schema.org's vocabulary: types, properties, where they stand and what they hold.

The vocabulary is `schemaorg.json`, derived by scripts/vocabulary.py. What a search engine makes of the data
is no question of this module.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

from kit.dom import elements

CONTEXTS = ("https://schema.org", "https://schema.org/")
_DATE = re.compile(r"\d{4}-\d\d(-\d\d(T.*)?)?")


class Vocabulary:
    """The terms of schema.org and how they hang together."""

    def __init__(self, table: dict[str, object]) -> None:
        self.classes: dict[str, list[str]] = _mapping(table, "classes")
        self.properties: dict[str, list[list[str]]] = _mapping(table, "properties")
        self.members: dict[str, list[str]] = _mapping(table, "members")
        self.superseded: dict[str, list[str]] = _mapping(table, "superseded")

    def ancestors(self, name: str) -> set[str]:
        """Return a class with everything it inherits from."""
        found: set[str] = set()
        todo = [name]
        while todo:
            current = todo.pop()
            if current not in found:
                found.add(current)
                todo += self.classes.get(current, [])
        return found

    @cached_property
    def enumerations(self) -> dict[str, set[str]]:
        """The members of each enumeration, those of its subclasses included."""
        found: dict[str, set[str]] = {}
        for member, types in self.members.items():
            for ancestor in {a for name in types for a in self.ancestors(name)}:
                found.setdefault(ancestor, set()).add(member)
        return found


@cache
def vocabulary() -> Vocabulary:
    """Read the vocabulary beside this module."""
    return Vocabulary(json.loads(Path(__file__).with_name("schemaorg.json").read_text("utf-8")))


def jsonld_blocks(html: str) -> list[str]:
    """Return the text of each JSON-LD script of a page."""
    scripts = elements(html, "script")
    return ["".join(s.itertext()) for s in scripts if s.get("type", "").lower() == "application/ld+json"]


def jsonld_faults(data: str | dict[str, object], words: Vocabulary | None = None) -> list[str]:
    """Return one sentence for each fault.

    Args:
        data: a parsed object, or a page (text that begins with `<`), or JSON text.
        words: the vocabulary to check against; by default the one beside this module.
    """
    words = words or vocabulary()
    if isinstance(data, dict):
        return [*_context_faults(data), *_faults(data, "$", words)]
    if not data.lstrip().startswith("<"):
        return _text_faults(data, words)
    blocks = jsonld_blocks(data)
    if not blocks:
        return ["the page has no JSON-LD"]
    return [fault for block in blocks for fault in _text_faults(block, words)]


def _text_faults(text: str, words: Vocabulary) -> list[str]:
    try:
        data = json.loads(text, object_pairs_hook=_without_twins, parse_constant=_refuse)
    except ValueError as error:
        return [f"JSON-LD does not parse: {error}"]
    objects = data if isinstance(data, list) else [data]
    return [fault for item in objects for fault in (*_context_faults(item), *_faults(item, "$", words))]


def _context_faults(data: dict[str, object]) -> Iterator[str]:
    if data.get("@context") not in CONTEXTS:
        yield "@context is not https://schema.org"


def _faults(node: object, path: str, words: Vocabulary) -> Iterator[str]:
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from _faults(item, f"{path}[{index}]", words)
    if not isinstance(node, dict):
        return
    yield from _faults(node.get("@graph"), f"{path}.@graph", words)
    types = _types(node)
    if not types and set(node) - {"@id", "@context", "@graph", "@value", "@language"}:
        yield f"{path}: no @type"
    for name in types:
        if name not in words.classes:
            yield f"{path}: {name} is not a schema.org type"
        elif name in words.superseded:
            yield f"{path}: type {name} is superseded by {', '.join(words.superseded[name])}"
    ancestors = {ancestor for name in types for ancestor in words.ancestors(name)}
    for key, value in node.items():
        if key.startswith("@"):
            continue
        place = f"{path}.{key}"
        if key not in words.properties:
            yield f"{place}: not a schema.org property"
            continue
        domain, allowed = words.properties[key]
        if key in words.superseded:
            yield f"{place}: superseded by {', '.join(words.superseded[key])}"
        if types and not ancestors & set(domain):
            yield f"{place}: not a property of {'/'.join(types)} (used on {', '.join(domain)})"
        for item in value if isinstance(value, list) else [value]:
            yield from _value_faults(item, set(allowed), place, words)
        yield from _faults(value, place, words)


def _value_faults(value: object, allowed: set[str], place: str, words: Vocabulary) -> Iterator[str]:
    """Compare one value with what the property may hold."""
    said = ", ".join(sorted(allowed))
    if isinstance(value, dict):
        types = _types(value)
        if types and not any(words.ancestors(name) & allowed for name in types):
            yield f"{place}: {'/'.join(types)} is not in its range ({said})"
    elif isinstance(value, bool):
        if "Boolean" not in allowed:
            yield f"{place}: a boolean is not in its range ({said})"
    elif isinstance(value, int | float):
        if not allowed & {"Number", "Integer", "Float", "Text", "Quantity"}:
            yield f"{place}: a number is not in its range ({said})"
    elif isinstance(value, str):
        yield from _string_faults(value, allowed, place, words)
    elif value is None:
        yield f"{place}: null"


def _string_faults(value: str, allowed: set[str], place: str, words: Vocabulary) -> Iterator[str]:
    if not value.strip():
        yield f"{place}: empty text"
    term = value.removeprefix("https://schema.org/")
    choices = {member for name in allowed for member in words.enumerations.get(name, set())}
    known = term in words.classes or term in words.members
    if term != value and (not known or (choices and term not in choices)):
        yield f"{place}: {value} is not one of its values"
    elif term == value and allowed <= set(words.enumerations):
        yield f"{place}: {value!r} is not the address of one of its values"
    if allowed == {"URL"} and not re.match(r"https?://", value):
        yield f"{place}: not a URL: {value}"
    if allowed & {"Date", "DateTime"} and "Text" not in allowed and not _DATE.fullmatch(value):
        yield f"{place}: not an ISO 8601 date: {value}"


def _types(node: dict[str, object]) -> list[str]:
    types = node.get("@type", [])
    return [str(name) for name in types] if isinstance(types, list) else [str(types)]


def _mapping(table: dict[str, object], key: str) -> dict:  # type: ignore[type-arg]  # for its shape see Vocabulary
    value = table[key]
    assert isinstance(value, dict), f"{key} of the vocabulary is not a mapping"
    return value


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"key {key!r} twice")
        found[key] = value
    return found


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is no JSON")
