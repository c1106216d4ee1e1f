"""A real browser for tests, started once for each worker, and pages in it that cannot leave this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from kit.tab import FLAGS, WIDE, Tab, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium, or skip with the reason."""
    path = chromium()
    if path is None:
        pytest.skip("no chromium (Debian package chromium, or set CHROMIUM)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """Open a fresh page, with no cookies and no service workers, that stays on this machine."""
    context = browser.new_context(viewport=WIDE, service_workers="block", accept_downloads=False)
    opened = Tab(context.new_page())
    context.route("**/*", opened.guard)
    yield opened
    context.close()
