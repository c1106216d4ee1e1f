"""What `ketacontent site` writes: pages with a progress bar, Markdown, sample mails."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ketacontent.catalog import load
from ketacontent.catalog.load import load_known
from ketacontent.cli.count import counted
from ketacontent.site import OutputFolder, build, build_markdown, write_mails
from ketacontent.site.builders import Builder
from ketacontent.site.extras import lacks
from ketacontent.site.markdown import markdown_files
from ketacontent.site.write import write_files

_EVERY = 0.1
"""Seconds between two pictures of the progress bar; drawing one takes as long as making a page."""


class SiteFiles:
    """Loads the packs once, and writes what the command asks for; each method says what it wrote.

    Args:
        context: arguments of `Renderer`.
        packs: folders laid over the bundled pack.
        bundled: whether that lies beneath.
        memory: the folder where builds remember, or None.
        folders: all that is to be written into, some None.

    Raises:
        ContentError: everything that is wrong in the packs.
        UsageError: a folder holds something that is not ours; nothing is written.
    """

    def __init__(
        self,
        context: Mapping[str, Any],
        packs: Sequence[Path],
        bundled: bool,
        memory: Path | None,
        folders: Sequence[Path | None],
    ) -> None:
        self.context, self.memory = context, memory
        if memory is not None:
            self.catalog = load_known(packs, bundled=bundled, cache=memory)
        else:
            self.catalog = load(packs, bundled=bundled)
        for folder in folders:
            if folder is not None:
                OutputFolder(folder)

    def write_pages(self, out: Path, extras: bool, jobs: int, locales: Sequence[str] = ()) -> str:
        """Write the site."""
        columns = (TextColumn("Pages"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        # No thread of the bar's own may run while the build starts processes.
        quiet = not sys.stdout.isatty()  # else an empty line stands before what is told
        with Progress(*columns, transient=True, auto_refresh=False, disable=quiet) as bar:
            task = bar.add_task("pages", total=None)
            shown = 0.0

            def progress(done: int, total: int) -> None:
                nonlocal shown
                if done == total or time.monotonic() - shown > _EVERY:
                    shown = time.monotonic()
                    bar.update(task, completed=done, total=total, refresh=True)

            pages = build(
                self.catalog,
                out,
                progress=progress,
                cache=self.memory,
                jobs=jobs or os.cpu_count() or 1,
                extras=extras,
                locales=locales,
                **self.context,
            )
        lines = [f"{counted(pages, 'page')} in {out}", *(lacks(self.context["base_url"]) if extras else ())]
        return "\n".join(lines)

    def write_markdown(self, out: Path, builder: Builder | None = None) -> str:
        """Write Markdown with front matter, as a site builder wants it or plain."""
        if builder is not None:
            written = write_files(markdown_files(self.catalog, builder, **self.context), out)
        else:
            written = build_markdown(self.catalog, out, **self.context)
        return f"{counted(written, 'Markdown file')} in {out}"

    def write_mails(self, out: Path) -> str:
        """Write sample mails."""
        given = {key: value for key, value in self.context.items() if value is not None}
        return f"{counted(write_mails(self.catalog, out, **given), 'mail')} in {out}"
