"""`ketacontent site`: a folder of linked pages."""

from __future__ import annotations

import gc
import os
import time
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ketacontent._resources import cache_root
from ketacontent.catalog.load import load_known
from ketacontent.cli.options import Audience, BrandId, Bundled, Country, Jurisdiction, Packs, load_catalog
from ketacontent.errors import UsageError
from ketacontent.site import OutputFolder, build, build_markdown, write_mails
from ketacontent.site.builders import BUILDERS
from ketacontent.site.extras import lacks
from ketacontent.site.markdown import builder_named, markdown_files
from ketacontent.site.write import write_files

_EVERY = 0.1
"""Seconds between two pictures of the progress bar; drawing one takes as long as making a page."""


def site(
    out: Annotated[Path, typer.Argument(help="Folder for the pages; new, empty, or of an earlier build.")],
    as_: Annotated[str, typer.Option("--as", help="html, or markdown with front matter.")] = "html",
    for_: Annotated[
        str | None,
        typer.Option("--for", help=f"With --as markdown: as {', '.join(BUILDERS)} wants it, with indexes."),
    ] = None,
    markdown: Annotated[Path | None, typer.Option(help="Also write Markdown into this folder.")] = None,
    email: Annotated[
        Path | None, typer.Option(help="Also write sample mails (.eml) into this folder.")
    ] = None,
    pack: Packs = None,
    bundled: Bundled = True,
    jurisdiction: Jurisdiction = None,
    country: Country = None,
    audience: Audience = "patient",
    brand: BrandId = None,
    base_url: Annotated[
        str | None,
        typer.Option(help="Where the site will lie (https://clinic.example): for sitemap, feeds and cards."),
    ] = None,
    extras: Annotated[
        bool, typer.Option("--extras/--no-extras", help="Script, search, and the files for programs.")
    ] = True,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="Processes side by side; 0 for one a processor.")
    ] = 0,
    cache: Annotated[
        bool, typer.Option("--cache/--no-cache", help="Remember this build, and make only what has changed.")
    ] = True,
) -> None:
    """Write the bundled content, with your packs laid over it, as linked pages."""
    if as_ not in ("html", "markdown"):
        raise UsageError(f"{as_!r} is not a form.", "Use html or markdown.", "KC602")
    if for_ is not None and as_ != "markdown":
        raise UsageError("--for is about Markdown.", "Write --as markdown too.", "KC602")
    builder = builder_named(for_) if for_ is not None else None
    # Records and pages hold no circles, and looking for some among a hundred thousand objects takes long.
    gc.disable()
    memory = _memory(out) if cache and as_ == "html" else None
    if memory is not None:
        catalog = load_known(tuple(pack or ()), bundled=bundled, cache=memory)
    else:
        catalog = load_catalog(pack, bundled)
    context: dict[str, Any] = {
        "jurisdiction": jurisdiction,
        "country": country,
        "audience": audience,
        "brand": brand,
        "base_url": base_url,
    }
    for folder in (out, markdown, email):
        if folder is not None:
            OutputFolder(folder)  # refuses a folder that is not ours before anything is written
    if builder is not None:
        typer.echo(f"{write_files(markdown_files(catalog, builder, **context), out)} Markdown files in {out}")
        return
    if as_ == "markdown":
        typer.echo(f"{build_markdown(catalog, out, **context)} Markdown files in {out}")
        return
    columns = (TextColumn("Pages"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # No thread of the bar's own may run while the build starts processes.
    with Progress(*columns, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("pages", total=None)
        shown = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal shown
            if done == total or time.monotonic() - shown > _EVERY:
                shown = time.monotonic()
                bar.update(task, completed=done, total=total, refresh=True)

        pages = build(
            catalog,
            out,
            progress=progress,
            cache=memory,
            jobs=jobs or os.cpu_count() or 1,
            extras=extras,
            **context,
        )
    typer.echo("\n".join([f"{pages} pages in {out}", *(lacks(base_url) if extras else ())]))
    if markdown is not None:
        typer.echo(f"{build_markdown(catalog, markdown, **context)} Markdown files in {markdown}")
    if email is not None:
        mails = {key: value for key, value in context.items() if value is not None}
        typer.echo(f"{write_mails(catalog, email, **mails)} mails in {email}")


def _memory(out: Path) -> Path:
    """Return the folder where builds of one site remember, apart from the site: nobody shall publish it."""
    return cache_root() / "site" / blake2b(os.fsencode(out.absolute()), digest_size=12).hexdigest()
