"""The content as Markdown for another site builder: every record's page and every overview, linked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from ketacontent.catalog import Catalog
from ketacontent.errors import UsageError
from ketacontent.models import Record
from ketacontent.pages import Page
from ketacontent.pages.overviews import HOME, NOT_FOUND, overview_names
from ketacontent.renderer import PAGE_KINDS, Renderer
from ketacontent.rendering.engine import Engine
from ketacontent.rendering.markdown import markdown
from ketacontent.rendering.must_show import MustShowCheck
from ketacontent.site.builders import BUILDERS, Builder, body_for, front_matter
from ketacontent.site.plan import PlannedFile

_CHANNEL = "markdown"
_HEADING = 3
"""Level of headings inside blocks, under those of the page's sections."""


def builder_named(name: str) -> Builder:
    """Return what a site builder wants.

    Raises:
        UsageError: (KC602) we know no such builder.
    """
    if name not in BUILDERS:
        raise UsageError(
            f"{name!r} is not a site builder that we know.", f"Use one of: {', '.join(BUILDERS)}.", "KC602"
        )
    return BUILDERS[name]


def markdown_files(catalog: Catalog, builder: Builder, **context: Any) -> Iterator[PlannedFile]:
    """Yield the Markdown files of a site.

    Args:
        catalog: what the site shows.
        builder: what will read the files.
        context: arguments of `Renderer`, such as `country` or `brand`.
    """
    writer = _Writer(catalog, builder, context)
    for name in overview_names(catalog, writer.at(0).context.brand):
        if name != NOT_FOUND:
            folder = "" if name == HOME else f"{name}/"
            yield PlannedFile(f"{folder}{builder.index}", partial(writer.overview, name), owner=name)
    for record in catalog:
        if record.kind in PAGE_KINDS:
            yield PlannedFile(
                f"{record.kind}/{record.id}.md", partial(writer.record, record), owner=record.ref
            )


class _Writer:
    """Renders pages for one builder; one renderer for each depth at which a page can lie."""

    def __init__(self, catalog: Catalog, builder: Builder, context: dict[str, Any]) -> None:
        self.catalog, self.builder, self.context = catalog, builder, context
        self.renderers: dict[int, Renderer] = {}
        self.engine = Engine(_CHANNEL, context.get("templates", ()), packs=self.at(0).pack_templates)
        self.check = MustShowCheck(self.engine, _HEADING)

    def at(self, depth: int) -> Renderer:
        """Return the renderer of pages that lie some folders deep."""
        if depth not in self.renderers:
            link, overview_link = _links(self.builder, "../" * depth)
            self.renderers[depth] = Renderer(
                self.catalog, **{**self.context, "link": link, "overview_link": overview_link}
            )
        return self.renderers[depth]

    def record(self, record: Record) -> bytes:
        """Return the file of a record's page."""
        # A page has a folder of its own as an address, but not as a file.
        depth = 2 if self.builder.links == "folders" else 1
        changed = max((change.date for change in record.changes), default=None)
        return self.written(self.at(depth).compose(record), changed.isoformat() if changed else "")

    def overview(self, name: str) -> bytes:
        """Return the file of an overview."""
        depth = 0 if name == HOME else name.count("/") + 1
        return self.written(self.at(depth).compose_overview(name))

    def written(self, page: Page, changed: str = "") -> bytes:
        """Return a page's file: front matter, then the text with all that must show."""
        own = {"title": page.title.plain, "description": page.description, self.builder.changed: changed}
        other = {
            "kind": page.kind,
            "id": page.id,
            "lang": page.locale,
            "version": page.version,
            "review_due": page.is_stale_after or "",
        }
        body = body_for(markdown(page, self.engine, self.check), self.builder)
        return f"{front_matter(own, other, self.builder)}\n{body}".encode()


def _links(builder: Builder, root: str) -> tuple[Callable[[Record], str | None], Callable[[str], str | None]]:
    is_file = builder.links == "files"

    def link(record: Record) -> str | None:
        if record.kind not in PAGE_KINDS:
            return None
        return f"{root}{record.kind}/{record.id}{'.md' if is_file else '/'}"

    def overview_link(name: str) -> str | None:
        folder = "" if name == HOME else f"{name}/"
        return f"{root}{folder}{builder.index if is_file else ''}" or "./"

    return link, overview_link
