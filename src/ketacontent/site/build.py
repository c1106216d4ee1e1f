"""Catalog -> files: linked HTML pages, Markdown, sample mails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from ketacontent.catalog import Catalog
from ketacontent.models import Record
from ketacontent.pages.overviews import HOME, overview_names
from ketacontent.pages.words import words_of
from ketacontent.renderer import PAGE_KINDS, Renderer
from ketacontent.rendering.html import stylesheet
from ketacontent.rendering.shell import Shell
from ketacontent.site.output import OutputFolder
from ketacontent.site.shell import SiteShell

Progress = Callable[[int, int], None]
SHELL = Shell(stylesheet_href="assets/ketacontent.css", has_sharing=True)
SAMPLE_KINDS = ("newsletter", "topic", "route")
"""Kinds of which one record each is written as a sample mail."""


def pages_of(catalog: Catalog) -> list[Record]:
    """Return the records that have a page of their own."""
    return [record for record in catalog if record.kind in PAGE_KINDS]


def build(catalog: Catalog, out: str | Path, *, progress: Progress | None = None, **context: Any) -> int:
    """Write a folder of linked HTML pages with an index and one stylesheet.

    Args:
        catalog: what to show.
        out: a folder that is new, empty, or written by an earlier build.
        progress: is told how many pages of how many are done.
        context: arguments of `Renderer`, such as `country` or `brand`.

    Returns:
        The number of pages.

    Raises:
        UsageError: the folder holds something that is not ours.
        MissingNotice: a page lacks something that must show; nothing is written.
    """
    with OutputFolder(Path(out)) as output:
        output.write("assets/ketacontent.css", stylesheet())
        words = words_of(context.get("locale", "en-US"))
        shells = SiteShell(catalog, words, catalog.manifest.title, SHELL)
        records, overviews = pages_of(catalog), overview_names(catalog)
        for name in overviews:
            root, file = ("", "index.html") if name == HOME else ("../", f"{name}/index.html")
            renderer = Renderer(
                catalog, link=_relative(root), overview_link=_relative_overview(root), **context
            )
            html = renderer.document(renderer.compose_overview(name), shell=shells.for_overview(name, root))
            output.write(file, html)
        inner = Renderer(
            catalog, link=_relative("../../"), overview_link=_relative_overview("../../"), **context
        )
        for done, record in enumerate(records, 1):
            html = inner.page(record, shell=shells.for_record(record.kind, "../../"))
            output.write(f"{record.kind}/{record.id}/index.html", html)
            if progress:
                progress(done, len(records))
    return len(records) + len(overviews)


def build_markdown(catalog: Catalog, out: str | Path, **context: Any) -> int:
    """Write one Markdown file with front matter for each record that has a page; returns their number."""
    with OutputFolder(Path(out)) as output:
        records = pages_of(catalog)
        for renderer, record in _with_markdown_links(catalog, records, context):
            output.write(f"{record.kind}/{record.id}.md", renderer.markdown(record, front_matter=True))
    return len(records)


def write_mails(catalog: Catalog, out: str | Path, **context: Any) -> int:
    """Write one sample mail of each kind of `SAMPLE_KINDS` as .eml, dated on the pack's own day."""
    day = datetime.combine(catalog.manifest.as_of, time(9), UTC)
    renderer = Renderer(catalog, **{"brand": next(iter(catalog.brands), None), **context})
    brand = renderer.context.brand
    sender = f"{brand.title.split('(')[0].strip()} <{brand.email}>" if brand else "Sample <news@example.org>"
    written = 0
    with OutputFolder(Path(out)) as output:
        for kind in SAMPLE_KINDS:
            for record in list(catalog.collection(kind).values())[:1]:
                message = renderer.email(record).to_message(
                    to="Reader <reader@example.org>",
                    sender=sender,
                    unsubscribe=f"https://example.org/unsubscribe/{record.id}",
                    date=day,
                    message_id=f"<{record.kind}.{record.id}@example.org>",
                )
                output.write(f"{record.kind}-{record.id}.eml", message.as_bytes())
                written += 1
    return written


def _relative(root: str) -> Callable[[Record], str | None]:
    def link(record: Record) -> str | None:
        return f"{root}{record.kind}/{record.id}/index.html" if record.kind in PAGE_KINDS else None

    return link


def _relative_overview(root: str) -> Callable[[str], str | None]:
    return lambda name: f"{root}index.html" if name == "home" else f"{root}{name}/index.html"


def _with_markdown_links(
    catalog: Catalog, records: list[Record], context: dict[str, Any]
) -> Iterator[tuple[Renderer, Record]]:
    def link(record: Record) -> str | None:
        return f"../{record.kind}/{record.id}.md" if record.kind in PAGE_KINDS else None

    renderer = Renderer(catalog, **{"link": link, **context})
    for record in records:
        yield renderer, record
