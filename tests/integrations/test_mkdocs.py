"""Our content on sites that MkDocs builds."""

from __future__ import annotations

import pytest

pytest.importorskip("mkdocs", reason="MkDocs is not installed (make setup)")

import json
import re
import shutil
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from ketacontent import Catalog, Renderer, testing
from ketacontent.integrations.mkdocs import KetaContentPlugin, read_block
from kit.corpus import load
from kit.dom import elements, surplus, visible_text

MINIMAL = Path(__file__).resolve().parents[1] / "packs" / "minimal"
BOXED = "Stay until staff say you may go."


FRAME = """
<!DOCTYPE html>
<title>{{ page.title }} - {{ config.site_name }}</title>
{% for path in config.extra_css %}<link rel="stylesheet" href="{{ path }}">{% endfor %}
{% macro links(items) %}
{% for item in items %}{% if item.url %}<a href="{{ item.url | url }}">{{ item.title }}</a>
{% else %}<b>{{ item.title }}</b>{% endif %}
{{ links(item.children or []) }}{% endfor %}
{% endmacro %}
<nav>{{ links(nav) }}</nav>
<nav>{{ links(page.toc) }}</nav>
<main>{{ page.content }}</main>
"""
"""A small theme: navigation, contents of the page, the page."""


def bare_theme(folder: Path) -> dict[str, Any]:
    (folder / "theme").mkdir(exist_ok=True)
    (folder / "theme" / "main.html").write_text(FRAME, "utf-8")
    return {"name": None, "custom_dir": str(folder / "theme")}


def built(
    folder: Path, sources: dict[str, str], nav: Any = None, theme: Any = None, /, **options: Any
) -> Path:
    """Build a site strictly and return its folder."""
    for name, text in sources.items():
        file = folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    has_folders = options.pop("has_folders", True)
    options = {"packs": [str(MINIMAL)], "bundled": False, "country": "US", **options}
    config: dict[str, Any] = {
        "site_name": "Clinic",
        "theme": theme or bare_theme(folder),
        "strict": True,
        "nav": nav,
        "plugins": ["search", {"ketacontent": options}],
        "use_directory_urls": has_folders,
    }
    (folder / "mkdocs.yml").write_text(json.dumps(config), "utf-8")
    loaded = load_config(str(folder / "mkdocs.yml"))
    loaded.plugins.on_startup(command="build", dirty=False)
    build(loaded)
    return folder / "site"


Refuse = Callable[..., str]


