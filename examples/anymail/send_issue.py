"""Sends an issue of the bundled newsletter through django-anymail, one message a reader, each reader once.

Usage: python send_issue.py before-you-decide readers.csv
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django
from anymail.exceptions import AnymailRecipientsRefused
from django.core.mail import EmailMultiAlternatives, get_connection

import ketacontent as kc
from ketacontent.newsletter import CompiledIssue, Reader, compile_issue
from ketacontent.newsletter.ledger import Ledger
from ketacontent.newsletter.read import ReaderList
from ketacontent.newsletter.rejects import RejectsFile
from ketacontent.newsletter.run import Report, admitted, survey

SENDER = "Example Clinic <news@clinic.example.org>"


def send_issue(id: str, readers: str | Path) -> Report:
    """Send an issue to each reader of a list who has not got it yet.

    Beside the list lie, afterwards, the ledger that says who got it, and `rejects.csv` with the rows that
    got none, and why. An error of the service ends the run; the same call goes on later.
    """
    issue, people = _compiled(id, ReaderList(readers))
    report = Report()
    with (
        Ledger(people.path.with_name(f"{id}.ledger"), issue.ref) as ledger,
        RejectsFile(people.path.with_name("rejects.csv")) as rejects,
        get_connection() as connection,
    ):
        for waiting in admitted(issue, people.chunks(), ledger, rejects, report):
            for reader in waiting:
                ledger.mark(reader.address, "sending")
                try:
                    connection.send_messages([_message(issue, reader)])
                except AnymailRecipientsRefused:
                    ledger.mark(reader.address, "refused")
                else:
                    ledger.mark(reader.address, "sent")
                    report.mails += 1
        report.rejects = rejects.count
    return report


def _compiled(id: str, people: ReaderList) -> tuple[CompiledIssue, ReaderList]:
    """Compile the issue for every variant that the list asks for."""
    catalog = kc.load()
    settings = {
        "sender": SENDER,
        "unsubscribe": "https://clinic.example.org/u/{token}",
        "brand": "sample-clinic",
        "base_url": "https://clinic.example.org",
    }
    record = catalog.newsletters[id]
    variants = survey(people, compile_issue(record, catalog, **settings).form).variants
    return compile_issue(record, catalog, variants=variants, **settings), people


def _message(issue: CompiledIssue, reader: Reader) -> EmailMultiAlternatives:
    parts = issue.parts(reader)
    message = EmailMultiAlternatives(
        parts.subject,
        parts.text,
        SENDER,
        [reader.address],
        headers={
            "List-Unsubscribe": f"<{parts.unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    message.attach_alternative(parts.html, "text/html")
    return message


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
    django.setup()
    done = send_issue(*sys.argv[1:])
    sys.stdout.write(f"{done.mails} sent, {done.done_before} before, {done.rejects} refused\n")
