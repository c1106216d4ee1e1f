"""Texts are as long as their place asks."""

from __future__ import annotations

import re

import pytest

from content.allowed import is_allowed
from content.reading import in_full, word_count
from content.texts import refs
from ketacontent import Catalog
from ketacontent.models import Faq, Newsletter, Topic

TOPIC_WORDS = range(500, 1_101)
SUMMARY = 300
"""Characters of a short answer: what a list or a search result shows."""


@pytest.mark.parametrize("ref", refs("topic"))
def test_topic_is_neither_thin_nor_long(ref: str, bundled: Catalog) -> None:
    words = word_count(bundled.get(ref), bundled)
    assert words in TOPIC_WORDS or is_allowed("topic_length", ref, f"{words} words"), (
        f"{ref} has {words} words with its claims in full; it should have 500 to 1,100. Move claims "
        "that only support "
        "into the field `claims`, or split the topic."
    )


@pytest.mark.parametrize("ref", refs("topic"))
def test_topic_has_what_readers_come_for(ref: str, bundled: Catalog) -> None:
    topic = bundled.get(ref)
    assert isinstance(topic, Topic)
    assert topic.actions, "Say what the reader can do."
    headings = [section.heading for section in topic.sections]
    assert len(set(headings)) == len(headings), "Two sections have the same heading."
    assert any(
        section.aspect in ("risks", "safety", "side-effects", "get-help", "not-known")
        for section in topic.sections
    )


@pytest.mark.parametrize("ref", refs("faq"))
def test_short_answer_is_short(ref: str, bundled: Catalog) -> None:
    faq = bundled.get(ref)
    assert isinstance(faq, Faq)
    words = in_full(faq.summary, bundled)
    assert len(words) <= SUMMARY, (
        f"{ref}: the short answer has {len(words)} characters; move the rest into `answer`."
    )
    assert faq.title.endswith("?"), "A question ends with a question mark."


@pytest.mark.parametrize("ref", refs("newsletter"))
def test_newsletter_fits_an_inbox(ref: str, bundled: Catalog) -> None:
    issue = bundled.get(ref)
    assert isinstance(issue, Newsletter)
    assert len(issue.subject) <= 78 and len(issue.preheader) <= 140
    assert not re.search(r"!|\bfree\b|[A-Z]{4,}", issue.subject), "The subject sounds like an advertisement."
    assert len(issue.items) >= 3, "An issue leads to at least three records."
