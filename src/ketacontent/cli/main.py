"""The command's frame: its sub-commands, and how errors end it."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import NoReturn

import typer

from ketacontent.cli.check import check
from ketacontent.cli.lint import lint
from ketacontent.cli.list import list_records
from ketacontent.cli.new import new
from ketacontent.cli.newsletter import newsletter
from ketacontent.cli.preview import preview
from ketacontent.cli.review import diff, review, sign_record
from ketacontent.cli.schema import schema
from ketacontent.cli.show import show
from ketacontent.cli.site import site
from ketacontent.errors import KetaContentError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Typed, sourced, balanced content about ketamine therapy. "
    "Exit codes: 0 fine, 1 problems in content, 2 wrong use.",
)
app.command("list")(list_records)
app.command()(lint)
app.command()(show)
app.command()(check)
app.command()(site)
app.command()(preview)
app.command()(newsletter)
app.command()(new)
app.command()(schema)
app.command()(review)
app.command("sign")(sign_record)
app.command()(diff)


def main() -> None:
    """Run the command; errors are told without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # signs that a terminal cannot show are no reason to stop
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
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
