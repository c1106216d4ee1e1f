"""The project's own renderer, from the setting `KETACONTENT_RENDERER`.

Template tags get no arguments from the project, so the renderer has to stand in its settings.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from ketacontent.integrations.choose import chosen
from ketacontent.renderer import Renderer

NAME = "KETACONTENT_RENDERER"
Chooser = Callable[[Any], Renderer]


def project_source(own: Renderer | Chooser | None = None) -> Renderer | Chooser | None:
    """Return the project's renderer, or its function of the request.

    Args:
        own: wins over the setting, which is a `Renderer`, a function of the request, or the dotted path
            of either; None where neither is given.
    """
    found: Any = own if own is not None else getattr(settings, NAME, None)
    source: Renderer | Chooser | None = import_string(found) if isinstance(found, str) else found
    return source


def project_renderer(request: object | None = None, own: Renderer | Chooser | None = None) -> Renderer:
    """Return the renderer for a request; that of the bundled catalog where the project has none.

    Args:
        request: Django's, or None where there is none.
        own: wins over the setting.

    Raises:
        UsageError: (KC602) the project chooses by request, and there is none.
    """
    return chosen(project_source(own), request)
