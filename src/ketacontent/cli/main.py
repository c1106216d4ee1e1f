"""The command's frame: its sub-commands, and how errors end it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib import import_module
from io import TextIOWrapper
from typing import Annotated, NoReturn

import typer

from ketacontent import __version__
from ketacontent.errors import KetaContentError

COMMANDS = {
    "list": "ketacontent.cli.list:list_records",
    "lint": "ketacontent.cli.lint:lint",
    "show": "ketacontent.cli.show:show",
    "check": "ketacontent.cli.check:check",
    "site": "ketacontent.cli.site:site",
    "preview": "ketacontent.cli.preview:preview",
    "newsletter": "ketacontent.cli.newsletter:newsletter",
    "new": "ketacontent.cli.new:new",
    "overlays": "ketacontent.cli.overlays:overlays",
    "locales": "ketacontent.cli.locales:locales",
    "schema": "ketacontent.cli.schema:schema",
    "export": "ketacontent.cli.export:export",
    "templates": "ketacontent.cli.templates:templates",
    "review": "ketacontent.cli.review:review",
    "sign": "ketacontent.cli.review:sign_record",
    "diff": "ketacontent.cli.review:diff",
}
"""Command -> where its function lies. Only what is asked for is imported: all together take a second."""
_HELP = (
    "Typed, sourced, balanced content about ketamine therapy. "
    "Exit codes: 0 fine, 1 problems in content, 2 wrong use."
)


def _tell_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(__version__)
        raise typer.Exit


def command_line(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the command line with some of its commands, by default all."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=_HELP)
    app.callback(help=_HELP)(_alone)
    for name in names:
        module, _, function = COMMANDS[name].partition(":")
        app.command(name)(getattr(import_module(module), function))
    return app


def _alone(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Print the version.")
    ] = False,
) -> None:
    """Keep a single command a command: without this, typer would leave out its name."""


def main() -> None:
    """Run the command; errors are told without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # signs that a terminal cannot show are no reason to stop
            stream.reconfigure(errors="backslashreplace")
    asked = sys.argv[1:2]
    try:
        command_line(asked if COMMANDS.keys() & asked else COMMANDS)()
    except KetaContentError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        _stop_writing()
    except SystemExit as end:  # what typer and rich make of the same
        if not isinstance(end.__context__, BrokenPipeError):
            raise
        _stop_writing()
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. Nothing was half-written.\n")
        sys.exit(130)
    except OSError as error:
        sys.stderr.write(f"{error.filename or 'A file'}: {error.strerror or error}.\n")
        sys.exit(2)


def _stop_writing() -> NoReturn:
    """End well: the reader, such as `head`, has seen enough. What is left to write goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]
    sys.exit(0)
