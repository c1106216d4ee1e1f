"""`ketacontent lint`: claims in any text that mislead, are unbalanced or unsupported."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ketacontent.lint.command import run


def lint(
    paths: Annotated[
        list[Path], typer.Argument(help="Files (text, Markdown, HTML, YAML records) or folders of them.")
    ],
    report: Annotated[str, typer.Option("--format", "-f", help="human, json, github or sarif.")] = "human",
    fail_on: Annotated[
        str, typer.Option("--fail-on", help="Lowest severity that fails: error, warning, info or never.")
    ] = "error",
    read_as: Annotated[
        str | None, typer.Option("--as", help="Read every file as text, markdown, html or yaml.")
    ] = None,
    fragments: Annotated[
        bool, typer.Option("--fragments", help="Leave out the rules about whole documents.")
    ] = False,
    rules: Annotated[
        list[Path] | None, typer.Option("--rules", help="Folder of house rules; may be given again.")
    ] = None,
) -> None:
    """Find misleading, unbalanced or unsupported claims about ketamine therapy."""
    told, code = run(
        paths, report, fail_on, document=not fragments, input_format=read_as, packs=tuple(rules or ())
    )
    if told:
        typer.echo(told)
    raise typer.Exit(code)
