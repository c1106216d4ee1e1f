"""Readers: what is read, as what, and where it stood."""

from __future__ import annotations

import html5lib
import pytest

from ketacontent.errors import ContentError
from ketacontent.lint import check_text
from ketacontent.lint.read import Format, format_of, read


def blocks(text: str, kind: Format) -> list[tuple[str, str]]:
    return [(block.kind, block.text.strip()) for block in read(text, kind).blocks]


def test_plain_text_has_titles_items_and_paragraphs() -> None:
    text = "Ketamine\n\nIt is a\nmedicine.\n\n- one\n- two\n  more\n\nRisks\n=====\nMany."
    assert blocks(text, "text") == [
        ("paragraph", "Ketamine"),
        ("paragraph", "It is a medicine."),
        ("item", "one"),
        ("item", "two more"),
        ("heading", "Risks"),
        ("paragraph", "Many."),
    ]


def test_a_short_line_before_a_long_one_is_a_title() -> None:
    assert blocks("About us\nWe give infusions in a quiet room in the middle of the town.", "text")[0] == (
        "heading",
        "About us",
    )


def test_a_wrapped_line_is_no_title() -> None:
    text = (
        "Many people in the north of the country have read the letter that\n"
        "Jane wrote in the spring of that year."
    )
    assert len(blocks(text, "text")) == 1


def test_markdown_is_read_without_code_and_front_matter() -> None:
    text = "---\ntitle: x\n---\n# *Hé* there\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\n\n> said\n"
    assert blocks(text, "markdown") == [
        ("heading", "Hé there"),
        ("header-cell", "a"),
        ("header-cell", "b"),
        ("cell", "c"),
        ("cell", "d"),
        ("quote", "said"),
    ]


def test_html_leaves_out_what_nobody_reads() -> None:
    text = (
        "<title>T</title><style>a{}</style><script>cure()</script><nav>menu</nav><p hidden>seen</p>"
        "<div hidden>no</div><template>no</template><p>A<b>B</b> &amp; C<br>D</p><!-- cure --><ul><li>i</ul>"
    )
    assert blocks(text, "html") == [
        ("heading", "T"),
        ("paragraph", "seen"),
        ("paragraph", "AB & C D"),
        ("item", "i"),
    ]


def test_html_reads_descriptions_and_alternative_texts() -> None:
    text = '<meta name="description" content="Ketamine &amp; you"><p><img src=x alt="A ward"> here</p>'
    assert blocks(text, "html") == [("description", "Ketamine & you"), ("paragraph", "A ward here")]


@pytest.mark.parametrize(
    "page",
    [
        "<p>one<p>two<div>three</p></div>",
        "<table><tr><td>a<td>b<tr><td>c</table>",
        "<ul><li>a<li>b<ul><li>c</ul></ul>",
        "text < 3 and > 4 <notatag/> & &lt; &#65; &unknown; &copy2",
        "<b>bold<i>both</b>italic</i>",
        "<p title='a>b' data-x=\"<p>\">in</p>",
        "<h1>T</h1>loose<h2>U</h2><p>end",
        "<p>a<!-- c -- > --> b<!>c<!doctype html>d</p>",
        "<script>if (a<b) '</scr'</script><p>x</p>",
        "<P CLASS=a>up</P ><p/ >x",
        "<a href=x<p>odd</a>",
        "</><p></p bogus>k",
    ],
)
def test_html_text_is_what_a_browsers_parser_sees(page: str) -> None:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    for element in list(tree.iter()):
        if element.tag == "script" or not isinstance(element.tag, str):  # a comment's tag is a function
            element.text = ""
    seen = "".join("".join(tree.itertext()).split())
    ours = "".join("".join(block.text for block in read(page, "html").blocks).split())
    assert ours == seen


def test_an_unfinished_page_is_told() -> None:
    writer = read("<p>one</p><!-- never closed <p>two</p>", "html")
    assert [block.text for block in writer.blocks] == ["one"]
    assert any("unfinished comment" in note for note in writer.notes)


def test_places_go_through_markup_entities_and_soft_hyphens() -> None:
    text = "<p>Keta\u00admine   <b>cures</b> &eacute;t&eacute; pain</p>"
    block = read(text, "html").blocks[0]
    assert block.text == "Ketamine cures été pain"
    start, end = block.place(block.text.index("Ketamine"), block.text.index("Ketamine") + 8)
    assert text[start:end] == "Keta\u00admine"
    start, end = block.place(block.text.index("été"), block.text.index("été") + 3)
    assert text[start:end] == "&eacute;t&eacute;"


def test_a_record_is_read_where_it_is_prose() -> None:
    text = "id: a-b-c\ntitle: What it is\nbody: |\n  Ketamine is a\n  medicine.\n"
    assert [block for _, block in blocks(text, "yaml")] == ["What it is", "Ketamine is a medicine."]


@pytest.mark.parametrize(
    "text",
    [
        "# yaml-language-server: $schema=../../../../schema/myth.json\n{said}",
        "title: A cure\nfalseness: 'false'\n{said}",
        "overlay: fields\n{said}",
    ],
)
def test_a_myth_record_says_its_myth_as_one(text: str) -> None:
    said = text.format(said="said: Ketamine cures depression.\n")
    assert blocks(said, "yaml")[-1][1] == "Myth: Ketamine cures depression."
    assert [f for f in check_text(said, format="yaml", document=False) if f.severity != "info"] == []


@pytest.mark.parametrize(
    "text", ["said: Ketamine cures depression.\n", "- said: Ketamine cures depression.\n", "said"]
)
def test_what_is_said_elsewhere_is_no_myth(text: str) -> None:
    assert [block for _, block in blocks(text, "yaml") if "Myth" in block] == []


def test_a_faulty_record_is_told_with_its_line() -> None:
    with pytest.raises(ContentError) as caught:
        read("a: b\nc: [\n", "yaml")
    assert caught.value.problems[0].line >= 2


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.md", "", "markdown"),
        ("a.HTM", "", "html"),
        ("a.yaml", "", "yaml"),
        ("a.txt", "", "text"),
        ("", "<!doctype html><p>x", "html"),
        ("", "<p>x", "html"),
        ("", "5 < 6", "text"),
    ],
)
def test_the_format_is_known_by_name_then_by_look(name: str, text: str, expected: str) -> None:
    assert format_of(name, text) == expected
