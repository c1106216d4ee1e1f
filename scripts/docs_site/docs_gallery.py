"""The gallery: every component with its data and with examples in each channel, from real pages."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, get_args, get_type_hints

import ketacontent as kc
from ketacontent.pages.block import MUST_SHOW, PageBlock
from ketacontent.pages.overviews import overview_names
from ketacontent.rendering.engine import Engine
from ketacontent.site.preview.gallery import CHANNELS, Example, find_examples

ROOT = Path(__file__).resolve().parents[2]
EACH = 2
"""Examples of one component at the most."""
_PLACE = "galleryexample{}end"


class Gallery:
    """The gallery's pages. HTML of examples is put in after Markdown was read, so that nothing changes it."""

    def __init__(self) -> None:
        self.examples = _examples()
        self.html: dict[str, str] = {}
        self.models = {kind: model for model in _classes(PageBlock) for kind in [_kind(model)] if kind}

    def pages(self) -> dict[str, str]:
        """Return every page by its path."""
        found = {"gallery/index.md": self._index(), "gallery/live-page.md": _LIVE}
        return found | {f"gallery/{name}.md": self._page(name) for name in self.examples}

    def filled(self, html: str) -> str:
        """Put the examples into a page.

        A block that was taken out of its page still names places of it, such as a source's number; such words
        stay, and lead nowhere.
        """
        if "galleryexample" not in html:
            return html
        html = re.sub(r"<p>(galleryexample\d+end)</p>", lambda found: self.html[found[1]], html)
        ids = set(re.findall(r'\bid="([^"]+)"', html))
        return re.sub(
            r'<a ([^>]*)href="#(example-[^"]+)"',
            lambda found: found[0] if found[2] in ids else f"<a {found[1].strip()}".rstrip(),
            html,
        )

    @staticmethod
    @cache
    def _engine(channel: str, number: int) -> Engine:
        """Return the engine for the nth example of a page, whose ids are its own."""
        return Engine(channel, prefix=f"example-{number}-{channel}-")

    def _index(self) -> str:
        rows = [f"| [`{name}`]({name}.md) | {_summary(self.models.get(name))} |" for name in self.examples]
        return "\n".join(
            [
                "# Components",
                "",
                "Every block that a page can be made of, as each channel shows it. The examples are blocks "
                "of the bundled content; where none has such a block, of a small pack of the tests that is "
                "about cold feet.",
                "",
                "One whole page, live: [a side effect](live-page.md). To change how one of them looks, "
                "see [Templates](../templates.md#override-one-component).",
                "",
                "| component | is |",
                "|---|---|",
                *rows,
                "",
            ]
        )

    def _page(self, name: str) -> str:
        model = self.models.get(name)
        lines = [f"# {name}", "", _summary(model), ""]
        if model in MUST_SHOW:
            lines += ["This one must show: no template, overlay or brand can drop or hide it.", ""]
        files = ", ".join(f"`{channel}/{name}`" for channel in CHANNELS)
        lines += [f"Templates: {files}.", ""]
        for number, (catalog, example) in enumerate(self.examples[name], 1):
            lines += [f"## Example {number}", "", f"From `{example.name}`{catalog}.", ""]
            lines += self._channels(name, number, example)
        if not self.examples[name]:
            lines += ["No page that we have uses it.", ""]
        lines += ["## What a template is given", "", *_table(model), ""]
        return "\n".join(lines)

    def _channels(self, name: str, number: int, example: Example) -> Iterator[str]:
        for channel in CHANNELS:
            engine = self._engine(channel, number)
            shown = str(engine.show(example.block, 3))
            yield from (f"### {_CHANNEL_NAMES[channel]}", "")
            if channel in ("html", "email"):
                token = _PLACE.format(len(self.html))
                inner = f'<div class="kc-page">{shown}</div>' if channel == "html" else shown
                self.html[token] = f'<div class="docs-example docs-example--{channel}">{inner}</div>'
                yield from (token, "")
            else:
                token = _PLACE.format(len(self.html))
                self.html[token] = f'<pre class="docs-output"><code>{escape(shown.strip())}</code></pre>'
                yield from (token, "")


