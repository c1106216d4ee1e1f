"""`ketacontent schema`: JSON Schema for editors and for front ends."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ketacontent.cli.count import counted
from ketacontent.errors import UnknownId
from ketacontent.export.json_schema import DIALECT, schema_kinds, schema_of, schema_text, write_schemas
from ketacontent.pages.words import LABELS

if TYPE_CHECKING:
    from collections.abc import Callable


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(help="A kind, such as route; or pack, lint-rule, page."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Folder for one file per kind.")] = None,
) -> None:
    """Print the schema of one kind, or write all of them into a folder."""
    makers = schema_makers()
    if kind is not None:
        if kind not in makers:
            raise UnknownId("kind", kind, tuple(makers))
        typer.echo(schema_text(makers[kind]()), nl=False)
        return
    written = write_schemas(out or Path("schema"), {name: make() for name, make in makers.items()})
    typer.echo(f"{counted(len(written), 'schema')} written to {written[0].parent}")


def schema_makers() -> dict[str, Callable[[], dict[str, Any]]]:
    """Return, by its name, what makes each schema: of files in packs, of rules, and of composed pages."""
    from ketacontent.pages.json_schema import page_schema

    kinds = {kind: partial(file_schema, kind) for kind in schema_kinds()}
    return {**kinds, "lint-rule": rule_schema, "page": page_schema}


def file_schema(kind: str) -> dict[str, Any]:
    """Return the schema of a kind's files; each word to choose says what a reader will see for it."""
    schema: dict[str, Any] = _told(schema_of(kind))
    return schema


def _told(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_told(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    told = {name: _told(part) for name, part in schema.items()}
    words = told.get("enum")
    if isinstance(words, list) and any(word in LABELS for word in words):
        told["enumDescriptions"] = [_shown(word, words) for word in words]
    return told


def _shown(word: str, words: list[str]) -> str:
    """Return what a reader sees for a word, and for how often something happens also what that means."""
    label = LABELS.get(f"{word} use") if "ptsd" in words else None  # anesthesia is a use and a setting
    label = label or LABELS.get(word, "")
    bounds = LABELS.get(f"{word} bounds")
    return f"{label}: {bounds}" if bounds else label


def rule_schema() -> dict[str, Any]:
    """Return the schema of a rule of the linter."""
    from ketacontent.lint.rule import Rule

    return {"$schema": DIALECT, **Rule.model_json_schema()}
