"""The whole command line, for tests that call it in their own process."""

from ketacontent.cli.main import command_line

app = command_line()
