"""The options grid of `before-you-decide`: what standards for decision aids ask and a check can decide."""

from __future__ import annotations

import re

import pytest

from content.pages import page_of
from content.reading import in_full
from content.texts import all_pieces, is_sourced
from ketacontent import Catalog
from ketacontent.models import Topic
from ketacontent.models.block import Comparison, ItemList
from ketacontent.models.text.nodes import Strong, Text
from ketacontent.pages.texts import texts_in

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


def test_every_option_is_sourced(topic: Topic, bundled: Catalog) -> None:
    """No option without a citation, a claim or a printed value somewhere in the grid."""
    sourced = dict.fromkeys(SHORT, False)
    for id in ("side-by-side", *LISTED):
        for block in section(topic, id):
            if isinstance(block, Comparison):
                for short, row in zip(SHORT, block.rows, strict=True):
                    sourced[short] |= any(is_sourced(cell) for cell in row.cells)
            elif isinstance(block, ItemList):
                for short, item in zip(SHORT, block.items, strict=True):
                    sourced[short] |= is_sourced(item)
    assert all(sourced.values()), sourced


def test_cells_are_about_as_long_for_every_option(topic: Topic) -> None:
    """Good and bad sides get about the same room: no cell is an essay, and no option has it all."""
    for id in ("side-by-side", "harms"):
        for block in section(topic, id):
            if isinstance(block, Comparison):
                words = [sum(len(cell.plain.split()) for cell in row.cells) for row in block.rows]
                assert max(words) <= 3 * min(words), words
                assert max(len(cell.plain) for row in block.rows for cell in row.cells) <= 150


def test_options_of_the_host_come_no_earlier_and_have_no_more_lines(topic: Topic, bundled: Catalog) -> None:
    """Each option stands once in each list and table, so that none is repeated into the reader's mind."""
    for id in ("side-by-side", *LISTED):
        for block in section(topic, id):
            names = options_of(block) if isinstance(block, ItemList) else OPTIONS
            assert len(set(names)) == len(names) == 7


def test_page_is_dated_and_says_who_checked_it(bundled: Catalog) -> None:
    page = page_of("topic/before-you-decide", bundled)
    (line,) = [block for block in page.must_show if block.kind == "review"]
    words = " ".join(text.plain for text in texts_in(line))
    assert "Not clinically reviewed" in words
    assert bundled.topics["before-you-decide"].review.due.isoformat() == page.is_stale_after
    assert all(bundled.sources[id].issued or bundled.sources[id].accessed for id in ("wiles2013", "rose2003"))


def test_certainty_stands_beside_the_numbers(bundled: Catalog) -> None:
    """Every claim that the page prints is in its table of evidence, with the word for its certainty."""
    page = page_of("topic/before-you-decide", bundled)
    evidence = page.section("evidence")
    assert evidence is not None
    words = " ".join(text.plain for block in evidence.blocks for text in texts_in(block))
    assert "moderate" in words.lower() and "low" in words.lower()


def test_balanced_numbers_in_one_section(topic: Topic, bundled: Catalog) -> None:
    """The chances and the harms of the two ketamine options are both told as counts of people."""
    told = {}
    for id in ("chances", "harms"):
        for block in section(topic, id):
            if isinstance(block, ItemList):
                for short, item in zip(SHORT, block.items, strict=True):
                    told[short, id] = bool(
                        re.search(r"\d+ in 100|\d of \d", in_full(item, bundled))
                        or any(getattr(m, "field", "") for m in item.references)
                    )
    assert told["Esketamine", "chances"] and told["Esketamine", "harms"]
    assert told["Ketamine drip", "chances"]
