"""Sends an issue of the bundled newsletter through django-anymail, one message a reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.core.mail import EmailMultiAlternatives, get_connection

import ketacontent as kc
from ketacontent.newsletter import CompiledIssue, Reader, compile_issue
from ketacontent.newsletter.read import ReaderList
from ketacontent.newsletter.run import survey

SENDER = "Example Clinic <news@clinic.example.org>"
AT_ONCE = 100


def send_issue(id: str, readers: str | Path) -> int:
    """Send an issue to each reader of a list; returns the number of mails that the service took."""
    catalog, people = kc.load(), ReaderList(readers)
    settings = {
        "sender": SENDER,
        "unsubscribe": "https://clinic.example.org/u/{token}",
        "brand": "sample-clinic",
        "base_url": "https://clinic.example.org",
    }
    record = catalog.newsletters[id]
    variants = survey(people, compile_issue(record, catalog, **settings).form).variants
    issue = compile_issue(record, catalog, variants=variants, **settings)
    with get_connection() as connection:
        return sum(connection.send_messages(mails) or 0 for mails in _batches(issue, people))


def _batches(issue: CompiledIssue, people: ReaderList) -> Iterator[list[EmailMultiAlternatives]]:
    seen: set[str] = set()
    held: list[EmailMultiAlternatives] = []
    for chunk in people.chunks():
        for reader in issue.form.readers(chunk):
            if not isinstance(reader, Reader) or reader.address.lower() in seen:
                continue
            seen.add(reader.address.lower())
            held.append(_message(issue, reader))
            if len(held) == AT_ONCE:
                yield held
                held = []
    if held:
        yield held


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
