"""The Flask example in a real browser: pages fit a phone, ask nobody else, and keep to their own policy."""

from __future__ import annotations

import pytest

pytest.importorskip("flask", reason="Flask is not installed (make frameworks)")

from collections.abc import Iterator

from kit.example import load_example, served
from kit.tab import Tab

pytestmark = [pytest.mark.browser]
BOXED = "Boxed warning of esketamine (Spravato)"


@pytest.fixture(scope="module")
def clinic() -> Iterator[str]:
    """Serve the clinic's site."""
    with served(load_example("flask-clinic").create_app()) as address:
        yield address


@pytest.mark.parametrize("path", ["/", "/library/", "/library/medicine/esketamine/"])
def test_a_page_fits_a_phone_and_breaks_no_rule_of_its_policy(clinic: str, tab: Tab, path: str) -> None:
    said: list[str] = []
    tab.page.on("console", lambda message: said.append(message.text))
    tab.page.goto(f"{clinic}{path}")
    assert tab.page.locator("main .kc-review:visible").count() == 1
    weight = "getComputedStyle(document.querySelector('.clinic-name a')).fontWeight"
    assert tab.page.evaluate(weight) == "750", "the stylesheets are there"
    assert tab.excess_width() == 0
    assert said == []
    assert tab.outside == []


def test_a_visitor_finds_the_boxed_warning_and_chooses_the_reader(clinic: str, tab: Tab) -> None:
    tab.page.goto(f"{clinic}/library/")
    link = tab.page.get_by_role("main").get_by_role("link", name="Esketamine (Spravato)", exact=True)
    link.first.click()
    assert tab.page.get_by_role("heading", name=BOXED).first.is_visible()
    tab.page.get_by_role("button", name="Clinicians").click()
    assert tab.page.get_by_role("button", name="Clinicians").get_attribute("aria-pressed") == "true"
