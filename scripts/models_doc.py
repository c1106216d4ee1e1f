"""Writes docs/models.md from the models: one table for each kind of record and each part of one.

.venv/bin/python scripts/models_doc.py          writes the file
.venv/bin/python scripts/models_doc.py --check  fails where it is out of date
"""

from __future__ import annotations

import sys
import types as python_types
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

from pydantic_core import PydanticUndefined

from ketacontent.models import Content, Record, RichText, Value, types, values
from ketacontent.models._descriptions import field_descriptions
from ketacontent.models.block import AuthoredBlock, Body
from ketacontent.models.kinds import COLLECTIONS

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "models.md"
COMMAND = ".venv/bin/python scripts/models_doc.py"

ALIASES: tuple[tuple[Any, str], ...] = (
    (types.PlainText, "plain words"),
    (types.Address, "address (`https:`, `mailto:`, `tel:`)"),
    (types.WebAddress, "web address"),
    (types.SemanticVersion, "version (`1.0.0`)"),
    (types.PartialDate, "year, month or day"),
    (types.Locale, "language tag"),
    (types.Country, "country (two letters)"),
    (types.Color, "color (`#rrggbb`)"),
    (types.RecordRef, "record (`kind/id`)"),
    (values.Percent, "number from 0 to 100"),
    (Body, "[body](#what-the-types-mean)"),
)
"""Named types, and what an author writes for them."""
SIMPLE = {
    RichText: "[text](#what-the-types-mean)",
    str: "words",
    int: "whole number",
    Decimal: "number",
    bool: "`true` or `false`",
    date: "day (`YYYY-MM-DD`)",
}
HEAD = f"""\
# Models: every kind of record and its fields

Written from the models by `{COMMAND}`; edit the docstrings there, not this page.
The same descriptions stand in [`schema/`](../schema/), one JSON Schema for each kind, which editors read.

Models are frozen, refuse unknown fields and hold tuples, never lists. In Python a field has the name that it
has in the file; in a text a field is named with hyphens: `[[side-effect/dissociation#clinical-name]]`.

## What the types mean

| in the tables | what an author writes |
|---|---|
| text | one paragraph of inline Markdown: `*emphasis*`, `**strong**`, `[words](https://...)`, \
`[@source-id]`, `[[term]]`, `[[kind/id\\|words]]`, `[[kind/id#field]]`. No HTML, no images |
| body | Markdown with paragraphs and flat lists, or a list that mixes such Markdown with [blocks](#blocks) |
| plain words | one line in which nothing is a mark |
| ... id | the id of a record of that kind: small letters, digits and single hyphens |
| `one`, `two` | one of these words |
| list of: ... | a YAML list: `[one, two]`, or one `- entry` a line |

A field that is not needed is left out of the file. `null` is never written.
"""


def words_for(hint: Any) -> str:
    """Return what an author writes for a type."""
    for alias, words in ALIASES:
        if hint == alias or _extends(hint, alias):
            return words
    origin = get_origin(hint)
    if origin is Annotated:
        return words_for(get_args(hint)[0])
    if isinstance(hint, NewType):
        kind = _kind_of(hint.__name__)
        return f"[{kind}](#{kind}) id"
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in get_args(hint))
    if origin in (Union, python_types.UnionType):
        return " or ".join(words_for(part) for part in get_args(hint) if part is not type(None))
    if origin is tuple:
        return f"list of: {words_for(get_args(hint)[0])}"
    if hint in SIMPLE:
        return SIMPLE[hint]
    return f"[{hint.__name__}](#{hint.__name__.lower()})"


def _extends(hint: Any, alias: Any) -> bool:
    """Say whether a type is a named one with further limits."""
    own, known = getattr(hint, "__metadata__", ()), getattr(alias, "__metadata__", ())
    return bool(own) and own[: len(known)] == known and get_args(hint)[0] == get_args(alias)[0]


