"""Makes translations into languages that do not exist, to try layout and to find what is not translated.

`en-XA` has accents on every letter and is a third longer, as translations often are; what shows plain letters
does not go through gettext. `ar-XB` is the same, and runs from right to left. Both names are those that
Unicode's locale data uses for such languages.

    .venv/bin/python scripts/pseudo_locale.py build/pseudo
    ketacontent show route/intravenous --open --locale ar-XB --translations build/pseudo
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "src" / "ketacontent" / "locale" / "ketacontent.pot"
LOCALES = ("en-XA", "ar-XB")
_PLAIN = "ACDEGHIKLNORSTUWYZaceghijklnorstuwyz"
_ACCENTED = "ÀÇÐÉĜĤÎĶĻÑÖŔŠŢÛŴÝŽàçéĝĥîĵķļñöŕšţûŵýž"
_LETTERS = str.maketrans(_PLAIN + "BFJMPQVXbdfmpqvx", _ACCENTED + "ßƑĴḾÞǪṼẊƀðƒḿþǫṽẋ")
_MORE = 3
"""One letter more for so many."""


def pseudo(message: str) -> str:
    """Return a message with accents on its letters, longer, between brackets; values stay as they are."""
    parts = re.split(r"(\{[a-z_]+\})", message)
    words = "".join(part if part.startswith("{") else part.translate(_LETTERS) for part in parts)
    return f"[{words}{'·' * (len(message) // _MORE)}]"


def make(folder: Path) -> None:
    """Write both languages into a folder.

    Args:
        folder: is made, where it is not there.
    """
    with TEMPLATE.open("rb") as file:
        messages = list(read_po(file))
    for locale in LOCALES:
        catalog = Catalog(charset="utf-8")
        for message in messages:
            if isinstance(message.id, str):
                if message.id:
                    catalog.add(message.id, pseudo(message.id))
            else:
                one, many = message.id
                catalog.add((one, many), (pseudo(one), pseudo(many)))
        target = folder / locale.replace("-", "_") / "LC_MESSAGES" / "ketacontent.po"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as out:
            write_po(out, catalog, width=100)


def main() -> int:
    """Write both languages into the folder that is named."""
    if len(sys.argv) != 2:
        print("Name a folder: scripts/pseudo_locale.py build/pseudo")
        return 2
    make(Path(sys.argv[1]))
    print(f"{', '.join(LOCALES)} in {sys.argv[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