@pytest.fixture
def refused(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Refuse:
    """Return a function that builds a site, expects that MkDocs gives up, and returns what it tells."""

    def refused(*given: Any, **options: Any) -> str:
        with pytest.raises(Abort):
            built(tmp_path, *given, **options)
        return caplog.text

    return refused


def block(*lines: str) -> str:
    return "\n".join(["```ketacontent", *lines, "```", ""])


def read(site: Path, name: str = "index.html") -> str:
    return (site / name).read_text("utf-8")


def test_the_plugin_is_found_by_its_name() -> None:
    found = entry_points(group="mkdocs.plugins", name="ketacontent")
    assert [entry.load() for entry in found] == [KetaContentPlugin]


def test_a_block_becomes_the_record_and_the_words_around_it_stay(tmp_path: Path, minimal: Catalog) -> None:
    site = built(tmp_path, {"index.md": f"# Ours\n\nBefore.\n\n{block('route/nasal')}\nAfter.\n"})
    output = read(site)
    assert Renderer(minimal, country="US").html(minimal.routes["nasal"]) in output
    testing.assert_must_show(output, [minimal.routes["nasal"]], Renderer(minimal, country="US"))
    words = visible_text(output)
    assert words.index("Before.") < words.index(BOXED) < words.index("After.")
    assert "ketacontentblock" not in output


def test_search_and_contents_know_what_the_block_says(tmp_path: Path) -> None:
    site = built(tmp_path, {"index.md": f"# Ours\n\n{block('route/nasal')}"})
    index = json.loads(read(site, "search/search_index.json"))
    assert any(BOXED in entry["text"] for entry in index["docs"])
    assert 'href="#kc-notices-title"' in read(site)


def test_a_page_that_shows_how_a_block_is_written_shows_just_that(tmp_path: Path) -> None:
    source = f"# How\n\n````text\n{block('route/nasal')}````\n\n~~~\n{block('no/such')}~~~\n"
    output = read(built(tmp_path, {"index.md": source}))
    assert "route/nasal" in output
    assert BOXED not in visible_text(output)


def test_a_section_brings_what_must_show_once(tmp_path: Path) -> None:
    source = block("route/nasal", "section: facts") + "\n" + block("route/nasal", "section: law")
    output = read(built(tmp_path, {"index.md": f"# Ours\n\n{source}"}))
    assert visible_text(output).count(BOXED) == 1


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_the_themes_of_mkdocs_show_what_must_show(tmp_path: Path, theme: str, minimal: Catalog) -> None:
    own = {"name": theme, "highlightjs": False}
    output = read(built(tmp_path, {"index.md": block("route/nasal")}, None, own))
    testing.assert_must_show(output, [minimal.routes["nasal"]], Renderer(minimal, country="US"))


def test_ids_on_a_page_with_two_records_stand_once(tmp_path: Path) -> None:
    output = read(built(tmp_path, {"index.md": block("route/nasal") + "\n" + block("topic/cold-feet")}))
    ids = [e.get("id") for e in elements(output, "section")]
    assert len(ids) > 8
    assert len(ids) == len(set(ids))


def test_a_page_in_the_hosts_own_words_is_completed(tmp_path: Path) -> None:
    source = "---\nketacontent: route/nasal\n---\n# Our spray room\n\nWe have plants.\n"
    words = visible_text(read(built(tmp_path, {"index.md": source})))
    assert words.index("We have plants.") < words.index(BOXED)
    assert words.count(BOXED) == 1


def test_pages_of_a_kind_are_made_linked_and_put_into_the_navigation(tmp_path: Path) -> None:
    nav = ["index.md", {"Ways": "ketacontent:route"}, {"Law": "ketacontent:law"}, "ketacontent:topic"]
    pages = {"index.md": block("route/nasal")}
    site = built(tmp_path, pages, nav, pages=["route", "topic", "law"])
    made = {path.parent.relative_to(site).as_posix() for path in site.rglob("care/**/index.html")}
    assert made == {"care/law", "care/route", "care/route/nasal", "care/topic", "care/topic/cold-feet"}
    for page in site.rglob("index.html"):
        output = page.read_text("utf-8")
        hrefs = [e.get("href", "").partition("#")[0] for e in elements(output, "a")]
        inside = [href for href in hrefs if href and ":" not in href]
        broken = [href for href in inside if not (page.parent / href / "index.html").is_file()]
        assert broken == [], page
        assert "Into the nose" in visible_text(output)  # in the navigation
    route = read(site, "care/route/nasal/index.html")
    assert "<title>Into the nose - Clinic</title>" in route
    assert ["".join(e.itertext()) for e in elements(route, "h1")] == ["Into the nose"]


def test_links_lead_to_pages_without_folders_of_their_own_too(tmp_path: Path) -> None:
    site = built(tmp_path, {"index.md": block("route/nasal")}, pages=["route", "law"], has_folders=False)
    assert (site / "care" / "route" / "nasal.html").is_file()
    inside = 0
    for page in site.rglob("*.html"):
        hrefs = [e.get("href", "").partition("#")[0] for e in elements(page.read_text("utf-8"), "a")]
        found = [href for href in hrefs if href and ":" not in href]
        assert [href for href in found if not (page.parent / href).is_file()] == [], page
        inside += len(found)
    assert inside > 8


def test_a_title_from_a_pack_is_no_markup_in_the_theme(tmp_path: Path) -> None:
    """Themes of MkDocs print titles and descriptions as they are."""
    pack = shutil.copytree(MINIMAL, tmp_path / "pack")
    file = pack / "route" / "nasal.yaml"
    title = '<img src=x onerror=go()> & "more"'
    file.write_text(re.sub(r"(?m)^title: .*$", f"title: '{title}'", file.read_text("utf-8")), "utf-8")
    site = built(tmp_path, {"index.md": "# A\n"}, pages=["route"], packs=[str(pack)])
    for page in site.rglob("*.html"):
        assert not list(elements(page.read_text("utf-8"), "img")), page
    assert title in visible_text(read(site, "index.html"))  # in the navigation


def test_the_stylesheet_fits_a_theme_with_one_color_scheme(tmp_path: Path) -> None:
    css = read(built(tmp_path, {"index.md": block("route/nasal")}), "assets/ketacontent.css")
    assert css.rstrip().endswith("color-scheme: light; }")
    auto = read(built(tmp_path, {}, color_scheme="auto"), "assets/ketacontent.css")
    assert css.startswith(auto)
    assert "assets/ketacontent.css" in read(tmp_path / "site")


def test_all_faults_are_told_with_their_lines_and_nothing_is_written(tmp_path: Path, refused: Refuse) -> None:
    pages = {
        "index.md": "---\ntitle: A\n---\n# A\n\n" + block("route/nasall"),
        "b.md": block("route/nasal", "section: nothing") + block("law", "section: x") + block(),
        "c.md": block("route/nasal", "heading: 9") + block("source/trial-one") + block("route/nasal", "x"),
        "d.md": "---\nketacontent: [topic/cold-foot]\n---\n# D\n",
    }
    told = refused(pages)
    for words in (
        "index.md:6  There is no route 'nasall'. Did you mean nasal?  KC601",
        "b.md:1  route/nasal has no section 'nothing'. Its sections: ",
        "b.md:5  A listing has no sections",
        "b.md:9  The block is empty.",
        "c.md:1  heading is '9'.",
        "c.md:5  There is no kind of page 'source'.",
        "c.md:8  'x' cannot be read.",
        "d.md:1  There is no topic 'cold-foot'. Did you mean cold-feet?",
        "8 problems",
    ):
        assert words in told
    assert not (tmp_path / "site" / "index.html").exists()


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("<h1>{{ page.title }}</h1>", "KC401"),
        ("<div hidden>{{ page.content }}</div>", "KC404"),
        ("<!-- {{ page.content }} -->", "KC404"),
    ],
)
def test_a_theme_cannot_drop_or_hide_what_must_show(
    tmp_path: Path, refused: Refuse, frame: str, code: str
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "main.html").write_text(frame, "utf-8")
    theme = {"name": None, "custom_dir": str(tmp_path / "other")}
    told = refused({"index.md": block("route/nasal")}, None, theme)
    assert "index.md, in its theme: " in told
    assert code in told


