"""The checkers of pages find planted faults, so that their silence about our pages means something."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit import axe, nu
from kit.serve import serve
from kit.tab import Tab

GOOD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>A page</title></head><body><main><h1>A page</h1><p>Text.</p></main></body></html>
"""
BAD = """<!DOCTYPE html>
<html><head><title>A page</title></head><body><img src="https://elsewhere.example/i.png">
<div style="width: 600px">wide</div><p>a<div>b</div></p></body></html>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.html").write_text(GOOD, "utf-8")
    (tmp_path / "bad.html").write_text(BAD, "utf-8")
    return tmp_path


@pytest.mark.npm
@pytest.mark.skipif(nu.missing() is not None, reason=str(nu.missing()))
def test_the_html_checker_tells_good_from_bad(folder: Path) -> None:
    assert nu.html_faults(folder / "good.html") == []
    assert any("bad.html" in fault for fault in nu.html_faults(folder))


@pytest.mark.browser
@pytest.mark.npm
@pytest.mark.skipif(axe.missing() is not None, reason=str(axe.missing()))
def test_axe_tells_good_from_bad(folder: Path, tab: Tab) -> None:
    with serve(folder) as address:
        tab.page.goto(f"{address}/good.html")
        assert axe.violations(tab.page) == []
        tab.page.goto(f"{address}/bad.html")
        assert {"image-alt", "html-has-lang"} <= {line.split()[0] for line in axe.violations(tab.page)}


@pytest.mark.browser
def test_a_request_to_another_host_is_stopped_and_noted(folder: Path, tab: Tab) -> None:
    with serve(folder) as address:
        tab.page.goto(f"{address}/good.html")
        assert tab.outside == []
        tab.page.goto(f"{address}/bad.html")
    assert tab.outside == ["https://elsewhere.example/i.png"]


@pytest.mark.browser
def test_a_page_that_is_too_wide_for_a_phone_is_measured(folder: Path, tab: Tab) -> None:
    with serve(folder) as address:
        tab.page.goto(f"{address}/good.html")
        assert tab.excess_width() == 0
        tab.page.goto(f"{address}/bad.html")
        assert tab.excess_width() > 200
