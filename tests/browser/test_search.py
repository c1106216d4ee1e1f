"""A site's script in a real browser, under a strict policy: search, theme, copy, print; nothing leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ketacontent import Catalog, Renderer
from ketacontent.pages.overviews import HOME, overview_names
from ketacontent.pages.words import words_of
from ketacontent.renderer import PAGE_KINDS
from ketacontent.rendering.html import stylesheet
from ketacontent.rendering.shell import Shell
from ketacontent.site.script import POLICY, SCRIPT, make_script
from ketacontent.site.search import SEARCH, find_pagefind, make_search_index
from ketacontent.site.shell import SiteShell
from kit import axe
from kit.serve import serve
from kit.tab import Tab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_pagefind() is None, reason="no pagefind: install ketacontent[site]"),
]
SHELL = Shell(
    stylesheet_href="assets/ketacontent.css", script_href=SCRIPT, search_href=SEARCH, has_sharing=True
)
RESULTS = ".kc-search [role=option]"
FIELD = ".kc-search input"
TOPIC = "topic/cold-feet/index.html"


@dataclass
class Opened:
    """A page of the site, and what the browser had to say about it."""

    tab: Tab
    address: str
    faults: list[str]

    def open(self, page: str) -> None:
        self.tab.page.goto(f"{self.address}/{page}")

    def focused(self) -> str:
        return str(self.tab.page.evaluate("document.activeElement.tagName"))

    def theme(self) -> str | None:
        found: str | None = self.tab.page.evaluate("document.documentElement.dataset.kcTheme ?? null")
        return found


@pytest.fixture(scope="module")
def searchable(minimal: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the small pack as a site with a search index, below a folder, as on a host with several sites."""
    folder = tmp_path_factory.mktemp("host") / "feet"
    shells = SiteShell(words_of("en-US"), minimal.manifest.title, overview_names(minimal), SHELL)
    renderer = Renderer(minimal, link=lambda r: f"../../{r.kind}/{r.id}/index.html")
    files = {"assets/ketacontent.css": stylesheet(), SCRIPT: make_script()}
    home = renderer.compose_overview(HOME)
    files["index.html"] = renderer.document(home, shell=shells.for_overview(HOME, ""))
    for record in minimal:
        if record.kind in PAGE_KINDS:
            shell = shells.for_record(record.kind, "../../")
            files[f"{record.kind}/{record.id}/index.html"] = renderer.page(record, shell=shell)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    make_search_index(folder, find_pagefind() or "")
    return folder


@pytest.fixture
def opened(searchable: Path, tab: Tab) -> Iterator[Opened]:
    """Serve the site under its policy; what breaks the policy, fails or leaves this machine is a fault."""
    faults: list[str] = []
    tab.page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    tab.page.on("pageerror", lambda error: faults.append(str(error)))
    with serve(searchable.parent, {"Content-Security-Policy": POLICY}) as address:
        yield Opened(tab, f"{address}/feet", faults)
    assert [fault for fault in faults if "favicon" not in fault] == []
    assert tab.outside == []


def test_search_is_done_by_keyboard_alone(opened: Opened) -> None:
    opened.open("index.html")
    page = opened.tab.page
    page.keyboard.press("/")
    assert opened.focused() == "INPUT"
    page.keyboard.type("toes")
    page.wait_for_selector(RESULTS)
    assert page.get_attribute(FIELD, "aria-expanded") == "true"
    assert page.input_value(FIELD) == "toes"
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute(FIELD, "aria-activedescendant")
    assert page.get_attribute(f"#{chosen}", "aria-selected") == "true"
    target = page.evaluate(f"document.getElementById('{chosen}').href")
    assert target.startswith(f"{opened.address}/") and "/index.html" in target
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    assert page.text_content("h1")


def test_arrows_go_around_and_only_one_result_is_chosen(opened: Opened) -> None:
    opened.open(TOPIC)
    page = opened.tab.page
    page.fill(FIELD, "feet")
    page.wait_for_selector(RESULTS)
    count = page.locator(RESULTS).count()
    assert count > 1
    for _ in range(count + 1):
        page.keyboard.press("ArrowDown")
    assert page.locator(f"{RESULTS}[aria-selected=true]").count() == 1
    assert page.locator(RESULTS).first.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    assert page.locator(RESULTS).last.get_attribute("aria-selected") == "true"


def test_enter_without_a_choice_opens_the_best_result(opened: Opened) -> None:
    opened.open(TOPIC)
    page = opened.tab.page
    page.fill(FIELD, "spray")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: TOPIC not in url)


def test_escape_closes_the_results_and_then_empties_the_field(opened: Opened) -> None:
    opened.open(TOPIC)
    page = opened.tab.page
    page.fill(FIELD, "feet")
    page.wait_for_selector(RESULTS)
    page.keyboard.press("Escape")
    assert page.locator(RESULTS).first.is_hidden()
    assert page.get_attribute(FIELD, "aria-expanded") == "false"
    assert page.input_value(FIELD) == "feet"
    page.keyboard.press("Escape")
    assert page.input_value(FIELD) == ""