_CHANNEL_NAMES = {"html": "HTML", "email": "Mail", "text": "Plain text", "markdown": "Markdown"}
_LIVE = """\
# A page, live

This is `side-effect/dissociation` as our plugin for [MkDocs](../integrations/mkdocs.md) puts it into a page,
for a reader in the United States.

```ketacontent
side-effect/dissociation
```
"""


def _examples() -> dict[str, list[tuple[str, Example]]]:
    """Return examples by component: of bundled pages, of pictures, of another language, or else of tests."""
    catalog = kc.load()
    small = kc.load(packs=[ROOT / "tests" / "packs" / "minimal"], bundled=False)
    first = find_examples(kc.Renderer(catalog, country="US"))
    second: Mapping[str, tuple[Example, ...]] = find_examples(kc.Renderer(small, country="US"))
    others = [*_drawings(catalog), *_in_spanish(catalog)]
    found = {}
    for name, own in first.items():
        rare = [each for each in others if each.block.kind == name]
        found[name] = [("", each) for each in (own or rare)[:EACH]]
        found[name] = found[name] or [(" of the tests", each) for each in second[name][:EACH]]
    return found


def _drawings(catalog: kc.Catalog) -> Iterator[Example]:
    """Yield the drawings inside the pictures of topics and overviews."""
    renderer = kc.Renderer(catalog, country="US")
    pages = [renderer.compose(topic) for topic in catalog.topics.values()]
    pages += [renderer.compose_overview(name) for name in overview_names(catalog)]
    for page in pages:
        for section in page.sections:
            for block in section.blocks:
                drawing = getattr(block, "drawing", None)
                if drawing is not None:
                    yield Example(f"{page.ref}#{section.id}", drawing)


def _in_spanish(catalog: kc.Catalog) -> Iterator[Example]:
    """Yield blocks of a page for readers of Spanish, which says what is not translated."""
    page = kc.Renderer(catalog, country="US", locale="es").compose(catalog.routes["intravenous"])
    for section in page.sections:
        for block in section.blocks:
            yield Example(f"{page.ref}#{section.id}` in Spanish, `locale=es", block)


def _classes(hint: Any) -> Iterator[Any]:
    if isinstance(hint, type):
        yield hint
    for part in get_args(hint):
        yield from _classes(part)


def _kind(model: Any) -> str:
    words = get_args(get_type_hints(model).get("kind"))
    return str(words[0]) if words else ""


def _summary(model: Any) -> str:
    return " ".join(inspect.cleandoc(model.__doc__ or "").split("\n\n")[0].split()) if model else ""


def _table(model: Any) -> list[str]:
    """Return the fields of a block, and of the parts it is made of."""
    if model is None:
        return []
    lines = ["| `block.` | type |", "|---|---|"]
    parts: list[Any] = []
    for name, hint in _hints(model).items():
        lines.append(f"| `{name}` | {_written(hint)} |")
        parts += [part for part in _classes(hint) if part.__module__.startswith("ketacontent.pages")]
    for part in dict.fromkeys(parts):
        if not hasattr(part, "__annotations__"):
            continue
        lines += ["", f"`{part.__name__}`: {_summary(part)}", "", "| field | type |", "|---|---|"]
        lines += [f"| `{name}` | {_written(hint)} |" for name, hint in _hints(part).items()]
    return lines


def _hints(model: Any) -> dict[str, Any]:
    hints = get_type_hints(model)
    return {
        name: hint
        for name, hint in hints.items()
        if name != "kind" and "ClassVar" not in str(hint) and name in _own(model)
    }


def _own(model: Any) -> set[str]:
    names = {name for base in model.__mro__ for name in inspect.get_annotations(base)}
    return {name for name in names if name[0] != "_"}


def _written(hint: Any) -> str:
    text = hint.__name__ if isinstance(hint, type) and not get_args(hint) else str(hint)
    text = re.sub(r"\b(?:\w+\.)+(?=[A-Z]\w*)", "", text).replace("typing.", "").replace("NoneType", "None")
    text = re.sub(r"Literal\[([^\]]*)\]", lambda found: found[1].replace("'", ""), text)
    return f"`{text}`".replace("|", "\\|")