@pytest.mark.parametrize("around", ["<div hidden>{}</div>", "<details><summary>More</summary>{}</details>"])
def test_a_block_that_its_page_hides_is_refused(refused: Refuse, around: str) -> None:
    before, after = around.split("{}")
    assert "KC404" in refused({"index.md": f"# A\n\n{before}\n\n{block('route/nasal')}\n{after}\n"})


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"pages": ["routes"]}, "'routes', which is no kind or listing"),
        ({"country": "usa"}, "KC602"),
        ({"brand": "nobody"}, "KC601"),
        ({"packs": ["nowhere"]}, "nowhere"),
    ],
)
def test_a_wrong_option_is_told(refused: Refuse, options: dict[str, Any], words: str) -> None:
    assert words in refused({"index.md": "# A\n"}, **options)


def test_a_navigation_that_asks_for_pages_that_are_not_made_is_refused(refused: Refuse) -> None:
    told = refused({"index.md": "# A\n"}, [{"Ways": ["ketacontent:route"]}])
    assert "`pages` does not name 'route'" in told


def test_hostile_words_in_a_block_are_no_markup_anywhere(tmp_path: Path) -> None:
    """A block is data: whatever stands in it is a name, or is refused."""
    refused = 0
    for payload in load("own"):
        lines = [line for line in payload.text[:500].splitlines() if line.strip()] or ["x"]
        try:
            wish = read_block(lines[0])
        except Exception as error:
            assert type(error).__name__ == "UsageError"
            refused += 1
        else:
            assert wish.name == lines[0].strip()
    harmless = read(built(tmp_path, {"index.md": f"# A\n\n{block('route/nasal')}"}))
    again = read(built(tmp_path, {"index.md": f"# A\n\n{block('  route/nasal  ', '', 'heading:2')}"}))
    assert list(surplus(again, harmless)) == []
