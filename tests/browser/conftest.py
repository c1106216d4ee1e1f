"""What tests in a browser share: the browser, pages that cannot leave this machine, the built site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kit.serve import serve
from kit.sites import MINIMAL
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


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the bundled pack as linked pages, as `make site` does."""
    import ketacontent as kc
    from ketacontent.site import build

    folder = tmp_path_factory.mktemp("site") / "site"
    build(kc.load(), folder, extras=True, base_url="https://clinic.example")
    build(kc.load(packs=[MINIMAL], bundled=False), folder / "small")
    return folder


@pytest.fixture(scope="session")
def address(built_site: Path) -> Iterator[str]:
    """Serve the built site on this machine."""
    with serve(built_site) as found:
        yield found
