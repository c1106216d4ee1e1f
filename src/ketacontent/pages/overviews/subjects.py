"""Subjects under which records of a kind are listed: found by a record's first tag."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from ketacontent.models import Record

R = TypeVar("R", bound=Record)


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


def by_subject(kind: str, records: Iterable[R]) -> list[tuple[Subject | None, list[R]]]:
    """Return records under their subjects; those with no known tag come last, under none."""
    return _grouped(SUBJECTS.get(kind, ()), ((_subject_of(kind, record), record) for record in records))


def by_topic(
    records: Iterable[R], topic_of: Callable[[R], str | None], topics: Mapping[str, Record]
) -> list[tuple[Subject | None, list[R]]]:
    """Return records under the subjects of their topics; those of no topic come last, under none."""

    def subject_of(record: R) -> str:
        id = topic_of(record)
        return _subject_of("topic", topics[id]) if id else ""

    return _grouped(SUBJECTS["topic"], ((subject_of(record), record) for record in records))


def _subject_of(kind: str, record: Record) -> str:
    first = next(iter(getattr(record, "tags", ())), "")
    return next((each.id for each in SUBJECTS.get(kind, ()) if first in each.tags), "")


def _grouped(
    subjects: tuple[Subject, ...], pairs: Iterable[tuple[str, R]]
) -> list[tuple[Subject | None, list[R]]]:
    found: dict[str, list[R]] = {}
    for subject, record in pairs:
        found.setdefault(subject, []).append(record)
    listed: list[tuple[Subject | None, list[R]]] = [
        (each, found[each.id]) for each in subjects if each.id in found
    ]
    return [*listed, (None, found[""])] if "" in found else listed
