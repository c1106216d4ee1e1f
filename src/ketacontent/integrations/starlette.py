"""Our content in a Starlette or FastAPI app: the function for its templates, and endpoints for pages.

The endpoints are plain functions, which Starlette runs in its pool of threads: pages are made by
the processor, and would hold up an event loop. JSON is the work of `ketacontent.integrations.fastapi`.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.templating import Jinja2Templates

from ketacontent.errors import UnknownId, UsageError
from ketacontent.integrations import jinja
from ketacontent.integrations.answer import Answer, listing_answer, not_found, record_answer
from ketacontent.integrations.choose import chosen
from ketacontent.pages.overviews import HOME
from ketacontent.renderer import Renderer

Chooser = Callable[[Request], Renderer]
Endpoint = Callable[[Request], Response]


def install(
    templates: Jinja2Templates, renderer: Renderer | Chooser | None = None, *, name: str = "ketacontent"
) -> None:
    """Put the `ketacontent` function into an app's templates, sync or async.

    Args:
        templates: whose Jinja environment gets it.
        renderer: for whom and where, or a function that chooses by request; the bundled catalog with no
            country where left out.
        name: the function's name in templates.

    Raises:
        UsageError: (KC604) the environment does not escape HTML.
    """
    jinja.install(templates.env, renderer, name=name)


def record_view(
    renderer: Renderer | Chooser | None = None,
    *,
    templates: Jinja2Templates | None = None,
    template: str | None = None,
) -> Endpoint:
    """Return an endpoint for `{kind}/{id}`: a record's page, or 404 with near matches.

    Args:
        renderer: as for `install`.
        templates: the app's, together with `template`.
        template: one of them, given `page`, `content`, `record` and `jsonld`; a whole document of ours where
            left out. What it makes is read as a reader would, and must show what must show.

    Raises:
        UsageError: (KC602) one of `templates` and `template` is given without the other.
    """
    frame = _frame(templates, template)

    def ketacontent_record(request: Request) -> Response:
        kind, id = request.path_params["kind"], request.path_params["id"]
        return _response(lambda: record_answer(chosen(renderer, request), kind, id), request, frame)

    return ketacontent_record


def listing_view(
    renderer: Renderer | Chooser | None = None,
    *,
    templates: Jinja2Templates | None = None,
    template: str | None = None,
) -> Endpoint:
    """Return an endpoint for `{name}`: a page about many records, such as `side-effect`; home without.

    Args:
        renderer: as for `install`.
        templates: the app's, together with `template`.
        template: as for `record_view`; it is given `records` where one kind is listed.

    Raises:
        UsageError: (KC602) one of `templates` and `template` is given without the other.
    """
    frame = _frame(templates, template)

    def ketacontent_listing(request: Request) -> Response:
        name = request.path_params.get("name", HOME)
        return _response(lambda: listing_answer(chosen(renderer, request), name), request, frame)

    return ketacontent_listing


def _frame(templates: Jinja2Templates | None, template: str | None) -> tuple[Jinja2Templates, str] | None:
    if templates is None and template is None:
        return None
    if templates is None or template is None:
        raise UsageError(
            "One of `templates` and `template` is given without the other.",
            "Give the app's Jinja2Templates and the name of one of them, or neither.",
            "KC602",
        )
    return templates, template


def _response(
    find: Callable[[], Answer], request: Request, frame: tuple[Jinja2Templates, str] | None
) -> Response:
    try:
        answer = find()
    except UnknownId as error:
        raise HTTPException(404, not_found(error)) from None
    if answer.moved_to:
        return RedirectResponse(answer.moved_to, 301)
    if frame is None:
        return HTMLResponse(answer.document())
    templates, template = frame
    response = templates.TemplateResponse(request, template, answer.values())
    answer.checked(bytes(response.body).decode(response.charset), template)
    return response
