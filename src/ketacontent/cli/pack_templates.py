"""What is wrong with the templates that packs bring: before they run, and when pages are made with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ketacontent.catalog import Catalog
from ketacontent.catalog.pack import shown_name
from ketacontent.errors import Problem, RenderError
from ketacontent.models import Record
from ketacontent.renderer import PAGE_KINDS, Renderer
from ketacontent.rendering.sandbox.files import FOLDER
from ketacontent.rendering.sandbox.read import template_problems


def pack_template_problems(
    catalog: Catalog, folders: Sequence[Path], records: Sequence[Record]
) -> list[Problem]:
    """Return what is wrong with the templates of packs.

    Args:
        catalog: made of these packs.
        folders: the packs.
        records: what pages are made of in every channel, once the templates themselves are right; one record
            of each other kind is tried as well.
    """
    with_templates = [folder for folder in folders if (folder / FOLDER).is_dir()]
    if not with_templates:
        return []
    problems = [
        problem for folder in with_templates for problem in template_problems(folder, shown_name(folder))[0]
    ]
    if problems:
        return problems
    renderer = Renderer(catalog, pack_templates=with_templates)
    found = dict.fromkeys(_run(renderer, [*records, *_one_of_each(catalog, records)]))
    return list(found)


def _one_of_each(catalog: Catalog, records: Sequence[Record]) -> Iterator[Record]:
    """Yield one record of each kind that has a page and is not among these."""
    for kind in sorted(PAGE_KINDS - {record.kind for record in records}):
        yield from list(catalog.collection(kind).values())[:1]


def _run(renderer: Renderer, records: Sequence[Record]) -> Iterator[Problem]:
    """Yield what goes wrong when pages are made; a fault is told once, not for each page.

    A channel in which a bound is reached once is not tried again: every page would cost as much.
    """
    channels: list[Callable[[Record], object]] = [
        renderer.html,
        renderer.markdown,
        renderer.text,
        renderer.email,
    ]
    for record in records:
        if record.kind in PAGE_KINDS:
            for channel in tuple(channels):
                try:
                    channel(record)
                except RenderError as error:
                    file, _, line = error.template.rpartition(":")
                    if error.code == "KC409":
                        channels.remove(channel)
                    place = (file, int(line)) if line.isdigit() else (error.template, 0)
                    yield Problem(*place, 1 if place[1] else 0, "", error.what, error.fix, error.code)
