"""Source -> nodes -> Markdown -> nodes is the identity, and no writer says more than the nodes."""

from __future__ import annotations

import copy
import pickle

import html5lib  # type: ignore[import-untyped]
import pytest
from hypothesis import assume, example, given
from markdown_it import MarkdownIt

from ketacontent.models import RichText
from ketacontent.models.text import TextFault, has_words
from ketacontent.models.text.nodes import Cite, Emphasis, Link, Node, Note, Ref, Strong, Text
from ketacontent.models.text.parse import parse_inline
from ketacontent.models.text.write import to_html, to_markdown, to_plain
from strategies import node_trees, page_nodes, plain_words, rich_words, sources, thorough

COMMONMARK = MarkdownIt("commonmark", {"html": False}).enable("table")


def parsed(source: str) -> tuple[Node, ...]:
    try:
        return parse_inline(source)
    except TextFault:
        assume(False)
        raise


@thorough
@given(sources)
@example("*&#32;a*")
@example("&#97;*&quot;b&quot;*")
@example("&#32;a&#32;")
@example("a&#10;b")
@example(r"[w](https://a.example/\[\[x]])")
@example("[@one]&#58; b")
@example("1&#46; b")
@example("a [[sway|two\n words]] c")
def test_what_is_written_reads_back_as_the_same_nodes(source: str) -> None:
    nodes = parsed(source)
    assert parse_inline(to_markdown(nodes)) == nodes


@thorough
@given(sources)
@example("&#xE000;")
@example("a&#0;")
@example("[a](https://a.example/&#1;)")
def test_a_text_is_read_or_refused_with_a_fault_inside_it(source: str) -> None:
    try:
        nodes = parse_inline(source)
    except TextFault as fault:
        assert 0 <= fault.offset <= len(source)
        assert fault.what and fault.fix and fault.code in ("KC110", "KC113")
    else:
        assert "\ue000" not in to_plain(nodes)


@thorough
@given(sources)
def test_html_holds_only_stress_links_and_numbers(source: str) -> None:
    nodes = parsed(source)
    tree = html5lib.parseFragment(to_html(nodes), namespaceHTMLElements=False)
    elements = [element for element in tree.iter() if isinstance(element.tag, str)][1:]
    assert {element.tag for element in elements} <= {"em", "strong", "a"}
    for element in elements:
        assert set(element.attrib) == ({"href"} if element.tag == "a" else set())
        if element.tag == "a":
            assert element.attrib["href"].startswith(("https://", "mailto:", "tel:"))
            assert not element.findall(".//a")
    assert "".join(tree.itertext()) == to_plain(nodes)


@thorough
@given(page_nodes)
@example((Text("a"), Emphasis((Text('"b"'),)), Text("c")))
@example((Strong((Text("17 of 43 (40%)"),)), Text("s")))
@example((Emphasis((Text("a"),)), Emphasis((Text("b"),))))
@example((Strong((Strong((Text("a"),)),)),))
@example((Link("https://a.example/a b`c`", (Text("d"),)), Text("`")))
def test_another_markdown_reader_sees_the_same_words_and_links(nodes: tuple[Node, ...]) -> None:
    assume(has_words(to_plain(nodes)))
    html = COMMONMARK.render(to_markdown(nodes))
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    shown = "".join(tree.itertext())
    assert shown.removesuffix("\n") == to_plain(nodes)
    assert len(list(tree.iter("a"))) == sum(isinstance(node, Link) for node in nodes)
    assert {element.tag for element in tree.iter() if element.tag not in ("DOCUMENT_FRAGMENT", "p")} <= {
        *("a", "em", "strong"),
    }


@thorough
@given(node_trees)
def test_words_are_kept_by_every_writer(nodes: tuple[Node, ...]) -> None:
    assume(has_words(to_plain(nodes)))
    page = html5lib.parseFragment(to_html(nodes), namespaceHTMLElements=False)
    # html5lib reads a carriage return as a line break, as browsers do
    assert "".join(page.itertext()) == to_plain(nodes).replace("\r\n", "\n").replace("\r", "\n")
    assert not any(isinstance(node, Note) for node in nodes) or "kc-note" in to_html(nodes)


@thorough
@given(plain_words)
def test_plain_words_are_never_read_as_marks(words: str) -> None:
    text = RichText.plain_words(words)
    assert parse_inline(text.markdown) == (Text(words),)
    assert str(text) == words


@given(rich_words)
@thorough
def test_a_text_survives_copying_and_pickling(source: str) -> None:
    text = RichText(source)
    for again in (copy.copy(text), copy.deepcopy(text), pickle.loads(pickle.dumps(text))):
        assert again == text and hash(again) == hash(text)
        assert again.nodes == text.nodes


@pytest.mark.parametrize(
    ("source", "nodes"),
    [
        ("Plain words.", (Text("Plain words."),)),
        ("one\ntwo", (Text("one two"),)),
        ("*a* and **b**", (Emphasis((Text("a"),)), Text(" and "), Strong((Text("b"),)))),
        ("[a](https://b.example)", (Link("https://b.example", (Text("a"),)),)),
        ("<a@b.example>", (Link("mailto:a@b.example", (Text("a@b.example"),)),)),
        ("a [@one; @two]", (Text("a "), Cite(("one", "two")))),
        ("[[sway]]", (Ref("glossary-term", "sway"),)),
        ("[[route/nasal|the *nose*]]", (Ref("route", "nasal", words="the *nose*"),)),
        ("[[route/nasal#session-length]]", (Ref("route", "nasal", "session-length"),)),
        (r"\[[a]] \[@b]", (Text("[[a]] [@b]"),)),
        ("3 < 4 & 5", (Text("3 < 4 & 5"),)),
        ("", ()),
    ],
)
def test_marks_become_nodes(source: str, nodes: tuple[Node, ...]) -> None:
    assert parse_inline(source) == nodes


def test_a_text_tells_its_words_marks_and_references() -> None:
    text = RichText("See *this* [[route/nasal|way]]. [@one]")
    assert str(text) == text.plain == "See this way. [one]"
    assert text.__html__() == "See <em>this</em> way. [one]"
    assert [type(mark).__name__ for mark in text.references] == ["Ref", "Cite"]
    assert [mark.offset for mark in text.references] == [11, 32]
    assert text and not RichText("")


def test_a_text_is_no_string_and_does_not_change() -> None:
    text = RichText("a")
    assert not isinstance(text, str)
    for name in ("source", "nodes", "plain", "note"):
        with pytest.raises(AttributeError):
            setattr(text, name, "b")
