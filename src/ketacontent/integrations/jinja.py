"""Our content inside a host's own Jinja templates, sync or async.

`{{ ketacontent("route/intravenous") }}` prints our fragment. With `{% call %}`
the host writes the markup and we keep the guarantee: what must show and is not
seen in the body is appended.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from ketacontent.errors import UsageError
from ketacontent.models import Record
from ketacontent.renderer import Renderer, default_renderer


def install(environment: Environment, renderer: Renderer | None = None, *, name: str = "ketacontent") -> None:
    """Put the `ketacontent` function into a Jinja environment.

    Args:
        environment: the host's; it must escape HTML.
        renderer: for whom and where; the bundled catalog with no country where left out.
        name: the function's name in templates.

    Raises:
        UsageError: (KC604) the environment does not escape.
    """
    escapes = environment.autoescape
    if not (escapes("page.html") if callable(escapes) else escapes):
        raise UsageError(
            "This Jinja environment does not escape HTML.",
            "Make it with autoescape=True, or with select_autoescape() and templates named *.html.",
            "KC604",
        )
    environment.globals[name] = TemplateFunction(renderer or default_renderer())


class TemplateFunction:
    """What templates call: a function for whole records, with `section` for one part."""

    def __init__(self, renderer: Renderer) -> None:
        self.renderer = renderer

    def __call__(self, ref: str, caller: Callable[..., Any] | None = None) -> Markup | Awaitable[Markup]:
        """Return a record as HTML; in the call form, the host's markup with what must show.

        Args:
            ref: `kind/id`.
            caller: given by Jinja's `{% call(record) %}`.

        Raises:
            UnknownId: there is no such record; near matches are named.
        """
        record = self.renderer.catalog.get(ref)
        if caller is None:
            return Markup(self.renderer.html(record))  # noqa: S704 - made by escaping templates
        body = caller(record)
        return self._completed_later(body, record) if isawaitable(body) else self._completed(body, record)

    def section(self, record: Record | str, id: str) -> Markup:
        """Return one section of a record's page."""
        found = self.renderer.catalog.get(record) if isinstance(record, str) else record
        return Markup(self.renderer.section(found, id))  # noqa: S704 - made by escaping templates

    async def _completed_later(self, body: Awaitable[str], record: Record) -> Markup:
        return self._completed(await body, record)

    def _completed(self, body: str, record: Record) -> Markup:
        missing = self.renderer.missing_notices(body, record)
        return Markup(body) + (Markup("\n") + Markup(missing) if missing else "")  # noqa: S704 - the host's own markup
