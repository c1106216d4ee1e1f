"""Words of a starter that wait for an author, such as "Write the short answer".

They are what begins with "Write" in the starters of `ketacontent new`, so that no
list of them can go stale. A line is told only where it is still one of them, word
for word. Whether what an author wrote instead is any good is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ketacontent._resources import starter_root
from ketacontent.catalog.plain_yaml import RawValue
from ketacontent.catalog.problems import field_name
from ketacontent.catalog.read import Document, Path
from ketacontent.errors import Problem
from ketacontent.models.text import RichText

CODE = "KC704"
_IN_A_STARTER = re.compile(r"^(?!\s*#).*?\b(Write .+?)[\"']?$", re.MULTILINE)
_BEFORE = re.compile(r"\s*(?:- )?")


@lru_cache(maxsize=1)
def placeholders() -> frozenset[str]:
    """Return every line of a starter that is to be replaced."""
    texts = (entry.read_text("utf-8") for entry in starter_root().iterdir() if entry.name.endswith(".txt"))
    return frozenset(found for text in texts for found in _IN_A_STARTER.findall(text))


def placeholder_problems(documents: Iterable[Document]) -> list[Problem]:
    """Return a warning for each file in which placeholders still stand, with the place of the first."""
    problems = []
    for document in documents:
        found = list(_places(document))
        if found:
            path, offset, line = found[0]
            place, field = document.position(path, offset), field_name(path)
            more = f" (and {len(found) - 1} more)" if found[1:] else ""
            what = f'Words of the starter are still there: "{line.rstrip(".")}"{more}.'
            fix = "Write your own, or take the field out."
            problems.append(Problem(document.file, *place, field, what, fix, CODE, "warning"))
    return problems


def placeholders_in(value: object) -> Iterator[str]:
    """Yield the placeholders that stand in a record, in texts, or in a part of one."""
    match value:
        case str():
            yield from (line for _, line in _lines(value) if line in placeholders())
        case RichText():
            yield from placeholders_in(value.source)
        case tuple():
            for part in value:
                yield from placeholders_in(part)
        case _ if hasattr(type(value), "model_fields"):
            yield from placeholders_in(tuple(value.__dict__.values()))


def _places(document: Document) -> Iterator[tuple[Path, int, str]]:
    """Yield each placeholder in a file: the field, where in its text, the words."""
    for path, text in _texts((), document.data):
        for offset, line in _lines(text):
            if line in placeholders():
                yield path, offset, line


def _texts(path: Path, value: RawValue) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts((*path, name), inner)
    elif isinstance(value, list):  # what lies beneath an overlay may hold numbers too
        for number, inner in enumerate(value):
            yield from _texts((*path, number), inner)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line of a text without the sign of a list, and where it begins."""
    offset = 0
    for line in text.split("\n"):
        found = _BEFORE.match(line)
        start = found.end() if found else 0
        yield offset + start, line[start:].rstrip()
        offset += len(line) + 1
