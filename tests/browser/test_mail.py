"""The bundled issues as mail, seen on phones and wide screens, light and dark."""

from __future__ import annotations

import pytest

from ketacontent import Catalog, Renderer
from kit import axe
from kit.tab import Tab

pytestmark = [pytest.mark.browser]
ISSUES = ("before-you-decide", "the-day-of-a-session")
# A mail is no page of a site: it has no landmarks, and a client shows it in a document of its own.
NOT_FOR_MAIL = ("region", "landmark-one-main")


@pytest.fixture(params=ISSUES)
def mail(request: pytest.FixtureRequest, tab: Tab, bundled: Catalog) -> Tab:
    """Open an issue as a mail."""
    made = Renderer(
        bundled, country="US", brand="sample-clinic", base_url="https://clinic.example.org/ketamine"
    )
    tab.page.set_content(made.email(bundled.newsletters[request.param]).html)
    return tab


@pytest.mark.parametrize("width", [320, 360, 640])
def test_a_mail_is_one_column_at_any_width(mail: Tab, width: int) -> None:
    mail.page.set_viewport_size({"width": width, "height": 900})
    assert mail.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_mail_asks_no_host_for_anything(mail: Tab) -> None:
    assert mail.outside == []


def test_a_button_is_large_enough_for_a_thumb(mail: Tab) -> None:
    mail.page.set_viewport_size({"width": 360, "height": 900})
    boxes = mail.page.eval_on_selector_all(
        ".kc-button a", "all => all.map(each => each.getBoundingClientRect().height)"
    )
    assert boxes and min(boxes) >= 44


@pytest.mark.npm
@pytest.mark.skipif(axe.missing() is not None, reason=str(axe.missing()))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_mail_breaks_no_accessibility_rule(mail: Tab, scheme: str) -> None:
    mail.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    found = axe.violations(mail.page)
    assert [line for line in found if not line.startswith(NOT_FOR_MAIL)] == []
