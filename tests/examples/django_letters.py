"""Runs the Django example in a process of its own, since settings hold for a whole process. It is no test.

It serves the site on a free port, says where, and then runs each line of its input as a command of
`manage.py`; a line that holds only a dot follows each command's output. The environment names the settings
and the paths.
"""

from __future__ import annotations

import sys

import django
from django.core.management import CommandError, call_command
from django.core.wsgi import get_wsgi_application

from kit.example import served


def say(words: object) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> None:
    """Serve until the input ends."""
    django.setup()
    call_command("migrate", verbosity=0)
    with served(get_wsgi_application()) as address:
        say(address)
        for line in sys.stdin:
            try:
                call_command(*line.split())
            except CommandError as error:
                say(error)
            say(".")


if __name__ == "__main__":
    main()
