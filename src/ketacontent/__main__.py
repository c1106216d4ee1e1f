"""`python -m ketacontent`."""

from ketacontent.cli import run

run()
