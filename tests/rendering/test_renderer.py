"""`Renderer` and `render`: what they take, what they refuse, and that the same input gives the same bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

import ketacontent as kc
from ketacontent import Catalog, Renderer, RenderError, UnknownId, UsageError
from ketacontent.renderer import CHANNELS
from kit.dom import elements
from kit.jsonld import jsonld_blocks, jsonld_faults

MINIMAL = Path(__file__).resolve().parents[1] / "packs" / "minimal"


def route_of(made: Renderer) -> str:
    return made.html(made.catalog.routes["nasal"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"heading_level": 0},
        {"heading_level": 5},
        {"id_prefix": ""},
        {"id_prefix": "1-"},
        {"id_prefix": 'a" onclick="x'},
        {"id_prefix": "é-"},
        {"base_url": "clinic.example"},
        {"base_url": "http://clinic.example"},
        {"base_url": "http://localhost.evil.example"},
        {"base_url": "https://"},
        {"base_url": "https://clinic.example/a b"},
        {"base_url": "https://clinic.example/?q=1"},
        {"base_url": 'https://clinic.example/"><script>'},
        {"base_url": "https://clinic.example/(x)"},
        {"base_url": "javascript:alert(1)"},
        {"templates": "no-such-folder"},
        {"templates": ["no-such-folder"]},
        {"country": "England"},
        {"jurisdiction": "us"},
        {"audience": "doctor"},
        {"locale": "English"},
    ],
    ids=str,
)
def test_an_argument_that_is_not_of_its_form_is_refused(minimal: Catalog, wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="KC602"):
        Renderer(minimal, **wrong)


@pytest.mark.parametrize(
    "base",
    [
        "https://clinic.example",
        "https://clinic.example:8443/k/",
        "http://localhost:8000",
        "http://127.0.0.1/x",
    ],
)
def test_a_whole_address_is_taken_as_base(minimal: Catalog, base: str) -> None:
    assert f'href="{base.rstrip("/")}/side-effect/dizziness/"' in route_of(Renderer(minimal, base_url=base))


def test_an_unknown_brand_is_named(minimal: Catalog) -> None:
    with pytest.raises(UnknownId, match="'sample'"):
        Renderer(minimal, brand="sampel")


def test_one_template_folder_need_not_stand_in_a_list(minimal: Catalog, tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "heading.html.jinja").write_text("<b>{{ block.text }}</b>")
    outputs = {route_of(Renderer(minimal, templates=t)) for t in (tmp_path, str(tmp_path), [tmp_path])}  # type: ignore[arg-type]
    assert len(outputs) == 1
    assert "<b>Against</b>" in outputs.pop()


def test_the_first_folder_wins_and_a_template_can_extend_ours(minimal: Catalog, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, word in ((first, "First"), (second, "Second")):
        (folder / "html").mkdir(parents=True)
        (folder / "html" / "heading.html.jinja").write_text(f"<b>{word} {{{{ block.text }}}}</b>")
    (second / "html" / "page.html.jinja").write_text(
        '{% extends "!ketacontent/html/page.html.jinja" %}'
        "{% block title %}<p>Ours</p>{{ super() }}{% endblock %}"
    )
    html = route_of(Renderer(minimal, templates=[first, second]))
    assert "<b>First Against</b>" in html
    assert html.index("<p>Ours</p>") < html.index("Into the nose")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<p>{{ block.nothing }}</p>", "html/paragraph.html.jinja:1"),
        ("\n\n{{ block.text.nothing.more }}", "html/paragraph.html.jinja:3"),
        ("{% if %}", "html/paragraph.html.jinja:1"),
        ("{% include 'html/gone.html.jinja' %}", "gone.html.jinja"),
        ("{{ show(block, 3) }}", "without end"),
    ],
    ids=["undefined", "undefined-line", "syntax", "include", "endless"],
)
def test_a_template_that_fails_is_named_with_its_line(
    minimal: Catalog, tmp_path: Path, source: str, said: str
) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "paragraph.html.jinja").write_text(source)
    with pytest.raises(RenderError) as caught:
        route_of(Renderer(minimal, templates=[tmp_path]))
    assert said in str(caught.value)
    assert caught.value.code in ("KC402", "KC403")


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_headings_start_at_the_level_that_was_asked_for_and_skip_none(minimal: Catalog, level: int) -> None:
    for ref in ("route/nasal", "topic/cold-feet", "side-effect/dizziness", "condition/low-mood"):
        html = Renderer(minimal, heading_level=level).html(minimal.get(ref))
        levels = [int(e.tag[1]) for e in elements(html, "h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == level
        assert levels.count(level) == 1
        steps = [later - earlier for earlier, later in pairwise(levels)]
        assert max(steps) <= 1, (ref, levels)


def test_every_id_has_the_prefix_and_stands_once(minimal: Catalog) -> None:
    made = Renderer(minimal, id_prefix="ours_", country="GB", audience="clinician")
    for record in minimal:
        html = made.page(record)
        ids = [
            e.get("id")
            for e in elements(html, "article", "main", "section", "h1", "h2", "h3", "li")
            if e.get("id")
        ]
        assert all(str(id).startswith("ours_") for id in ids), record.ref
        assert len(set(ids)) == len(ids), record.ref
        for link in elements(html, "a"):
            address = link.get("href", "")
            assert not address.startswith("#") or address[1:] in ids, (record.ref, address)


def test_outputs_are_markup_where_they_are_html(minimal: Catalog) -> None:
    made, route = Renderer(minimal), minimal.routes["nasal"]
    assert isinstance(made.html(route), Markup)
    assert isinstance(made.section(route, "facts"), Markup)
    assert made.section(route, "no-such-section") == ""
    assert not isinstance(made.text(route), Markup)


def test_a_document_names_language_title_description_and_its_own_address(minimal: Catalog) -> None:
    html = Renderer(minimal, base_url="https://clinic.example").page(minimal.routes["nasal"])
    assert [e.get("lang") for e in elements(html, "html")] == ["en-US"]
    assert ["".join(e.itertext()) for e in elements(html, "title")] == ["Into the nose"]
    assert [e.get("href") for e in elements(html, "link")] == ["https://clinic.example/route/nasal/"]
    assert [e.get("content") for e in elements(html, "meta")][
        -1
    ] == "You spray it yourself while somebody watches."
    assert [e.tag for e in elements(html, "h1")] == ["h1"]


def test_pages_of_every_record_hold_valid_structured_data(catalog: Catalog) -> None:
    faults = []
    for audience in ("patient", "clinician"):
        made = Renderer(catalog, audience=audience, base_url="https://clinic.example")  # type: ignore[arg-type]
        share = 1 if len(catalog) < 50 else 4 if audience == "patient" else 16
        records = list(catalog)[::share]
        faults += [
            f"{record.ref}: {fault}" for record in records for fault in jsonld_faults(made.jsonld(record))
        ]
    assert faults == []


def test_a_page_carries_its_structured_data_once(minimal: Catalog) -> None:
    made = Renderer(minimal)
    for record in minimal:
        assert jsonld_blocks(made.page(record)) == [made.jsonld(record)], record.ref


# `render`, for the bundled catalog


@pytest.mark.parametrize("channel", CHANNELS)
def test_render_gives_what_a_renderer_with_no_context_gives(bundled: Catalog, channel: str) -> None:
    route = bundled.routes["intravenous"]
    assert kc.render(route, channel) == getattr(Renderer(bundled), channel)(route)


def test_render_refuses_records_of_elsewhere_and_names_renderer(minimal: Catalog, bundled: Catalog) -> None:
    copy = bundled.routes["intravenous"].model_copy()
    for record in (minimal.routes["nasal"], copy):
        with pytest.raises(UsageError, match=r"Renderer\(catalog\)[\s\S]*KC605"):
            kc.render(record, "html")


@pytest.mark.parametrize("channel", ["pdf", "page", "compose", "", "__init__"])
def test_render_refuses_what_is_no_channel(bundled: Catalog, channel: str) -> None:
    with pytest.raises(UsageError, match="Use one of: html, markdown, text, jsonld, email"):
        kc.render(bundled.routes["intravenous"], channel)


@pytest.mark.parametrize(
    ("ask", "near"),
    [
        (lambda catalog: catalog.routes["intravenus"], "intravenous"),
        (lambda catalog: catalog.side_effects["disociation"], "dissociation"),
        (lambda catalog: catalog.get("rout/intravenous"), "route"),
        (lambda catalog: catalog.get("route/intravenus"), "intravenous"),
    ],
)
def test_an_unknown_id_comes_with_near_matches(bundled: Catalog, ask: Any, near: str) -> None:
    with pytest.raises(UnknownId) as caught:
        ask(bundled)
    assert near in caught.value.near
    assert f"Did you mean {near!r}" in str(caught.value)


# Plain text and Markdown


def test_plain_text_has_at_most_72_columns_but_for_addresses(catalog: Catalog) -> None:
    made = Renderer(catalog, base_url="https://clinic.example")
    wide = []
    for record in list(catalog)[:: max(1, len(catalog) // 150)]:
        for line in made.text(record).splitlines():
            wide += (
                [f"{record.ref}: {line}"]
                if len(line) > 72 and len(line.split()) > 1 + line.startswith(" ")
                else []
            )
    assert [line for line in wide if "https://" not in line] == []


def test_plain_text_has_no_marks_of_markdown_or_html(catalog: Catalog) -> None:
    made = Renderer(catalog)
    for record in list(catalog)[:: max(1, len(catalog) // 150)]:
        text = made.text(record)
        for mark in ("**", "](", "<p", "</", "&amp;", "\\[", "{{"):
            assert mark not in text, (record.ref, mark)


def test_no_output_has_blank_space_at_line_ends_or_many_blank_lines(minimal: Catalog) -> None:
    made = Renderer(minimal, country="GB")
    for record in minimal:
        for output in (made.text(record), made.markdown(record, front_matter=True)):
            assert "\n\n\n" not in output
            assert not [line for line in output.splitlines() if line != line.rstrip()], record.ref
            assert output.endswith("\n")


# The same bytes

SCRIPT = """
import hashlib, sys
from pathlib import Path
from ketacontent.catalog.load import load_folders
from ketacontent import Renderer
catalog = load_folders([Path(sys.argv[1])])
found = hashlib.sha256()
made = Renderer(catalog, country="GB", audience="clinician", brand="sample", base_url="https://clinic.example")
for record in catalog:
    mail = made.email(record)
    for output in (made.page(record), made.markdown(record, front_matter=True), mail.html, mail.text,
                   made.compose(record).model_dump_json()):
        found.update(output.encode())
print(found.hexdigest())
"""


def digest(**environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(MINIMAL)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return done.stdout.strip()


@pytest.mark.slow
def test_the_same_content_gives_the_same_bytes_on_every_machine() -> None:
    worlds = (
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4294967295", "TZ": "Pacific/Auckland", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"},
    )
    found = {digest(**world) for world in worlds}
    assert len(found) == 1
    assert found.pop() != hashlib.sha256().hexdigest(), "nothing was rendered"


def test_rendering_in_another_order_changes_nothing(minimal: Catalog) -> None:
    forward, backward = Renderer(minimal), Renderer(minimal)
    first = {record.ref: forward.html(record) for record in minimal}
    second = {record.ref: backward.html(record) for record in reversed(list(minimal))}
    assert first == second
