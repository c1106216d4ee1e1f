"""Our content in a Flask app: the function for its templates, and views for records and listings.

The views are plain functions for `add_url_rule`; where they lie is the app's to say.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Request, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ketacontent.errors import UnknownId
from ketacontent.integrations import jinja
from ketacontent.integrations.answer import Answer, listing_answer, not_found, record_answer
from ketacontent.integrations.choose import chosen
from ketacontent.pages.overviews import HOME
from ketacontent.renderer import Renderer

Chooser = Callable[[Request], Renderer]


def install(app: Flask, renderer: Renderer | Chooser | None = None, *, name: str = "ketacontent") -> None:
    """Put the `ketacontent` function into the templates of an app.

    Args:
        app: whose Jinja environment gets it.
        renderer: for whom and where, or a function that chooses by request; the bundled catalog with no
            country where left out.
        name: the function's name in templates.

    Raises:
        UsageError: (KC604) the app's environment does not escape HTML.
    """
    jinja.install(app.jinja_env, renderer, name=name)


def record_view(
    renderer: Renderer | Chooser | None = None, *, template: str | None = None
) -> Callable[..., ResponseReturnValue]:
    """Return a view for `<kind>/<id>`: a record's page, or 404 with near matches.

    Args:
        renderer: as for `install`.
        template: of the app, given `page`, `content`, `record` and `jsonld`; a whole document of ours where
            left out. What it makes is read as a reader would, and must show what must show.
    """

    def ketacontent_record(kind: str, id: str) -> ResponseReturnValue:
        return _response(lambda: record_answer(chosen(renderer, request), kind, id), template)

    return ketacontent_record


def listing_view(
    renderer: Renderer | Chooser | None = None, *, template: str | None = None
) -> Callable[..., ResponseReturnValue]:
    """Return a view for `<name>`: a page about many records, such as `side-effect` or `law`; home without.

    Args:
        renderer: as for `install`.
        template: as for `record_view`; it is given `records` where one kind is listed.
    """

    def ketacontent_listing(name: str = HOME) -> ResponseReturnValue:
        return _response(lambda: listing_answer(chosen(renderer, request), name), template)

    return ketacontent_listing


def _response(find: Callable[[], Answer], template: str | None) -> ResponseReturnValue:
    try:
        answer = find()
    except UnknownId as error:
        abort(404, description=not_found(error))
    if answer.moved_to:
        return redirect(answer.moved_to, 301)
    if template is None:
        return answer.document()
    return answer.checked(render_template(template, **answer.values()), template)
