"""Our content in a Django project: template tag, jinja2 backend and views, asked over real requests."""

from __future__ import annotations

import pytest

pytest.importorskip("django", reason="Django is not installed (make frameworks)")

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.template import Context, Template, TemplateSyntaxError, engines
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from jinja2 import DictLoader

from ketacontent import Catalog, MissingNotice, Renderer, UnknownId, UsageError, testing
from ketacontent.integrations.links import links_under
from kit.catalogs import changed
from kit.dom import elements, visible_text

BOXED = "Stay until staff say you may go."
TEMPLATES = {
    "frame.html": "<title>{{ page.title }}</title><i>{{ request.path }}</i><main>{{ content }}</main>",
    "dropping.html": "<h1>{{ page.title }}</h1>",
    "hiding.html": "<div hidden>{{ content }}</div>",
    "404.html": "<h1>Nothing here</h1><p>{{ exception }}</p>",
}
JINJA = {"frame.jinja.html": "<title>{{ page.title }}</title><main>{{ ketacontent(record.ref) }}</main>"}
urlpatterns: list[Any] = []


def configure() -> None:
    """Set Django up once for this process, with both template engines."""
    if settings.configured:
        return
    settings.configure(
        SECRET_KEY="of tests only",
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["testserver"],
        LOGGING_CONFIG=None,
        INSTALLED_APPS=["ketacontent.integrations.django"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.jinja2.Jinja2",
                "NAME": "jinja2",
                "DIRS": [],
                "OPTIONS": {
                    "environment": "ketacontent.integrations.django.environment",
                    "loader": DictLoader(JINJA),
                },
            },
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "NAME": "django",
                "OPTIONS": {
                    "context_processors": ["django.template.context_processors.request"],
                    "loaders": [("django.template.loaders.locmem.Loader", TEMPLATES)],
                },
            },
        ],
    )
    django.setup()


configure()

from ketacontent.integrations.django import install, listing_view, record_view  # noqa: E402 - needs settings


@pytest.fixture
def care(minimal: Catalog) -> Iterator[Renderer]:
    """Make the small pack the project's."""
    renderer = Renderer(minimal, country="US", **links_under("/care"))
    with override_settings(KETACONTENT_RENDERER=renderer):
        yield renderer


@pytest.fixture
def client() -> Iterator[Client]:
    urlpatterns[:] = routes()
    yield Client()
    urlpatterns.clear()


def routes(renderer: Any = None, **options: Any) -> list[Any]:
    return [
        path("care/", listing_view(renderer, **options)),
        path("care/<name>/", listing_view(renderer, **options)),
        path("care/<kind>/<id>/", record_view(renderer, **options)),
    ]


def printed(source: str, path: str = "/", **values: Any) -> str:
    """Return what a Django template prints in a request."""
    template = engines["django"].from_string("{% load ketacontent %}" + source)
    return template.render(values, RequestFactory().get(path))


def test_the_tag_prints_a_fragment(care: Renderer) -> None:
    route = care.catalog.routes["nasal"]
    assert printed('{% ketacontent "route/nasal" %}') == care.html(route)
    assert printed("{% ketacontent ref %}", ref="route/nasal") == care.html(route)


def test_the_block_gives_the_record_and_appends_the_notice_that_the_markup_drops(care: Renderer) -> None:
    source = '{% ketacontent "route/nasal" as route %}<h1>{{ route.name }}</h1>{% endketacontent %}'
    output = printed(f"{source}<p>[{{{{ route }}}}]</p>")
    assert output.startswith("<h1>Into the nose</h1>")
    assert visible_text(output).count(BOXED) == 1
    assert output.endswith("<p>[]</p>"), "the name is the block's own"
    testing.assert_must_show(output, [care.catalog.routes["nasal"]], care)


def test_the_block_appends_nothing_where_all_is_shown(care: Renderer) -> None:
    source = '{% ketacontent "route/nasal" as r %}<b>Ours</b>{% ketacontent r.ref %}{% endketacontent %}'
    assert printed(source) == f"<b>Ours</b>{care.html(care.catalog.routes['nasal'])}"


