"""Filters in a real browser: rows that fit show, their number is told, the choice can be sent as a link."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ketacontent import Catalog, Renderer
from ketacontent.rendering.shell import Shell
from ketacontent.site.script import POLICY, SCRIPT, make_script
from kit.serve import serve
from kit.tab import Tab

pytestmark = [pytest.mark.browser]

PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Filters</title>
<script src="{SCRIPT}" defer></script></head><body><main><section>
<form data-kc-filter hidden><label>Route <select name="route"><option value="">All</option>
<option value="nasal">Nose</option><option value="oral">Mouth</option></select></label>
<label><input type="checkbox" name="band" value="common">Common</label>
<label><input type="checkbox" name="band" value="rare">Rare</label>
<output data-kc-count data-words="{{shown}} of {{all}} shown"></output>
<button type="reset">All</button></form>
<div data-kc-group id="first"><p data-kc-row id="a" data-route="nasal oral" data-band="common">A</p>
<p data-kc-row id="b" data-route="nasal" data-band="rare">B</p></div>
<div data-kc-group id="second"><p data-kc-row id="c" data-route="nasalis" data-band="common">C</p></div>
</section><section><p data-kc-row id="elsewhere">Of no form</p></section></main></body></html>
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, bundled: Catalog) -> Path:
    """Write a small page with every kind of field, and the page that lists side effects."""
    folder = tmp_path_factory.mktemp("filters")
    (folder / "assets").mkdir()
    (folder / SCRIPT).write_text(make_script(), "utf-8")
    (folder / "index.html").write_text(PAGE, "utf-8")
    renderer = Renderer(bundled)
    real = renderer.document(renderer.compose_overview("side-effect"), shell=Shell(script_href=SCRIPT))
    (folder / "effects.html").write_text(real, "utf-8")
    return folder


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with serve(folder, {"Content-Security-Policy": POLICY}) as found:
        yield found


def shown(tab: Tab) -> list[str]:
    rows = tab.page.locator("[data-kc-row][id]:visible")
    return [row.get_attribute("id") or "" for row in rows.all()]


def count(tab: Tab) -> str:
    return tab.page.text_content("[data-kc-count]") or ""


def test_a_row_shows_when_it_fits_every_field(tab: Tab, address: str) -> None:
    tab.page.goto(f"{address}/index.html")
    assert shown(tab) == ["a", "b", "c", "elsewhere"]
    assert count(tab) == "3 of 3 shown"
    tab.page.select_option("select", "nasal")
    assert shown(tab) == ["a", "b", "elsewhere"]
    tab.page.check("[value=rare]")
    assert shown(tab) == ["b", "elsewhere"]
    tab.page.check("[value=common]")
    assert shown(tab) == ["a", "b", "elsewhere"]
    assert count(tab) == "2 of 3 shown"
    assert tab.page.get_attribute("[data-kc-count]", "aria-live") == "polite"


def test_a_group_without_rows_is_hidden_with_its_heading(tab: Tab, address: str) -> None:
    tab.page.goto(f"{address}/index.html")
    tab.page.select_option("select", "oral")
    assert tab.page.locator("#second").is_hidden()
    assert tab.page.locator("#first").is_visible()


def test_all_rows_show_again_by_the_keyboard(tab: Tab, address: str) -> None:
    tab.page.goto(f"{address}/index.html")
    tab.page.select_option("select", "oral")
    tab.page.focus("button[type=reset]")
    tab.page.keyboard.press("Enter")
    tab.page.locator("#c").wait_for()
    assert shown(tab) == ["a", "b", "c", "elsewhere"]
    assert count(tab) == "3 of 3 shown"
    assert tab.page.url == f"{address}/index.html"


def test_the_choice_stands_in_the_address(tab: Tab, address: str) -> None:
    tab.page.goto(f"{address}/index.html#first")
    tab.page.select_option("select", "nasal")
    tab.page.check("[value=common]")
    sent = tab.page.url
    assert sent == f"{address}/index.html?route=nasal&band=common#first"
    tab.page.goto("about:blank")
    tab.page.goto(sent)
    assert shown(tab) == ["a", "elsewhere"]
    assert tab.page.input_value("select") == "nasal"


def test_a_choice_that_is_not_there_is_no_choice(tab: Tab, address: str) -> None:
    tab.page.goto(f"{address}/index.html?route=<b>&band=nowhere")
    assert shown(tab) == ["a", "b", "c", "elsewhere"]
    assert tab.page.input_value("select") == ""


def test_without_the_script_every_row_shows_and_the_form_does_not(tab: Tab, address: str) -> None:
    tab.page.route("**/*.js", lambda route: route.abort())
    for page in ("index.html", "effects.html"):
        tab.page.goto(f"{address}/{page}")
        assert tab.page.locator("form[data-kc-filter]").first.is_hidden()
        rows = tab.page.locator("[data-kc-row]")
        assert rows.count() > 0
        assert rows.count() == tab.page.locator("[data-kc-row]:visible").count()


def test_every_choice_of_the_side_effect_page_shows_rows_that_bear_it(tab: Tab, address: str) -> None:
    tab.page.goto(f"{address}/effects.html")
    rows = tab.page.locator("[data-kc-row]")
    selects = tab.page.locator("form[data-kc-filter] select")
    assert rows.count() > 1 and selects.count() > 1
    for select in selects.all():
        name = select.get_attribute("name")
        values = select.evaluate("field => [...field.options].map(option => option.value).filter(Boolean)")
        for value in values:
            select.select_option(value)
            found = tab.page.locator("[data-kc-row]:visible").count()
            assert found == tab.page.locator(f"[data-kc-row][data-{name}~='{value}']").count() > 0
            assert str(found) in count(tab)
        select.select_option("")
    assert tab.page.locator("[data-kc-row]:visible").count() == rows.count()
