"""Read the prose of a content record written in YAML.

Only values that are prose (several words) are read; ids, addresses and codes are not. A value under a
key that tells a myth is marked as one.
"""

import re
from collections.abc import Iterator

from ketacontent.errors import ContentError, MissingExtra, Problem
from ketacontent.lint.read.block import Writer

_prose = re.compile(r"[^\W\d_]{2,}\s+(?:\S+\s+)*?[^\W\d_]{2,}")
_word = re.compile(r"\S+")
# Words to avoid (``word``) and names of foreign works are quoted, not said.
_UNREAD = frozenset({"id", "url", "address", "doi", "citation", "quote", "changes", "word"})
_MYTHS = frozenset({"said"})
_BESIDE_MYTHS = frozenset({"falseness", "overlay"})


def read_yaml(text: str) -> Writer:
    """Return the blocks of a record, or of a mapping of texts."""
    try:
        import yaml
    except ImportError:
        raise MissingExtra("PyYAML", "lint", "read YAML") from None
    writer = Writer()
    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError, ValueError) as fault:
        mark = getattr(fault, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = str(getattr(fault, "problem", None) or "The file is nested too deep.")
        raise ContentError(
            [
                Problem(
                    "", line, column, "", f"The file is not valid YAML: {what}", "Correct the file.", "KC101"
                )
            ]
        ) from None
    if root is None:
        return writer
    if re.search(r"schema/source\.json", text[:300]):
        writer.notes.append("Not read: a source record names a foreign work.")
        return writer
    is_record_of_myth = _is_myth(text, root)
    for key, value, start, end in _scalars(yaml, root):
        if key in _UNREAD or not _prose.match(value.strip()[:400]):
            continue
        if key in _MYTHS and is_record_of_myth:
            writer.add("Myth:", start, start)
            writer.space(start)
        position = start
        for match in _word.finditer(value):
            at = text.find(match[0], position, end)
            if at < 0:
                writer.add(match[0], position, position)
            else:
                writer.add(match[0], at, at + len(match[0]))
                position = at + len(match[0])
            writer.space(position)
        writer.flush("heading" if key in {"title", "name", "question"} else "paragraph", level=2)
    return writer


def _is_myth(text: str, root: object) -> bool:
    """Tell whether a file is a myth's, or lays fields over one: by its schema, or by what only myths have."""
    pairs = getattr(root, "value", None)
    keys = {str(getattr(pair[0], "value", "")) for pair in pairs or () if isinstance(pair, tuple)}
    return "schema/myth.json" in text[:2000] or ("said" in keys and not keys.isdisjoint(_BESIDE_MYTHS))


def _scalars(yaml: object, root: object) -> Iterator[tuple[str, str, int, int]]:
    waiting: list[tuple[str, object]] = [("", root)]
    seen: set[int] = set()
    while waiting:
        key, node = waiting.pop()
        if id(node) in seen:  # an alias: its text was read where it stands
            continue
        seen.add(id(node))
        value = getattr(node, "value", None)
        if isinstance(value, str):
            start, end = getattr(node, "start_mark", None), getattr(node, "end_mark", None)
            yield key, value, getattr(start, "index", 0), getattr(end, "index", 0)
        elif isinstance(value, list):
            for child in reversed(value):
                if isinstance(child, tuple):
                    waiting.append((str(getattr(child[0], "value", "")), child[1]))
                else:
                    waiting.append((key, child))
