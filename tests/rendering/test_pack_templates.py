"""Templates that a pack brings: what they may do, who wins, and that what must show cannot be dropped."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from ketacontent import (
    Catalog,
    ContentError,
    KetaContentError,
    MissingNotice,
    Renderer,
    RenderError,
    UsageError,
)
from ketacontent.pages.block import MUST_SHOW
from ketacontent.pages.overviews import overview_names
from ketacontent.rendering.components import LOCKED, WHOLE, block_models, own_names, source_of
from ketacontent.rendering.sandbox.files import stem_of
from kit.pack_templates import pack_with

CHANNELS = ("html", "email", "markdown", "text")
PAGE = {channel: next(n for n in own_names() if n.startswith(f"{channel}/page.")) for channel in CHANNELS}
SHOWN = {"html": "{{ show(block, block_level) }}"} | dict.fromkeys(CHANNELS[1:], "{{ show(block, 3) }}")

Pack = Callable[..., Path]


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    def pack(templates: dict[str, str], name: str = "stranger") -> Path:
        return pack_with(tmp_path / name, templates)

    return pack


def output(made: Renderer, ref: str, channel: str) -> str:
    if channel == "email":
        return made.email(made.catalog.get(ref)).html
    return str(getattr(made, channel)(made.catalog.get(ref)))


# The language is enough for every template of ours


def test_all_of_our_own_templates_pass_as_templates_of_a_pack_and_give_the_same(
    pack: Pack, minimal: Catalog
) -> None:
    """The sandbox changes nothing that it lets through; and what we write, a pack may write too."""
    ours = {name: source_of(name) for name in own_names() if stem_of(name) not in LOCKED | WHOLE}
    assert len(ours) > 100
    plain, packed = (
        Renderer(minimal, country="GB", brand="sample", pack_templates=packs) for packs in ((), [pack(ours)])
    )
    for number, record in enumerate(minimal):
        channel = CHANNELS[number % 4]
        assert output(packed, record.ref, channel) == output(plain, record.ref, channel), record.ref
    for name in list(overview_names(minimal, None))[::2]:
        page = plain.compose_overview(name)
        assert packed.document(page) == plain.document(page), name


def test_a_template_of_a_pack_is_used_only_where_the_host_names_the_pack(
    pack: Pack, minimal: Catalog
) -> None:
    folder = pack({"html/heading.html.jinja": "<p>Theirs: {{ block.text }}</p>"})
    assert "Theirs" not in output(Renderer(minimal), "route/nasal", "html")
    assert "Theirs: Against" in output(Renderer(minimal, pack_templates=[folder]), "route/nasal", "html")
    assert "Theirs: Against" in output(Renderer(minimal, pack_templates=folder), "route/nasal", "html")  # type: ignore[arg-type]


def test_the_host_wins_over_packs_and_the_last_pack_over_the_first(
    pack: Pack, minimal: Catalog, tmp_path: Path
) -> None:
    name = "html/heading.html.jinja"
    first = pack({name: "<p>First {{ block.text }}</p>"}, "first")
    last = pack({name: "<p>Last {{ block.text }}</p>"}, "last")
    html = output(Renderer(minimal, pack_templates=[first, last]), "route/nasal", "html")
    assert "Last Against" in html and "First Against" not in html
    host = tmp_path / "ours"
    (host / "html").mkdir(parents=True)
    (host / name).write_text("<p>Host {{ block.text }}</p>")
    made = Renderer(minimal, templates=[host], pack_templates=[first, last])
    assert "Host Against" in output(made, "route/nasal", "html")


def test_each_pack_has_parts_of_its_own(pack: Pack, minimal: Catalog) -> None:
    part = "html/_part.html.jinja"
    use = '{% from "html/_part.html.jinja" import row %}<p>{{ row(block.text) }}</p>'
    macro = "{{% macro row(text) %}}<b>{} {{{{ text }}}}</b>{{% endmacro %}}"
    one = pack({part: macro.format("One"), "html/heading.html.jinja": use}, "one")
    two = pack({part: macro.format("Two"), "html/paragraph.html.jinja": use}, "two")
    html = output(Renderer(minimal, pack_templates=[one, two]), "route/nasal", "html")
    assert "<b>One Against</b>" in html and "<b>Two You sit down" in html


def test_a_page_of_a_pack_can_extend_ours(pack: Pack, minimal: Catalog) -> None:
    source = (
        '{% extends "!ketacontent/html/page.html.jinja" %}'
        '{% block title %}<p class="eyebrow">Theirs</p>{{ super() }}{% endblock %}'
    )
    html = output(Renderer(minimal, pack_templates=[pack({PAGE["html"]: source})]), "route/nasal", "html")
    assert html.index("Theirs") < html.index("Into the nose")


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("{{ 'a' ~ '<b>' ~ 1 }}", "a&lt;b&gt;1"),
        ("{{ '=' * 5 }}{{ 7 // 2 }}{{ 2 ** 3 }}{{ -3 }}", "=====38-3"),
        ("{{ ['x', '<'] | join(', ') }}", "x, &lt;"),
        ("{{ [3, 1, 2] | min }}{{ [3, 1, 2] | max }}{{ [3, 1] | first }}{{ [3, 1] | last }}", "1331"),
        ("{{ 'one two three' | truncate(8) | upper }}", "ONE…"),
        ("{{ block.nothing | default('none') }}", "none"),
        ("{{ 'x<y' | replace('<', '>') | capitalize }}", "X&gt;y"),
        ("{% set a %}<b>{{ '<' }}</b>{% endset %}{{ a }}", "<b>&lt;</b>"),
        ("{% for n in ['a', 'b'] %}{{ loop.index }}{{ loop.last }}{% endfor %}", "1False2True"),
        ("{{ 'yes' if 'a' in ['a', 'b'] and 2 is even else 'no' }}", "yes"),
        ("{% for n in [1, 2, 3][1:] | reverse %}{{ n }}{% endfor %}", "32"),
        ("{{ '  a ' | trim | title }}{{ 2.567 | round(1) }}{{ 2.9 | int }}{{ -2 | abs }}", "A2.622"),
        (
            "{% macro m(x) %}<i>{{ caller() }}{{ x }}</i>{% endmacro %}{% call m('>') %}c{% endcall %}",
            "<i>c&gt;</i>",
        ),
        ("{{ block.text is string and block.text | string | length > 3 }}", "True"),
    ],
)
def test_what_the_language_can_do(pack: Pack, minimal: Catalog, source: str, printed: str) -> None:
    made = Renderer(minimal, pack_templates=[pack({"html/paragraph.html.jinja": f"<p>|{source}|</p>"})])
    assert f"|{printed}|" in output(made, "route/nasal", "html")


@pytest.mark.parametrize(
    ("channel", "source", "printed"),
    [
        ("markdown", "|{{ '*a* <b> [c](d)' }}|", r"|\*a\* \<b> \[c\](d)|"),
        ("markdown", "|{{ block.text ~ '*' }}|", r"\*|"),
        ("text", "|{{ '*a* <b>' }}|", "|*a* <b>|"),
        ("email", "<p>|{{ '<b>' }}|</p>", "|&lt;b&gt;|"),
    ],
)
def test_values_are_escaped_for_their_channel(
    pack: Pack, minimal: Catalog, channel: str, source: str, printed: str
) -> None:
    name = PAGE[channel].replace("page", "paragraph")
    made = Renderer(minimal, pack_templates=[pack({name: f"{source}\n"})])
    assert printed in output(made, "route/nasal", channel)


# What must show


def test_the_locked_templates_are_those_of_what_must_show() -> None:
    must_show = {kind for kind, model in block_models().items() if model in MUST_SHOW}
    assert must_show == LOCKED
    assert {stem_of(name) for name in own_names()} >= LOCKED | WHOLE


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("stem", sorted(LOCKED | WHOLE))
def test_a_pack_cannot_stand_in_for_what_is_locked(
    pack: Pack, minimal: Catalog, channel: str, stem: str
) -> None:
    folder = pack({PAGE[channel].replace("page", stem): "x"})
    with pytest.raises(ContentError) as caught:
        Renderer(minimal, pack_templates=[folder])
    (problem,) = caught.value.problems
    assert problem.code == "KC406" and "locked" in problem.what and stem in problem.file


DROPS = [
    "{# {{ show(block, 3) }} #}",
    "{% if block.kind != 'notice' %}@{% endif %}",
    "{% if block.kind == 'notice' %}{{ block.heading }}{% else %}@{% endif %}",
    "{% if block.kind != 'crisis' %}@{% endif %}",
    "{% if block.kind != 'review' %}@{% endif %}",
]


@pytest.mark.parametrize(
    ("channel", "instead"),
    [
        *(("html", each) for each in DROPS),
        *((channel, each) for channel in CHANNELS for each in ("", DROPS[2])),
    ],
)
def test_a_page_that_drops_what_must_show_names_it(
    pack: Pack, minimal: Catalog, channel: str, instead: str
) -> None:
    source = source_of(PAGE[channel])
    assert SHOWN[channel] in source
    source = source.replace(SHOWN[channel], instead.replace("@", SHOWN[channel]))
    made = Renderer(minimal, pack_templates=[pack({PAGE[channel]: source})])
    with pytest.raises(MissingNotice) as caught:
        output(made, "topic/cold-feet", channel)
    notices = {"Boxed warning of the spray", "Do not drive"}
    assert caught.value.code == "KC401" and "locked" in caught.value.what
    assert caught.value.notice and caught.value.notice in caught.value.what
    assert caught.value.template.startswith(str(made_of(pack)))
    assert caught.value.notice in names_shown(minimal, "topic/cold-feet") | notices


def made_of(pack: Pack) -> Path:
    return pack({})


def names_shown(catalog: Catalog, ref: str) -> set[str]:
    from ketacontent.rendering.must_show import name_of

    return {name_of(block) for block in Renderer(catalog).compose(catalog.get(ref)).must_show}


AROUND = [
    '<div class="d-none">@</div>',
    '<div class="kc-skip">@</div>',
    '<div class="kc-section visually-hidden">@</div>',
    "<div hidden>@</div>",
    '<div aria-hidden="true">@</div>',
    "<div data-kc-row>@</div>",
    "<details><summary>More</summary>@</details>",
    "<details open><summary>More</summary>@</details>",
    "<del>@</del>",
    "<small>@</small>",
    "<sup>@</sup>",
    "<aside>@</aside>",
    '<p title="x">@</p>',
]


@pytest.mark.parametrize("around", AROUND)
def test_nothing_that_could_hide_or_weaken_a_notice_may_stand_around_it(
    pack: Pack, minimal: Catalog, around: str
) -> None:
    source = source_of(PAGE["html"]).replace(SHOWN["html"], around.replace("@", SHOWN["html"]))
    made = Renderer(minimal, pack_templates=[pack({PAGE["html"]: source})])
    with pytest.raises(MissingNotice) as caught:
        output(made, "topic/cold-feet", "html")
    assert caught.value.code == "KC404" and "locked" in caught.value.what
    assert caught.value.notice in names_shown(minimal, "topic/cold-feet")
    line = source[: source.index(around.partition("@")[0])].count("\n") + 1
    assert caught.value.template.endswith(f"{PAGE['html']}:{line}")


@pytest.mark.parametrize(
    "around",
    [
        "<div>@</div>",
        '<section class="kc-section kc-section--own" lang="en">@</section>',
        "<article>@</article>",
    ],
)
def test_plain_elements_may_stand_around_a_notice(pack: Pack, minimal: Catalog, around: str) -> None:
    source = source_of(PAGE["html"]).replace(SHOWN["html"], around.replace("@", SHOWN["html"]))
    html = output(Renderer(minimal, pack_templates=[pack({PAGE["html"]: source})]), "topic/cold-feet", "html")
    assert around.partition("@")[0] in html


@pytest.mark.parametrize(
    "changed",
    ["{{ show(block, 6) }}", "{{ show(block, 1) }}", "{{ show(block, block_level) ~ '' }}x"],
)
def test_a_notice_keeps_its_markup(pack: Pack, minimal: Catalog, changed: str) -> None:
    source = source_of(PAGE["html"]).replace(SHOWN["html"], changed)
    made = Renderer(minimal, pack_templates=[pack({PAGE["html"]: source})])
    if changed.endswith("x"):
        assert "kc-notice__heading" in output(made, "topic/cold-feet", "html"), (
            "joined words are the same words"
        )
    else:
        with pytest.raises(MissingNotice, match="KC401"):
            output(made, "topic/cold-feet", "html")


@pytest.mark.parametrize("style", ["color:#fff", "font-size:1px", "{{ style.small }};color:#ffffff"])
def test_mail_cannot_paint_over_a_notice(pack: Pack, minimal: Catalog, style: str) -> None:
    source = source_of(PAGE["email"]).replace(SHOWN["email"], f'<div style="{style}">{SHOWN["email"]}</div>')
    made = Renderer(minimal, pack_templates=[pack({PAGE["email"]: source})])
    with pytest.raises(MissingNotice, match="locked"):
        output(made, "topic/cold-feet", "email")


def test_a_notice_of_the_host_is_kept_by_a_page_of_a_pack(
    pack: Pack, minimal: Catalog, tmp_path: Path
) -> None:
    host = tmp_path / "ours" / "html"
    host.mkdir(parents=True)
    (host / "notice.html.jinja").write_text(
        "Our own look: <div>{{ block.label }} {{ block.heading }}"
        "{% for p in block.body %} {{ p }}{% endfor %} {{ block.action }}</div>"
    )
    whole = source_of(PAGE["html"])
    made = Renderer(minimal, templates=[host.parent], pack_templates=[pack({PAGE["html"]: whole})])
    assert "Our own look" in output(made, "topic/cold-feet", "html")
    hidden = whole.replace(SHOWN["html"], f"<del>{SHOWN['html']}</del>")
    made = Renderer(minimal, templates=[host.parent], pack_templates=[pack({PAGE["html"]: hidden}, "second")])
    with pytest.raises(MissingNotice, match="KC404"):
        output(made, "topic/cold-feet", "html")


def test_a_block_of_a_pack_cannot_reach_over_its_neighbors(pack: Pack, minimal: Catalog) -> None:
    for source in ("<div hidden>", "</section><section>", "<p>x", "<!-- ", "<div", "<div class='"):
        with pytest.raises(KetaContentError, match=r"KC40[58]"):
            output(
                Renderer(minimal, pack_templates=[pack({"html/paragraph.html.jinja": source})]),
                "route/nasal",
                "html",
            )


# Files


def refusals(folder: Path, catalog: Catalog) -> list[tuple[str, str]]:
    with pytest.raises(ContentError) as caught:
        Renderer(catalog, pack_templates=[folder])
    return [(problem.code, problem.file.removeprefix(f"{folder}/")) for problem in caught.value.problems]


def test_links_are_not_followed(pack: Pack, minimal: Catalog, tmp_path: Path) -> None:
    secret = tmp_path / "secret.html.jinja"
    secret.write_text("<p>secret</p>")
    folder = pack({"html/list.html.jinja": "<p>x</p>"})
    html = folder / "templates" / "html"
    (html / "paragraph.html.jinja").symlink_to(secret)
    assert refusals(folder, minimal) == [("KC405", "templates/html/paragraph.html.jinja")]
    (html / "paragraph.html.jinja").unlink()
    os.link(secret, html / "paragraph.html.jinja")  # a hard link is a file of the pack like any other
    Renderer(minimal, pack_templates=[folder])
    elsewhere = tmp_path / "elsewhere"
    html.rename(elsewhere)
    html.symlink_to(elsewhere)
    assert refusals(folder, minimal) == [("KC405", "templates/html")]
    html.unlink()
    elsewhere.rename(html)
    (folder / "templates").rename(elsewhere)
    (folder / "templates").symlink_to(elsewhere)
    assert refusals(folder, minimal) == [("KC405", "templates")]


def test_a_pipe_is_not_opened(pack: Pack, minimal: Catalog) -> None:
    folder = pack({"html/list.html.jinja": "<p>x</p>"})
    os.mkfifo(folder / "templates" / "html" / "paragraph.html.jinja")
    assert refusals(folder, minimal) == [("KC405", "templates/html/paragraph.html.jinja")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("html/list.html.jinja", b"x" * 64_001),
        ("html/list.html.jinja", b"\xff"),
        ("html/list.html.jinja", b"a\x00b"),
        ("html/list.html.jinja", "a\u202eb".encode()),
        ("html/frequncy-table.html.jinja", b"x"),
        ("html/list.md.jinja", b"x"),
        ("html/list.html", b"x"),
        ("html/LIST.html.jinja", b"x"),
        ("html/.html.jinja.html.jinja", b""),
        ("htm/list.html.jinja", b"x"),
        ("loose.html.jinja", b"x"),
    ],
)
def test_a_file_that_is_no_template_is_named(pack: Pack, minimal: Catalog, name: str, content: bytes) -> None:
    folder = pack({})
    file = folder / "templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    if file.name.startswith("."):  # as everywhere in packs, hidden files are left alone
        Renderer(minimal, pack_templates=[folder])
        return
    ((code, told),) = refusals(folder, minimal)
    assert code == "KC405" and f"templates/{name}".startswith(told)


def test_a_pack_holds_so_many_templates_and_no_more(pack: Pack, minimal: Catalog) -> None:
    folder = pack({f"html/_part-{n}.html.jinja": "x" for n in range(150)})
    Renderer(minimal, pack_templates=[folder])
    folder = pack({f"text/_part-{n}.txt.jinja": "x" for n in range(150)})
    assert ("KC405", "templates") in refusals(folder, minimal)


def test_a_folder_that_is_no_pack_is_refused(minimal: Catalog, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(UsageError, match="KC115"):
            Renderer(minimal, pack_templates=[folder])


def test_all_problems_of_all_templates_are_told_at_once(pack: Pack, minimal: Catalog) -> None:
    folder = pack(
        {
            "html/list.html.jinja": "{{ block | safe }}\n{{ self }}",
            "html/notice.html.jinja": "",
            "text/list.txt.jinja": "{{ range(3) }}",
        }
    )
    with pytest.raises(ContentError) as caught:
        Renderer(minimal, pack_templates=[folder])
    told = [(p.file.rpartition("/")[2], p.line, p.column, p.code) for p in caught.value.problems]
    assert told == [
        ("list.html.jinja", 1, 12, "KC407"),
        ("list.html.jinja", 2, 4, "KC407"),
        ("notice.html.jinja", 0, 0, "KC406"),
        ("list.txt.jinja", 1, 4, "KC407"),
    ]


# Threads, and the way that starts


def test_threads_do_not_share_what_was_counted(pack: Pack, minimal: Catalog) -> None:
    heavy = "{% set n = [1,2,3,4,5,6,7,8,9,10] %}{% for a in n %}{% for b in n %}{% for c in n %}{{ c }}"
    source = f"<p>{heavy}{'{% endfor %}' * 3}</p>"
    made = Renderer(minimal, pack_templates=[pack({"html/paragraph.html.jinja": source})])
    expected = output(made, "route/nasal", "html")

    def render(_: int) -> str:
        return output(made, "route/nasal", "html")

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(render, range(12))) == {expected}


def test_a_renderer_still_works_after_a_refusal(pack: Pack, minimal: Catalog) -> None:
    source = "<p>{{ block.text }}{{ block.nothing if block.text | string | length > 40 else '' }}</p>"
    made = Renderer(minimal, pack_templates=[pack({"html/paragraph.html.jinja": source})])
    outcomes: list[Any] = []
    for record in minimal:
        try:
            outcomes.append(output(made, record.ref, "html"))
        except RenderError as error:
            assert "paragraph.html.jinja:1" in error.template
            outcomes.append(error)
    assert any(isinstance(each, str) for each in outcomes)
    assert any(isinstance(each, RenderError) for each in outcomes)


def test_without_templates_of_packs_no_sandbox_is_imported() -> None:
    """Starting does not pay for what most programs never use."""
    script = (
        "import sys, ketacontent as kc\n"
        "catalog = kc.load(packs=[sys.argv[1]], bundled=False)\n"
        "made = kc.Renderer(catalog)\n"
        "made.html(catalog.routes['nasal']), made.email(catalog.routes['nasal'])\n"
        "print([name for name in sys.modules if 'sandbox' in name or name.endswith('.components')])"
    )
    minimal = Path(__file__).resolve().parents[1] / "packs" / "minimal"
    done = subprocess.run(
        [sys.executable, "-c", script, str(minimal)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
