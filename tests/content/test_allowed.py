"""Exceptions are needed, name a record that is there, and say why."""

from __future__ import annotations

import pytest

from content import wording
from content.allowed import EVERYDAY_NAMES, EXEMPTIONS, LEFT_TO_PEOPLE, Exemption
from content.rules import RULES, faults_of
from ketacontent import Catalog


@pytest.mark.parametrize("entry", EXEMPTIONS, ids=lambda entry: f"{entry.rule}-{entry.record}")
def test_exception_is_needed(entry: Exemption, bundled: Catalog) -> None:
    record = bundled.get(entry.record)
    assert entry.rule in RULES, f"There is no rule {entry.rule!r}."
    assert record.kind in RULES[entry.rule][1], f"The rule {entry.rule!r} is not for {record.kind}."
    faults = faults_of(entry.rule, record, bundled)
    assert any(entry.words in fault for fault in faults), (
        f"{entry.record} no longer says {entry.words!r} against {entry.rule!r}. Take the entry out of "
        "allowed.yaml."
    )
    assert len(entry.reason.split()) >= 4, "Say why in a sentence."


def test_everyday_names_are_names_of_terms(bundled: Catalog) -> None:
    names = {
        name.partition(" (")[0].lower()
        for term in bundled.glossary_terms.values()
        for name in (term.title, *term.also_called)
    }
    assert not EVERYDAY_NAMES - names, "These names stand in no glossary term; take them out of allowed.yaml."


def test_every_word_to_avoid_is_looked_for_or_left_to_people(bundled: Catalog) -> None:
    words = {word for term in bundled.glossary_terms.values() for word in wording.avoided_words(term)}
    undecided = {word for word in words if not wording.is_checked(word)} - LEFT_TO_PEOPLE
    assert not undecided, (
        "Words on the glossary's avoid lists that nothing looks for. Add a pattern to "
        "vocabulary.yaml, or the "
        f"word to avoid_words_left_to_people in allowed.yaml: {sorted(undecided)}"
    )
    assert not LEFT_TO_PEOPLE - words, f"No avoid list names {sorted(LEFT_TO_PEOPLE - words)} any more."
