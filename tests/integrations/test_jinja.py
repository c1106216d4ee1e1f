"""Our content inside a host's own Jinja templates, sync and async."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, select_autoescape

from ketacontent import Catalog, MissingNotice, Renderer, UnknownId, UsageError, install, testing
from kit.dom import dom_shape, visible_text

NOTICE = "Stay until staff say you may go."


def in_a_thread(work: Callable[[], str]) -> str:
    """Run where no event loop runs: the browser's driver keeps one in the tests' own thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def environment(*, is_async: bool = False, **templates: str) -> Environment:
    sources = {name.replace("__", "."): source for name, source in templates.items()}
    return Environment(loader=DictLoader(sources), autoescape=True, enable_async=is_async)


def shown(env: Environment, name: str = "page.html", **values: Any) -> str:
    template = env.get_template(name)
    if env.is_async:
        return in_a_thread(lambda: asyncio.run(template.render_async(**values)))
    return template.render(**values)


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def is_async(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def page(minimal: Catalog, source: str, *, is_async: bool, **context: Any) -> str:
    """Render a host's page; ours is installed for the small pack."""
    env = environment(is_async=is_async, page__html=source)
    install(env, Renderer(minimal, **context))
    return shown(env)


def test_a_record_prints_as_our_fragment(minimal: Catalog, is_async: bool) -> None:
    output = page(minimal, "<main>{{ ketacontent('route/nasal') }}</main>", is_async=is_async)
    assert output == f"<main>{Renderer(minimal).html(minimal.routes['nasal'])}</main>"


def test_the_call_form_gives_the_record_and_appends_what_the_markup_lacks(
    minimal: Catalog, is_async: bool
) -> None:
    body = "<h1>{{ route.name }}</h1>{{ route.summary }}"
    source = f"{{% call(route) ketacontent('route/nasal') %}}{body}{{% endcall %}}"
    output = page(minimal, source, is_async=is_async)
    assert output.startswith("<h1>Into the nose</h1>")
    testing.assert_must_show(output, [minimal.routes["nasal"]], Renderer(minimal))
    assert output.count(NOTICE) == 1


def test_the_call_form_appends_nothing_where_all_is_shown(minimal: Catalog, is_async: bool) -> None:
    source = (
        "{% call(route) ketacontent('route/nasal') %}<b>Ours</b>{{ ketacontent('route/nasal') }}{% endcall %}"
    )
    output = page(minimal, source, is_async=is_async)
    assert output == f"<b>Ours</b>{Renderer(minimal).html(minimal.routes['nasal'])}"


@pytest.mark.parametrize(
    "body",
    [
        "<div hidden>{{ ketacontent('route/nasal') }}</div>",
        "<!-- {{ ketacontent('route/nasal') }} -->",
        "<details>{{ ketacontent('route/nasal') }}</details>",
        "{{ ketacontent.section(route, 'facts') }}",
        "",
    ],
)
def test_what_the_markup_hides_is_appended_in_sight(minimal: Catalog, is_async: bool, body: str) -> None:
    source = f"{{% call(route) ketacontent('route/nasal') %}}{body}{{% endcall %}}"
    output = page(minimal, source, is_async=is_async)
    testing.assert_must_show(output, [minimal.routes["nasal"]], Renderer(minimal))


@pytest.mark.parametrize(
    "body", ["<!-- open", "<div hidden>", "<template>", "<script>", "<p style='display:none'>"]
)
def test_markup_that_would_swallow_what_is_appended_is_refused(
    minimal: Catalog, is_async: bool, body: str
) -> None:
    source = f"{{% call(route) ketacontent('route/nasal') %}}{body}{{% endcall %}}"
    with pytest.raises(MissingNotice, match="route/nasal"):
        page(minimal, source, is_async=is_async)


def test_only_what_is_missing_is_appended(minimal: Catalog, is_async: bool) -> None:
    source = (
        "{% call(route) ketacontent('route/nasal') %}"
        "{{ ketacontent.section(route, 'notices') }}<p>Words</p>{% endcall %}"
    )
    output = page(minimal, source, is_async=is_async)
    seen = visible_text(output)
    assert seen.count(NOTICE) == 1
    assert seen.index(NOTICE) < seen.index("Words") < seen.index("Do not drive")
    assert "Not clinically reviewed" in seen


def test_a_call_without_a_name_for_the_record_works(minimal: Catalog, is_async: bool) -> None:
    output = page(minimal, "{% call ketacontent('route/nasal') %}<p>x</p>{% endcall %}", is_async=is_async)
    assert output.startswith("<p>x</p>")
    assert NOTICE in output


def test_calls_inside_calls_each_keep_their_guarantee(minimal: Catalog, is_async: bool) -> None:
    source = (
        "{% call(route) ketacontent('route/nasal') %}<h1>{{ route.title }}</h1>"
        "{% call(effect) ketacontent('side-effect/dizziness') %}<h2>{{ effect.title }} by {{ route.id }}</h2>"
        "{% endcall %}{% endcall %}"
    )
    output = page(minimal, source, is_async=is_async)
    assert "<h2>Dizziness by nasal</h2>" in output
    records = [minimal.routes["nasal"], minimal.side_effects["dizziness"]]
    testing.assert_must_show(output, records, Renderer(minimal))


def test_calls_in_a_loop_and_in_an_included_template(minimal: Catalog, is_async: bool) -> None:
    env = environment(
        is_async=is_async,
        page__html="{% for id in ids %}{% include 'part.html' %}{% endfor %}",
        part__html="{% call(step) ketacontent('step/' ~ id) %}<h2>{{ step.title }}</h2>{% endcall %}",
    )
    made = Renderer(minimal)
    install(env, made)
    output = shown(env, ids=["arrival", "leaving"])
    testing.assert_must_show(output, minimal.steps.values(), made)
    assert visible_text(output).count("Not clinically reviewed.") == 2


def test_a_hosts_values_are_escaped_in_the_call_form(minimal: Catalog, is_async: bool) -> None:
    source = "{% call(route) ketacontent('route/nasal') %}<p>{{ who }}</p>{% endcall %}"
    env = environment(is_async=is_async, page__html=source)
    install(env, Renderer(minimal))
    output = shown(env, who="<script>alert(1)</script>")
    assert dom_shape(output).counts["script"] == 0
    assert "<script>alert(1)</script>" in visible_text(output)


def test_a_section_is_named_by_record_or_by_ref(minimal: Catalog, is_async: bool) -> None:
    by_ref = page(minimal, "{{ ketacontent.section('route/nasal', 'side-effects') }}", is_async=is_async)
    assert "Dizziness" in by_ref
    assert dom_shape(by_ref).counts["h1"] == 0
    body = "{{ ketacontent.section(route, 'side-effects') }}"
    source = f"{{% call(route) ketacontent('route/nasal') %}}{body}{{% endcall %}}"
    assert page(minimal, source, is_async=is_async).startswith(by_ref)
    assert page(minimal, "[{{ ketacontent.section('route/nasal', 'none') }}]", is_async=is_async) == "[]"


def test_an_unknown_record_is_named_with_near_matches(minimal: Catalog, is_async: bool) -> None:
    with pytest.raises(UnknownId, match="nasal"):
        page(minimal, "{{ ketacontent('route/nasall') }}", is_async=is_async)
    with pytest.raises(UnknownId, match="route"):
        page(minimal, "{{ ketacontent('routes/nasal') }}", is_async=is_async)


def test_the_renderers_context_counts(minimal: Catalog, is_async: bool) -> None:
    output = page(minimal, "{{ ketacontent('topic/cold-feet') }}", is_async=is_async, country="GB")
    assert "0000 116 999" in output
    assert "911" not in output


# An environment that does not escape is refused.


@pytest.mark.parametrize(
    "autoescape",
    [
        False,
        select_autoescape(enabled_extensions=()),
        select_autoescape(enabled_extensions=("svg",)),
        lambda name: False,
    ],
    ids=["off", "no-extension", "svg-only", "never"],
)
def test_an_environment_that_does_not_escape_is_refused(minimal: Catalog, autoescape: Any) -> None:
    env = Environment(autoescape=autoescape)
    with pytest.raises(UsageError, match="KC604"):
        install(env, Renderer(minimal))
    assert "ketacontent" not in env.globals


@pytest.mark.parametrize(
    "source",
    [
        "{{ ketacontent('route/nasal') }}",
        "{{ ketacontent.section('route/nasal', 'facts') }}",
        "{% call(r) ketacontent('route/nasal') %}{{ r.summary }}{% endcall %}",
    ],
)
def test_a_template_that_does_not_escape_is_refused_when_it_calls(
    minimal: Catalog, is_async: bool, source: str
) -> None:
    """`select_autoescape()` escapes page.html, but not page.html.jinja."""
    env = Environment(
        loader=DictLoader({"page.html": source, "page.html.jinja": source}),
        autoescape=select_autoescape(),
        enable_async=is_async,
    )
    install(env, Renderer(minimal))
    assert shown(env, "page.html")
    with pytest.raises(UsageError, match="KC604"):
        shown(env, "page.html.jinja")


@pytest.mark.parametrize("extension", ["html", "html.jinja", "jinja"])
def test_an_environment_that_escapes_the_hosts_own_names_is_accepted(
    minimal: Catalog, extension: str
) -> None:
    env = Environment(
        loader=DictLoader({f"page.{extension}": "{{ ketacontent('route/nasal') }}"}),
        autoescape=select_autoescape(enabled_extensions=(extension,)),
    )
    install(env, Renderer(minimal))
    assert NOTICE in shown(env, f"page.{extension}")


def test_the_function_can_have_another_name(minimal: Catalog) -> None:
    env = environment(page__html="{{ content('route/nasal') }}")
    install(env, Renderer(minimal), name="content")
    assert NOTICE in shown(env)


def test_one_renderer_serves_many_environments(minimal: Catalog) -> None:
    made = Renderer(minimal)
    outputs = set()
    for is_async in (False, True):
        env = environment(is_async=is_async, page__html="{{ ketacontent('step/arrival') }}")
        install(env, made)
        outputs.add(shown(env))
    assert len(outputs) == 1
