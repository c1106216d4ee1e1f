"""What `ketacontent check` does with packs in other languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ketacontent.catalog.catalog import Catalog
from ketacontent.catalog.translation import with_translations
from ketacontent.errors import Problem, RenderError
from ketacontent.pages.translations import is_translated
from ketacontent.renderer import PAGE_KINDS, Renderer

if TYPE_CHECKING:
    from importlib_resources.abc import Traversable


def check_translations(catalog: Catalog, folders: Iterable[Traversable]) -> tuple[int, list[Problem]]:
    """Check packs in other languages: their files, and that every page they touch can be rendered.

    Args:
        catalog: what they translate.
        folders: the packs.

    Returns:
        How many records they translate, and what is wrong or wants a look.

    Raises:
        ContentError: everything that is wrong in their files.
    """
    count, problems = 0, []
    read = with_translations(catalog, folders)
    for locale, translation in read.translations.items():
        # Interface words of a language may be the host's own; the records are checked without them.
        renderer = Renderer(read, locale=locale) if is_translated(locale) else None
        for ref, made in translation.records.items():
            count += 1
            record = catalog.get(ref)
            if made.over != record.version:
                problems.append(_outdated(ref, made.over, record.version, made.file, made.is_outdated))
            if renderer is not None and record.kind in PAGE_KINDS:
                try:
                    renderer.html(read.get(ref))
                except RenderError as error:
                    problems.append(Problem(made.file, 0, 0, "", error.what, error.fix, error.code))
    return count, problems


def _outdated(ref: str, over: str, version: str, file: str, is_outdated: bool) -> Problem:
    what = f"It translates version {over} of {ref}, and the record is at {version} now."
    what += (
        " Until it is translated again, readers get the original."
        if is_outdated
        else " Only words have changed, so readers still get the translation."
    )
    fix = f"Compare the two, translate what is new, and write `over: {version}`."
    return Problem(file, 1, 1, "over", what, fix, "KC703", "warning")
