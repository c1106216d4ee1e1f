"""`ketacontent list`: what there is."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from ketacontent.cli.options import Bundled, Packs, load_catalog
from ketacontent.models.kinds import COLLECTIONS

_MOST = 100
"""Records that a search lists, best first."""


def list_records(
    kind: Annotated[
        str | None, typer.Argument(help="A kind, such as route; without one, all kinds with counts.")
    ] = None,
    tag: Annotated[str | None, typer.Option(help="Only records with this tag.")] = None,
    search: Annotated[str | None, typer.Option(help="Only records that hold these words.")] = None,
    pack: Packs = None,
    bundled: Bundled = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List kinds with their counts, or the records of one kind."""
    catalog = load_catalog(pack, bundled)
    if kind is None and tag is None and search is None:
        counts = {name: len(catalog.collection(name)) for name in COLLECTIONS}
        if as_json:
            typer.echo(
                json.dumps(
                    {"pack": catalog.manifest.id, "version": catalog.manifest.version, "kinds": counts}
                )
            )
            return
        _print(("kind", "records"), [(name, str(count)) for name, count in counts.items()])
        return
    records = catalog.search(search, limit=len(catalog)) if search else catalog.select(kind, tag=tag)
    if search:
        records = tuple(
            r
            for r in records
            if (kind is None or r.kind == kind) and (tag is None or tag in getattr(r, "tags", ()))
        )[:_MOST]
    if as_json:
        typer.echo(
            json.dumps(
                [{"kind": r.kind, "id": r.id, "title": r.title, "version": r.version} for r in records]
            )
        )
        return
    _print(("record", "title"), [(record.ref, record.title) for record in records])


def _print(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    if not rows:
        typer.echo("There is no such record.")
        return
    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, markup=False).print(table)
