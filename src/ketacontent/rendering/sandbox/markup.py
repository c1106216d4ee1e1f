"""What a pack's template puts out -> whether its markup is of the few forms that cannot do harm.

HTML is read strictly: every tag is closed, every value is in quotes, and every element, attribute and
address is one that is named here. What a browser would only guess at is refused, so that nothing depends on
the guess. No value is changed; a piece of markup is let through as it is, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

_TEXT_ELEMENTS = frozenset(
    {"a", "abbr", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite"}
    | {"code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption"}
    | {"figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "ins", "kbd", "li"}
    | {"main", "mark", "nav", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strong"}
    | {"sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul"}
    | {"var", "wbr"}
)
_CONTROLS = frozenset({"button", "form", "label", "option", "output", "select"})
"""What filters rows of a page; none of it may send anything anywhere."""
_DRAWN = frozenset(
    {"circle", "desc", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "svg", "text"}
    | {"title", "tspan"}
)
_ELEMENTS = {"html": _TEXT_ELEMENTS | _CONTROLS | _DRAWN, "email": _TEXT_ELEMENTS}
_VOID = frozenset({"br", "col", "hr", "wbr"})
_WORDS_ONLY = frozenset({"title", "desc", "option"})
"""Elements in which only text stands."""
_ATTRIBUTES = frozenset(
    {"cite", "class", "colspan", "datetime", "dir", "for", "headers", "hidden", "href", "id", "lang"}
    | {"name", "open", "rel", "reversed", "role", "rowspan", "scope", "span", "start", "tabindex"}
    | {"title", "type", "value"}
)
_MAIL_ATTRIBUTES = frozenset(
    {"align", "bgcolor", "border", "cellpadding", "cellspacing", "height", "rules", "style", "valign"}
    | {"width"}
)
_DRAWN_ATTRIBUTES = frozenset(
    {"cx", "cy", "d", "dominant-baseline", "dx", "dy", "fill", "fill-opacity", "fill-rule"}
    | {"font-size", "font-weight", "height", "opacity", "overflow", "points", "preserveaspectratio"}
    | {"r", "rx", "ry", "stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"}
    | {"stroke-opacity", "stroke-width", "text-anchor", "transform", "viewbox", "width", "x", "x1"}
    | {"x2", "y", "y1", "y2"}
)
_DATA = re.compile(r"data-(?!kc-)[a-z][a-z0-9-]*|data-kc-(?:filter|count|row|group)")
"""Other `data-kc-...` tell our script to fetch, copy or switch something."""
_ARIA = re.compile(r"aria-[a-z]+")
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)"
    r"(?P<rest>(?:\s+[a-zA-Z][a-zA-Z0-9-]*(?:=(?:\"[^\"<]*\"|'[^'<]*'))?)*)\s*(?P<empty>/?)>"
)
_ATTRIBUTE = re.compile(r"\s+([a-zA-Z][a-zA-Z0-9-]*)(?:=(?:\"([^\"]*)\"|'([^']*)'))?")
_ADDRESS = re.compile(
    r"https://[^\s/]|http://(?:localhost|127\.0\.0\.1)[:/]|mailto:[^\s]|tel:[+0-9]|#"
    r"|(?!//)[A-Za-z0-9._~%!$&'()*+,;=@/-]+(?:[?#]|$)|\?"
)
"""The same schemes as links in texts, and relative addresses, which have no colon."""
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_STYLE = re.compile(
    r"(?:(?:color|background-color|font-family|font-size|font-weight|font-style|line-height|letter-spacing"
    r"|text-align|text-decoration|text-transform|vertical-align|white-space|word-break|width|max-width|min-width"
    r"|margin|margin-top|margin-right|margin-bottom|margin-left"
    r"|padding|padding-top|padding-right|padding-bottom|padding-left"
    r"|border|border-top|border-right|border-bottom|border-left|border-color|border-radius|border-collapse"
    r"|border-spacing|list-style|list-style-type|table-layout|mso-padding-alt"
    r")\s*:\s*[-#.,%'a-zA-Z0-9\s!]+|display\s*:\s*(?:block|inline|inline-block|table|table-cell))"
)
_AROUND = frozenset({"article", "section", "div", "main", "header", "table", "tbody", "tr", "td"})
"""Elements in which a notice may stand."""
_AROUND_ATTRIBUTES = frozenset({"class", "id", "lang", "dir", "role", "style", "align", "valign"})
_AROUND_CLASS = re.compile(r"kc-(?:page|section)(?:--[a-z0-9-]+)?")
MAX_OPEN = 64
"""Elements within elements; pages of ours go a quarter as deep."""
_CLOSE = "Close every element in the file that opens it."
_BEGINS_OTHERWISE = re.compile(r"\s*(?:---|\+\+\+|%%%|;;;|\{)")


class MarkupFault(Exception):
    """Markup that a pack may not put out."""

    def __init__(self, what: str, fix: str, word: str = "", code: str = "KC408") -> None:
        self.what, self.fix, self.word, self.code = what, fix, word, code
        self.tag = ""
        """The whole tag, where the fault is in one."""
        super().__init__(what)


def check_html(html: str, channel: str, prefix: str) -> None:
    """Check a whole piece of HTML: a block, or a page.

    Args:
        html: what a template put out.
        channel: `html` or `email`.
        prefix: stands before every id.

    Raises:
        MarkupFault: it holds what may not be there.
    """
    for _ in _read(html, channel, prefix):
        pass


def check_kept(
    html: str, channel: str, prefix: str, kept: Sequence[tuple[str, str]], styles: frozenset[str]
) -> None:
    """Check a page, and that what must show stands in it whole, and in nothing that could hide it.

    Args:
        html: what a template put out.
        channel: `html` or `email`.
        prefix: stands before every id.
        kept: for each block that must show its name, and the markup that shows it.
        styles: the styles that an element around it may have.

    Raises:
        MarkupFault: (KC401) a block is not there as it was given, or (KC404) something around it may hide it.
    """
    starts: list[tuple[int, str]] = []
    for name, form in kept:
        at = html.find(form)
        if at < 0:
            what = f'The output does not show "{name}" as it is given, and it is locked: it must show.'
            raise MarkupFault(what, "Print it with `show(block, level)`, and nothing else.", code="KC401")
        starts.append((at, name))
    starts.sort(reverse=True)
    for at, open_tags in _read(html, channel, prefix):
        while starts and starts[-1][0] <= at:
            _, name = starts.pop()
            for around in open_tags:
                _check_around(name, around, styles)


def _check_around(name: str, around: _Open, styles: frozenset[str]) -> None:
    """Check an element that stands around something that must show."""
    tag, values = around.name, around.values
    is_ours = all(_AROUND_CLASS.fullmatch(each) for each in values.get("class", "").split())
    names = {each for each in values if not (each.startswith(("data-", "aria-label")) and "kc-" not in each)}
    if (
        tag in _AROUND
        and is_ours
        and names <= _AROUND_ATTRIBUTES
        and values.get("style", "") in styles | {""}
    ):
        return
    fault = MarkupFault(
        f'The element <{tag}> around "{name}" could hide or weaken it, and it is locked: it must show in '
        "plain <article>, <section> and <div> with the classes of our page.",
        "Take the element away.",
        f"<{tag}",
        "KC404",
    )
    fault.tag = around.tag
    raise fault


class _Open(NamedTuple):
    """An element that is open."""

    name: str
    values: dict[str, str]
    tag: str


def _read(html: str, channel: str, prefix: str) -> Iterator[tuple[int, list[_Open]]]:
    """Yield where each tag starts, with the elements that are open there; refuse what is not allowed."""
    open_tags: list[_Open] = []
    at = html.find("<")
    while at >= 0:
        found = _TAG.match(html, at)
        if found is None:
            snippet = " ".join(html[at : at + 40].split())
            what = f"This markup is not of a form that a pack may use: {snippet}"
            word = "<!--" if html.startswith("<!--", at) else snippet.partition(" ")[0]
            raise MarkupFault(what, "Write plain tags with every value in quotes, and no comments.", word)
        yield at, open_tags
        try:
            _take(found, open_tags, channel, prefix)
        except MarkupFault as fault:
            fault.tag = found.group()
            raise
        at = html.find("<", found.end())
    if open_tags:
        name = open_tags[-1].name
        raise MarkupFault(f"<{name}> is not closed.", _CLOSE, f"<{name}")


def _take(found: re.Match[str], open_tags: list[_Open], channel: str, prefix: str) -> None:
    """Check one tag, and note what it opens or closes."""
    name = found["name"].lower()
    if name not in _ELEMENTS[channel]:
        what = f"The element <{name}> is not for templates of packs."
        raise MarkupFault(what, "Take it out.", f"<{name}")
    if found["close"]:
        if not open_tags or open_tags[-1].name != name or found["rest"] or found["empty"]:
            raise MarkupFault(f"</{name}> closes what is not open.", _CLOSE, f"</{name}")
        open_tags.pop()
        return
    is_drawn = name == "svg" or any(each.name == "svg" for each in open_tags)
    _check_place(name, is_drawn, open_tags[-1].name if open_tags else "")
    values = _values(name, found["rest"], channel, prefix, is_drawn)
    if name in _VOID or (is_drawn and found["empty"]):
        return
    if found["empty"]:
        raise MarkupFault(f"<{name}/> does not close itself.", f"Write </{name}>.", f"<{name}")
    if len(open_tags) >= MAX_OPEN:
        raise MarkupFault(f"More than {MAX_OPEN} elements stand in each other.", "Use fewer.", f"<{name}")
    open_tags.append(_Open(name, values, found.group()))


def _check_place(name: str, is_drawn: bool, inside: str) -> None:
    """Check that an element stands where a browser reads it as what it is."""
    if (is_drawn and name not in _DRAWN) or (not is_drawn and name in _DRAWN) or inside in _WORDS_ONLY:
        raise MarkupFault(f"<{name}> cannot stand in <{inside or 'the page'}>.", "Move it.", f"<{name}")
    if inside == "select" and name != "option":
        raise MarkupFault(f"<{name}> cannot stand in <select>.", "Move it.", f"<{name}")


def _values(name: str, rest: str, channel: str, prefix: str, is_drawn: bool) -> dict[str, str]:
    """Return the attributes of a tag as a browser reads them, each checked."""
    values: dict[str, str] = {}
    for given, double, single in _ATTRIBUTE.findall(rest):
        key, value = given.lower(), unescape(double or single)
        is_known = _is_attribute(key, channel, is_drawn)
        if not is_known or key in values:
            why = "stands twice" if is_known else "is not for templates of packs"
            raise MarkupFault(f"The attribute `{key}` of <{name}> {why}.", "Take it out.", given)
        _check_value(name, key, value, prefix)
        values[key] = value
    return values


def _is_attribute(key: str, channel: str, is_drawn: bool) -> bool:
    return (
        key in _ATTRIBUTES
        or (channel == "email" and key in _MAIL_ATTRIBUTES)
        or (is_drawn and key in _DRAWN_ATTRIBUTES)
        or bool(_ARIA.fullmatch(key) or _DATA.fullmatch(key))
    )


def _check_value(name: str, key: str, value: str, prefix: str) -> None:
    """Check the value of an attribute whose name is allowed."""
    if key == "href" and (name != "a" or _UNSEEN.search(value) or not _ADDRESS.match(value)):
        what = f"The address {value[:60]!r} is not one that a link may have."
        raise MarkupFault(what, "Use https, mailto or tel, or a place of the same site.", "href")
    if key == "id" and not value.startswith(prefix):
        what = f"The id {value[:40]!r} does not begin with the prefix of the page's ids."
        raise MarkupFault(what, 'Write id="{{ prefix }}...".', "id")
    if key == "style":
        parts = [part.strip() for part in value.split(";")]
        wrong = next((part for part in parts if part and not _STYLE.fullmatch(part)), None)
        if wrong is not None:
            what = f"The style {wrong[:60]!r} is not one that a pack may write."
            raise MarkupFault(what, "Use `style` for ours, or plain colors, fonts and spaces.", "style")
    if key == "type" and value != "reset":
        raise MarkupFault("A button of a pack can only reset a form.", 'Write type="reset".', "type")
    if key == "name" and name != "select":
        raise MarkupFault("Only <select> has a name.", "Take it out.", "name")
    if key in ("fill", "stroke", "overflow", "transform") and re.search(r"url|:|\\", value, re.IGNORECASE):
        raise MarkupFault(f"The value of `{key}` points somewhere.", "Write a color.", key)


# Static text of a template


_DATA_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)")
_NO_MARK = re.compile(r"<(?![\s\d=])|[\[\]{}]|```|~~~")
_BOX = re.compile(r"^[ \t]*[-*+] \[[ xX]\] ", re.MULTILINE)


def data_faults(text: str, channel: str) -> Iterator[tuple[int, str, str]]:
    """Yield what is wrong in the plain text of a template, so that it is told before anything is rendered.

    A tag that is put together from several pieces is seen when it is put out.
    """
    if channel == "markdown":
        boxes = {at for found in _BOX.finditer(text) for at in range(found.start(), found.end())}
        for found in _NO_MARK.finditer(text):
            if found.start() not in boxes:
                what = f"The sign {found.group()} is a mark of Markdown that is not for templates of packs."
                yield found.start(), what, "Links and marks come from texts; print those."
        return
    if channel == "text":
        return
    for found in re.finditer(r"<[!?]", text):
        yield found.start(), "Comments and declarations are not for templates of packs.", "Write {# ... #}."
    for found in _DATA_TAG.finditer(text):
        name = found[2].lower()
        if name not in _ELEMENTS[channel]:
            yield found.start(), f"The element <{name}> is not for templates of packs.", "Take it out."
            continue
        for attribute in re.finditer(r"(?<=[\s\"'])([a-zA-Z][^\s=\"'>/]*)\s*=", found[3]):
            if not _is_attribute(attribute[1].lower(), channel, is_drawn=name in _DRAWN):
                what = f"The attribute `{attribute[1].lower()}` of <{name}> is not for templates of packs."
                yield found.start(3) + attribute.start(1), what, "Take it out."
    for found in re.finditer(r"(?i)\b(?:java|vb)script\s*:|\bdata\s*:\s*text/", text):
        yield found.start(), "An address that runs code is not for templates of packs.", "Take it out."


def check_markdown(markdown: str) -> None:
    """Check that a page of Markdown does not begin like front matter, which site builders would obey.

    Raises:
        MarkupFault: it does.
    """
    if _BEGINS_OTHERWISE.match(markdown):
        what = "The page begins like front matter."
        raise MarkupFault(what, "Begin with the title.", markdown.strip()[:3])
