"""Our content inside a host's own Jinja templates, sync or async.

`{{ ketacontent("route/intravenous") }}` prints our fragment. With `{% call %}`
the host writes the markup and we keep the guarantee: what must show and is not
seen in the body is appended.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any

from jinja2 import Environment, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from ketacontent.errors import UsageError
from ketacontent.models import Record
from ketacontent.renderer import Renderer, default_renderer
from ketacontent.rendering.must_show import check_visible

_USUAL_NAMES = ("page.html", "page.htm", "page.html.jinja", "page.html.j2", "page.jinja", "page.j2")
"""Names that templates of web pages usually have."""


def install(environment: Environment, renderer: Renderer | None = None, *, name: str = "ketacontent") -> None:
    """Put the `ketacontent` function into a Jinja environment.

    Args:
        environment: the host's; it must escape HTML.
        renderer: for whom and where; the bundled catalog with no country where left out.
        name: the function's name in templates.

    Raises:
        UsageError: (KC604) the environment does not escape. Where it escapes some templates only, as
            `select_autoescape()` does, the function refuses to be called in the others.
    """
    escapes = environment.autoescape
    if not (any(map(escapes, _USUAL_NAMES)) if callable(escapes) else escapes):
        raise _unescaped("This Jinja environment does not escape HTML.")
    environment.globals[name] = TemplateFunction(renderer or default_renderer())


def _unescaped(what: str) -> UsageError:
    return UsageError(
        what, "Make it with autoescape=True, or with select_autoescape() and templates named *.html.", "KC604"
    )


def _needs_escaping(template: EvalContext) -> None:
    if not template.autoescape:
        raise _unescaped("The template that calls this function does not escape HTML.")


class TemplateFunction:
    """What templates call: a function for whole records, with `section` for one part."""

    def __init__(self, renderer: Renderer) -> None:
        self.renderer = renderer

    @pass_eval_context
    def __call__(
        self, template: EvalContext, ref: str, caller: Callable[..., Any] | None = None
    ) -> Markup | Awaitable[Markup]:
        """Return a record as HTML; in the call form, the host's markup with what must show.

        Args:
            template: given by Jinja: whether the calling template escapes.
            ref: `kind/id`.
            caller: given by Jinja's `{% call(record) %}`.

        Raises:
            UnknownId: there is no such record; near matches are named.
            UsageError: (KC604) the calling template does not escape.
            MissingNotice: the host's markup hides even what is appended to it.
        """
        _needs_escaping(template)
        record = self.renderer.catalog.get(ref)
        if caller is None:
            return Markup(self.renderer.html(record))  # noqa: S704 - made by escaping templates
        body = caller(record) if getattr(caller, "arguments", True) else caller()
        return self._completed_later(body, record) if isawaitable(body) else self._completed(body, record)

    @pass_eval_context
    def section(self, template: EvalContext, record: Record | str, id: str) -> Markup:
        """Return one section of a record's page.

        Raises:
            UsageError: (KC604) the calling template does not escape.
        """
        _needs_escaping(template)
        found = self.renderer.catalog.get(record) if isinstance(record, str) else record
        return Markup(self.renderer.section(found, id))  # noqa: S704 - made by escaping templates

    async def _completed_later(self, body: Awaitable[str], record: Record) -> Markup:
        return self._completed(await body, record)

    def _completed(self, body: str, record: Record) -> Markup:
        missing = self.renderer.missing_notices(body, record)
        if not missing:
            return Markup(body)  # noqa: S704 - the host's own markup
        whole = Markup(body) + Markup("\n") + Markup(missing)  # noqa: S704 - as above, and escaping templates
        # A comment or a hidden element that the body leaves open would swallow what stands behind it.
        check_visible(whole, self.renderer.compose(record).must_show, f"the markup around {record.ref}")
        return whole
