"""What templates there are: what each is for, its places, the data it gets, since which version.

Read from the templates and from the types of blocks, so that nothing here has to be kept in step by hand.
Used by the command and by the check of packs; rendering itself asks for templates by name.
"""

from __future__ import annotations

import re
from functools import cache
from types import NoneType, UnionType
from typing import Any, ClassVar, NamedTuple, Union, get_args, get_origin, get_type_hints

from ketacontent._resources import template_root
from ketacontent.errors import RenderError, near_matches
from ketacontent.models import RichText, Value
from ketacontent.pages.block import MUST_SHOW, PageBlock
from ketacontent.pages.part import PagePart
from ketacontent.rendering.engine import SUFFIXES
from ketacontent.rendering.loader import TraversableLoader
from ketacontent.rendering.renamed import RENAMED_PLACES, RENAMED_TEMPLATES

FIRST = "0.1.0"
"""The version that brought every template that `_SINCE` does not name."""
_SINCE: dict[str, str] = {}
"""Template -> the version that brought it, where that was not the first."""
WHOLE = frozenset({"document"})
"""Whole documents: head, stylesheet, structured data and the way to unsubscribe stand in them."""
LOCKED = frozenset({"notice", "crisis", "review"})
"""Templates of what must show, by name; those of `MUST_SHOW`."""
_NOT_OURS_TO_OFFER = frozenset({"evidence"})
"""Templates that only we use: a host that brings one changes nothing."""
_PURPOSES = {
    "page": "One page: title, summary, and its sections with their blocks.",
    "document": "The whole document around a page.",
}
_GIVEN: dict[str, dict[str, str]] = {
    "page": {"page": "Page", "level": "int"},
    "html/document": {
        "page": "Page",
        "title": "str",
        "site_name": "str | None",
        "fragment": "Markup",
        "jsonld": "Markup | None",
        "canonical": "str | None",
        "stylesheet": "Markup",
        "shell": "Shell",
        "contents": "tuple[Section, ...]",
        "labels": "dict[str, str]",
        "mail_href": "str | None",
        "brand": "str | None",
        "brand_style": "Markup | None",
        "footer": "tuple[str, ...]",
    },
    "email/document": {
        "page": "Page",
        "fragment": "Markup",
        "subject": "str",
        "preheader": "str",
        "brand": "str | None",
        "dark": "the brand's colors in the dark: link, accent, on_accent",
        "footer": "tuple[str, ...]",
        "unsubscribe": "str",
        "unsubscribe_words": "str",
    },
}
_PLACE = re.compile(r"{%-?\+?\s*block\s+(\w+)")


class Field(NamedTuple):
    """Something that a template gets."""

    name: str
    """As a template writes it; `[]` stands behind what holds several: `block.rows[].figure`."""
    type: str


class Component(NamedTuple):
    """A template that a host may override."""

    name: str
    """`html/list.html.jinja`."""
    channel: str
    stem: str
    """The kind of block, or `page` or `document`."""
    purpose: str
    places: tuple[str, ...]
    """Jinja blocks that a template which extends this one can fill."""
    data: tuple[Field, ...]
    since: str
    is_for_packs: bool
    """Whether a pack may bring it as well."""
    deprecated: str
    """What to use instead, and when this one goes; empty for what stays."""

    def plain(self) -> dict[str, object]:
        """Return the fields as plain data, fit for JSON."""
        return {**self._asdict(), "data": [field._asdict() for field in self.data]}


@cache
def source_of(name: str) -> str:
    """Return the text of one of our templates.

    Raises:
        RenderError: (KC403) there is none of that name; near names are told.
    """
    if name not in own_names():
        near = near_matches(name, own_names())
        fix = f"Did you mean {' or '.join(near)}?" if near else "`ketacontent templates list` names them all."
        raise RenderError(name, "There is no such template.", fix, "KC403")
    channel, _, file = name.partition("/")
    return (template_root() / channel / file).read_text("utf-8")


@cache
def own_names() -> tuple[str, ...]:
    """Return the names of all our templates that a host may override."""
    names = TraversableLoader(template_root()).list_templates()
    return tuple(name for name in names if _stem(name) not in _NOT_OURS_TO_OFFER)