def test_only_what_is_missing_is_appended(care: Renderer) -> None:
    section = '{% ketacontent_section r "notices" %}'
    output = printed(f'{{% ketacontent "route/nasal" as r %}}{section}<p>Words</p>{{% endketacontent %}}')
    seen = visible_text(output)
    assert seen.count(BOXED) == 1
    assert seen.index(BOXED) < seen.index("Words") < seen.index("Do not drive")


@pytest.mark.parametrize(
    "body",
    [
        '<div hidden>{% ketacontent "route/nasal" %}</div>',
        '<!-- {% ketacontent "route/nasal" %} -->',
        '{% comment %}{% ketacontent "route/nasal" %}{% endcomment %}',
        '{% if False %}{% ketacontent "route/nasal" %}{% endif %}',
    ],
)
def test_what_the_markup_hides_is_appended_in_sight(care: Renderer, body: str) -> None:
    output = printed(f'{{% ketacontent "route/nasal" as route %}}{body}{{% endketacontent %}}')
    testing.assert_must_show(output, [care.catalog.routes["nasal"]], care)


@pytest.mark.parametrize("body", ["<!-- open", "<div hidden>", "<template>", "<p style='display:none'>"])
def test_markup_that_would_swallow_what_is_appended_is_refused(care: Renderer, body: str) -> None:
    with pytest.raises(MissingNotice, match=r"route/nasal(?s:.)*KC404"):
        printed(f'{{% ketacontent "route/nasal" as route %}}{body}{{% endketacontent %}}')


def test_blocks_inside_blocks_and_loops_each_keep_their_guarantee(care: Renderer) -> None:
    source = (
        '{% ketacontent "route/nasal" as route %}<h1>{{ route.title }}</h1>{% for ref in refs %}'
        "{% ketacontent ref as step %}<h2>{{ step.title }} by {{ route.id }}</h2>{% endketacontent %}"
        "{% endfor %}{% endketacontent %}"
    )
    output = printed(source, refs=["step/arrival", "step/leaving"])
    records = [care.catalog.routes["nasal"], *care.catalog.steps.values()]
    assert "by nasal</h2>" in output
    testing.assert_must_show(output, records, care)


def test_values_of_the_project_are_escaped_in_the_block(care: Renderer) -> None:
    source = '{% ketacontent "route/nasal" as route %}<p>{{ who }}</p>{% endketacontent %}'
    output = printed(source, who="<script>alert(1)</script>")
    assert not list(elements(output, "script"))
    assert "<script>alert(1)</script>" in visible_text(output)


def test_a_text_of_a_record_keeps_its_markup_with_the_filter(care: Renderer) -> None:
    topic = care.catalog.topics["cold-feet"]
    text = next(s.body[0].text for s in topic.sections if s.body[0].kind == "paragraph")
    assert printed("{{ text|richtext }}", text=text) == text.__html__()
    assert "<" not in printed("{{ text }}", text=text), "Django prints the words alone"


@pytest.mark.parametrize(
    "source",
    [
        '{% ketacontent "route/nasal" %}',
        '{% ketacontent "route/nasal" as r %}{{ r.title }}{% endketacontent %}',
        '{% ketacontent_section "route/nasal" "facts" %}',
    ],
)
def test_templates_that_do_not_escape_are_refused(care: Renderer, source: str) -> None:
    with pytest.raises(UsageError, match="KC604"):
        printed(f"{{% autoescape off %}}{source}{{% endautoescape %}}")
    with pytest.raises(UsageError, match="KC604"):
        Template("{% load ketacontent %}" + source).render(Context(autoescape=False))


@pytest.mark.parametrize(
    "source",
    [
        "{% ketacontent %}",
        '{% ketacontent "route/nasal" route %}',
        '{% ketacontent "route/nasal" as r.x %}{% endketacontent %}',
        '{% ketacontent "route/nasal" as r %}',
    ],
)
def test_a_tag_that_is_written_in_another_way_is_a_syntax_error(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="ketacontent"):
        printed(source)


def test_an_unknown_record_is_named_with_near_matches(care: Renderer) -> None:
    with pytest.raises(UnknownId, match="nasal"):
        printed('{% ketacontent "route/nasall" %}')
    with pytest.raises(UnknownId, match="route"):
        printed('{% ketacontent "routes/nasal" as r %}{% endketacontent %}')


# the jinja2 backend


