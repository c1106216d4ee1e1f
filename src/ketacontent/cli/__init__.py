"""The command `ketacontent`."""

from __future__ import annotations

import sys


def run() -> None:
    """Start the command; say what to install where the command line's own packages are missing."""
    from ketacontent.errors import MissingExtra

    try:
        import typer  # noqa: F401
    except ImportError:
        sys.stderr.write(f"{MissingExtra('typer', 'cli', 'use the command line')}\n")
        sys.exit(2)
    from ketacontent.cli.main import main

    main()
