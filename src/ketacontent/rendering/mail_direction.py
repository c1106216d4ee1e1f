"""Mail from right to left: inline styles with their sides changed, and the direction on every table.

Mail programs drop the `html` element and know no logical properties, so what a stylesheet does by itself is
done here, on the finished document.
"""

from __future__ import annotations

import re

_STYLE = re.compile(r'(style=")([^"]*)(")')
_SIDES = {"left": "right", "right": "left"}
_SIDE = re.compile(r"(?<=text-align:)(left|right)|(?<=border-)(left|right)|(?<=padding-)(left|right)")
_FOUR = re.compile(r"((?:padding|margin):)([^\s;]+) ([^\s;]+) ([^\s;]+) ([^\s;]+)")


def mirrored(html: str) -> str:
    """Return the HTML of a mail as readers of a language that runs from right to left need it."""
    turned = _STYLE.sub(lambda found: found[1] + _turned(found[2]) + found[3], html)
    return turned.replace("<table ", '<table dir="rtl" ')


def _turned(style: str) -> str:
    turned = _SIDE.sub(lambda found: _SIDES[found[0]], style)
    return _FOUR.sub(r"\1\2 \5 \4 \3", turned)