def test_words_that_stand_nowhere_are_said_to_be_found_nowhere(opened: Opened) -> None:
    opened.open(TOPIC)
    page = opened.tab.page
    page.fill(FIELD, "xylophonequartet")
    status = page.locator(".kc-search [role=status]", has_text="Nothing found")
    status.wait_for()
    assert page.locator(RESULTS).count() == 0


def test_pages_that_explain_come_before_single_findings(opened: Opened) -> None:
    opened.open("index.html")
    page = opened.tab.page
    page.fill(FIELD, "warmer")
    page.wait_for_selector(RESULTS)
    links = page.locator(RESULTS).evaluate_all("links => links.map(link => link.href)")
    are_findings = ["/claim/" in link for link in links]
    assert are_findings == sorted(are_findings) and True in are_findings and False in are_findings


def test_a_result_can_be_clicked(opened: Opened) -> None:
    opened.open("index.html")
    page = opened.tab.page
    page.fill(FIELD, "spray")
    page.wait_for_selector(RESULTS)
    target = page.locator(RESULTS).first.evaluate("link => link.href")
    page.locator(RESULTS).first.click()
    page.wait_for_url(target)


def test_nothing_is_loaded_for_search_before_it_is_used(opened: Opened) -> None:
    asked: list[str] = []
    opened.tab.page.on("request", lambda request: asked.append(request.url))
    opened.open(TOPIC)
    opened.tab.page.wait_for_load_state("networkidle")
    assert not any(f"/{SEARCH}/" in address for address in asked)
    with opened.tab.page.expect_request(lambda request: f"/{SEARCH}/" in request.url):
        opened.tab.page.focus(FIELD)


def test_what_stands_on_every_page_is_not_found_on_every_page(opened: Opened, minimal: Catalog) -> None:
    opened.open("index.html")
    found = opened.tab.page.evaluate(
        """async () => {
            const engine = await import(new URL("search/pagefind.js", document.baseURI));
            return (await engine.search("reviewed")).results.length;
        }"""
    )
    assert found < sum(record.kind in PAGE_KINDS for record in minimal) / 2


@pytest.mark.npm
@pytest.mark.skipif(axe.missing() is not None, reason=str(axe.missing()))
def test_open_results_break_no_accessibility_rule(searchable: Path, tab: Tab) -> None:
    with serve(searchable) as address:  # the checker itself is not allowed under the policy
        tab.page.goto(f"{address}/index.html")
        tab.page.fill(FIELD, "feet")
        tab.page.wait_for_selector(RESULTS)
        tab.page.keyboard.press("ArrowDown")
        assert axe.violations(tab.page) == []


def test_the_theme_switch_keeps_the_readers_choice(opened: Opened) -> None:
    opened.tab.page.emulate_media(color_scheme="light")
    opened.open(TOPIC)
    background = "getComputedStyle(document.body).backgroundColor"
    light = opened.tab.page.evaluate(background)
    assert opened.theme() is None
    opened.tab.page.click("[data-kc-theme-switch]")
    assert opened.theme() == "dark"
    assert opened.tab.page.evaluate(background) != light
    opened.open("index.html")
    assert opened.theme() == "dark"
    opened.tab.page.click("[data-kc-theme-switch]")
    assert opened.theme() == "light"
    assert opened.tab.page.evaluate(background) == light


def test_a_wrong_word_in_the_readers_storage_is_ignored(opened: Opened) -> None:
    opened.open(TOPIC)
    opened.tab.page.evaluate("localStorage.setItem('kc-theme', 'plaid')")
    opened.open(TOPIC)
    assert opened.theme() is None


def test_the_address_of_the_page_is_copied(opened: Opened) -> None:
    context = opened.tab.page.context
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.open(f"{TOPIC}#kc-review")
    page = opened.tab.page
    page.locator("[data-kc-copy]").scroll_into_view_if_needed()
    page.click("[data-kc-copy]")
    page.locator("[data-kc-copy]", has_text="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{opened.address}/{TOPIC}"


def test_the_print_button_prints(opened: Opened) -> None:
    opened.tab.page.add_init_script("window.print = () => { window.printed = true }")
    opened.open(TOPIC)
    opened.tab.page.click("[data-kc-print]")
    assert opened.tab.page.evaluate("window.printed") is True


def test_without_the_script_nothing_is_shown_that_needs_it(searchable: Path, tab: Tab) -> None:
    tab.page.route("**/*.js", lambda route: route.abort())
    with serve(searchable) as address:
        tab.page.goto(f"{address}/{TOPIC}")
        for hook in ("form[data-kc-search]", "[data-kc-theme-switch]", "[data-kc-copy]", "[data-kc-print]"):
            assert tab.page.locator(hook).first.is_hidden(), hook
        assert tab.page.locator("h1").is_visible()


def test_a_site_that_is_read_from_a_disk_hides_its_search(
    searchable: Path, browser: object, tab: Tab
) -> None:
    tab.page.context.unroute_all()
    tab.page.goto((searchable / "index.html").as_uri())
    assert tab.page.locator("form[data-kc-search]").is_hidden()
    assert tab.page.locator("[data-kc-theme-switch]").is_visible()
