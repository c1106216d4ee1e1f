"""Templates of packs in a site, in its Markdown, in a newsletter and on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ketacontent import Catalog, ContentError
from ketacontent.newsletter import compile_issue
from ketacontent.site import build
from ketacontent.site.builders import BUILDERS
from ketacontent.site.markdown import markdown_files
from kit.command import app
from kit.pack_templates import pack_with

MINIMAL = Path(__file__).resolve().parents[1] / "packs" / "minimal"
LOOK = {
    "html/heading.html.jinja": "<h{{ level }}>Theirs: {{ block.text }}</h{{ level }}>\n",
    "markdown/heading.md.jinja": "### Theirs: {{ block.text }}\n\n",
    "email/heading.html.jinja": '<h3 style="{{ style.h3 }}">Theirs: {{ block.text }}</h3>\n',
    "text/heading.txt.jinja": "Theirs: {{ block.text }}\n\n",
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return pack_with(tmp_path / "pack", LOOK)


def test_a_site_uses_the_templates_of_a_pack_and_follows_their_changes(
    minimal: Catalog, pack: Path, tmp_path: Path
) -> None:
    out, memory = tmp_path / "site", tmp_path / "memory"

    def built(**options: object) -> str:
        build(minimal, out, cache=memory, jobs=1, extras=False, **options)
        return (out / "route" / "nasal" / "index.html").read_text("utf-8")

    assert "Theirs" not in built()
    assert "Theirs: Against" in built(pack_templates=[pack])
    file = pack / "templates" / "html" / "heading.html.jinja"
    file.write_text(file.read_text().replace("Theirs", "Newer"))
    assert "Newer: Against" in built(pack_templates=[pack])
    assert "Newer" not in built()


def test_a_site_with_a_template_that_is_refused_is_not_written(
    minimal: Catalog, pack: Path, tmp_path: Path
) -> None:
    (pack / "templates" / "html" / "list.html.jinja").write_text("{{ block | safe }}")
    with pytest.raises(ContentError, match="KC407"):
        build(minimal, tmp_path / "site", jobs=1, extras=False, pack_templates=[pack])
    assert not (tmp_path / "site").exists()


def test_markdown_for_site_builders_uses_them_too(minimal: Catalog, pack: Path) -> None:
    for packs, is_theirs in (((), False), ([pack], True)):
        files = {
            file.path: file.make()
            for file in markdown_files(minimal, BUILDERS["hugo"], pack_templates=packs)
            if file.path.startswith("route/")
        }
        assert files
        assert any(b"### Theirs: Against" in content for content in files.values()) is is_theirs


def test_a_newsletter_uses_them_too(minimal: Catalog, pack: Path) -> None:
    issue = next(iter(minimal.newsletters.values()))
    sent = {
        "sender": "news@clinic.example",
        "unsubscribe": "https://clinic.example/u/{token}",
        "brand": "sample",
    }
    (pack / "templates" / "email" / "paragraph.html.jinja").write_text(
        '<p style="{{ style.p }}">Theirs: {{ block.text }}</p>\n'
    )
    plain = compile_issue(issue, minimal, **sent)
    theirs = compile_issue(issue, minimal, pack_templates=[pack], **sent)
    assert "Theirs" not in repr(plain.mails) and "Theirs" in repr(theirs.mails)


def test_the_command_uses_them_where_it_is_told_to(pack: Path) -> None:
    words = ["show", "route/nasal", "--pack", str(MINIMAL), "--pack", str(pack), "--no-bundled"]
    assert "Theirs" not in CliRunner().invoke(app, words).output
    assert "Theirs: Against" in CliRunner().invoke(app, [*words, "--pack-templates"]).output
