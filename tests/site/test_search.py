"""The search index is made by a program: it gets our settings only, and what it cannot do is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ketacontent.errors import UsageError
from ketacontent.site import search
from ketacontent.site.script import SCRIPTS, make_script
from ketacontent.site.search import SEARCH, find_pagefind, make_search_index

needs_pagefind = pytest.mark.skipif(find_pagefind() is None, reason="no pagefind: install ketacontent[site]")
PAGE = """<!DOCTYPE html><html lang="en-US"><head><title>Feet</title></head><body><header>Menu</header>
<main data-pagefind-body><h1>Feet</h1><p>Warm toes.</p></main></body></html>"""
OTHER = PAGE.replace(" data-pagefind-body", "").replace("Feet", "Moved")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "site" / "topic").mkdir(parents=True)
    (tmp_path / "site" / "index.html").write_text(PAGE, "utf-8")
    (tmp_path / "site" / "topic" / "index.html").write_text(OTHER, "utf-8")
    return tmp_path / "site"


def pages_in_index(folder: Path) -> int:
    entry = json.loads((folder / SEARCH / "pagefind-entry.json").read_text("utf-8"))
    return int(entry["languages"]["en-us"]["page_count"])


@needs_pagefind
def test_pages_that_are_no_content_are_not_found(folder: Path) -> None:
    make_search_index(folder, find_pagefind() or "")
    assert pages_in_index(folder) == 1


@needs_pagefind
def test_an_index_holds_only_what_our_script_asks_for(folder: Path) -> None:
    (folder / SEARCH).mkdir()
    (folder / SEARCH / "old.pf_index").write_text("of an earlier build")
    make_search_index(folder, find_pagefind() or "")
    names = {file.name for file in (folder / SEARCH).iterdir()}
    assert {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json"} <= names
    assert not any(name.endswith(".css") or "-ui." in name or name.startswith("old") for name in names)


@needs_pagefind
def test_settings_that_lie_about_are_not_ours(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_OUTPUT_SUBDIR", "elsewhere")
    (tmp_path / "pagefind.yml").write_text("glob: nothing/*.html\n")
    make_search_index(folder, find_pagefind() or "")
    assert pages_in_index(folder) == 1
    assert not (folder / "elsewhere").exists()


def test_a_program_that_cannot_be_started_is_told(folder: Path, tmp_path: Path) -> None:
    program = tmp_path / "pagefind"
    program.write_text("no program")
    with pytest.raises(UsageError, match="Permission denied") as caught:
        make_search_index(folder, str(program))
    assert caught.value.code == "KC610"
    assert "ketacontent[site]" in caught.value.fix


def test_what_a_failing_program_says_is_told(folder: Path, tmp_path: Path) -> None:
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\necho 'the disk is full' >&2\nexit 3\n")
    program.chmod(0o755)
    with pytest.raises(UsageError, match="the disk is full"):
        make_search_index(folder, str(program))


def test_a_program_that_writes_nothing_has_failed(folder: Path, tmp_path: Path) -> None:
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    with pytest.raises(UsageError, match="wrote none"):
        make_search_index(folder, str(program))


def test_a_machine_without_the_program_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "")
    find_pagefind.cache_clear()
    assert find_pagefind() is None
    find_pagefind.cache_clear()


def test_the_script_is_its_parts_in_the_order_of_their_names() -> None:
    root = Path(__file__).resolve().parents[2] / "templates" / SCRIPTS
    names = sorted(part.name for part in root.iterdir())
    assert len(names) > 1 and all(name[:2].isdigit() and name.endswith(".js") for name in names)
    places = [make_script().index((root / name).read_text("utf-8")) for name in names]
    assert places == sorted(places)


def test_no_template_holds_a_script_of_its_own() -> None:
    """What the policy of a site forbids does not stand in its pages."""
    root = Path(__file__).resolve().parents[2] / "templates" / "html"
    for template in root.glob("*.jinja"):
        text = template.read_text("utf-8")
        for script in text.split("<script")[1:]:
            assert script.startswith((' src="', ' type="application/ld+json"')), template.name
        assert " onclick=" not in text and " style=" not in text, template.name
