"""Our content in Starlette's templates and routes, sync and async, asked over real requests."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette", reason="Starlette is not installed (make frameworks)")
pytest.importorskip("httpx", reason="httpx is not installed (make setup)")

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
from jinja2 import DictLoader, Environment
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates

from ketacontent import Catalog, MissingNotice, Renderer, UsageError, testing
from ketacontent.integrations.links import links_under
from ketacontent.integrations.starlette import install, listing_view, record_view
from kit.catalogs import changed
from kit.dom import visible_text

BOXED = "Stay until staff say you may go."
CALL = "{% call(route) ketacontent('route/nasal') %}<h1>{{ route.name }}</h1>{% endcall %}"


def templates_of(*, is_async: bool = False, **sources: str) -> Jinja2Templates:
    loader = DictLoader({f"{name}.html": source for name, source in sources.items()})
    return Jinja2Templates(env=Environment(loader=loader, autoescape=True, enable_async=is_async))


def ask(app: Any, *paths: str) -> list[httpx.Response]:
    """Ask an app over ASGI, all at once; an event loop of its own runs in a thread of its own."""

    async def work() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return list(await asyncio.gather(*(client.get(path) for path in paths)))

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(work())).result()


def served(renderer: Any, **options: Any) -> Starlette:
    """Return an app that serves pages under /care/."""
    return Starlette(
        routes=[
            Route("/care/", listing_view(renderer, **options)),
            Route("/care/{name}/", listing_view(renderer, **options)),
            Route("/care/{kind}/{id}/", record_view(renderer, **options)),
        ]
    )


@pytest.fixture
def care(minimal: Catalog) -> Renderer:
    return Renderer(minimal, country="US", **links_under("/care"))


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def is_async(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def printed(renderer: Any, source: str, path: str = "/", *, is_async: bool) -> str:
    """Return what a template prints in an endpoint: awaited in an event loop, or in Starlette's threads."""
    templates = templates_of(is_async=is_async, page=source)
    install(templates, renderer)

    async def awaited(request: Request) -> Response:
        template = templates.env.get_template("page.html")
        return HTMLResponse(await template.render_async(request=request))

    def threaded(request: Request) -> Response:
        return templates.TemplateResponse(request, "page.html")

    (response,) = ask(Starlette(routes=[Route("/", awaited if is_async else threaded)]), path)
    return response.text


def test_a_template_prints_a_fragment(care: Renderer, is_async: bool) -> None:
    output = printed(care, "{{ ketacontent('route/nasal') }}", is_async=is_async)
    assert output == care.html(care.catalog.routes["nasal"])


def test_the_call_form_appends_the_notice_that_the_markup_drops(care: Renderer, is_async: bool) -> None:
    output = printed(care, CALL, is_async=is_async)
    assert output.startswith("<h1>Into the nose</h1>")
    assert visible_text(output).count(BOXED) == 1
    testing.assert_must_show(output, [care.catalog.routes["nasal"]], care)


def test_markup_that_hides_what_is_appended_is_refused(care: Renderer, is_async: bool) -> None:
    with pytest.raises(MissingNotice, match="KC404"):
        printed(care, "{% call ketacontent('route/nasal') %}<!-- {% endcall %}", is_async=is_async)


def test_templates_that_do_not_escape_are_refused(care: Renderer, is_async: bool) -> None:
    with pytest.raises(UsageError, match="KC604"):
        install(Jinja2Templates(env=Environment(autoescape=False)), care)  # the test is about it
    source = "{% autoescape false %}{{ ketacontent('route/nasal') }}{% endautoescape %}"
    with pytest.raises(UsageError, match="KC604"):
        printed(care, source, is_async=is_async)


def test_the_folder_form_of_jinja2templates_is_accepted(care: Renderer, tmp_path: Any) -> None:
    install(Jinja2Templates(tmp_path), care)


