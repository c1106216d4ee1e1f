"""`ketacontent show`: one record, as a reader sees it."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from ketacontent.cli.options import (
    Audience,
    BrandId,
    Bundled,
    Country,
    Jurisdiction,
    Locale,
    Packs,
    PackTemplates,
    Translations,
    load_catalog,
)
from ketacontent.errors import UsageError
from ketacontent.renderer import CHANNELS, Renderer
from ketacontent.rendering.message import Email


def show(
    record: Annotated[str, typer.Argument(help="The record as kind/id, such as route/intravenous.")],
    as_: Annotated[
        str, typer.Option("--as", help="text, markdown, html, page, jsonld, email, or json.")
    ] = "text",
    open_: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    pack: Packs = None,
    bundled: Bundled = True,
    pack_templates: PackTemplates = False,
    jurisdiction: Jurisdiction = None,
    country: Country = None,
    audience: Audience = "patient",
    brand: BrandId = None,
    locale: Locale = "en-US",
    translations: Translations = None,
) -> None:
    """Print a record as text, or in another channel; or open its page in a browser."""
    catalog = load_catalog(pack, bundled)
    found = catalog.get(record)
    renderer = Renderer(
        catalog,
        jurisdiction=jurisdiction,
        country=country,
        audience=audience,  # type: ignore[arg-type]  # the renderer says what is wrong with another word
        brand=brand,
        locale=locale,
        translations=translations or (),
        pack_templates=(pack or ()) if pack_templates else (),
    )
    if open_:
        with tempfile.NamedTemporaryFile("w", suffix=".html", delete=False, encoding="utf-8") as file:
            file.write(renderer.page(found))
        typer.echo(file.name)
        webbrowser.open(Path(file.name).as_uri())
        return
    if as_ == "json":
        typer.echo(found.model_dump_json(indent=2, exclude_unset=True))
        return
    if as_ not in (*CHANNELS, "page"):
        raise UsageError(
            f"{as_!r} is not a form.", f"Use one of: page, json, {', '.join(CHANNELS)}.", "KC602"
        )
    shown = getattr(renderer, as_)(found)
    if isinstance(shown, Email):
        shown = f"Subject: {shown.subject}\nPreheader: {shown.preheader}\n\n{shown.text}\n{shown.html}"
    typer.echo(shown)
