"""The command's frame: its sub-commands, and how errors end it."""

from __future__ import annotations

import sys

import typer

from ketacontent.cli.check import check
from ketacontent.cli.lint import lint
from ketacontent.cli.list import list_records
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
app.command()(schema)
app.command()(review)
app.command("sign")(sign_record)
app.command()(diff)


def main() -> None:
    """Run the command; errors are told without a traceback."""
    try:
        app()
    except KetaContentError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. Nothing was half-written.\n")
        sys.exit(130)
    except OSError as error:
        sys.stderr.write(f"{error.filename or 'A file'}: {error.strerror or error}.\n")
        sys.exit(2)
