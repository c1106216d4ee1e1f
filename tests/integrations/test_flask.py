"""Our content in a Flask app, asked over real requests."""

from __future__ import annotations

import pytest

pytest.importorskip("flask", reason="Flask is not installed (make frameworks)")

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

from flask import Flask, Request, render_template_string
from flask.testing import FlaskClient
from jinja2 import DictLoader

from ketacontent import Catalog, MissingNotice, Renderer, UnknownId, UsageError, testing
from ketacontent.integrations.answer import not_found
from ketacontent.integrations.flask import install, listing_view, record_view
from ketacontent.integrations.links import links_under
from kit.catalogs import changed
from kit.corpus import load
from kit.dom import elements, surplus, visible_text

BOXED = "Stay until staff say you may go."
FRAMED = "<!DOCTYPE html><title>{{ page.title }}</title><header>Ours</header><main>{{ content }}</main>"


def app_of(**templates: str) -> Flask:
    app = Flask("clinic")
    app.testing = True  # errors reach the test
    app.jinja_loader = DictLoader({f"{name}.html": source for name, source in templates.items()})
    return app


def client_of(renderer: Any, **options: Any) -> FlaskClient:
    """Return a client of an app that serves pages under /care/."""
    app = app_of(frame=FRAMED, **options.pop("templates", {}))
    app.add_url_rule("/care/", view_func=listing_view(renderer, **options))
    app.add_url_rule("/care/<name>/", view_func=listing_view(renderer, **options), endpoint="named")
    app.add_url_rule("/care/<kind>/<id>/", view_func=record_view(renderer, **options))
    return app.test_client()


def rendered(renderer: Any, source: str, path: str = "/") -> str:
    """Return what a template of the app prints in a request."""
    app = app_of()
    install(app, renderer)
    with app.test_request_context(path):
        return render_template_string(source)


@pytest.fixture
def care(minimal: Catalog) -> Renderer:
    return Renderer(minimal, country="US", **links_under("/care"))


def test_a_template_prints_a_fragment(care: Renderer) -> None:
    route = care.catalog.routes["nasal"]
    assert rendered(care, "{{ ketacontent('route/nasal') }}") == care.html(route)


def test_the_call_form_appends_the_notice_that_the_markup_drops(care: Renderer) -> None:
    source = "{% call(route) ketacontent('route/nasal') %}<h1>{{ route.name }}</h1>{% endcall %}"
    output = rendered(care, source)
    assert output.startswith("<h1>Into the nose</h1>")
    assert visible_text(output).count(BOXED) == 1
    testing.assert_must_show(output, [care.catalog.routes["nasal"]], care)


def test_markup_that_hides_what_is_appended_is_refused(care: Renderer) -> None:
    with pytest.raises(MissingNotice, match="KC404"):
        rendered(care, "{% call ketacontent('route/nasal') %}<div hidden>{% endcall %}")


def test_templates_that_do_not_escape_are_refused(care: Renderer) -> None:
    app = app_of()
    app.jinja_env.autoescape = False
    with pytest.raises(UsageError, match="KC604"):
        install(app, care)
    with pytest.raises(UsageError, match="KC604"):
        rendered(care, "{% autoescape false %}{{ ketacontent('route/nasal') }}{% endautoescape %}")


def test_the_views_show_whole_documents_whose_links_lead_to_pages(care: Renderer) -> None:
    """Every address under /care/ that a page prints is answered."""
    client = client_of(care)
    seen, ahead = set(), {"/care/"}
    while ahead:
        path = ahead.pop()
        seen.add(path)
        response = client.get(path)
        assert (response.status_code, response.mimetype) == (200, "text/html"), path
        assert response.text.startswith("<!DOCTYPE html>")
        found = {e.get("href", "").partition("#")[0] for e in elements(response.text, "a")}
        ahead |= {href for href in found if href.startswith("/care/")} - seen
    assert {"/care/", "/care/route/", "/care/law/", "/care/route/nasal/", "/care/topic/cold-feet/"} <= seen


