"""Draws the pictures that stand for pages elsewhere (Open Graph), one a kind, with an installed Chromium.

.venv/bin/python scripts/cards.py          draws them into templates/html/cards/

They are drawn once and kept, since a site is built where no browser is. They bear no words.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "templates" / "html" / "cards"
WIDTH, HEIGHT = 1200, 630

SIGNS = {
    "overview": '<path d="M3 11.5 12 4l9 7.5"/><path d="M5.5 10v9.5h13V10"/><path d="M10 19.5v-5h4v5"/>',
    "topic": '<path d="M12 6.5C10 5 7 4.5 3.5 4.8v13.4c3.5-.3 6.5.2 8.5 1.8"/>'
    '<path d="M12 6.5C14 5 17 4.5 20.5 4.8v13.4c-3.5-.3-6.5.2-8.5 1.8z"/>',
    "route": '<path d="M12 3.5c3.5 4.2 5.5 7 5.5 10a5.5 5.5 0 0 1-11 0c0-3 2-5.8 5.5-10z"/>'
    '<path d="M9.5 14a2.7 2.7 0 0 0 2.5 2.7"/>',
    "side-effect": '<path d="M2.5 12.5h4l2-5 3.5 10 3-7.5 1.5 2.5h5"/>',
    "step": '<circle cx="5" cy="18" r="1.8"/><circle cx="12" cy="12" r="1.8"/>'
    '<circle cx="19" cy="6" r="1.8"/><path d="m6.5 16.7 4-3.4M13.5 10.7l4-3.4"/>',
    "medicine": '<rect x="2.5" y="8" width="19" height="8" rx="4" transform="rotate(-35 12 12)"/>'
    '<path d="m9.7 8.7 4.6 6.6"/>',
    "condition": '<circle cx="12" cy="8" r="3.8"/><path d="M4.5 20c.6-4.3 3.6-6.5 7.5-6.5s6.9 2.2 7.5 6.5"/>',
    "claim": '<path d="M12 4v16M7.5 20h9M5 7.5h14"/><path d="m5 7.5-2.5 6a2.8 2.8 0 0 0 5 0z"/>'
    '<path d="m19 7.5-2.5 6a2.8 2.8 0 0 0 5 0z"/>',
    "glossary-term": '<path d="M6 3.5h12v17l-6-4.5-6 4.5z"/><path d="M9.5 8h5M9.5 11.5h5"/>',
    "faq": '<path d="M3.5 5h17v11.5h-9L7 20.5v-4H3.5z"/>'
    '<path d="M8 10.7h.01M12 10.7h.01M16 10.7h.01" stroke-width="2.2"/>',
    "myth": '<circle cx="9" cy="12" r="6"/><circle cx="15" cy="12" r="6" stroke-dasharray="2 1.77"/>',
    "checklist": '<path d="m3.5 6 1.5 1.5 2.5-3M3.5 12.5 5 14l2.5-3M3.5 19 5 20.5l2.5-3"/>'
    '<path d="M11 6.5h9.5M11 12.5h9.5M11 18.5h9.5"/>',
    "newsletter": '<path d="M3 5.5h18v13H3z"/><path d="m3.5 6.5 8.5 7 8.5-7"/>',
}
"""Kind -> its sign, on a square of 24."""

PICTURE = """<!DOCTYPE html><style>body{{margin:0}}svg{{display:block}}</style>
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
<rect width="{width}" height="{height}" fill="#eef4f2"/>
<circle cx="1080" cy="60" r="330" fill="#dcebe8"/>
<circle cx="120" cy="600" r="240" fill="#dcebe8"/>
<rect y="606" width="{width}" height="24" fill="#00566b"/>
<circle cx="600" cy="300" r="205" fill="#00566b"/>
<g transform="translate(468 168) scale(11)" fill="none" stroke="#ffffff" stroke-width="1.3"
 stroke-linecap="round" stroke-linejoin="round">{sign}</g>
</svg>"""


def main() -> int:
    """Draw every card."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("No chromium was found; install it, or set CHROMIUM.", file=sys.stderr)
        return 2
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for kind, sign in SIGNS.items():
            page.set_content(PICTURE.format(width=WIDTH, height=HEIGHT, sign=sign))
            size = len(page.screenshot(path=FOLDER / f"{kind}.png"))
            print(f"{kind}.png  {size:,} bytes")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
