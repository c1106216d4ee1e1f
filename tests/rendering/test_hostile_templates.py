"""Templates by somebody who means harm: each is refused with file, line and code, or ends in bounds.

Nothing here measures time. A template that would run for hours is refused after a counted number of steps,
and the test says which limit it met.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ketacontent import Catalog, KetaContentError, Problem, Renderer
from ketacontent.models import Faq
from ketacontent.rendering.sandbox import words
from ketacontent.rendering.sandbox.files import PackTemplate
from ketacontent.rendering.sandbox.markup import MarkupFault, check_html
from ketacontent.rendering.sandbox.tree import check_templates
from kit.catalogs import catalog_of
from kit.corpus import Payload, load_all
from kit.dom import dom_shape, elements
from kit.pack_templates import pack_with

NAME = {
    "html": "html/paragraph.html.jinja",
    "email": "email/paragraph.html.jinja",
    "markdown": "markdown/paragraph.md.jinja",
    "text": "text/paragraph.txt.jinja",
}
Attack = Callable[..., str]


@pytest.fixture
def attack(tmp_path: Path, minimal: Catalog) -> Attack:
    """Return a function that renders a page with a hostile paragraph, and gives the refusal or the output."""

    def attack(source: str, channel: str = "html", **others: str) -> str:
        named = {f"{channel}/{name.replace('__', '-')}.html.jinja": text for name, text in others.items()}
        folder = pack_with(tmp_path / "stranger", {NAME[channel]: source, **named})
        try:
            made = Renderer(minimal, pack_templates=[folder])
            route = minimal.routes["nasal"]
            return made.email(route).html if channel == "email" else str(getattr(made, channel)(route))
        except KetaContentError as error:
            told = str(error)
            assert re.match(rf"{re.escape(str(folder))}/templates/[\w/.-]+(:\d+)+", told), told
            return told

    return attack


CODES = {"tree": "KC407", "read": "KC405", "markup": "KC408", "much": "KC409", "fails": "KC402"}


@pytest.mark.parametrize(
    "source",
    [
        # switching escaping off
        "{{ block.text | safe }}",
        "{{ block.text.plain | safe | upper }}",
        "{% set a = block.text.plain | safe %}{{ a }}",
        "{% autoescape false %}{{ block.text }}{% endautoescape %}",
        "{% autoescape block %}{{ block.text }}{% endautoescape %}",
        "{{ '<b>' | forceescape }}",
        "{{ '<b>' | escape }}",
        "{{ {'onclick': 'x'} | xmlattr }}",
        "{{ block.text.__html__() }}",
        "{{ '<b>'.__class__ }}",
        "{{ Markup('<b>') }}",
        "{% filter safe %}<b>{% endfilter %}",
        "{% set a | safe %}<b>{% endset %}",
        # walking to what is not the page's
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''['__class__'] }}",
        "{{ ''['__cla' ~ 'ss__'] | attr('__mro__') }}",
        "{{ block | attr('__class__') }}",
        "{{ block.text._nodes }}",
        "{{ show.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ self }}",
        "{{ self._TemplateReference__context }}",
        "{{ self.title() }}",
        "{{ loop }}",
        "{% for n in block.text.nodes %}{{ loop.__class__ }}{% endfor %}",
        "{% for n in block.text.nodes %}{{ loop.cycle('a', 'b') }}{% endfor %}",
        "{% for n in block.text.nodes recursive %}{{ loop(n) }}{% endfor %}",
        "{{ request }}",
        "{{ config.items() }}",
        "{{ varargs }}{{ kwargs }}",
        "{{ caller }}",
        "{{ super }}",
        "{{ super.__self__ }}",
        # filters that reach, format or make much
        "{{ [block] | map(attribute='__class__') | list }}",
        "{{ [block] | groupby('text') }}",
        "{{ [1] | sort(attribute='__class__') }}",
        "{{ [block] | sum(attribute='text.plain') }}",
        "{{ [block] | selectattr('text') | list }}",
        "{{ block | tojson }}",
        "{{ block | pprint }}",
        "{{ 'javascript:alert(1)' | urlize }}",
        "{{ 'https://x' | urlize(target='\" onclick=x') }}",
        "{{ '<b>' | striptags }}",
        "{{ 'a' | center(1000000000) }}",
        "{{ 'a' | indent(1000000000) }}",
        "{{ 'a' | wordwrap(1) }}",
        "{{ '%0999999999d' | format(1) }}",
        "{{ '{0.__class__}'.format(block) }}",
        "{{ '{0.__class__}'.format_map(style) }}",
        "{{ 'x'.join(['a']) }}",
        "{{ block.text.plain.encode() }}",
        "{{ 'a' | string(*['b']) }}",
        "{{ 'a' | default(**style) }}",
        # globals of Jinja
        "{% for a in range(99999999) %}x{% endfor %}",
        "{{ lipsum(n=100000) }}",
        "{% set n = namespace(a=1) %}",
        "{{ joiner() }}",
        "{{ dict(a=1) }}",
        "{{ {'a': 1} }}",
        "{{ _('x') }}{{ gettext('x') }}{{ ngettext('x', 'y', 2) }}",
        # other files
        "{% include '../../../etc/passwd' %}",
        "{% include '/etc/passwd' %}",
        "{% include 'html/../../pack.yaml' %}",
        "{% include 'text/list.txt.jinja' %}",
        "{% include '!ketacontent/../data/pack.yaml' %}",
        "{% include '!ketacontent/html/evidence.html.jinja' %}",
        "{% include block.kind %}",
        "{% include ['html/list.html.jinja', block.kind] %}",
        "{% include 'html/gone.html.jinja' ignore missing %}",
        "{% extends block.kind %}",
        "{% extends 'html/paragraph.html.jinja' %}",
        "{% import 'html/list.html.jinja' as list %}",
        "{% from '../x' import a %}",
        # calling itself, and standing in for what is given
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{% macro a(f) %}{{ f(f) }}{% endmacro %}{{ a(a) }}",
        "{% macro a(f=a) %}{{ f() }}{% endmacro %}{{ a() }}",
        "{% call show(block) %}x{% endcall %}",
        "{% set show = 1 %}",
        "{% macro show(b) %}{% endmacro %}",
        "{% for show in [1] %}{% endfor %}",
        "{% set loop = 1 %}",
        "{% for __a in [1] %}{% endfor %}",
        # numbers and depth
        "{{ 99999999999999999999999 }}",
        "{{ 1e300 }}",
        f"{{{{ {'not ' * 200}1 }}}}",
        f"{'{% if 1 %}' * 60}{'{% endif %}' * 60}",
        f"{'{% for a in [1] %}' * 9}{'{% endfor %}' * 9}",
        "{{ 1 }}" * 5000,
        r"{{ 'a\u202eb' }}",
        r"{{ 'a\x00b' }}",
        r"{{ '\ue000' }}",
    ],
)
def test_the_syntax_tree_is_refused(attack: Attack, source: str) -> None:
    assert CODES["tree"] in attack(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% trans %}x{% endtrans %}",
        "{% do block.text %}",
        "{% break %}",
        "{% debug %}",
        "{% if %}",
        "{{ block.text",
        f"{{{{ {'9' * 5000} }}}}",
    ],
)
def test_what_is_no_template_is_refused(attack: Attack, source: str) -> None:
    assert CODES["read"] in attack(source)


@pytest.mark.parametrize("sign", ["()", "-"])
def test_what_is_nested_too_deep_is_refused(attack: Attack, sign: str) -> None:
    """By the parser, or by our own count where the interpreter allows deeper calls."""
    source = f"{{{{ {sign[0] * 3000}1{sign[1:] * 3000} }}}}"
    assert any(code in attack(source) for code in (CODES["read"], "KC407"))


TENFOLD = "{% set n = [1,2,3,4,5,6,7,8,9,10] %}"


@pytest.mark.parametrize(
    ("source", "limit"),
    [
        (f"{TENFOLD}{'{% for a in n %}' * 8}{'{% endfor %}' * 8}", words.MAX_STEPS),
        (f"{TENFOLD}{'{% for a in n %}' * 8}x{'{% endfor %}' * 8}", words.MAX_STEPS),
        (f"{TENFOLD}{'{% for a in n %}' * 4}{'<b></b>' * 28}{'{% endfor %}' * 4}", words.MAX_STEPS),
        (
            "{% macro m0() %}x{% endmacro %}"
            + "".join(
                f"{{% macro m{i + 1}() %}}{{{{ m{i}() }}}}{{{{ m{i}() }}}}{{% endmacro %}}" for i in range(40)
            )
            + "{{ m40() }}",
            words.MAX_STEPS,
        ),
        ("{% set a = 'xxxxxxxxxxxxxxxx' %}" + "{% set a = a ~ a %}" * 40, words.MAX_SIGNS),
        (
            "{% set a %}xxxxxxxxxxxxxxxx{% endset %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40,
            words.MAX_SIGNS,
        ),
        (
            "{% set a = ['xxxxxxxx', 'xxxxxxxx'] | join %}" + "{% set a = [a, a] | join(a) %}" * 20,
            words.MAX_SIGNS,
        ),
        (f"{{{{ 'a' | replace('a', '{'b' * 9000}') | replace('b', '{'c' * 9000}') }}}}", words.MAX_SIGNS),
        (
            "{% macro a(x) %}{{ x }}{{ x }}{% endmacro %}{{ " + "a(" * 40 + "'x'" + ")" * 40 + " }}",
            words.MAX_SIGNS,
        ),
        (
            f"{TENFOLD}{{% set s = '{'x' * 9000}' %}}{'{% for a in n %}' * 4}"
            f"{{% if s == s %}}{{% endif %}}{'{% endfor %}' * 4}",
            words.MAX_SIGNS,
        ),
        (f"{TENFOLD}{'{% for a in n %}' * 4}{{{{ show(block.text) }}}}", None),
    ],
    ids=[
        "loops",
        "loops-text",
        "tags",
        "macros",
        "joins",
        "set",
        "join",
        "replace",
        "nested-calls",
        "compare",
        "open",
    ],
)
def test_work_is_counted_and_ends(attack: Attack, source: str, limit: int | None) -> None:
    told = attack(source)
    if limit is None:
        assert CODES["read"] in told
    else:
        assert CODES["much"] in told and f"{limit:,}" in told


def test_a_long_output_ends_as_well(attack: Attack) -> None:
    letters = "x" * 50_000
    told = attack(f"{TENFOLD}{{% for a in n %}}{{% for b in n %}}{letters}{{% endfor %}}{{% endfor %}}")
    assert CODES["much"] in told
    told = attack(
        f"{TENFOLD}{{% for a in n %}}{{% for b in [1, 2, 3, 4, 5] %}}{letters}{{% endfor %}}{{% endfor %}}"
    )
    assert CODES["much"] in told and f"{words.MAX_OUTPUT:,}" in told


@pytest.mark.parametrize("limit", ["MAX_SECONDS", "MAX_STEPS", "MAX_SIGNS"])
def test_each_limit_is_one_of_its_own(attack: Attack, limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "<p>" in attack("<p>{{ block.text }}</p>")
    monkeypatch.setattr(words, limit, -1)
    assert CODES["much"] in attack("<p>{{ block.text }}</p>")


@pytest.mark.parametrize(
    "source",
    [
        "{{ '%s' % block }}",
        "{{ '%0999999999d' % 1 }}",
        "{{ 'a' * 10 ** 10 }}",
        "{{ 'a' * 1000000 }}",
        "{{ ['a'] * 1000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 10 ** 4 ** 4 }}",
        "{{ 1000 ** 4 * 1000 }}",
        "{{ 'a' + 'b' }}",
        "{{ -block }}",
        "{{ block }}",
        "{{ block.text.nodes }}",
        "{{ [1, 2] }}",
        "{{ style }}",
        "{{ block == block }}",
        "{% set l = [1] %}{% set l = [l, l] %}",
        "{% for letter in 'abc' %}{% endfor %}",
        "{% for name in style %}{% endfor %}",
        "{{ show('x') }}",
        "{{ show(block.text) }}",
        "{{ show(block, '1 onclick=x') }}",
        "{{ show(block, 7) }}",
        "{{ blocks_of('x') }}",
        "{{ show(block, level=block) }}",
        "{% set a %}<b>{% endset %}{{ a | replace('<', '&lt;') }}",
        "{{ ('<b>' ~ block.text) | upper }}",
        "{{ [block.text] | min }}",
    ],
)
def test_what_only_shows_when_it_runs_is_refused_too(attack: Attack, source: str) -> None:
    assert CODES["tree"] in attack(source)


@pytest.mark.parametrize(
    "source",
    [
        "{{ block.txt }}",
        "{{ block.model_fields }}",
        "{{ block.model_copy }}",
        "{{ style.update }}",
        "{{ 'a'.join }}",
        "{{ block['_secret' | trim] }}",
        "{{ 1 / 0 }}",
        "{{ block.text.nodes[9] }}",
        "{{ block.text[0] }}",
        "{{ 1.5.real }}",
        "{{ caller() }}",
        "{{ super() }}",
        "{{ [] | first }}",
        "{{ page.title }}",
        "{{ show(block, 3, 4) }}",
        "{{ 'a' | round('x', 'y', 'z') }}",
    ],
)
def test_a_mistake_names_its_line(attack: Attack, source: str) -> None:
    told = attack(f"<p>\n{source}</p>")
    assert CODES["fails"] in told and "paragraph.html.jinja:2: " in told


def test_showing_itself_without_end_is_a_mistake(attack: Attack) -> None:
    assert "The template includes itself without end" in attack("{{ show(block) }}")


MARKUP = [
    # code
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<scr{{ '' }}ipt>alert(1)</script>",
    "<{{ 'script' }}>alert(1)</{{ 'script' }}>",
    "<p onclick='alert(1)'>x</p>",
    "<p {{ 'onclick' }}='alert(1)'>x</p>",
    "<p on{{ 'click' }}='alert(1)'>x</p>",
    "<svg onload='alert(1)'></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a href='https://x.example'>x</a></svg>",
    "<svg><use href='https://x.example#x'></use></svg>",
    "<svg><foreignObject></foreignObject></svg>",
    "<svg><animate attributeName='href'></animate></svg>",
    "<svg><style>*{}</style></svg>",
    "<math></math>",
    "<style>*{display:none}</style>",
    "<link rel='stylesheet' href='https://x.example'>",
    "<meta http-equiv='refresh' content='0'>",
    "<base href='https://x.example'>",
    "<iframe src='https://x.example'></iframe>",
    "<object data='x'></object>",
    "<embed src='x'>",
    "<template></template>",
    "<noscript></noscript>",
    "<textarea></textarea>",
    "<xmp></xmp>",
    "<plaintext>",
    "<img src='https://x.example/pixel.gif'>",
    "<video src='https://x.example'></video>",
    "<input name='q'>",
    "<form action='https://x.example'></form>",
    "<button formaction='https://x.example'>x</button>",
    "<button type='submit'>x</button>",
    "<dialog open></dialog>",
    "<x-own></x-own>",
    # addresses
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='{{ 'java' ~ 'script:alert(1)' }}'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='{{ 'data' }}:text/html,x'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='blob:x'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='http://x.example'>x</a>",
    "<a href='//x.example'>x</a>",
    "<a href='/\\x.example'>x</a>",
    "<a href='https:x.example'>x</a>",
    "<a href=''>x</a>",
    "<p href='https://x.example'>x</p>",
    "<a href='https://x.example' target='_blank'>x</a>",
    "<a href='https://x.example' ping='https://y.example'>x</a>",
    # forms that browsers guess at
    "<!-- {{ block.text }} -->",
    "<! x>",
    "<?php x ?>",
    "<![CDATA[x]]>",
    "<{{ '!' }}-- {{ block.text }} --{{ '' }}>",
    "<p class={{ block.text.plain }}>x</p>",
    "<p class='{{ block.text }}>x</p>",
    "<p title='a' title='b'>x</p>",
    "<p/onclick='x'>x</p>",
    "<p\tid='x'\x0bonclick='x'>x</p>",
    "< p>x<p",
    "<p>x",
    "x</p>",
    "<b><i>x</b></i>",
    "<p/>",
    # what marks, styles or scripts of the host act on
    "<p id='x'>x</p>",
    "<p id='location'>x</p>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<p nonce='x'>x</p>",
    "<p is='x-own'>x</p>",
    "<p slot='x'>x</p>",
    "<p contenteditable>x</p>",
    "<p autofocus>x</p>",
    "<p accesskey='x'>x</p>",
    "<p popover>x</p>",
    "<p inert>x</p>",
    "<p itemprop='x'>x</p>",
    "<p xml:lang='x'>x</p>",
    "<p data-kc-search='https://x.example'>x</p>",
    "<p data-kc-theme-switch>x</p>",
    "<svg><rect fill='url(https://x.example)'></rect></svg>",
    "<rect></rect>",
    "<svg><p>x</p></svg>",
    "<svg><title><b>x</b></title></svg>",
    "<select><p>x</p></select>",
    "<title>x</title>",
    f"{'<b>' * 65}{'</b>' * 65}",
]


@pytest.mark.parametrize("source", MARKUP)
def test_markup_that_could_do_harm_is_refused(attack: Attack, source: str) -> None:
    told = attack(source)
    assert CODES["markup"] in told or (CODES["read"] in told and "\x0b" in source), told


@pytest.mark.parametrize(
    "source",
    [
        "<p style='background:url(https://x.example)'>x</p>",
        "<p style='background-color:\\75rl(x)'>x</p>",
        "<p style='position:fixed'>x</p>",
        "<p style='display:none'>x</p>",
        "<p style='{{ style.hidden }}'>x</p>",
        "<p style='width:expression(alert(1))'>x</p>",
        "<p style='-moz-binding:x'>x</p>",
        "<p style='color:red;@import x'>x</p>",
        "<p style='color:red/**/'>x</p>",
        "<p style='color:{{ 'u' ~ 'rl(x)' }}'>x</p>",
        "<svg></svg>",
        "<!--[if mso]>x<![endif]-->",
        "<img src='https://x.example/open.gif'>",
        "<form></form>",
    ],
)
def test_markup_of_mail_that_could_do_harm_is_refused(attack: Attack, source: str) -> None:
    assert CODES["markup"] in attack(source, "email")


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<{{ 'script' }}>",
        "<!-- x -->",
        "<https://x.example>",
        "[x](javascript:alert(1))",
        "![x](https://x.example/pixel.gif)",
        "[x]: javascript:alert(1)",
        "{% raw %}{{ 7 * 7 }}{% endraw %}",
        "{% raw %}{{< shortcode >}}{% endraw %}",
        "```",
        "~~~",
        "{: .hidden}",
    ],
)
def test_marks_of_markdown_that_could_do_harm_are_refused(attack: Attack, source: str) -> None:
    assert CODES["markup"] in attack(source, "markdown")


@pytest.mark.parametrize("start", ["---\nlayout: x\n---\n", "+++\na = 1\n+++\n", "{{ '{' }}\n", "\n\n---\n"])
def test_a_page_of_markdown_cannot_begin_like_front_matter(
    tmp_path: Path, minimal: Catalog, start: str
) -> None:
    source = f"{start}{(Path(__file__).parents[2] / 'templates/markdown/page.md.jinja').read_text()}"
    made = Renderer(minimal, pack_templates=[pack_with(tmp_path / "p", {"markdown/page.md.jinja": source})])
    with pytest.raises(KetaContentError, match="KC408"):
        made.markdown(minimal.routes["nasal"])


def test_a_part_that_includes_another_is_named_where_the_fault_lies(attack: Attack) -> None:
    told = attack("{% include 'html/_part.html.jinja' %}", _part="\n\n<b>{{ block.text.txt }}</b>")
    assert "_part.html.jinja:3: " in told
    told = attack("{% include 'html/_one.html.jinja' %}", _one="{% include 'html/_two.html.jinja' %}",
                  _two="{% include 'html/_one.html.jinja' %}")  # fmt: skip
    assert CODES["tree"] in told and "circle" in told


# The corpora, as templates


OVERRIDES = load_all("template_override")


@pytest.mark.parametrize("payload", OVERRIDES, ids=lambda payload: payload.id)
def test_templates_of_the_corpus_are_refused(tmp_path: Path, minimal: Catalog, payload: Payload) -> None:
    folder = pack_with(tmp_path / "p", {"html/page.html.jinja": payload.text})
    with pytest.raises(KetaContentError, match=r"p/templates/html/page\.html\.jinja:1.*\n.*[\s\S]*KC40[27]"):
        Renderer(minimal, pack_templates=[folder]).html(minimal.routes["nasal"])


def test_no_attack_of_a_corpus_gets_through_as_a_template() -> None:
    """Each is refused as it stands, or a browser makes nothing of it but what a pack may write."""
    let_through = 0
    for payload in load_all():
        template = PackTemplate(NAME["html"], "p/templates/html/paragraph.html.jinja", payload.text)
        problems: list[Problem] = []
        if len(payload.text) > 20_000 or not check_templates({template.name: template}, problems):
            continue
        try:
            check_html(payload.text, "html", "kc-")
        except MarkupFault:
            continue
        let_through += 1
        shape = dom_shape(payload.text)
        assert shape.bad_links == (), payload.id
        assert not [name for name in shape.counts if re.search(r"script|@on|#comment|img|iframe|style", name)]
    assert len(OVERRIDES) == 7 and let_through > 100, "plain words are no attack"


# Hostile words in records, printed by a pack's template


HOLDERS = {
    "html": '<p title="{{ block.text.plain }}" '
    "class='{{ block.text.plain }}'>{{ block.text }}|{{ block.text.plain }}</p>",
    "email": '<p title="{{ block.text.plain }}">{{ block.text }}|{{ block.text.plain }}</p>',
}


@pytest.mark.parametrize("channel", ["html", "email"])
def test_hostile_words_stay_words_in_a_template_of_a_pack(
    tmp_path: Path, minimal: Catalog, channel: str
) -> None:
    """Every payload that a record can hold as plain words, in text and in both kinds of quotes."""
    from ketacontent.models import RichText
    from ketacontent.models.block import Paragraph

    texts = []
    for payload in load_all():
        try:
            text = RichText.plain_words(payload.text)
            Paragraph(text=text)
        except ValueError:
            continue
        if len(payload.text) < 500 and payload.text.isprintable():
            texts.append(payload.text)
    texts = texts[::2]
    assert len(texts) > 250
    faq = next(iter(minimal.faqs.values()))
    answer = tuple(Paragraph.model_construct(text=RichText.plain_words(text)) for text in texts)
    faq = Faq.model_construct(**{**faq.__dict__, "answer": answer})
    catalog = catalog_of(minimal, faq)
    folder = pack_with(tmp_path / "p", {NAME[channel]: HOLDERS[channel]})
    made = Renderer(catalog, pack_templates=[folder])
    html = made.email(faq).html if channel == "email" else made.html(faq)
    found = [p.get("title") for p in elements(html, "p") if p.get("title") is not None]
    assert found[-len(texts) :] == texts or set(texts) <= set(found)
    names = {
        name for each in elements(html, "p", "a", "div", "h2", "h3", "section") for name in dict(each.attrib)
    }
    assert not [name for name in names if str(name).startswith("on")]


@pytest.mark.parametrize(
    "source",
    ['<a href="{{ block.text.plain }}">x</a>', "<a href='https://x.example/{{ block.text.plain }}'>x</a>"],
)
def test_an_address_from_data_is_held_to_the_rules_of_links(
    tmp_path: Path, minimal: Catalog, source: str
) -> None:
    from ketacontent.models import RichText
    from ketacontent.models.block import Paragraph

    made = pack_with(tmp_path / "p", {NAME["html"]: source})
    faq = next(iter(minimal.faqs.values()))
    for words_, is_fine in (
        ("javascript:alert(1)", source.count("https")),
        ("https://a.example/b", True),
        ("data:text/html,x", source.count("https")),
        ("a b", False),
    ):
        answer = (Paragraph.model_construct(text=RichText.plain_words(words_)),)
        changed = Faq.model_construct(**{**faq.__dict__, "answer": answer})
        renderer = Renderer(catalog_of(minimal, changed), pack_templates=[made])
        if is_fine:
            assert f"{words_}" in renderer.html(changed)
        else:
            with pytest.raises(KetaContentError, match="KC408"):
                renderer.html(changed)


# Anything at all

PIECES = st.sampled_from(
    [
        "{{ ",
        " }}",
        "{% ",
        " %}",
        "{# ",
        " #}",
        "block",
        "show",
        "loop",
        ".",
        "text",
        "(",
        ")",
        "[",
        "]",
        "safe",
        "'",
        '"',
        "<",
        ">",
        "<p",
        "</p>",
        "on",
        "=",
        "-",
        "if",
        "endif",
        "for",
        "endfor",
        "in",
        "set",
        "macro",
        "~",
        "*",
        "%",
        "1",
        "a",
        " ",
        "\n",
        "{",
        "}",
        "<!--",
        "-->",
        "raw",
        "include",
        "__class__",
        "javascript:",
    ]
)
TAGS = st.sampled_from(
    [
        "<",
        ">",
        "/",
        "p",
        "b",
        "a",
        " ",
        "=",
        "'",
        '"',
        "href",
        "class",
        "x",
        "!",
        "-",
        "\n",
        "&lt;",
        "javascript:",
        "https://x/",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<svg>",
        "</svg>",
        "<title>",
        "</title>",
        "<script>",
        "<a href='",
        "'>",
        "</a>",
        '<p title="',
        '">',
        "<table>",
        "</table>",
        "<td>",
        "</td>",
        "<select>",
        "</select>",
        "on",
        "<!--",
        "-->",
        "<option>",
        "</option>",
        "<details>",
        "</details>",
        "<form>",
        "</form>",
    ]
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_template_is_let_through_or_refused_with_its_place(source: str) -> None:
    problems: list[Problem] = []
    template = PackTemplate(NAME["html"], "p/templates/html/paragraph.html.jinja", source)
    good = check_templates({template.name: template}, problems)
    assert bool(good) != bool(problems)
    for problem in problems:
        assert problem.file == template.file
        assert 1 <= problem.line <= source.count("\n") + 1 and problem.column >= 1


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.lists(TAGS, max_size=12).map("".join))
@example("<p title=\"x\"><a href='https://x/'>a</a></p>")
@example("<table><td><p>x</p></td></table>")
@example("<svg><title>&lt;script></title></svg>")
def test_what_passes_the_check_of_markup_is_to_a_browser_what_it_was_to_the_check(html: str) -> None:
    """An HTML parser finds no element and no attribute that the check did not see."""
    try:
        check_html(html, "html", "kc-")
    except MarkupFault:
        return
    shape = dom_shape(html)
    own = {"html", "head", "body", "tbody", "tr"}  # a parser adds these by itself
    written = set(re.findall(r"<([a-z]+)", html))
    assert {name.partition("@")[0].rpartition("}")[2] for name in shape.counts} - own <= written
    assert {name.partition("@")[2] for name in shape.counts} <= {"", "href", "class", "title"}
    assert shape.bad_links == ()
