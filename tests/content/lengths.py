"""Texts are as long as their place asks, and have the parts that readers come for."""

from __future__ import annotations

import re

from content.reading import in_full, word_count
from ketacontent import Catalog
from ketacontent.models import AdministrationRoute as Route
from ketacontent.models import Faq, Newsletter, ProcessStep, SideEffect, Topic
from ketacontent.models.block import Comparison, ItemList

TOPIC_WORDS = range(500, 1_101)
_SUMMARY = 300
"""Characters of a short answer: what a list or a search result shows."""
_HARM = ("risks", "safety", "side-effects", "get-help", "not-known")


def topic_length(topic: Topic, catalog: Catalog) -> list[str]:
    """Return whether a topic is too thin or too long, without its options grid where it has one."""
    words = word_count(without_grid(topic), catalog)
    if words in TOPIC_WORDS:
        return []
    return [
        f"It has {words} words with its claims in full; 500 to 1,100 are wanted. Move claims that only "
        "support into the field `claims`, or split the topic."
    ]


def without_grid(topic: Topic) -> Topic:
    """Return a topic without its options grid: tables, and lists with one line for each row of a table.

    A decision aid sets every option side by side on every point; cutting lines would favor some of them.
    """
    rows = max(
        (len(b.rows) for part in topic.sections for b in part.body if isinstance(b, Comparison)), default=0
    )
    sections = tuple(
        part.model_copy(update={"body": tuple(b for b in part.body if not _is_grid(b, rows))})
        for part in topic.sections
    )
    return topic.model_copy(update={"sections": sections})


def _is_grid(block: object, rows: int) -> bool:
    if isinstance(block, Comparison):
        return True
    return isinstance(block, ItemList) and rows > 2 and len(block.items) == rows


def missing_parts(topic: Topic, catalog: Catalog) -> list[str]:
    """Return the parts that a topic lacks."""
    faults = []
    if not topic.actions:
        faults.append("It has no `actions`. Say what the reader can do.")
    headings = [section.heading for section in topic.sections]
    faults += [f"Two sections are called {h!r}." for h in sorted(set(headings)) if headings.count(h) > 1]
    if not any(section.aspect in _HARM for section in topic.sections):
        faults.append(f"No section has one of the aspects {', '.join(_HARM)}. Say what may go wrong.")
    if not (topic.faqs or topic.myths):
        faults.append("It leads to no question and no myth. Add one in `faqs` or `myths`.")
    if not (topic.topics or topic.steps or topic.routes or topic.side_effects or topic.checklists):
        faults.append("It leads to no related record.")
    own = [each for each in (*catalog.faqs.values(), *catalog.myths.values()) if each.topic == topic.id]
    faults += [
        f"{each.ref} says that it belongs here. Add it to `{each.kind}s`, so that readers find it."
        for each in own
        if each.id not in (*topic.faqs, *topic.myths)
    ]
    return faults


def missing_fields(record: Route | SideEffect | ProcessStep) -> list[str]:
    """Return what readers look for on the page of a route, a side effect or a step and do not find."""
    if isinstance(record, Route):
        wanted = {
            "schedule": record.schedule,
            "not_known": record.not_known,
            "codes": record.codes,
            "clinician": record.clinician,
            "absorption.sources": record.absorption.sources or record.absorption.range is None,
            "claims": record.claims,
        }
    elif isinstance(record, SideEffect):
        wanted = {
            "claims or frequencies": record.claims or record.frequencies or record.band == "not-known",
            "onset.note": record.onset.note or record.onset.range,
            "duration.note": record.duration.note or record.duration.range,
            "frequencies (the band needs one)": record.band == "not-known"
            or any(each.setting == "treatment" for each in record.frequencies),
        }
    else:
        wanted = {
            "checklist": record.checklist,
            "questions": record.questions,
            "red_flags": record.red_flags,
            "duration": record.duration.note or record.duration.range,
        }
    return [
        f"`{name}` is empty. Readers look for it; say at least what is not known."
        for name, value in wanted.items()
        if not value
    ]


def long_answer(faq: Faq, catalog: Catalog) -> list[str]:
    """Return what is wrong with a question and its short answer."""
    faults = []
    words = in_full(faq.summary, catalog)
    if len(words) > _SUMMARY:
        faults.append(f"The short answer has {len(words)} characters; move the rest into `answer`.")
    if not faq.title.endswith("?"):
        faults.append("A question ends with a question mark.")
    return faults


def unfit_for_mail(issue: Newsletter) -> list[str]:
    """Return what would make an issue look wrong in an inbox."""
    faults = []
    if re.search(r"!|\bfree\b|[A-Z]{4,}", issue.subject):
        faults.append(f"The subject {issue.subject!r} sounds like an advertisement.")
    if len(issue.items) < 3:
        faults.append("An issue leads to three records or more.")
    return faults
