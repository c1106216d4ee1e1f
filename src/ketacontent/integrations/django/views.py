"""Views for `urlpatterns`: a record's page, and pages about many records."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from ketacontent.errors import UnknownId
from ketacontent.integrations.answer import Answer, listing_answer, not_found, record_answer
from ketacontent.integrations.django.setting import Chooser, project_renderer
from ketacontent.pages.overviews import HOME
from ketacontent.renderer import Renderer

View = Callable[..., HttpResponseBase]


def record_view(renderer: Renderer | Chooser | None = None, *, template: str | None = None) -> View:
    """Return a view for `<kind>/<id>`: a record's page, or 404 with near matches.

    Args:
        renderer: for whom and where, or a function that chooses by request; that of the setting
            `KETACONTENT_RENDERER` where left out.
        template: of the project, for either engine, given `page`, `content`, `record` and `jsonld`; a whole
            document of ours where left out. What it makes is read as a reader would, and must show what
            must show.
    """

    def ketacontent_record(request: HttpRequest, kind: str, id: str) -> HttpResponseBase:
        return _response(
            lambda: record_answer(project_renderer(request, renderer), kind, id), request, template
        )

    view: View = require_safe(ketacontent_record)
    return view


def listing_view(renderer: Renderer | Chooser | None = None, *, template: str | None = None) -> View:
    """Return a view for `<name>`: a page about many records, such as `side-effect` or `law`; home without.

    Args:
        renderer: as for `record_view`.
        template: as for `record_view`; it is given `records` where one kind is listed.
    """

    def ketacontent_listing(request: HttpRequest, name: str = HOME) -> HttpResponseBase:
        return _response(lambda: listing_answer(project_renderer(request, renderer), name), request, template)

    view: View = require_safe(ketacontent_listing)
    return view


def _response(find: Callable[[], Answer], request: HttpRequest, template: str | None) -> HttpResponseBase:
    try:
        answer = find()
    except UnknownId as error:
        raise Http404(not_found(error)) from None
    if answer.moved_to:
        return HttpResponsePermanentRedirect(answer.moved_to)
    if template is None:
        return HttpResponse(answer.document())
    return HttpResponse(answer.checked(render_to_string(template, answer.values(), request), template))
