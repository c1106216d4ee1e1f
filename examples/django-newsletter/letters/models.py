"""Who gets the letters, and what was sent to whom."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils import timezone


def new_token() -> str:
    """Return a token that nobody can guess; who has it may confirm and leave."""
    return secrets.token_urlsafe(16)


class Subscriber(models.Model):
    """A person who asked for the letters; nothing is sent before the address is confirmed."""

    address = models.EmailField(unique=True)
    name = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)
    token = models.CharField(max_length=32, unique=True, default=new_token)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    @property
    def is_active(self) -> bool:
        """Whether letters are sent to the person."""
        return self.confirmed_at is not None and self.left_at is None

    def row(self) -> dict[str, str]:
        """Return the person as a row of a list of readers."""
        return {
            "address": self.address,
            "name": self.name,
            "country": self.country,
            "token": self.token,
            "consent": "yes" if self.is_active else "no",
        }


class Delivery(models.Model):
    """One issue to one person; it is there before the mail is handed over, so that none goes twice."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE)
    issue = models.CharField(max_length=64)
    begun_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """One row for each issue and person."""

        constraints = [models.UniqueConstraint(fields=["subscriber", "issue"], name="once")]  # noqa: RUF012 - Django's form
