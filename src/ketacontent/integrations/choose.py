"""Which renderer answers a request: always the same one, or the one that the host chooses.

Nothing is read from a request here. Jurisdiction, country and audience are never guessed, so a
host that wants them to differ says how, in a function of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ketacontent.errors import UsageError
from ketacontent.renderer import Renderer, default_renderer

Request = TypeVar("Request")


def chosen(renderer: Renderer | Callable[[Request], Renderer] | None, request: Request | None) -> Renderer:
    """Return the renderer for a request.

    Args:
        renderer: the one for all requests, or the host's function of the request; the bundled catalog
            with no country where left out.
        request: the framework's own, or None where there is none.

    Raises:
        UsageError: (KC602) the host chooses by request, and there is none.
    """
    if renderer is None:
        return default_renderer()
    if isinstance(renderer, Renderer):
        return renderer
    if request is None:
        raise UsageError(
            "The renderer is chosen by request, and the template has no `request`.",
            "Hand the request to the template, and import macros `with context`.",
            "KC602",
        )
    return renderer(request)
