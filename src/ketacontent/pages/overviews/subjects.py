"""Subjects under which records of a kind are listed: found by a record's first tag."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ketacontent.models import Record


def _(message: str) -> str:
    """Mark a string for extraction; it is translated when it is used."""
    return message


class Subject(NamedTuple):
    """A heading, and the tags that belong under it."""

    id: str
    title: str
    tags: frozenset[str]


SUBJECTS: dict[str, tuple[Subject, ...]] = {
    "topic": (
        Subject("basics", _("Start here"), frozenset({"basics"})),
        Subject(
            "deciding",
            _("Deciding"),
            frozenset({"decision", "suitability", "antidepressants", "response", "options"}),
        ),
        Subject(
            "conditions",
            _("Conditions that people ask about"),
            frozenset({"depression", "anxiety", "ptsd", "pain", "suicide"}),
        ),
        Subject("treatment", _("What treatment is like"), frozenset({"session", "course", "psychotherapy"})),
        Subject(
            "risks",
            _("Safety and risks"),
            frozenset({"safety", "side-effects", "dependence", "interactions", "contraindications"}),
        ),
        Subject(
            "access", _("Getting treatment, and the law"), frozenset({"provider", "home", "law", "cost"})
        ),
        Subject(
            "around",
            _("Around and after treatment"),
            frozenset({"family", "lifestyle", "relapse", "aftercare"}),
        ),
        Subject(
            "science", _("Science and history"), frozenset({"mechanism", "history", "research", "future"})
        ),
    ),
    "condition": (
        Subject("mood", _("Depression and low mood"), frozenset({"depression", "bipolar", "crisis"})),
        Subject("anxiety-and-trauma", _("Anxiety and trauma"), frozenset({"anxiety", "ptsd"})),
        Subject("pain", _("Pain"), frozenset({"pain"})),
    ),
    "checklist": (
        Subject("deciding", _("Before you decide"), frozenset({"decision", "provider"})),
        Subject("session-day", _("Around a session"), frozenset({"session-day", "after"})),
    ),
}
"""Kind -> its subjects, in the order of the page. A pack with tags of its own is listed as one."""


def by_subject(kind: str, records: Iterable[Record]) -> list[tuple[Subject | None, list[Record]]]:
    """Return records under their subjects; those with no known tag come last, under none."""
    subjects = SUBJECTS.get(kind, ())
    found: dict[str, list[Record]] = {}
    for record in records:
        first = next(iter(getattr(record, "tags", ())), "")
        subject = next((each.id for each in subjects if first in each.tags), "")
        found.setdefault(subject, []).append(record)
    listed: list[tuple[Subject | None, list[Record]]] = [
        (each, found[each.id]) for each in subjects if each.id in found
    ]
    return [*listed, (None, found[""])] if "" in found else listed
