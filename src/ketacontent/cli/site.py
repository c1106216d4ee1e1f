"""`ketacontent site`: a folder of linked pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ketacontent.cli.options import Audience, BrandId, Bundled, Country, Jurisdiction, Packs, load_catalog
from ketacontent.errors import UsageError
from ketacontent.site import OutputFolder, build, build_markdown, write_mails


def site(
    out: Annotated[Path, typer.Argument(help="Folder for the pages; new, empty, or of an earlier build.")],
    as_: Annotated[str, typer.Option("--as", help="html, or markdown with front matter.")] = "html",
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
) -> None:
    """Write the bundled content, with your packs laid over it, as linked pages."""
    if as_ not in ("html", "markdown"):
        raise UsageError(f"{as_!r} is not a form.", "Use html or markdown.", "KC602")
    catalog = load_catalog(pack, bundled)
    context: dict[str, Any] = {
        "jurisdiction": jurisdiction,
        "country": country,
        "audience": audience,
        "brand": brand,
    }
    for folder in (out, markdown, email):
        if folder is not None:
            OutputFolder(folder)  # refuses a folder that is not ours before anything is written
    if as_ == "markdown":
        typer.echo(f"{build_markdown(catalog, out, **context)} Markdown files in {out}")
        return
    columns = (TextColumn("Pages"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("pages", total=None)
        pages = build(
            catalog,
            out,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
            **context,
        )
    typer.echo(f"{pages} pages in {out}")
    if markdown is not None:
        typer.echo(f"{build_markdown(catalog, markdown, **context)} Markdown files in {markdown}")
    if email is not None:
        mails = {key: value for key, value in context.items() if value is not None}
        typer.echo(f"{write_mails(catalog, email, **mails)} mails in {email}")