def test_a_template_of_the_app_is_filled_with_page_and_content(care: Renderer) -> None:
    client = client_of(care, template="frame.html")
    output = client.get("/care/route/nasal/").text
    assert "<title>Into the nose</title><header>Ours</header>" in output
    testing.assert_must_show(output, [care.catalog.routes["nasal"]], care)
    assert "Into the nose" in visible_text(client.get("/care/route/").text)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("<h1>{{ page.title }}</h1>", "KC401"),
        ("<div hidden>{{ content }}</div>", "KC404"),
        ("<!-- {{ content }} -->", "KC404"),
    ],
)
@pytest.mark.parametrize("path", ["/care/route/nasal/", "/care/route/"])
def test_a_template_of_the_app_cannot_drop_or_hide_what_must_show(
    care: Renderer, source: str, code: str, path: str
) -> None:
    client = client_of(care, template="bad.html", templates={"bad": source})
    with pytest.raises(MissingNotice, match=rf"bad\.html(?s:.)*{code}"):
        client.get(path)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/care/route/nasall/", "There is no route called 'nasall'. Did you mean nasal?"),
        ("/care/routes/nasal/", "There is no kind of page called 'routes'. Did you mean route"),
        ("/care/source/trial-one/", "There is no kind of page called 'source'."),
        ("/care/side-effects/", "Did you mean side-effect?"),
        ("/care/not-found/", "There is no listing called 'not-found'."),
    ],
)
def test_an_unknown_address_is_404_with_near_matches(care: Renderer, path: str, words: str) -> None:
    response = client_of(care).get(path)
    assert response.status_code == 404
    assert words in visible_text(response.text)


@pytest.mark.parametrize(
    "text", ["<img src=x>", "a b", "a\x00b", "\u202e", "{{ 7*7 }}", "a" * 81, "na\nsal", ""]
)
def test_only_what_could_be_an_id_is_repeated_in_a_404(text: str) -> None:
    """A framework may send the words as HTML without escaping them."""
    assert not_found(UnknownId("route", text, ["nasal"])).startswith("There is no route like that.")


def test_an_address_that_is_markup_is_no_markup_in_the_answer(care: Renderer) -> None:
    response = client_of(care).get("/care/route/<script>alert(1)<%2Fscript>/")
    assert response.status_code == 404
    assert not list(elements(response.text, "script"))


def test_hostile_text_in_an_address_comes_out_as_words_or_not_at_all(care: Renderer) -> None:
    client = client_of(care)
    harmless = client.get("/care/route/harmless/").text
    faults = []
    for payload in load("own"):
        path = quote(payload.text[:2_000], safe="", errors="replace")
        for address in (f"/care/route/{path}/", f"/care/{path}/nasal/"):
            answer = client.get(address)
            faults += [f"{payload.id}: {answer.status_code}"] if answer.status_code not in (308, 404) else []
            if answer.status_code == 404:
                faults += [f"{payload.id}: {fault}" for fault in surplus(answer.text, harmless)]
    assert faults == []


def test_a_former_id_leads_to_where_the_record_is_now(minimal: Catalog) -> None:
    moved = changed(minimal, "route/nasal", former_ids=("spray",))
    response = client_of(Renderer(moved, **links_under("/care"))).get("/care/route/spray/")
    assert (response.status_code, response.headers["Location"]) == (301, "/care/route/nasal/")
    unlinked = client_of(Renderer(moved)).get("/care/route/spray/")
    assert (unlinked.status_code, "Into the nose" in unlinked.text) == (200, True)


def test_the_host_chooses_by_request_and_nothing_is_guessed(minimal: Catalog) -> None:
    """Country and audience come from the host's function, in views and in templates."""
    by_country = {country: Renderer(minimal, country=country) for country in ("US", "GB")}
    anywhere = Renderer(minimal)

    def choose(request: Request) -> Renderer:
        return by_country.get(request.args.get("country", ""), anywhere)

    client = client_of(choose)
    british = visible_text(client.get("/care/topic/cold-feet/?country=GB").text)
    assert "0000 116 999" in british
    assert "911" not in british
    for query in ("", "?country=gb", "?country=XX", "?jurisdiction=GB"):
        headers = {"Accept-Language": "en-GB", "CF-IPCountry": "GB"}
        assert client.get(f"/care/topic/cold-feet/{query}", headers=headers).text == anywhere.page(
            minimal.topics["cold-feet"]
        )
    source = "{{ ketacontent('topic/cold-feet') }}"
    assert rendered(choose, source, "/?country=GB") == by_country["GB"].html(minimal.topics["cold-feet"])


def test_a_template_without_a_request_is_told_so(minimal: Catalog) -> None:
    app = app_of()
    install(app, lambda request: Renderer(minimal))
    app.jinja_env.globals["request"] = None
    with pytest.raises(UsageError, match="KC602"):
        app.jinja_env.from_string("{{ ketacontent('route/nasal') }}").render()


def test_requests_in_several_threads_get_the_same_pages(care: Renderer) -> None:
    client_app = client_of(care).application
    paths = [
        "/care/",
        "/care/route/nasal/",
        "/care/topic/cold-feet/",
        "/care/step/",
        "/care/faq/does-it-hurt/",
    ]

    def ask(path: str) -> str:
        return client_app.test_client().get(path).text

    alone = [ask(path) for path in paths]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, paths * 6)) == alone * 6


def test_without_a_renderer_the_bundled_catalog_is_shown(bundled: Catalog) -> None:
    response = client_of(None).get("/care/route/intravenous/")
    assert response.text == Renderer(bundled).page(bundled.routes["intravenous"])
