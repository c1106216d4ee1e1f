"""Sends mails through Django's mail backend: the request to confirm, and an issue to everybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

import ketacontent as kc
from ketacontent.models import Newsletter
from ketacontent.newsletter import CompiledIssue, Reader, Variant, compile_issue
from letters.content import mail_renderer, renderer
from letters.models import Delivery, Subscriber


@dataclass
class Sent:
    """What a run did."""

    mails: int = 0
    before: int = 0
    """Persons who have it from an earlier run, or may have: a mail that was begun is never sent again."""
    refused: int = 0
    """Persons whose row cannot be mailed."""


def ask_to_confirm(subscriber: Subscriber, address: str) -> None:
    """Mail the one question that an address gets before it is confirmed.

    Args:
        subscriber: who asked.
        address: where this site lies.
    """
    link = f"{address}{reverse('confirm', args=[subscriber.token])}"
    EmailMessage(
        "Please confirm that you want our letters",
        f"Somebody asked for our letters with this address.\n\nIf it was you, confirm here:\n{link}\n\n"
        "If not, do nothing. You will not hear from us again.\n",
        settings.LETTERS_SENDER,
        [subscriber.address],
    ).send()


def compiled(issue: Newsletter, countries: Iterable[str]) -> CompiledIssue:
    """Return an issue, ready for readers of some countries; an empty word is for who named none."""
    return compile_issue(
        issue,
        renderer().catalog,
        sender=settings.LETTERS_SENDER,
        unsubscribe=f"{settings.LETTERS_ADDRESS}/u/{{token}}/",
        brand=settings.LETTERS_BRAND,
        base_url=settings.LETTERS_ADDRESS,
        variants=[Variant(country=country) for country in countries],
    )


def send_issue(id: str) -> Sent:
    """Mail an issue to every person who confirmed and has not left, once.

    Raises:
        UnknownId: there is no such issue; near matches are named.
    """
    record, done = renderer().catalog.newsletters[id], Sent()
    people = Subscriber.objects.filter(confirmed_at__isnull=False, left_at__isnull=True).order_by("pk")
    issue = compiled(record, people.order_by("country").values_list("country", flat=True).distinct())
    with get_connection() as connection:
        for person in people.iterator():
            (reader,) = issue.readers([person.row()])
            if not isinstance(reader, Reader):
                done.refused += 1
                continue
            try:
                with transaction.atomic():
                    delivery = Delivery.objects.create(subscriber=person, issue=id)
            except IntegrityError:
                done.before += 1
                continue
            connection.send_messages([_message(issue, reader)])
            Delivery.objects.filter(pk=delivery.pk).update(sent_at=timezone.now())
            done.mails += 1
    return done


def _message(issue: CompiledIssue, reader: Reader) -> EmailMultiAlternatives:
    parts = issue.parts(reader)
    message = EmailMultiAlternatives(
        parts.subject,
        parts.text,
        settings.LETTERS_SENDER,
        [reader.address],
        headers={
            "List-Unsubscribe": f"<{parts.unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    message.attach_alternative(parts.html, "text/html")
    return message


def preview(id: str, country: str = "") -> kc.Email:
    """Return an issue as a reader of a country gets it, with the defaults of its merge fields."""
    made = mail_renderer(country)
    return made.email(made.catalog.newsletters[id])
