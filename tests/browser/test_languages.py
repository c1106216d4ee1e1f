"""A site in two languages, one of which runs from right to left, as Chromium shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import ketacontent as kc
from ketacontent.site import build
from kit.pseudo import pseudo_folder
from kit.serve import serve
from kit.sites import MINIMAL
from kit.tab import Tab

pytestmark = [pytest.mark.browser]
PAGES = ("", "side-effect/", "law/", "route/nasal/", "topic/cold-feet/")


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("languages") / "site"
    catalog = kc.load(packs=[MINIMAL], bundled=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ketacontent.site.extras.find_pagefind", lambda: None)  # search has tests of its own
        locales, own = ("en-US", "ar-XB"), (pseudo_folder(),)
        build(catalog, folder, extras=True, locales=locales, translations=own)
    with serve(folder) as found:
        yield found


def test_longer_words_and_the_other_direction_fit_a_small_phone(languages: str, tab: Tab) -> None:
    wide = {}
    for page in PAGES:
        tab.page.goto(f"{languages}/ar-xb/{page}index.html")
        if tab.excess_width():
            wide[page] = tab.excess_width()
    assert wide == {}


def test_everything_runs_from_right_to_left(languages: str, tab: Tab) -> None:
    tab.page.goto(f"{languages}/ar-xb/route/nasal/index.html")
    assert tab.page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    title = tab.page.evaluate(
        "(() => { const words = document.createRange();"
        " words.selectNodeContents(document.querySelector('.kc-title'));"
        " const box = words.getBoundingClientRect(); return [box.left, innerWidth - box.right]; })()"
    )
    assert title[1] < title[0], "the title stands at the right"
    notice = "getComputedStyle(document.querySelector('.kc-notice'))"
    assert tab.page.evaluate(f"{notice}.borderRightWidth") != "0px"
    assert tab.page.evaluate(f"{notice}.borderLeftWidth") == "0px"
    english = "getComputedStyle(document.querySelector('[lang=en]')).direction"
    assert tab.page.evaluate(english) == "ltr", "what is not translated runs its own way"


def test_rails_and_numbers_stand_where_the_words_begin(languages: str, tab: Tab) -> None:
    tab.page.goto(f"{languages}/ar-xb/step/arrival/index.html")
    rail = tab.page.locator(".kc-pathway .kc-rail").first.bounding_box()
    words = tab.page.locator(".kc-pathway__title").first.bounding_box()
    assert rail and words and rail["x"] > words["x"] + words["width"] - 60


def test_menu_filters_and_languages_can_be_used(languages: str, tab: Tab) -> None:
    tab.page.set_viewport_size({"width": 360, "height": 800})
    tab.page.goto(f"{languages}/ar-xb/side-effect/index.html")
    choice = tab.page.locator(".kc-filter select").first
    assert choice.is_visible()
    choice.select_option(index=1)
    assert tab.page.locator(".kc-filter__result").first.is_visible()
    menu = tab.page.locator(".kc-nav a").first
    box = menu.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 360
    tab.page.locator(".kc-languages a", has_text="English").first.click()
    assert tab.page.url == f"{languages}/side-effect/index.html"
    assert tab.page.evaluate("document.documentElement.lang") == "en-US"
    assert tab.outside == []
