"""`Page` -> JSON Schema of what `Page.model_dump_json` writes, for front ends that draw pages themselves.

It is read from the types: every part is a definition, every field is there, and a text is a string of
inline Markdown. The schemas of records are another thing (`export/json_schema.py`): they say what an author
may write.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ketacontent.models import RichText, Value
from ketacontent.models._descriptions import field_descriptions
from ketacontent.pages.page import Page
from ketacontent.pages.part import PagePart

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {
    "type": "string",
    "description": "Inline Markdown (CommonMark: emphasis, strong emphasis, links), on one line. What looks "
    "like `\\[1, 2\\]` are numbers of the page's reference list.",
}
_SCALARS: dict[object, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
    Decimal: {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
    date: {"type": "string", "format": "date"},
}


def page_schema() -> dict[str, Any]:
    """Return the JSON Schema of a composed page."""
    definitions: dict[str, Any] = {}
    _schema(Page, definitions)
    page = definitions.pop("Page")
    return {"$schema": DIALECT, "title": "Page", **page, "$defs": dict(sorted(definitions.items()))}


def _schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if hint in _SCALARS:
        return dict(_SCALARS[hint])
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"const": arguments[0]} if len(arguments) == 1 else {"enum": list(arguments)}
    if origin in (Union, UnionType):
        return {"anyOf": [_schema(argument, definitions) for argument in arguments]}
    if origin is tuple:
        return _array(arguments, definitions)
    if supertype := getattr(hint, "__supertype__", None):  # a NewType
        return _schema(supertype, definitions)
    if isinstance(hint, type) and issubclass(hint, (PagePart, Value, RichText)):
        name = "Text" if hint is RichText else hint.__name__
        if name not in definitions:
            definitions[name] = {}  # stands there before its parts are read: a part may hold itself
            definitions[name].update(dict(_TEXT) if hint is RichText else _object(hint, definitions))
        return {"$ref": f"#/$defs/{name}"}
    raise TypeError(f"{hint!r} has no JSON Schema here")


def _array(arguments: tuple[Any, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    if len(arguments) == 2 and arguments[1] is ...:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    return {
        "type": "array",
        "prefixItems": [_schema(argument, definitions) for argument in arguments],
        "items": False,
        "minItems": len(arguments),
    }


def _object(model: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(model)
    names = list(model._fields if issubclass(model, PagePart) else model.model_fields)  # type: ignore[attr-defined]
    words = field_descriptions(model)
    properties = {
        name: _schema(hints[name], definitions) | ({"description": words[name]} if name in words else {})
        for name in names
    }
    return {
        "type": "object",
        "description": " ".join((model.__doc__ or "").split()),
        "properties": properties,
        "required": names,
        "additionalProperties": False,
    }
