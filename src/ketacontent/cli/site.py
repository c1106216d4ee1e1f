"""`ketacontent site`: a folder of linked pages.

What builds is imported when there is something to build: where nothing has
changed, starting is what takes the time.
"""

from __future__ import annotations

import gc
import os
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Any

import typer

from ketacontent._resources import cache_root
from ketacontent.catalog.load import folders_of
from ketacontent.cli.options import (
    Audience,
    BrandId,
    Bundled,
    Country,
    Jurisdiction,
    Packs,
    PackTemplates,
    Translations,
)
from ketacontent.cli.untouched import last_words, look, remember
from ketacontent.errors import UsageError


def site(
    out: Annotated[Path, typer.Argument(help="Folder for the pages; new, empty, or of an earlier build.")],
    as_: Annotated[str, typer.Option("--as", help="html, or markdown with front matter.")] = "html",
    for_: Annotated[
        str | None,
        typer.Option("--for", help="With --as markdown: as hugo, mkdocs, astro or eleventy want it."),
    ] = None,
    markdown: Annotated[Path | None, typer.Option(help="Also write Markdown into this folder.")] = None,
    email: Annotated[
        Path | None, typer.Option(help="Also write sample mails (.eml) into this folder.")
    ] = None,
    pack: Packs = None,
    bundled: Bundled = True,
    pack_templates: PackTemplates = False,
    jurisdiction: Jurisdiction = None,
    country: Country = None,
    audience: Audience = "patient",
    brand: BrandId = None,
    locale: Annotated[
        list[str] | None,
        typer.Option("--locale", help="A language, such as es. Of several, the first lies at the top."),
    ] = None,
    translations: Translations = None,
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
    context: dict[str, Any] = {
        "jurisdiction": jurisdiction,
        "country": country,
        "audience": audience,
        "brand": brand,
        "base_url": base_url,
    }
    if locale:
        context["locale"] = locale[0]
    if pack_templates:
        context["pack_templates"] = tuple(map(str, pack or ()))
    if translations:
        context["translations"] = tuple(map(str, translations))
    # Records and pages hold no circles, and looking for some among a hundred thousand objects takes long.
    gc.disable()
    memory = _memory(out) if cache and as_ == "html" else None
    sources = (
        look((*folders_of(pack or ()), *(translations or ())), (pack, bundled, extras, context, locale))
        if memory is not None
        else None
    )
    if memory is not None and sources is not None and markdown is None and email is None:
        words = last_words(memory, out, sources)
        if words is not None:
            typer.echo(words)
            return
    from ketacontent.cli.site_files import SiteFiles
    from ketacontent.site.markdown import builder_named

    builder = builder_named(for_) if for_ is not None else None
    files = SiteFiles(context, tuple(pack or ()), bundled, memory, (out, markdown, email))
    if as_ == "markdown":
        typer.echo(files.write_markdown(out, builder))
        return
    words = files.write_pages(out, extras, jobs, tuple(locale or ()))
    typer.echo(words)
    if memory is not None and sources is not None:
        remember(memory, out, sources, words)
    if markdown is not None:
        typer.echo(files.write_markdown(markdown))
    if email is not None:
        typer.echo(files.write_mails(email))


def _memory(out: Path) -> Path:
    """Return the folder where builds of one site remember, apart from the site: nobody shall publish it."""
    return cache_root() / "site" / blake2b(os.fsencode(out.absolute()), digest_size=12).hexdigest()