@cache
def stems(channel: str) -> frozenset[str]:
    """Return the stems of the templates of a channel."""
    return frozenset(_stem(name) for name in own_names() if name.startswith(f"{channel}/"))


def components(channel: str | None = None) -> tuple[Component, ...]:
    """Return every template that a host may override, in the order of channels and names."""
    models = block_models()
    found = []
    for each in SUFFIXES if channel is None else (channel,):
        for name in own_names():
            if name.startswith(f"{each}/"):
                found.append(_component(name, each, models))
    return tuple(found)


def _component(name: str, channel: str, models: dict[str, type]) -> Component:
    stem = _stem(name)
    model = models.get(stem)
    if model is None:
        given = _GIVEN.get(f"{channel}/{stem}") or _GIVEN[stem]
        data = tuple(Field(field, type_) for field, type_ in given.items())
        purpose = _PURPOSES[stem]
    else:
        data = (*_fields("block", model), Field("level", "int"))
        purpose = (model.__doc__ or "").partition("\n")[0]
    return Component(
        name,
        channel,
        stem,
        purpose,
        tuple(_PLACE.findall(source_of(name))),
        data,
        _SINCE.get(name, FIRST),
        stem not in LOCKED | WHOLE,
        deprecation(name),
    )


def deprecation(name: str) -> str:
    """Say what is deprecated about a template: it, or one of its places; empty where nothing is."""
    said = [
        f"renamed {renamed.new}, goes in {renamed.gone}"
        for old, renamed in RENAMED_TEMPLATES.items()
        if old == name
    ]
    said += [
        f"place {place} renamed {renamed.new}, goes in {renamed.gone}"
        for (of, place), renamed in RENAMED_PLACES.items()
        if of == name
    ]
    return "; ".join(said)


def _stem(name: str) -> str:
    return name.rpartition("/")[2].partition(".")[0]


# What a block holds


def block_models() -> dict[str, type]:
    """Return the class of every block that can stand on a page, by its kind."""
    return {str(_default(model, "kind")): model for model in get_args(PageBlock)}


def _default(model: type[Any], name: str) -> object:
    return model._fields[name] if issubclass(model, PagePart) else model.model_fields[name].default


@cache
def _fields(path: str, model: type) -> tuple[Field, ...]:
    """Return the fields of a block and of the parts that it is made of, with their paths."""
    found: list[Field] = []
    for name, hint in get_type_hints(model).items():
        if get_origin(hint) is ClassVar or hint is ClassVar or name.startswith("_") or name in _UNSHOWN:
            continue
        part, ending = _part_in(hint)
        here = f"{path}.{name}"
        if part is None or "kind" in get_type_hints(part):  # a block has a template of its own
            found.append(Field(here, type_name(hint)))
        else:
            found.append(Field(here, type_name(hint)))
            found += _fields(f"{here}{ending}", part)
    return tuple(found)


_UNSHOWN = frozenset({"kind", "channels", "data_fields", "model_config"})
"""What a block has that no template prints."""


def _part_in(hint: Any) -> tuple[type | None, str]:
    """Return the part that a field is made of, and `[]` where it holds several."""
    if isinstance(hint, type):
        is_part = issubclass(hint, (PagePart, Value)) and not issubclass(hint, RichText)
        return (hint, "") if is_part else (None, "")
    for inner in get_args(hint):
        part, ending = _part_in(inner)
        if part is not None:
            return part, ending or ("[]" if get_origin(hint) is tuple else "")
    return None, ""


def type_name(hint: Any) -> str:
    """Return a type as one writes it, without modules and constraints."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint is NoneType:
        return "None"
    if hint is Ellipsis:
        return "..."
    if origin in (Union, UnionType):
        return " | ".join(type_name(each) for each in inner)
    if origin is tuple:
        return f"tuple[{', '.join(type_name(each) for each in inner)}]"
    if origin is not None and getattr(origin, "__name__", "") == "Literal":
        return "str"
    if str(origin).endswith("Literal"):
        return "str"
    if hasattr(hint, "__metadata__"):
        return type_name(inner[0])
    return getattr(hint, "__name__", str(hint))


__all__ = [
    "LOCKED",
    "MUST_SHOW",
    "WHOLE",
    "Component",
    "Field",
    "block_models",
    "components",
    "deprecation",
    "own_names",
    "source_of",
    "stems",
    "type_name",
]
