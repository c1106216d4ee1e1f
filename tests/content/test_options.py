"""The options grid of `before-you-decide`: what standards for decision aids ask and a check can decide."""

from __future__ import annotations

import re

import pytest

from content.reading import in_full
from content.texts import all_pieces
from ketacontent import Catalog
from ketacontent.models import Topic
from ketacontent.models.block import Comparison, ItemList
from ketacontent.models.text.nodes import Strong, Text

OPTIONS = (
    "Another medicine, or adding one",
    "ECT",
    "Esketamine spray (Spravato)",
    "Ketamine drip (off-label)",
    "Talking therapy",
    "TMS",
    "Waiting, with support",
)
"""In the order of the alphabet, which favors none."""
SHORT = ("Another medicine", "ECT", "Esketamine", "Ketamine drip", "Talking therapy", "TMS", "Waiting")
LISTED = ("chances", "lasts", "harms", "who-should-avoid")
"""Sections with one line for each option."""
NOTHING_FOUND = re.compile(r"\bwe found no (?:good )?(?:figure|rule)\b", re.I)


@pytest.fixture(scope="module")
def topic(bundled: Catalog) -> Topic:
    return bundled.topics["before-you-decide"]


def section(topic: Topic, id: str) -> list[object]:
    return [block for part in topic.sections if part.id == id for block in part.body]


def options_of(block: ItemList) -> list[str]:
    """Return the options that a list names in strong words, in order."""
    found = []
    for item in block.items:
        first = item.nodes[0]
        assert isinstance(first, Strong), f"{item.plain!r} does not begin with the name of an option."
        found.append(
            "".join(
                n.words if isinstance(n, Text) else getattr(n, "words", "") for n in first.children
            ).rstrip(":")
        )
    return found


def test_order_is_that_of_the_alphabet_and_is_stated(topic: Topic) -> None:
    assert list(OPTIONS) == sorted(OPTIONS, key=str.lower)
    assert any("order of the alphabet" in piece.words for piece in all_pieces(topic)), (
        "Say what the order is."
    )


@pytest.mark.parametrize("id", ["side-by-side", "harms"])
def test_every_table_has_all_options_in_one_order(id: str, topic: Topic) -> None:
    tables = [block for block in section(topic, id) if isinstance(block, Comparison)]
    assert tables, f"The section {id} has no table."
    for table in tables:
        assert tuple(row.label.plain for row in table.rows) == OPTIONS, (
            "Same options, same order, in every table."
        )
        for row in table.rows:
            assert all(cell.plain.strip() for cell in row.cells), f"{row.label.plain} has an empty cell."


@pytest.mark.parametrize("id", LISTED)
def test_every_list_has_all_options_in_one_order(id: str, topic: Topic) -> None:
    lists = [block for block in section(topic, id) if isinstance(block, ItemList)]
    assert [options_of(block) for block in lists] == [list(SHORT)], (
        f"The list of section {id} leaves options out, or has another order. Where nothing was found, say so."
    )


@pytest.mark.parametrize("id", LISTED[:3])
def test_every_option_has_figures_or_says_that_there_are_none(
    id: str, topic: Topic, bundled: Catalog
) -> None:
    for block in section(topic, id):
        if isinstance(block, ItemList):
            for item in block.items:
                has_figure = any(
                    getattr(mark, "kind", "") in ("claim", "side-effect") for mark in item.references
                )
                assert has_figure or NOTHING_FOUND.search(item.plain), (
                    f"{item.plain!r}: print a claim, or say that we found no figure."
                )


def test_shares_have_one_denominator(topic: Topic, bundled: Catalog) -> None:
    """Hundreds throughout; what is rarer than that is told in ten thousands, as everywhere in this pack."""
    for id in ("chances", "head-to-head", "lasts", "harms"):
        for block in section(topic, id):
            for item in block.items if isinstance(block, ItemList) else ():
                words = in_full(item, bundled)
                assert "%" not in words and not re.search(r"\b1 in (?!100\b|10,000\b)\d", words), words
                assert set(re.findall(r"\d+ in (\d[\d,]*)\b", words)) <= {"100", "10,000"}, words


def test_chances_tell_both_sides(topic: Topic) -> None:
    words = " ".join(piece.words for piece in all_pieces(topic))
    assert "the rest of each group did not get that far" in words


def test_numbers_are_said_to_be_no_race(topic: Topic) -> None:
    assert any("different trials" in point.plain and "race" in point.plain for point in topic.key_points)


def test_waiting_and_the_next_step_are_named(topic: Topic) -> None:
    assert any("doing nothing new" in point.plain for point in topic.key_points)
    assert len(topic.actions) >= 3
    assert any("date to look at the decision again" in action.plain for action in topic.actions)
    assert section(topic, "what-matters"), "Ask what matters to the reader."
    assert section(topic, "not-known"), "Say what is not known."


def test_no_option_is_favored(topic: Topic) -> None:
    for piece in all_pieces(topic):
        assert not re.search(
            r"\b(?:we recommend|you should choose|best|most effective|superior|gold standard)\b", piece.words
        ), piece


def test_no_story_of_one_person_stands_beside_numbers(topic: Topic) -> None:
    assert not [block for part in topic.sections for block in part.body if block.kind == "quote"]