def test_the_endpoints_show_whole_documents(care: Renderer) -> None:
    paths = ["/care/", "/care/route/", "/care/route/nasal/", "/care/law/"]
    home, routes, nasal, law = ask(served(care), *paths)
    assert nasal.text == care.page(care.catalog.routes["nasal"])
    assert nasal.headers["content-type"] == "text/html; charset=utf-8"
    assert 'href="/care/route/nasal/"' in routes.text
    assert {home.status_code, law.status_code} == {200}


def test_a_template_of_the_app_is_filled_with_page_and_content(care: Renderer, is_async: bool) -> None:
    frame = "<title>{{ page.title }}</title><i>{{ request.url.path }}</i><main>{{ content }}</main>"
    templates = templates_of(frame=frame, is_async=is_async)
    (response,) = ask(served(care, templates=templates, template="frame.html"), "/care/route/nasal/")
    assert response.text.startswith("<title>Into the nose</title><i>/care/route/nasal/</i>")
    testing.assert_must_show(response.text, [care.catalog.routes["nasal"]], care)


@pytest.mark.parametrize(
    ("source", "code"), [("<h1>{{ page.title }}</h1>", "KC401"), ("<p hidden>{{ content }}", "KC404")]
)
def test_a_template_of_the_app_cannot_drop_or_hide_what_must_show(
    care: Renderer, source: str, code: str
) -> None:
    app = served(care, templates=templates_of(bad=source), template="bad.html")
    with pytest.raises(MissingNotice, match=rf"bad\.html(?s:.)*{code}"):
        ask(app, "/care/route/nasal/")


def test_a_template_without_templates_is_wrong_use(care: Renderer) -> None:
    with pytest.raises(UsageError, match="KC602"):
        record_view(care, template="frame.html")
    with pytest.raises(UsageError, match="KC602"):
        listing_view(care, templates=templates_of())


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/care/route/nasall/", "There is no route called 'nasall'. Did you mean nasal?"),
        ("/care/routes/nasal/", "There is no kind of page called 'routes'. Did you mean route"),
        ("/care/side-effects/", "Did you mean side-effect?"),
    ],
)
def test_an_unknown_address_is_404_with_near_matches(care: Renderer, path: str, words: str) -> None:
    (response,) = ask(served(care), path)
    assert response.status_code == 404
    assert words in response.text
    assert response.headers["content-type"].startswith("text/plain")


def test_what_stands_in_an_address_is_not_markup(care: Renderer) -> None:
    (response,) = ask(served(care), "/care/route/<script>alert(1)<%2Fscript>/")
    assert response.status_code == 404
    assert "html" not in response.headers["content-type"]


def test_a_former_id_leads_to_where_the_record_is_now(minimal: Catalog) -> None:
    moved = changed(minimal, "route/nasal", former_ids=("spray",))
    (response,) = ask(served(Renderer(moved, **links_under("/care"))), "/care/route/spray/")
    assert (response.status_code, response.headers["location"]) == (301, "/care/route/nasal/")


def test_the_host_chooses_by_request(minimal: Catalog, is_async: bool) -> None:
    by_audience = {who: Renderer(minimal, audience=who) for who in ("patient", "clinician")}

    def choose(request: Request) -> Renderer:
        return by_audience["clinician" if request.query_params.get("for") == "clinicians" else "patient"]

    route = minimal.routes["nasal"]
    (plain, expert) = ask(served(choose), "/care/route/nasal/", "/care/route/nasal/?for=clinicians")
    assert plain.text == by_audience["patient"].page(route)
    assert expert.text == by_audience["clinician"].page(route) != plain.text
    source = "{{ ketacontent('route/nasal') }}"
    output = printed(choose, source, "/?for=clinicians", is_async=is_async)
    assert output == by_audience["clinician"].html(route)


def test_many_requests_at_once_get_the_same_pages(care: Renderer) -> None:
    paths = ["/care/", "/care/route/nasal/", "/care/topic/cold-feet/", "/care/step/"]
    app = served(care)
    alone = [ask(app, path)[0].text for path in paths]
    assert [response.text for response in ask(app, *paths * 4)] == alone * 4