def _kind_of(name: str) -> str:
    words = "".join(
        f"-{letter.lower()}" if letter.isupper() else letter for letter in name.removesuffix("Id")
    )
    return words.strip("-")


@cache
def parts_of(model: type[Value]) -> tuple[type[Value], ...]:
    """Return the models that a model's fields hold, each with those inside it."""
    hints = get_type_hints(model, include_extras=True).values()
    return tuple(dict.fromkeys(part for hint in hints for part in _models_in(hint)))


def _models_in(hint: Any) -> Iterator[type[Value]]:
    if isinstance(hint, type) and issubclass(hint, Value):
        yield hint
        yield from parts_of(hint)
    for part in get_args(hint):
        yield from _models_in(part)


def table(model: type[Value], without: type[Value] | None = None) -> str:
    """Return the table of a model's fields.

    Args:
        model: whose fields.
        without: a base whose fields stand in a table of their own.
    """
    hints = get_type_hints(model, include_extras=True)
    descriptions = field_descriptions(model)
    left_out = set(without.model_fields) if without else set()
    lines = ["| field | what | needed | meaning |", "|---|---|---|---|"]
    for name, field in model.model_fields.items():
        if name not in left_out:
            meaning = " ".join(descriptions.get(name, "").split()).replace("|", "\\|")
            lines.append(f"| `{name}` | {words_for(hints[name])} | {_needed(field)} | {meaning} |")
    return "\n".join(lines)


def _needed(field: Any) -> str:
    if field.is_required():
        return "yes"
    value = field.default
    if value in (None, (), PydanticUndefined) or isinstance(value, Value):
        return ""
    if isinstance(value, tuple):
        return f"else `[{', '.join(map(str, value))}]`"
    return f"else `{str(value).lower() if isinstance(value, bool) else value}`"


def _sentence(model: type[Value]) -> str:
    return " ".join((model.__doc__ or "").split())


def page() -> str:
    """Return the whole page."""
    blocks = [model for model in _models_in(Body) if model is not Value]
    kinds = list(COLLECTIONS.items())
    parts = [part for _, (_, model) in kinds for part in parts_of(model)]
    found = sorted({part for part in parts if part not in blocks}, key=lambda part: part.__name__)
    listed = " · ".join(f"[{kind}](#{kind})" for kind, _ in kinds)
    lines = [HEAD, "## Every record", "", table(Record), "", "## Content records", ""]
    lines += [
        "What readers meet has these fields too.",
        "",
        table(Content, Record),
        "",
        "## Kinds",
        "",
        listed,
        "",
    ]
    for kind, (collection, model) in kinds:
        base: type[Record] = Content if issubclass(model, Content) else Record
        also = "every record and of content records" if base is Content else "every record"
        lines += [f"### {kind}", "", f"{_sentence(model)}"]
        lines += [f"Class `{model.__name__}`, collection `{collection}`; has the fields of {also}, and:", ""]
        lines += [table(model, base), ""]
    lines += [
        "## Blocks",
        "",
        "What a body may be made of. Markdown becomes paragraphs and lists by itself.",
        "",
    ]
    lines += ["### Every block", "", table(AuthoredBlock), ""]
    for part in dict.fromkeys(blocks):
        shared = AuthoredBlock if issubclass(part, AuthoredBlock) else None
        lines += [f"### {part.__name__}", "", _sentence(part), "", table(part, shared), ""]
    lines += ["## Parts", "", "What fields of the kinds above hold.", ""]
    for part in found:
        lines += [f"### {part.__name__}", "", _sentence(part), "", table(part), ""]
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Write the page, or say that it is out of date."""
    fresh = page()
    if "--check" in sys.argv[1:]:
        is_fresh = PAGE.is_file() and PAGE.read_text("utf-8") == fresh
        print("fresh" if is_fresh else f"{PAGE.relative_to(ROOT)} is out of date: {COMMAND}")
        return 0 if is_fresh else 1
    PAGE.write_text(fresh, "utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {fresh.count(chr(10))} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
