"""What pydantic says -> what an editor can act on: place, sentence, fix and code."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from ketacontent.catalog.read import Document, Path, RawValue
from ketacontent.errors import Problem, near_matches
from ketacontent.models.text import TextFault
from ketacontent.models.text.blocks import MarkdownBlock, parse_blocks

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from ketacontent.models import Value


MAX_PROBLEMS = 100
"""Problems told of one file: a file that is wrong in every line is not worth a message for each."""


def problems_of(error: ValidationError, document: Document, model: type[Value]) -> Iterator[Problem]:
    """Yield one problem for each of pydantic's complaints about a file, up to a limit."""
    for number, detail in enumerate(error.errors(include_url=False)):
        problem = _problem(detail, document, model)
        if number == MAX_PROBLEMS:
            yield problem._replace(
                what=f"The file has {error.error_count() - number} more problems.",
                fix="Correct those above first.",
            )
            return
        yield problem


def field_name(path: Path) -> str:
    """Return a path as an editor reads it: `sections.0.body`."""
    return ".".join(str(part) for part in path)


def raw_place(document: Document, location: Path) -> tuple[Path, Path]:
    """Split a location in the record into the path in the file and what lies deeper.

    Pydantic's location names the variants of unions; the file does not. A
    location inside a Markdown text ends at that text; what lies deeper then
    starts with the number of the block within it.
    """
    value: RawValue = document.data
    path: list[str | int] = []
    for number, part in enumerate(location):
        if isinstance(value, dict):
            if _is_variant(value, part, location[:number]):
                continue
            if part in value:
                value = value[str(part)]
                path.append(part)
            elif number == len(location) - 1:  # the missing or unknown field itself
                return tuple(path), (part,)
        elif isinstance(value, list) and isinstance(part, int):
            if number < len(location) - 1 and any(isinstance(entry, str) for entry in value):
                part, block = _entry_of_block(value, part)
                value = value[part]
                path.append(part)
                if isinstance(value, str):
                    return tuple(path), (block, *location[number + 1 :])
            elif part < len(value):
                value = value[part]
                path.append(part)
        elif isinstance(value, str):
            return tuple(path), location[number:]
    return tuple(path), ()


def _is_variant(block: dict[str, RawValue], part: str | int, before: Path) -> bool:
    """Say whether a part of a location names a union's variant: the `kind` of a block in a list."""
    return bool(before) and isinstance(before[-1], int) and block.get("kind") == part


def _entry_of_block(entries: list[RawValue], block: int) -> tuple[int, int]:
    """Return the entry of a body that a block comes from, and the block's number within it."""
    for number, entry in enumerate(entries):
        count = len(_blocks(entry)) if isinstance(entry, str) else 1
        if block < count:
            return number, block
        block -= count
    return len(entries) - 1, 0


@lru_cache(maxsize=8)
def _blocks(markdown: str) -> tuple[MarkdownBlock, ...]:
    try:
        return parse_blocks(markdown)
    except TextFault:
        return ()


def position_in_text(document: Document, location: Path, offset: int) -> tuple[Path, int, int]:
    """Return the file's path, line and column of a character of a text of the record."""
    path, deeper = raw_place(document, location)
    value: RawValue = document.data
    for part in path:
        value = value[part]  # type: ignore[index]
    if not isinstance(value, str):
        place = document.place(path)
        return path, place.line, place.column
    blocks = _blocks(value) if deeper else ()
    if deeper and isinstance(deeper[0], int) and deeper[0] < len(blocks):
        pieces = blocks[deeper[0]].pieces
        item = next((part for part in deeper[1:] if isinstance(part, int)), 0)
        offset += pieces[min(item, len(pieces) - 1)].offset
    elif not deeper:
        offset += len(value) - len(value.lstrip())
    return (path, *document.position(path, offset))


def _problem(detail: ErrorDetails, document: Document, model: type[Value]) -> Problem:
    location: Path = detail["loc"]
    kind = detail["type"]
    cause = detail.get("ctx", {}).get("error")
    if isinstance(cause, TextFault):
        part = () if cause.part is None else (cause.part,)
        path, line, column = position_in_text(document, (*location, *part), cause.offset)
        return Problem(document.file, line, column, field_name(path), cause.what, cause.fix, cause.code)
    path, deeper = raw_place(document, location)
    shown = field_name((*path, *(p for p in deeper if kind in ("missing", "extra_forbidden"))))
    place = document.place(path)
    if kind == "missing":
        name = str(location[-1])
        return Problem(
            document.file,
            place.line,
            place.column,
            shown,
            f"The field `{name}` is missing.",
            f"Add `{name}:`. `ketacontent schema` writes what every field holds.",
            "KC104",
        )
    if kind == "extra_forbidden":
        name = str(location[-1])
        place = document.keys.get(path, place)
        near = near_matches(name, _fields_at(model, location[:-1]))
        fix = (
            f"Did you mean `{near[0]}`?"
            if near
            else "Take it out, or see the schema for the fields of this kind."
        )
        return Problem(
            document.file, place.line, place.column, shown, f"The field `{name}` is unknown.", fix, "KC103"
        )
    given = detail["input"]
    shown_value = f'"{given[:60]}" ' if isinstance(given, str) else "The value "
    if kind == "literal_error" or kind == "union_tag_invalid":
        expected = str(detail["ctx"].get("expected") or detail["ctx"].get("expected_tags"))
        words = [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")]
        wrong = str(detail["ctx"].get("tag", given))
        near = near_matches(wrong, words)
        fix = f"Use one of: {', '.join(words)}." + (f' Did you mean "{near[0]}"?' if near else "")
        return Problem(
            document.file,
            place.line,
            place.column,
            shown,
            f'"{wrong[:60]}" is not a word for this field.',
            fix,
            "KC102",
        )
    if kind == "value_error" and not path:
        return Problem(
            document.file,
            1,
            1,
            "",
            f"The fields contradict each other: {cause}.",
            "Correct the fields named.",
            "KC114",
        )
    if kind == "value_error":
        sentence = str(cause)
        is_between_fields = place.style == "container"
        what = f"{sentence}." if is_between_fields else f"{shown_value}{sentence}."
        return Problem(
            document.file,
            place.line,
            place.column,
            shown,
            what[0].upper() + what[1:],
            "Correct the value.",
            "KC114" if is_between_fields else "KC102",
        )
    if kind == "string_pattern_mismatch":
        what, fix = f"{shown_value}does not have the right form.", f"The form is {detail['ctx']['pattern']}"
        if "a-z0-9]+(-" in fix and path[-1:] == ("id",):
            fix = "Write small letters, digits and single hyphens: like-this."
    elif given == "":
        what, fix = "The field is empty.", "Give it a value, or leave the field out."
    else:
        what, fix = f"{shown_value}is wrong here: {_lower(detail['msg'])}.", "Correct the value."
    return Problem(document.file, place.line, place.column, shown, what, fix, "KC102")


def _fields_at(model: type[Value], location: Path) -> list[str]:
    """Return the field names of the model at a location; the record's own where it is deeper."""
    if not location:
        return list(model.model_fields)
    from pydantic import BaseModel

    def names(annotation: object) -> list[str]:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return list(annotation.model_fields)
        return [name for part in getattr(annotation, "__args__", ()) for name in names(part)]

    field = model.model_fields.get(str(location[0]))
    return names(field.annotation) if field else []


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]
