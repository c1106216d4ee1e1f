"""`ketacontent schema`: JSON Schema for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from ketacontent.errors import UnknownId
from ketacontent.export.json_schema import schema_kinds, schema_of, write_schemas


def schema(
    kind: Annotated[
        str | None, typer.Argument(help="A kind, such as route, or `pack` for manifests.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Folder for one file per kind.")] = None,
) -> None:
    """Print the schema of one kind, or write all of them into a folder."""
    if kind is not None:
        if kind not in schema_kinds():
            raise UnknownId("kind", kind, schema_kinds())
        typer.echo(json.dumps(schema_of(kind), indent=2, ensure_ascii=False))
        return
    written = write_schemas(out or Path("schema"))
    typer.echo(f"{len(written)} schemas written to {written[0].parent}")
