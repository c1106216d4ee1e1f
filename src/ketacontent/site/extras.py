"""What a site has beside its pages and styles: script, search, files for programs; and what it lacks.

A build plugs this in at four places: `extras_shell` before pages are planned, `extra_files` into the plan,
`search_files` when the pages are made, before anything is put in place, `lacks` into what it says at the end.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ketacontent.catalog import Catalog
from ketacontent.pages import Context
from ketacontent.rendering.shell import Shell
from ketacontent.site.addresses import Addresses
from ketacontent.site.cards import card_place
from ketacontent.site.languages import SiteLanguage
from ketacontent.site.machine import CHANGES, machine_files
from ketacontent.site.plan import PlannedFile
from ketacontent.site.script import FIRST_SCRIPT, SCRIPT, make_first_script, make_script
from ketacontent.site.search import EXTRA, SEARCH, find_pagefind, make_search_index
from ketacontent.site.summaries import Summaries


def extras_shell(shell: Shell, base_url: str | None) -> Shell:
    """Return what stands around a page with the ways to script, search and feed, seen from the first page."""
    return replace(
        shell,
        script_href=SCRIPT,
        first_script_href=FIRST_SCRIPT,
        search_href=SEARCH if find_pagefind() else None,
        feed_href=CHANGES if base_url else None,
    )


def with_card(shell: Shell, kind: str, base_url: str | None) -> Shell:
    """Return what stands around a page with the card of its kind, which only a whole address can name."""
    return replace(shell, card_href=Addresses(base_url).of(card_place(kind))) if base_url else shell


def extra_files(
    catalog: Catalog,
    context: Context,
    pages: Sequence[str],
    *,
    title: str,
    base_url: str | None,
    languages: Sequence[SiteLanguage] = (),
    summaries: Summaries | None = None,
) -> Iterator[PlannedFile]:
    """Yield the script and the files for programs.

    Args:
        catalog: what the site shows.
        context: for whom.
        pages: the files of all pages that a reader may come to; not the one for addresses without a page.
        title: the name of the site.
        base_url: where the site will lie, if that is known.
        languages: all languages of the site, where it has several.
        summaries: what lists say of each record, where an earlier build kept some.
    """
    yield PlannedFile(SCRIPT, lambda: make_script().encode(), owner="the script")
    yield PlannedFile(FIRST_SCRIPT, lambda: make_first_script().encode(), owner="the first script")
    yield from machine_files(
        catalog, context, pages, title=title, base_url=base_url, languages=languages, summaries=summaries
    )


def search_files(pages: Mapping[str, Path]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the search index, with their places in the site; none without the program.

    Args:
        pages: where each finished page of the site can be read now, by its place in the site.

    Raises:
        UsageError: (KC610) the program failed.
    """
    program = find_pagefind()
    if program is None:
        return
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for place, page in pages.items():
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(page, folder / place)
        make_search_index(folder, program)
        for file in sorted((folder / SEARCH).rglob("*")):
            if file.is_file():
                yield file.relative_to(folder).as_posix(), file.read_bytes()


def lacks(base_url: str | None) -> tuple[str, ...]:
    """Return, in sentences, what a site lacks, and what would bring it."""
    found = []
    if not find_pagefind():
        found.append(f"No search: Pagefind is not installed (pip install 'ketacontent[{EXTRA}]').")
    if not base_url:
        found.append("No sitemap, feeds and cards: they need the site's own address (--base-url).")
    return tuple(found)
