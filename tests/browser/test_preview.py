"""The live preview in a real browser: a saved file shows on the open page, which is not loaded again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from kit.tab import Tab

MISSING = [name for name in ("starlette", "uvicorn", "watchfiles") if find_spec(name) is None]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(MISSING), reason=f"no {', '.join(MISSING)}: install ketacontent[preview]"),
]
MINIMAL = Path(__file__).resolve().parents[1] / "packs" / "minimal"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL, tmp_path / "pack")
    return tmp_path / "pack"


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    (tmp_path / "ours" / "html").mkdir(parents=True)
    return tmp_path / "ours"


@pytest.fixture
def opened(tab: Tab, pack: Path, templates: Path) -> Iterator[Tab]:
    """Open a page of the preview, and mark it: the mark is gone when the page is loaded again."""
    faults: list[str] = []
    tab.page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    command = [sys.executable, "-m", "ketacontent", "preview", "--no-bundled", "--port", "0"]
    command += ["--pack", str(pack), "--templates", str(templates)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().split()[0]
        with tab.page.expect_response("**/events?since=0"):
            tab.page.goto(f"{address}topic/cold-feet/")
        tab.page.evaluate("window.mark = true")
        yield tab
        tab.page.goto("about:blank")
        server.terminate()
    assert [fault for fault in faults if "favicon" not in fault and "500" not in fault] == []
    assert tab.outside == []


def save(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_saved_record_shows_on_the_open_page(opened: Tab, pack: Path) -> None:
    save(pack / "topic" / "cold-feet.yaml", "title: ", "title: Zebra ")
    opened.page.locator("h1", has_text="Zebra").wait_for()
    assert opened.page.evaluate("window.mark") is True
    assert "Zebra" in opened.page.title()


def test_a_fault_comes_and_goes_on_the_open_page(opened: Tab, pack: Path) -> None:
    file = pack / "topic" / "cold-feet.yaml"
    save(file, "title: ", "titel: ")
    alert = opened.page.locator("[data-kc-preview][role=alert]")
    alert.wait_for()
    assert "KC103" in (alert.text_content() or "") and "cold-feet.yaml" in (alert.text_content() or "")
    assert opened.page.locator("h1").is_visible()
    save(file, "titel: ", "title: ")
    alert.wait_for(state="detached")


def test_a_saved_template_shows_on_the_open_page(opened: Tab, templates: Path) -> None:
    file = templates / "html" / "paragraph.html.jinja"
    file.write_text("<p>Okapi {{ block.text }}</p>", "utf-8")
    opened.page.locator("main p", has_text="Okapi").first.wait_for()
    file.write_text("<p>{{ block.none }}</p>", "utf-8")
    opened.page.locator("[role=alert]", has_text="KC402").wait_for()
    file.write_text("<p>Quokka {{ block.text }}</p>", "utf-8")
    opened.page.locator("main p", has_text="Quokka").first.wait_for()
