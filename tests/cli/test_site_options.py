"""`ketacontent site`: what it says that a site lacks, and Markdown for a builder."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ketacontent.site import extras
from kit.command import app

MINIMAL = Path(__file__).resolve().parents[1] / "packs" / "minimal"
PACK = ("--pack", str(MINIMAL), "--no-bundled", "--no-cache")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["site", *words, *PACK])


def test_without_an_address_the_command_says_what_the_site_lacks(tmp_path: Path) -> None:
    result = run(str(tmp_path / "site"))
    assert result.exit_code == 0
    assert "--base-url" in result.output
    assert (tmp_path / "site" / "index.json").is_file()
    assert not (tmp_path / "site" / "sitemap.xml").exists()


def test_with_an_address_the_site_has_it_all(tmp_path: Path) -> None:
    result = run(str(tmp_path / "site"), "--base-url", "https://clinic.example")
    assert "--base-url" not in result.output
    for name in ("sitemap.xml", "robots.txt", "changes.atom", "safety.atom", "assets/cards/topic.png"):
        assert (tmp_path / "site" / name).is_file(), name


def test_without_pagefind_the_command_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_pagefind", lambda: None)
    assert "ketacontent[site]" in run(str(tmp_path / "site")).output
    assert not (tmp_path / "site" / "search").exists()


def test_pages_and_styles_only(tmp_path: Path) -> None:
    result = run(str(tmp_path / "site"), "--no-extras")
    assert "No search" not in result.output and "--base-url" not in result.output
    assert {file.suffix for file in (tmp_path / "site").rglob("*.*") if file.name[0] != "."} == {
        ".css",
        ".html",
        ".svg",  # the icon
    }


def test_markdown_for_a_builder(tmp_path: Path) -> None:
    out = tmp_path / "content"
    assert run(str(out), "--as", "markdown", "--for", "hugo").exit_code == 0
    assert (out / "_index.md").is_file()
    assert "params:\n" in (out / "topic" / "cold-feet.md").read_text("utf-8")


@pytest.mark.parametrize("words", [("--for", "hugo"), ("--as", "markdown", "--for", "jekyll")])
def test_a_builder_that_makes_no_sense_is_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    result = run(str(tmp_path / "content"), *words)
    assert "KC602" in str(result.exception)
    assert list(tmp_path.iterdir()) == []
