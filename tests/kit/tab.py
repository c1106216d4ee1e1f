"""A page of a real browser that cannot leave this machine; tests/browser/conftest.py starts the browser."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

FLAGS = [
    "--headless",
    "--no-sandbox",  # a build server runs as root, where Chromium's sandbox does not start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}


def chromium() -> str | None:
    """Return the browser's path: CHROMIUM if it is set, else what the system has installed."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass
class Tab:
    """An open page of the browser."""

    page: Page
    outside: list[str] = field(default_factory=list)
    """Requests to other hosts; each was stopped."""

    def excess_width(self) -> int:
        """Return by how many pixels the page is wider than a small phone (WCAG 1.4.10)."""
        self.page.set_viewport_size(PHONE)
        width = int(self.page.evaluate("document.documentElement.scrollWidth"))
        return max(0, width - PHONE["width"])

    def guard(self, route: Route) -> None:
        """Let requests to this machine pass; stop and note all others."""
        address = urlsplit(route.request.url)
        if address.hostname == "127.0.0.1" or address.scheme in ("data", "about"):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()
