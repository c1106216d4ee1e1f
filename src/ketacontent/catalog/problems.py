"""What pydantic says -> what an editor can act on: place, sentence, fix and code."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, get_args

from ketacontent.catalog.plain_yaml import RawValue
from ketacontent.catalog.read import Document, Path
from ketacontent.errors import Problem, near_matches
from ketacontent.models import Brand, types
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
    details = error.errors(include_url=False)
    inner = {detail["loc"][:-cut] for detail in details for cut in range(1, len(detail["loc"]))}
    # A list that lost its wrong entries is not too short.
    details = [each for each in details if each["type"] != "too_short" or each["loc"] not in inner]
    for number, detail in enumerate(details):
        problem = _problem(detail, document, model)
        if number == MAX_PROBLEMS:
            yield problem._replace(
                what=f"The file has {len(details) - number} more problems.", fix="Correct those above first."
            )
            return
        yield problem


def field_name(path: Path) -> str:
    """Return a path as an editor reads it: `sections.0.body`."""
    return ".".join(str(part) for part in path)


def raw_place(document: Document, location: Path, is_block: bool = False) -> tuple[Path, Path]:
    """Split a location in the record into the path in the file and what lies deeper.

    Pydantic's location names the variants of unions; the file does not. A
    location inside a Markdown text ends at that text; what lies deeper then
    starts with the number of the block within it.

    Args:
        document: the file.
        location: pydantic's.
        is_block: whether it is that of a block; one Markdown text may have become several.
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
            if (is_block or number < len(location) - 1) and any(isinstance(entry, str) for entry in value):
                part, block = _entry_of_block(value, part)
                value = value[part]
                path.append(part)
                if isinstance(value, str):
                    return tuple(path), (block, *location[number + 1 :])
                is_block = False
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
        count = _count_blocks(entry) if isinstance(entry, str) else 1
        if block < count:
            return number, block
        block -= count
    return len(entries) - 1, 0


def _count_blocks(markdown: str) -> int:
    """Return how many blocks a text became; a text that could not be cut has its fault instead."""
    try:
        return len(parse_blocks(markdown))
    except TextFault:
        return 1


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
        if cause.part is not None:  # the entry of the list, not the number of the block
            location = (*location[:-1], cause.part)
        path, line, column = position_in_text(document, location, cause.offset)
        return Problem(document.file, line, column, field_name(path), cause.what, cause.fix, cause.code)
    path, deeper = raw_place(document, location, is_block=kind.startswith(("union_tag", "model_")))
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
        if model is Brand:
            fix += " " + _LOCKED_FOR_BRANDS
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
            _FIX_OF.get(model.__name__, "Correct the fields named."),
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
            _FIX_OF.get(model.__name__, "Correct the value.") if is_between_fields else "Correct the value.",
            "KC114" if is_between_fields else "KC102",
        )
    if kind == "string_pattern_mismatch" and given != "":
        pattern = detail["ctx"]["pattern"]
        what, fix = (
            f"{shown_value}does not have the right form.",
            _FORMS.get(pattern, f"The form is {pattern}."),
        )
    elif kind in ("too_short", "too_long"):
        many, limit = detail["ctx"]["actual_length"], detail["ctx"].get("min_length")
        is_text = isinstance(given, str)
        unit = "characters" if is_text else "entries"
        if limit is not None:
            what, fix = f"The list has {many} {unit}; it needs at least {limit}.", "Add what is missing."
        else:
            limit, which = detail["ctx"]["max_length"], "text" if is_text else "list"
            what, fix = f"The {which} has {many} {unit}, more than {limit}.", "Make it shorter."
    elif kind == "string_too_long" and isinstance(given, str):
        what = f"The text has {len(given)} characters, more than {detail['ctx']['max_length']}."
        fix = "Make it shorter."
    elif kind in _EXPECTED and given != "":
        what, fix = f"{shown_value}is wrong here: {_EXPECTED[kind]} is due.", "Correct the value."
    elif given == "":
        what, fix = "The field is empty.", "Give it a value, or leave the field out."
    else:
        what, fix = f"{shown_value}is wrong here: {_lower(detail['msg'])}.", "Correct the value."
    return Problem(document.file, place.line, place.column, shown, what, fix, "KC102")


_LOCKED_FOR_BRANDS = (
    "Safety notices, crisis help and the review state are locked: no field of a brand is about them."
)
# How fields of one kind that do not go together are mended.
_FIX_OF = {
    "Brand": "Choose colors with more contrast. What safety notices say is locked, so it must be readable."
}

# What an editor should write, by pydantic's word for what is wrong.
_EXPECTED = {
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "decimal_parsing": "a number",
    "decimal_type": "a number",
    "finite_number": "a number",
    "bool_parsing": "`true` or `false`",
    "bool_type": "`true` or `false`",
    "string_type": "one line of words",
    "tuple_type": "a list, one `- entry` a line,",
    "model_type": "a group of fields",
    "model_attributes_type": "a text or a group of fields with a `kind`",
    "date_type": "a day like 2026-11-21",
    "date_from_datetime_parsing": "a day that the calendar has",
    "union_tag_not_found": "a group of fields with a `kind`",
}


def _form(shape: object) -> str:
    return str(next(part.pattern for part in get_args(shape) if hasattr(part, "pattern")))


# How an editor is told the form of a value, by the pattern that it must have.
_FORMS = {
    str(types.SLUG.pattern): "Write small letters, digits and single hyphens: like-this.",
    types.RECORD_REF_PATTERN: "Write the kind and the id: topic/what-is-ketamine-therapy.",
    _form(types.SemanticVersion): "Write three numbers: 1.0.0.",
    _form(types.PartialDate): "Write a year, a month or a day: 2019, 2019-12 or 2019-12-18.",
    _form(types.Locale): "Write a language tag: en-US.",
    _form(types.Country): "Write the two capital letters of the country: US.",
    _form(types.Color): "Write the color as #rrggbb.",
    _form(types.WebAddress): "Write a whole address: https://example.org/page.",
}


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
