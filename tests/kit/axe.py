"""Runs axe-core, the accessibility checker, in an open page of a browser.

It finds the part of the faults that a program can find; reading order, link texts and the like still want a
person's eye.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def missing() -> str | None:
    """Say what the checker lacks on this machine, or None when it can run."""
    return None if SCRIPT.is_file() else "no node_modules/axe-core: run npm ci --ignore-scripts"


def violations(page: Page, *rules: str) -> list[str]:
    """Check an open page.

    Args:
        page: the page, as its media settings show it.
        rules: names of single rules, for a second look at a page; by default all of WCAG 2.2 A and AA and of
            good practice.

    Returns:
        One line for each rule that is broken: rule, weight, help, first place.
    """
    page.evaluate(_source())
    result = page.evaluate("rules => axe.run({ runOnly: rules })", list(rules) or RULES)
    return [
        f"{v['id']} ({v['impact']}): {v['help']}: {v['nodes'][0]['target']}" for v in result["violations"]
    ]


@cache
def _source() -> str:
    return SCRIPT.read_text("utf-8")
