"""Our content in projects that Sphinx builds, for browsers and for builders that write no HTML."""

from __future__ import annotations

import pytest

pytest.importorskip("sphinx", reason="Sphinx is not installed (make frameworks)")

import re
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import docutils_namespace

from ketacontent import Catalog, Renderer, testing
from ketacontent.integrations.nodes import plain_nodes
from kit.dom import elements, visible_text

MINIMAL = Path(__file__).resolve().parents[1] / "packs" / "minimal"
BOXED = "Stay until staff say you may go."
RECORD = ".. ketacontent:: route/nasal\n"

Build = Callable[..., Path]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Return a function that builds documents and returns the output folder; warnings are kept in `.said`."""

    def build(documents: dict[str, str] | None = None, builder: str = "html", **options: Any) -> Path:
        for name, text in (documents or {}).items():
            title = name.title()
            (tmp_path / f"{name}.rst").write_text(f"{title}\n{'=' * len(title)}\n\n{text}", "utf-8")
        given = {"packs": [str(MINIMAL)], "bundled": False, "country": "US"}
        given |= {name: options.pop(name) for name in [*options] if name in ("packs", "country", "brand")}
        settings = {
            "extensions": ["ketacontent.integrations.sphinx"],
            "html_theme": "basic",
            "project": "Clinic",
            **{f"ketacontent_{name}": value for name, value in given.items()},
            **options,
        }
        said = StringIO()
        with docutils_namespace():
            app = Sphinx(
                tmp_path,
                None,
                tmp_path / "out" / builder,
                tmp_path / "trees",
                builder,
                settings,
                status=None,
                warning=said,
            )
            app.build()
        (tmp_path / "said").write_text(said.getvalue(), "utf-8")
        return tmp_path / "out" / builder

    return build


def said(tmp_path: Path) -> str:
    """Return the warnings, but for those of another build that ran in this process before."""
    lines = (tmp_path / "said").read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if "is already registered" not in line)


def test_a_directive_becomes_the_record_in_html(build: Build, tmp_path: Path, minimal: Catalog) -> None:
    out = build({"index": f"Before.\n\n{RECORD}\nAfter.\n"})
    output = (out / "index.html").read_text("utf-8")
    assert Renderer(minimal, country="US").html(minimal.routes["nasal"]) not in ("", output)
    testing.assert_must_show(output, [minimal.routes["nasal"]], Renderer(minimal, country="US"))
    words = visible_text(output)
    assert words.index("Before.") < words.index(BOXED) < words.index("After.")
    assert "kc-notice" in output
    assert (out / "_static" / "ketacontent.css").read_text("utf-8").rstrip().endswith("light; }")
    assert "_static/ketacontent.css" in output
    assert said(tmp_path) == ""


@pytest.mark.parametrize("builder", ["text", "latex", "man", "epub", "singlehtml", "dirhtml"])
def test_no_builder_drops_a_notice(build: Build, builder: str, minimal: Catalog) -> None:
    out = build(
        {"index": RECORD}, builder, epub_copyright="2026", version="1", man_make_section_directory=False
    )
    files = {
        "text": "index.txt",
        "latex": "clinic.tex",
        "man": "clinic.1",
        "epub": "index.xhtml",
    }
    written = (out / files.get(builder, "index.html")).read_text("utf-8")
    squeezed = " ".join(written.replace("\\&", "").replace("’", "'").split())
    for block in Renderer(minimal, country="US").compose(minimal.routes["nasal"]).must_show:
        if block.kind == "notice":
            assert [p.plain for p in (*block.body, block.action) if p and p.plain not in squeezed] == []
        if block.kind == "review":
            assert block.text.plain.split(".")[0] in squeezed


def test_epub_gets_no_html_that_is_no_xhtml(build: Build) -> None:
    from xml.etree import ElementTree

    out = build({"index": RECORD}, "epub", epub_copyright="2026", version="1")
    ElementTree.parse(out / "index.xhtml")


def test_one_notice_of_a_section_is_enough(build: Build) -> None:
    section = ".. ketacontent:: route/nasal\n   :section: {}\n\n"
    out = build({"index": section.format("facts") + section.format("law")})
    assert visible_text((out / "index.html").read_text("utf-8")).count(BOXED) == 1
    text = build(None, "text") / "index.txt"
    assert text.read_text("utf-8").count(BOXED) == 1


def test_own_words_stand_with_what_must_show(build: Build) -> None:
    documents = {"index": "We have plants.\n\n.. ketacontent-notices:: route/nasal\n"}
    words = visible_text((build(documents) / "index.html").read_text("utf-8"))
    assert words.index("plants") < words.index(BOXED)
    assert BOXED in (build(None, "text") / "index.txt").read_text("utf-8")


def test_links_lead_to_the_documents_that_show_the_records(build: Build) -> None:
    documents = {
        "index": ".. toctree::\n\n   spray\n   ways\n",
        "spray": RECORD,
        "ways": ".. ketacontent-list:: route\n",
    }
    out = build(documents)
    hrefs = [e.get("href") for e in elements((out / "ways.html").read_text("utf-8"), "a")]
    assert hrefs.count("spray.html") > 1  # one of them is the theme's
    ids = [e.get("id") for e in elements((out / "spray.html").read_text("utf-8"), "section")]
    assert len(ids) == len(set(ids))


def test_a_document_is_read_again_when_what_it_shows_has_changed(build: Build, tmp_path: Path) -> None:
    """Nothing in the documents changes: only the pack, and of it only what one of them shows."""
    pack = shutil.copytree(MINIMAL, tmp_path / "pack", dirs_exist_ok=True)
    documents = {
        "index": ".. toctree::\n\n   spray\n   plain\n",
        "spray": RECORD,
        "plain": "Nothing of the pack.\n",
    }
    out = build(documents, packs=[str(pack)])
    before = {file.name: file.stat().st_mtime_ns for file in out.glob("*.html")}
    notice = next(file for file in pack.rglob("*.yaml") if BOXED in file.read_text("utf-8"))
    notice.write_text(notice.read_text("utf-8").replace(BOXED, "Stay until a nurse says so."), "utf-8")
    build(None, packs=[str(pack)])
    assert "Stay until a nurse says so." in (out / "spray.html").read_text("utf-8")
    assert (out / "plain.html").stat().st_mtime_ns == before["plain.html"]
    assert (out / "spray.html").stat().st_mtime_ns > before["spray.html"]


def test_another_country_makes_another_page(build: Build) -> None:
    out = build({"index": ".. ketacontent:: topic/cold-feet\n"})
    assert "911" in visible_text((out / "index.html").read_text("utf-8"))
    build(None, country="GB")
    assert "0000 116 999" in visible_text((out / "index.html").read_text("utf-8"))


FAULTS = {
    ".. ketacontent:: route/nasall": "There is no route 'nasall'. Did you mean nasal?  KC601",
    ".. ketacontent:: source/trial-one": "There is no kind of page 'source'.",
    ".. ketacontent:: route": "'route' is not kind/id.",
    ".. ketacontent-list:: route/nasal": "is not the name of a listing",
    ".. ketacontent-list:: routes": "There is no listing 'routes'. Did you mean route?",
    f"{RECORD}   :section: nothing": "route/nasal has no section 'nothing'. Its sections: ",
    f"{RECORD}   :heading: 7": "heading is '7'.",
    ".. ketacontent-notices:: route/nasall": "Did you mean nasal?",
}
"""Directive -> what is told of it."""


def test_faults_are_told_with_file_and_line(build: Build, tmp_path: Path) -> None:
    build({"index": "\n\n".join(FAULTS)}, "pseudoxml")
    source = (tmp_path / "index.rst").read_text("utf-8").splitlines()
    told = re.findall(r"index\.rst:(\d+): ERROR: (.+)", said(tmp_path))
    assert [source[int(line) - 1] for line, _ in told] == [fault.splitlines()[0] for fault in FAULTS]
    assert [w for (_, message), w in zip(told, FAULTS.values(), strict=True) if w not in message] == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"packs": ["nowhere"]}, "nowhere"),
        ({"country": "usa"}, "KC602"),
        ({"brand": "nobody"}, "KC601"),
        ({"ketacontent_color_scheme": "sepia"}, "Use one of: light, dark, auto."),
    ],
)
def test_a_wrong_option_ends_the_build(build: Build, options: dict[str, Any], words: str) -> None:
    with pytest.raises(ExtensionError, match=words):
        build({"index": RECORD}, **options)


@pytest.mark.parametrize(("around", "code"), [("{#", "KC401"), ("<div hidden>", "KC404"), ("<!--", "KC404")])
def test_a_theme_cannot_drop_or_hide_what_must_show(
    build: Build, tmp_path: Path, around: str, code: str
) -> None:
    after = {"{#": "#}", "<div hidden>": "</div>", "<!--": "-->"}[around]
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "page.html").write_text(f"<h1>Ours</h1>{around}{{{{ body }}}}{after}", "utf-8")
    with pytest.raises(ExtensionError, match=rf"index, in its theme(?s:.)*{code}"):
        build({"index": RECORD}, templates_path=[str(tmp_path / "ours")])


def test_markdown_becomes_the_nodes_that_it_means() -> None:
    source = "# A\n\nb *c* **d** [e](https://f.example) `g`\n\n1. h\n   - i\n\n> j\n\n"
    source += "| k | l |\n|---|---|\n| m | |\n"
    words = " ".join(node.astext() for node in plain_nodes(source))
    assert [letter for letter in "Abcdeghijklm" if letter not in words] == []
    shapes = [node.tagname for node in plain_nodes(source)]
    assert shapes == ["rubric", "paragraph", "enumerated_list", "block_quote", "table"]
    literal = plain_nodes("    code\n\n<b>x</b>\n\n---\n\na\\\nb\n")
    assert "code" in literal[0].astext()
    assert "<b>x</b>" in " ".join(node.astext() for node in literal)
