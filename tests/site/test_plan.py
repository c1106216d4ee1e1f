"""Plans: every file has an address of its own."""

from __future__ import annotations

import pytest

from ketacontent import UsageError
from ketacontent.site.plan import PlannedFile, unique


def planned(path: str, owner: str = "") -> PlannedFile:
    return PlannedFile(path, lambda: b"", owner=owner)


def test_files_with_different_addresses_pass_in_their_order() -> None:
    files = [planned("index.html"), planned("topic/a/index.html"), planned("topic/b/index.html")]
    assert list(unique(files)) == files


@pytest.mark.parametrize(
    "second",
    ["topic/a/index.html", "Topic/A/index.html", "topic/a", "topic/a/index.html/deeper"],
    ids=["the same", "capital letters", "a file for a folder", "a folder for a file"],
)
def test_two_files_on_one_address_are_refused_and_both_are_named(second: str) -> None:
    with pytest.raises(UsageError, match="KC607") as caught:
        list(unique([planned("topic/a/index.html", "topic/a"), planned(second, "the other page")]))
    assert "topic/a" in caught.value.what
    assert "the other page" in caught.value.what


def test_a_file_without_an_owner_is_called_by_its_path() -> None:
    with pytest.raises(UsageError, match=r"robots\.txt and robots\.txt"):
        list(unique([planned("robots.txt"), planned("robots.txt")]))


def test_an_index_file_has_the_address_of_its_folder() -> None:
    assert [planned(path).url for path in ("index.html", "faq/index.html", "feed.xml")] == [
        "",
        "faq/",
        "feed.xml",
    ]