def test_the_jinja2_backend_has_the_function(care: Renderer) -> None:
    source = "{% call(route) ketacontent('route/nasal') %}<h1>{{ route.name }}</h1>{% endcall %}"
    backend = engines["jinja2"]
    install(backend.env)
    output = backend.from_string(source).render({}, RequestFactory().get("/"))
    assert output.startswith("<h1>Into the nose</h1>")
    testing.assert_must_show(output, [care.catalog.routes["nasal"]], care)


def test_a_jinja2_environment_that_does_not_escape_is_refused(care: Renderer) -> None:
    from ketacontent.integrations.django import environment

    with pytest.raises(UsageError, match="KC604"):
        environment(autoescape=False)


# views


def test_the_views_show_whole_documents(care: Renderer, client: Client) -> None:
    response = client.get("/care/route/nasal/")
    assert response.content.decode() == care.page(care.catalog.routes["nasal"])
    assert 'href="/care/route/nasal/"' in client.get("/care/route/").content.decode()
    assert client.get("/care/").status_code == client.head("/care/law/").status_code == 200
    assert client.post("/care/route/nasal/").status_code == 405


def test_a_template_of_the_project_is_filled_by_either_engine(care: Renderer, client: Client) -> None:
    for template in ("frame.html", "frame.jinja.html"):
        install(engines["jinja2"].env)
        urlpatterns[:] = routes(template=template)
        output = client.get("/care/route/nasal/").content.decode()
        assert output.startswith("<title>Into the nose</title>")
        testing.assert_must_show(output, [care.catalog.routes["nasal"]], care)


@pytest.mark.parametrize(("template", "code"), [("dropping.html", "KC401"), ("hiding.html", "KC404")])
def test_a_template_of_the_project_cannot_drop_or_hide_what_must_show(
    care: Renderer, client: Client, template: str, code: str
) -> None:
    urlpatterns[:] = routes(template=template)
    with pytest.raises(MissingNotice, match=rf"{template}(?s:.)*{code}"):
        client.get("/care/route/nasal/")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/care/route/nasall/", "There is no route called 'nasall'. Did you mean nasal?"),
        ("/care/routes/nasal/", "There is no kind of page called 'routes'. Did you mean route"),
        ("/care/side-effects/", "Did you mean side-effect?"),
        ("/care/route/<script>/", "There is no route like that."),
    ],
)
def test_an_unknown_address_is_404_with_near_matches(
    care: Renderer, client: Client, path: str, words: str
) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert words in visible_text(response.content.decode())
    assert not list(elements(response.content.decode(), "script"))


def test_a_former_id_leads_to_where_the_record_is_now(minimal: Catalog, client: Client) -> None:
    moved = changed(minimal, "route/nasal", former_ids=("spray",))
    urlpatterns[:] = routes(Renderer(moved, **links_under("/care")))
    response = client.get("/care/route/spray/")
    assert (response.status_code, response["Location"]) == (301, "/care/route/nasal/")


# for whom


BRITISH = "0000 116 999"


def chosen_by_query(request: Any) -> Renderer:
    return RENDERERS.get(request.GET.get("country", ""), RENDERERS[""])


RENDERERS: dict[str, Renderer] = {}


@pytest.mark.parametrize("setting", [chosen_by_query, f"{__name__}.chosen_by_query"], ids=["it", "path"])
def test_the_setting_may_choose_by_request(minimal: Catalog, client: Client, setting: Any) -> None:
    RENDERERS.update({"": Renderer(minimal), "GB": Renderer(minimal, country="GB")})
    with override_settings(KETACONTENT_RENDERER=setting):
        assert BRITISH in client.get("/care/topic/cold-feet/?country=GB").content.decode()
        assert client.get("/care/topic/cold-feet/?country=XX").content.decode() == RENDERERS[""].page(
            minimal.topics["cold-feet"]
        )
        output = printed('{% ketacontent "topic/cold-feet" %}', "/?country=GB")
        assert output == RENDERERS["GB"].html(minimal.topics["cold-feet"])
        with pytest.raises(UsageError, match="KC602"):
            Template('{% load ketacontent %}{% ketacontent "route/nasal" %}').render(Context())


def test_the_app_has_a_label_of_its_own() -> None:
    from django.apps import apps

    assert apps.get_app_config("ketacontent").path == str(Path(django_package().__file__).parent)


def django_package() -> Any:
    from ketacontent.integrations import django

    return django
