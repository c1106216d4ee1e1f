"""The one script of a site, and the policy under which pages may be served.

The script only adds comfort: search, filters, the switch of light and dark, buttons to copy and print. What
needs it is hidden until it runs.
"""

from __future__ import annotations

from functools import cache

from ketacontent._resources import template_root

SCRIPT = "assets/ketacontent.js"
"""Where the script lies in a site."""
FIRST_SCRIPT = "assets/ketacontent-first.js"
"""The few lines that run before a page is painted, so that a kept theme does not flash."""
SCRIPTS = "html/scripts"
"""The parts of the script, put together in the order of their names."""
_FIRST = "html/first.js"

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""A Content-Security-Policy that every page of a site works under; 'wasm-unsafe-eval' is for the search."""


@cache
def make_script() -> str:
    """Return the one script of a site."""
    parts = sorted((template_root() / SCRIPTS).iterdir(), key=lambda part: part.name)
    return "\n".join(part.read_text("utf-8") for part in parts if part.name.endswith(".js"))


@cache
def make_first_script() -> str:
    """Return what runs before a page is painted."""
    return (template_root() / _FIRST).read_text("utf-8")
