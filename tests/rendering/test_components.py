"""What is told of our templates, copies of them, and names that have changed."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

from ketacontent import Catalog, Renderer, RenderError, UsageError
from ketacontent.rendering import components as components_module
from ketacontent.rendering import copies as copies_module
from ketacontent.rendering.components import block_models, components, own_names, source_of
from ketacontent.rendering.copies import copies_in, copy_templates, templates_named
from ketacontent.rendering.engine import SUFFIXES
from ketacontent.rendering.renamed import RENAMED_PLACES, RENAMED_TEMPLATES, Renamed
from kit.pack_templates import pack_with

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
ALL = components()


def test_every_template_is_listed_but_the_one_that_only_we_use() -> None:
    files = {file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.jinja")}
    assert {each.name for each in ALL} == files - {"html/evidence.html.jinja"}


def test_every_template_has_a_purpose_a_version_and_data() -> None:
    assert [each.name for each in ALL if not re.fullmatch(r"[A-Z].*[.)]?", each.purpose)] == []
    assert {each.since for each in ALL} == {"0.1.0"}
    assert [each.name for each in ALL if not each.data] == []
    assert [each.name for each in ALL if each.deprecated] == []


@pytest.mark.parametrize("channel", SUFFIXES)
def test_each_channel_can_be_asked_for(channel: str) -> None:
    assert {each.stem for each in components(channel)} >= {*block_models(), "page"}
    assert {each.channel for each in components(channel)} == {channel}


def test_the_data_told_of_a_template_is_what_templates_of_ours_use() -> None:
    """Every `block.field` of a template, and every name that it does not make itself, is told of."""
    everywhere = {"prefix", "style", "show", "blocks_of"}
    for each in ALL:
        told = {field.name for field in each.data}
        tree = Environment(autoescape=True).parse(source_of(each.name))
        own = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
        names = meta.find_undeclared_variables(tree) - everywhere - own
        source = re.sub(r"{#.*?#}", "", source_of(each.name), flags=re.S)
        used = {f"block.{name}" for name in re.findall(r"\bblock\.(\w+)", source)}
        if each.stem in block_models():
            assert names <= {"block", "level"}, each.name
            assert used <= told, each.name
        else:
            assert names <= told, each.name


def test_the_places_told_of_a_template_are_those_that_can_be_filled() -> None:
    places = {each.name: each.places for each in ALL if each.places}
    assert places == {
        "html/document.html.jinja": ("head", "before_content", "content", "footer"),
        "html/page.html.jinja": ("title", "sections"),
    }


def test_parts_of_a_block_are_told_with_their_paths() -> None:
    table = next(each for each in ALL if each.name == "html/frequency-table.html.jinja")
    told = {field.name: field.type for field in table.data}
    assert told["block.rows"] == "tuple[FrequencyRow, ...]"
    assert told["block.rows[].figure"] == "RichText"
    assert told["block.rows[].grid"] == "DotGrid | None"
    assert told["level"] == "int"


# Copies


def test_a_copy_shows_what_ours_shows(tmp_path: Path, minimal: Catalog) -> None:
    copy_templates(own_names(), tmp_path / "ours", "0.1.0")
    ours, copied = (
        Renderer(minimal, country="GB"),
        Renderer(minimal, country="GB", templates=[tmp_path / "ours"]),
    )
    for ref in ("route/nasal", "side-effect/dizziness", "topic/cold-feet"):
        record = minimal.get(ref)
        assert copied.page(record) == ours.page(record)
        assert copied.markdown(record) == ours.markdown(record)
        assert copied.email(record) == ours.email(record)
    assert {copy.state for copy in copies_in(tmp_path / "ours")} == {"same"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("html/list.html.jinja", 1),
        ("html/list", 1),
        ("list", 4),
        ("document", 2),
    ],
)
def test_a_template_is_named_in_full_or_in_short(asked: str, found: int) -> None:
    assert len(templates_named(asked)) == found


@pytest.mark.parametrize("asked", ["lst", "html/../page", "/html/list.html.jinja", "", "evidence", "html"])
def test_a_name_that_is_none_is_refused(asked: str) -> None:
    with pytest.raises(RenderError, match="KC403"):
        templates_named(asked)


def test_near_names_are_told() -> None:
    with pytest.raises(RenderError, match="frequency-table"):
        templates_named("html/frequncy-table")


def test_nothing_is_overwritten_and_nothing_half_copied(tmp_path: Path) -> None:
    there = tmp_path / "text" / "list.txt.jinja"
    there.parent.mkdir()
    there.write_text("mine")
    with pytest.raises(UsageError, match="KC606"):
        copy_templates(templates_named("list"), tmp_path, "0.1.0")
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [there]
    assert there.read_text() == "mine"
    there.unlink()
    there.symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="KC606"):
        copy_templates(templates_named("list"), tmp_path, "0.1.0")
    assert not (tmp_path / "nowhere").exists()


def test_a_copy_that_fails_midway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = copies_module._write

    def failing(target: Path, text: str) -> None:
        if target.name.endswith(".txt.jinja"):
            raise OSError("the disk is full")
        real(target, text)

    monkeypatch.setattr(copies_module, "_write", failing)
    with pytest.raises(OSError, match="full"):
        copy_templates(templates_named("list"), tmp_path, "0.1.0")
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "list.txt.jinja"
    target.write_text("mine")
    with pytest.raises(UsageError, match="KC606"):
        copies_module._write(target, "ours")
    assert [file.read_text() for file in tmp_path.iterdir()] == ["mine"]


def test_a_copy_says_when_ours_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (file,) = copy_templates(["html/list.html.jinja"], tmp_path, "0.1.0")
    file.write_text(file.read_text() + "<p>mine</p>\n")
    (tmp_path / "html" / "heading.html.jinja").write_text("<b>{{ block.text }}</b>")
    (tmp_path / "html" / "haeding.html.jinja").write_text("<b>{{ block.text }}</b>")
    states = {copy.name: (copy.state, copy.version) for copy in copies_in(tmp_path)}
    assert states == {
        "html/list.html.jinja": ("same", "0.1.0"),
        "html/heading.html.jinja": ("own", ""),
        "html/haeding.html.jinja": ("unknown", ""),
    }
    monkeypatch.setattr(copies_module, "source_of", lambda name: f"{source_of(name)}<p>new</p>")
    (changed,) = (copy for copy in copies_in(tmp_path) if copy.state == "changed")
    assert changed.name == "html/list.html.jinja" and "since 0.1.0" in changed.told


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="KC602"):
        copies_in(tmp_path / "nothing")


# Names that have changed


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if `heading` had been called `head-line`, and a place of the page `top`, until a version to come."""
    now = Renamed("html/heading.html.jinja", "0.2.0", "1.0.0")
    monkeypatch.setitem(RENAMED_TEMPLATES, "html/head-line.html.jinja", now)
    monkeypatch.setitem(RENAMED_PLACES, ("html/page.html.jinja", "top"), Renamed("title", "0.2.0", "1.0.0"))


