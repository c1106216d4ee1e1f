"""What a text may not hold: each is refused, with the place of the fault and what to do."""

from __future__ import annotations

import pytest

from ketacontent.models import RichText
from ketacontent.models.text import TextFault, has_words, is_allowed_address, refuse_characters

REFUSED = [
    ("a `code`", 2, "KC113", "`code`"),
    ("a <b>bold</b>", 2, "KC113", "HTML"),
    ("a <!-- b -->", 2, "KC113", "HTML"),
    ("<div>\nb", 0, "KC113", "HTML"),
    ("a ![b](https://c.example)", 2, "KC113", "an image"),
    ("# a", 0, "KC113", "a heading"),
    ("a\n===", 0, "KC113", "a heading"),
    ("- a", 0, "KC113", "a list"),
    ("1. a", 0, "KC113", "a list"),
    ("> a", 0, "KC113", "a quotation"),
    ("    a", 4, "KC113", "a code block"),
    ("```\na", 0, "KC113", "a code block"),
    ("***", 0, "KC113", "a rule"),
    ("a\n\nb", 3, "KC113", "several paragraphs"),
    ("a *b **c***", 5, "KC113", "stressed twice"),
    ("*a*__b__", 3, "KC113", "touch"),
    ("a [b](javascript:alert(1))", 2, "KC113", "not an address"),
    ("a [b](/c)", 2, "KC113", "not an address"),
    ("a [b](http://c.example)", 2, "KC113", "not an address"),
    ("a [b](https://c.example/&#1;)", 2, "KC113", "not an address"),
    ("a [b](https://c.example/\u200bd)", 2, "KC113", "not an address"),
    ('a [b](https://c.example "d")', 2, "KC113", "title"),
    ("a [](https://c.example)", 2, "KC113", "no words"),
    ("a [ ](https://c.example)", 2, "KC113", "no words"),
    ("a [b <https://c.example> d](https://e.example)", 5, "KC113", "inside a link"),
    ("[a]: https://b.example", 0, "KC113", "link reference"),
    ("a [[", 2, "KC113", "not closed"),
    ("a [[b] c", 2, "KC113", "not closed"),
    ("a [@b", 2, "KC113", "not closed"),
    ("a [[B]]", 2, "KC113", "not a reference"),
    ("a [[b|c#d]] [[b#c|d]]", 12, "KC113", "not a reference"),
    ("a [[]]", 2, "KC113", "not a reference"),
    ("é [@]", 2, "KC113", "not a citation"),
    ("a [@b, @c]", 2, "KC113", "not a citation"),
    ("é [b [@c]](https://d.example)", 5, "KC113", "inside a link"),
    ("a\u202eb", 1, "KC110", "U+202E"),
    ("a\x00", 1, "KC110", "U+0000"),
    ("a\r\nb", 1, "KC110", "U+000D"),
    ("\ud800", 0, "KC110", "U+D800"),
    ("a\ue000b", 1, "KC110", "U+E000"),
    ("a\U000f0000", 1, "KC110", "U+F0000"),
    ("a\ufdd0", 1, "KC110", "U+FDD0"),
    ("éé&#xE000;", 2, "KC110", "U+E000"),
    ("é &#x202E;", 2, "KC110", "U+202E"),
]


@pytest.mark.parametrize(("source", "offset", "code", "word"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_may_not_stand_in_a_text_is_refused_at_its_place(
    source: str, offset: int, code: str, word: str
) -> None:
    with pytest.raises(TextFault) as caught:
        RichText(source)
    fault = caught.value
    assert (fault.code, fault.offset) == (code, offset)
    assert word in fault.what
    assert fault.fix.endswith((".", "]]", "[[", "[@"))


@pytest.mark.parametrize("unit", ["*a", "[[a]]", "[", "<", "&#", "a_", "!["])
def test_long_rows_of_marks_are_read_or_refused(unit: str) -> None:
    source = unit * (6000 // len(unit))
    try:
        assert RichText(source).plain
    except TextFault as fault:
        assert fault.offset <= len(source)


@pytest.mark.parametrize(
    "source", ["[[" * 500_000, "[@" * 500_000, "[[a|" * 250_000], ids=["[[", "[@", "[[a|"]
)
def test_marks_that_nobody_closes_are_refused_at_the_first_one(source: str) -> None:
    """Looking for the end of each would take hours."""
    with pytest.raises(TextFault) as caught:
        RichText(source)
    assert caught.value.offset == 0


ALLOWED = [
    "https://a.example",
    "https://a.example:8080/b?c=d#e",
    "https://a.example/é",
    "mailto:a.b@c.example",
    "tel:+123",
]
FORBIDDEN = [
    *("", "https://", "https:///a", "http://a.example", "HTTPS://a.example", "//a.example", "/a", "#a", "a"),
    *(
        "javascript:alert(1)",
        " https://a.example",
        "https://a.example ",
        "https://a.example\n",
        "https://a b",
    ),
    *(
        "https://u:p@a.example",
        "https://-a.example",
        "https://a.example/<b>",
        'https://a.example/"',
        "data:,a",
    ),
    *(
        "https://a.example/\x01",
        "https://a.example/\u200b",
        "https://a.example/\u202e",
        "https://a.example\\b",
    ),
    *(
        "https://a.example/\ue000",
        "mailto:a",
        "mailto:a@b.example?bcc=c@d.example",
        "tel:",
        "tel:12a",
        "tel:1 2",
    ),
]


def test_links_lead_to_whole_addresses_of_three_schemes() -> None:
    assert [address for address in ALLOWED if not is_allowed_address(address)] == []
    assert [address for address in FORBIDDEN if is_allowed_address(address)] == []


@pytest.mark.parametrize("text", ["", " ", "\u00a0\u3000", "\u200b", "\u2028", "\u200d\u2060", "\u00ad"])
def test_what_nobody_sees_is_no_text(text: str) -> None:
    assert not has_words(text)


@pytest.mark.parametrize("text", ["a\tb\nc", "é", "\u2028a", "👩‍⚕️", "العربية", "ไทย", "a\u200fb"])
def test_letters_of_every_script_are_allowed(text: str) -> None:
    assert refuse_characters(text) == text
    assert has_words(text)
