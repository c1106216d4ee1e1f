"""Our content inside a host's own Jinja templates, sync or async.

`{{ ketacontent("route/intravenous") }}` prints our fragment. With `{% call %}`
the host writes the markup and we keep the guarantee: what must show and is not
seen in the body is appended.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from ketacontent.integrations.choose import chosen
from ketacontent.integrations.complete import complete, refuse_unescaped
from ketacontent.models import Record
from ketacontent.renderer import Renderer

_USUAL_NAMES = ("page.html", "page.htm", "page.html.jinja", "page.html.j2", "page.jinja", "page.j2")
"""Names that templates of web pages usually have."""
_FIX = "Make it with autoescape=True, or with select_autoescape() and templates named *.html."


def install(
    environment: Environment,
    renderer: Renderer | Callable[[Any], Renderer] | None = None,
    *,
    name: str = "ketacontent",
) -> None:
    """Put the `ketacontent` function into a Jinja environment.

    Args:
        environment: the host's; it must escape HTML.
        renderer: for whom and where; the bundled catalog with no country where left out. A function gets
            the template's `request`, and returns the renderer for it.
        name: the function's name in templates.

    Raises:
        UsageError: (KC604) the environment does not escape. Where it escapes some templates only, as
            `select_autoescape()` does, the function refuses to be called in the others.
    """
    escapes = environment.autoescape
    is_escaping = any(map(escapes, _USUAL_NAMES)) if callable(escapes) else bool(escapes)
    refuse_unescaped(is_escaping, "This Jinja environment does not escape HTML.", _FIX)
    environment.globals[name] = TemplateFunction(renderer)


class TemplateFunction:
    """What templates call: a function for whole records, with `section` for one part."""

    def __init__(self, renderer: Renderer | Callable[[Any], Renderer] | None) -> None:
        self.renderer = renderer

    @pass_context
    def __call__(
        self, context: Context, ref: str, caller: Callable[..., Any] | None = None
    ) -> Markup | Awaitable[Markup]:
        """Return a record as HTML; in the call form, the host's markup with what must show.

        Args:
            context: given by Jinja: whether the calling template escapes, and its request.
            ref: `kind/id`.
            caller: given by Jinja's `{% call(record) %}`.

        Raises:
            UnknownId: there is no such record; near matches are named.
            UsageError: (KC604) the calling template does not escape.
            MissingNotice: the host's markup hides even what is appended to it.
        """
        renderer = self._renderer(context)
        record = renderer.catalog.get(ref)
        if caller is None:
            return Markup(renderer.html(record))  # noqa: S704 - made by escaping templates
        body = caller(record) if getattr(caller, "arguments", True) else caller()
        return _later(body, record, renderer) if isawaitable(body) else complete(body, record, renderer)

    @pass_context
    def section(self, context: Context, record: Record | str, id: str) -> Markup:
        """Return one section of a record's page.

        Raises:
            UsageError: (KC604) the calling template does not escape.
        """
        renderer = self._renderer(context)
        found = renderer.catalog.get(record) if isinstance(record, str) else record
        return Markup(renderer.section(found, id))  # noqa: S704 - made by escaping templates

    def _renderer(self, context: Context) -> Renderer:
        is_escaping = context.eval_ctx.autoescape
        refuse_unescaped(is_escaping, "The template that calls this function does not escape HTML.", _FIX)
        return chosen(self.renderer, context.get("request"))


async def _later(body: Awaitable[str], record: Record, renderer: Renderer) -> Markup:
    return complete(await body, record, renderer)