TOP = '{% extends "!ketacontent/html/page.html.jinja" %}{% block top %}<p>Mine</p>{{ super() }}{% endblock %}'
SAYS = r"head-line.*html/heading\.html\.jinja since ketacontent 0\.2\.0; the old name goes in 1\.0\.0"


def host(folder: Path, **templates: str) -> Path:
    (folder / "html").mkdir(parents=True, exist_ok=True)
    for name, source in templates.items():
        (folder / "html" / f"{name.replace('_', '-')}.html.jinja").write_text(source)
    return folder


@pytest.mark.usefixtures("renamed")
def test_a_template_is_found_by_its_old_name_with_a_warning(minimal: Catalog, tmp_path: Path) -> None:
    folder = host(tmp_path, head_line="<b>Old {{ block.text }}</b>")
    with pytest.warns(DeprecationWarning, match=SAYS):
        assert "<b>Old Against</b>" in Renderer(minimal, templates=[folder]).html(minimal.routes["nasal"])


@pytest.mark.usefixtures("renamed")
def test_the_new_name_wins_and_warns_of_nothing(minimal: Catalog, tmp_path: Path) -> None:
    folder = host(tmp_path, head_line="<b>Old</b>", heading="<b>New {{ block.text }}</b>")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "<b>New Against</b>" in Renderer(minimal, templates=[folder]).html(minimal.routes["nasal"])


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize("name", ["!ketacontent/html/head-line.html.jinja", "html/head-line.html.jinja"])
def test_ours_is_found_by_its_old_name_too(minimal: Catalog, tmp_path: Path, name: str) -> None:
    folder = host(tmp_path, paragraph=f"{{% include '{name}' %}}")
    with pytest.warns(DeprecationWarning, match=SAYS):
        html = Renderer(minimal, templates=[folder]).html(minimal.routes["nasal"])
    assert re.search(r"<h\d>You sit down", html)


@pytest.mark.usefixtures("renamed")
def test_a_place_is_filled_by_its_old_name_with_a_warning(minimal: Catalog, tmp_path: Path) -> None:
    folder = host(tmp_path, page=TOP)
    with pytest.warns(DeprecationWarning, match=r"place top of html/page\.html\.jinja is called title since"):
        html = Renderer(minimal, templates=[folder]).html(minimal.routes["nasal"])
    assert html.index("<p>Mine</p>") < html.index("Into the nose")


@pytest.mark.usefixtures("renamed")
def test_packs_may_use_old_names_as_long(minimal: Catalog, tmp_path: Path) -> None:
    templates = {"html/head-line.html.jinja": "<b>Old {{ block.text }}</b>", "html/page.html.jinja": TOP}
    folder = pack_with(tmp_path / "p", templates)
    with pytest.warns(DeprecationWarning) as told:
        html = Renderer(minimal, pack_templates=[folder]).html(minimal.routes["nasal"])
    assert "<b>Old Against</b>" in html and "<p>Mine</p>" in html
    assert {("head-line" in str(w.message), "place top" in str(w.message)) for w in told} == {
        (True, False),
        (False, True),
    }


@pytest.mark.usefixtures("renamed")
def test_old_names_are_told_where_templates_are_listed(tmp_path: Path) -> None:
    page = next(each for each in components("html") if each.stem == "page")
    assert page.deprecated == "place top renamed title, goes in 1.0.0"
    (copy,) = copies_in(host(tmp_path, head_line="x"))
    assert copy.state == "renamed" and "goes in 1.0.0" in copy.told


def test_without_renamed_names_an_old_name_is_unknown(minimal: Catalog, tmp_path: Path) -> None:
    assert RENAMED_TEMPLATES == {} and RENAMED_PLACES == {}
    assert components_module.deprecation("html/page.html.jinja") == ""
    folder = host(tmp_path, paragraph="{% include 'html/head-line.html.jinja' %}")
    with pytest.raises(RenderError, match="KC403"):
        Renderer(minimal, templates=[folder]).html(minimal.routes["nasal"])
