"""`python manage.py send_issue the-day-of-a-session`: mails an issue to everybody who confirmed."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

import ketacontent as kc
from letters.sending import send_issue


class Command(BaseCommand):
    """Mails an issue."""

    help = "Mails an issue to every person who confirmed and has not left. Run again, it mails nobody twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the id of the issue."""
        parser.add_argument("issue", help="id of a newsletter, such as the-day-of-a-session")

    def handle(self, *args: object, issue: str, **options: object) -> None:
        """Send, and say what was done."""
        try:
            sent = send_issue(issue)
        except kc.KetaContentError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{sent.mails} sent, {sent.before} had it before, {sent.refused} refused")
