"""Options that several commands share, and how they become a catalog and a renderer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ketacontent.catalog import Catalog, load
from ketacontent.errors import UsageError

Packs = Annotated[
    list[Path] | None,
    typer.Option(
        "--pack",
        "-p",
        help="A pack folder, or entry:NAME, laid over the bundled one; may be given several times.",
    ),
]
PackTemplates = Annotated[
    bool,
    typer.Option(
        "--pack-templates/--no-pack-templates",
        help="Whether templates of the packs are used, in a sandbox.",
    ),
]
Bundled = Annotated[
    bool, typer.Option("--bundled/--no-bundled", help="Whether the bundled pack lies beneath the others.")
]
Jurisdiction = Annotated[
    str | None, typer.Option(help="Whose law is shown: US, GB, EU, CA, AU. Without one, all side by side.")
]
Country = Annotated[
    str | None,
    typer.Option(help="Whose crisis lines are shown (two letters). Without one, a list by country."),
]
Audience = Annotated[str, typer.Option(help="patient, caregiver, public or clinician.")]
Locale = Annotated[
    str, typer.Option("--locale", help="The reader's language: en-US, es, or one of --translations.")
]
Translations = Annotated[
    list[Path] | None,
    typer.Option("--translations", help="A folder with interface words of your own (docs/locales.md)."),
]
BrandId = Annotated[str | None, typer.Option("--brand", help="Id of a brand in the catalog.")]


def day(value: str | None) -> date:
    """Return a day given as YYYY-MM-DD; today for none.

    Raises:
        UsageError: it is not a day.
    """
    if value is None:
        return date.today()
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{value!r} is not a day.", "Write YYYY-MM-DD.", "KC602") from None


def load_catalog(packs: list[Path] | None, bundled: bool = True) -> Catalog:
    """Load the packs that a command was given."""
    return load(tuple(packs or ()), bundled=bundled)
