"""Entries of the reference list, in AMA style; each expected entry was written by hand after the manual."""

from __future__ import annotations

from typing import Any

import pytest

from ketacontent import RichText
from ketacontent.models import Source
from ketacontent.models.source import Author
from ketacontent.models.text.nodes import Emphasis, Link
from ketacontent.pages.citation import reference
from ketacontent.pages.words import words_of

PEOPLE = [
    Author(family=family, given=given)
    for family, given in (
        ("Adams", "Ann B."),
        ("Baker", "Jean-Luc"),
        ("Cole", "D"),
        ("Dunn", "E. F."),
        ("Eng", "Gail"),
        ("Fox", None),
        ("Gray", "Hal"),
    )
]


def source(**fields: Any) -> Source:
    return Source(
        **{"id": "a", "title": "Warm feet", "type": "article-journal", "checked": "page-checked", **fields}
    )


def entry(**fields: Any) -> RichText:
    return reference(source(**fields), words_of("en-US"))


JOURNAL = {
    "container_title": "Journal of Samples",
    "issued": "2024-05-17",
    "volume": "12",
    "issue": "3",
    "page": "45-50",
    "doi": "10.1000/abc.1",
}


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        (
            {**JOURNAL, "authors": PEOPLE[:2]},
            "Adams AB, Baker JL. Warm feet. Journal of Samples. 2024;12(3):45-50. doi:10.1000/abc.1",
        ),
        (
            {**JOURNAL, "authors": PEOPLE[:6]},
            "Adams AB, Baker JL, Cole D, Dunn EF, Eng G, Fox. Warm feet. Journal of Samples. "
            "2024;12(3):45-50. doi:10.1000/abc.1",
        ),
        (
            {**JOURNAL, "authors": PEOPLE},
            "Adams AB, Baker JL, Cole D, et al. Warm feet. Journal of Samples. 2024;12(3):45-50. "
            "doi:10.1000/abc.1",
        ),
        (
            {**JOURNAL, "authors": PEOPLE[:2], "authors_truncated": True},
            "Adams AB, Baker JL, et al. Warm feet. Journal of Samples. 2024;12(3):45-50. doi:10.1000/abc.1",
        ),
        (
            {**JOURNAL, "issue": None, "doi": None, "url": "https://journal.example/45"},
            "Warm feet. Journal of Samples. 2024;12:45-50. https://journal.example/45",
        ),
        (
            {**JOURNAL, "volume": None, "issue": None, "page": None, "title": "Warm feet?"},
            "Warm feet? Journal of Samples. 2024. doi:10.1000/abc.1",
        ),
        ({"title": "Warm feet.", "pmid": "123"}, "Warm feet. PMID 123."),
        (
            {
                "type": "webpage",
                "authors": [Author(literal="Sample Regulator")],
                "container_title": "Sample Regulator",
                "issued": "2023-10-10",
                "accessed": "2026-11-21",
                "url": "https://regulator.example/feet",
            },
            "Sample Regulator. Warm feet. October 10, 2023. Accessed November 21, 2026. "
            "https://regulator.example/feet",
        ),
        (
            {
                "type": "webpage",
                "container_title": "Feet Online",
                "publisher": "Feet Press",
                "issued": "2023-10",
                "url": "https://feet.example/",
            },
            "Warm feet. Feet Online. Feet Press. October 2023. https://feet.example/",
        ),
        (
            {
                "type": "report",
                "authors": [Author(literal="Institute of Feet")],
                "publisher": "Institute of Feet",
                "number": "NG222",
                "issued": "2022",
            },
            "Institute of Feet. Warm feet. NG222. 2022.",
        ),
        (
            {"authors": [Author(literal="Feet Group"), PEOPLE[0]], "is_retracted": True, "issued": "2001"},
            "Feet Group, Adams AB. Warm feet. 2001. Retracted.",
        ),
    ],
)
def test_an_entry_reads_as_the_manual_of_style_has_it(fields: dict[str, Any], wanted: str) -> None:
    assert " ".join(entry(**fields).plain.split()) == wanted


def test_the_journal_is_stressed_and_the_doi_is_linked() -> None:
    nodes = entry(**JOURNAL).nodes
    (journal,) = (node for node in nodes if isinstance(node, Emphasis))
    (link,) = (node for node in nodes if isinstance(node, Link))
    assert RichText.of(journal).plain == "Journal of Samples."
    assert (link.href, RichText.of(link).plain) == ("https://doi.org/10.1000/abc.1", "doi:10.1000/abc.1")


@pytest.mark.parametrize("url", ["http://old.example/page", "https://x.example/a|b"])
def test_an_address_that_no_link_may_lead_to_is_printed_and_not_linked(url: str) -> None:
    nodes = entry(url=url).nodes
    assert not [node for node in nodes if isinstance(node, Link)]
    assert RichText.of(*nodes).plain.endswith(url)
