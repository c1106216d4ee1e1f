"""Every component with examples in every channel: blocks of the pack's own pages, named after them.

So no example says what no record says, and a component that no page uses is seen to have none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, get_args

from markupsafe import Markup

from ketacontent.catalog import Catalog
from ketacontent.pages import Page
from ketacontent.pages.block import PageBlock
from ketacontent.pages.overviews import overview_names
from ketacontent.renderer import PAGE_KINDS, Renderer
from ketacontent.rendering.engine import Engine

CHANNELS = ("html", "email", "text", "markdown")
EACH = 3
"""Examples of one component at the most: pages differ more than their blocks do."""
_SAMPLES = 4
"""Records of each kind whose pages are searched."""


class Example(NamedTuple):
    """One block, and the page that it stands on."""

    name: str
    block: Any


def component_names() -> tuple[str, ...]:
    """Return the names of all components: the kinds of block that a page can hold."""
    found = set()
    for part in _members(PageBlock):
        kind = getattr(part, "kind", None) or _default(part, "kind")
        if isinstance(kind, str):
            found.add(kind)
    return tuple(sorted(found))


def find_examples(renderer: Renderer) -> Mapping[str, tuple[Example, ...]]:
    """Return up to `EACH` examples of every component, by its name; none for those that no page uses."""
    found: dict[str, list[Example]] = {name: [] for name in component_names()}
    for page in _pages(renderer):
        for section in page.sections:
            for block in section.blocks:
                examples = found.setdefault(block.kind, [])
                is_new = all(each.block != block for each in examples)
                if len(examples) < EACH and is_new:
                    examples.append(Example(f"{page.ref}#{section.id}", block))
    return {name: tuple(examples) for name, examples in sorted(found.items())}


def gallery_index(examples: Mapping[str, tuple[Example, ...]]) -> Markup:
    """Return the list of all components."""
    item = Markup('<li><a href="/gallery/{name}/">{name}</a> ({count})</li>')
    return Markup('<div class="kc-gallery" data-kc-gallery><h1>{title}</h1><ul>{items}</ul></div>').format(
        title="Components",
        items=Markup("\n").join(item.format(name=name, count=len(own)) for name, own in examples.items()),
    )


def gallery_page(name: str, examples: tuple[Example, ...], engines: Mapping[str, Engine]) -> Markup:
    """Return one component's examples in every channel.

    Raises:
        RenderError: a template failed.
    """
    shown = [
        Markup('<section class="kc-gallery__example"><h2>{name}</h2>{channels}</section>').format(
            name=example.name,
            channels=Markup("\n").join(
                _in_channel(channel, engines[channel].show(example.block)) for channel in CHANNELS
            ),
        )
        for example in examples
    ]
    none = Markup("<p>{}</p>").format("No page of this pack uses it.")
    return Markup(
        '<div class="kc-gallery" data-kc-gallery><p><a href="/gallery/">{back}</a></p>'
        "<h1>{name}</h1>{shown}</div>"
    ).format(back="Components", name=name, shown=Markup("\n").join(shown) or none)


def _in_channel(channel: str, shown: str) -> Markup:
    if channel == "html":
        inner = Markup('<div class="kc-page">{}</div>').format(shown)
    elif channel == "email":
        inner = Markup('<div class="kc-gallery__mail">{}</div>').format(shown)
    else:
        inner = Markup("<pre>{}</pre>").format(str(shown))
    return Markup('<h3>{}</h3><div data-channel="{}">{}</div>').format(channel, channel, inner)


def _pages(renderer: Renderer) -> Iterator[Page]:
    catalog: Catalog = renderer.catalog
    for kind in sorted(PAGE_KINDS):
        for record in list(catalog.collection(kind).values())[:_SAMPLES]:
            yield renderer.compose(record)
    for name in overview_names(catalog, renderer.context.brand):
        yield renderer.compose_overview(name)
    for kind in sorted(PAGE_KINDS):  # what only a few pages use
        for record in list(catalog.collection(kind).values())[_SAMPLES::5]:
            yield renderer.compose(record)


def _members(union: Any) -> Iterator[Any]:
    arguments = get_args(union)
    if not arguments:
        yield union
    for argument in arguments:
        if isinstance(argument, type) or get_args(argument):
            yield from _members(argument)


def _default(part: Any, name: str) -> object:
    field = getattr(part, "model_fields", {}).get(name)
    return field.default if field is not None else None
