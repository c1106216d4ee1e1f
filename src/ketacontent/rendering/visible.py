"""What a reader sees of a piece of HTML: its words, without what is hidden."""

from __future__ import annotations

import re
from html import unescape

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"  # a comment, closed or not
    r"|<[!?][^>]*>?"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][^\s/>]*)(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_ATTRIBUTE = r"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?"""
_RAW = frozenset({"script", "style", "title", "textarea", "noscript", "iframe", "template"})
_SILENT = _RAW | {"head", "object", "svg", "math", "datalist", "select"}
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q", "s", "samp"}
    | {"small", "span", "strong", "sub", "sup", "time", "u", "var", "font", "ins", "del", "wbr"}
)
_CAN_HIDE = re.compile(r"hidden|style|details", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|opacity\s*:\s*0(\.0*)?\s*(;|$|!)"
    r"|font-size\s*:\s*0|(max-)?(height|width)\s*:\s*0(px)?\s*(;|$|!)|clip(-path)?\s*:|text-indent\s*:\s*-",
    re.IGNORECASE,
)


def visible_text(html: str) -> str:
    """Return the words that HTML shows, with single spaces; blocks are parted by a space.

    Comments, scripts, styles, templates, closed details, `hidden`, `aria-hidden` and inline styles
    that hide are left out. Hiding by a stylesheet cannot be seen here.
    """
    words: list[str] = []
    open_tags: list[tuple[str, bool]] = []
    is_hidden = False
    at = 0
    while True:
        found = _TOKEN.search(html, at)
        if not is_hidden:
            words.append(html[at : found.start()] if found else html[at:])
        if found is None:
            break
        at = found.end()
        tag = (found["tag"] or "").lower()
        if not tag:
            continue
        if tag not in _INLINE:
            words.append(" ")
        if found["close"]:
            if any(name == tag for name, _ in open_tags):
                while open_tags.pop()[0] != tag:
                    pass
                is_hidden = bool(open_tags) and open_tags[-1][1]
            continue
        if tag in _VOID:
            continue
        is_hidden = is_hidden or tag in _SILENT or _hides(tag, found["rest"])
        if tag in _RAW:  # what stands in it is not markup
            end = re.compile(rf"</{tag}\s*>", re.IGNORECASE).search(html, at)
            at = end.end() if end else len(html)
            is_hidden = bool(open_tags) and open_tags[-1][1]
            continue
        open_tags.append((tag, is_hidden))
    return " ".join(unescape("".join(words)).split())


def _hides(tag: str, rest: str) -> bool:
    """Say whether a start tag hides what stands in it."""
    if tag != "details" and not _CAN_HIDE.search(rest):
        return False
    values = {name.lower(): unescape(value.strip("\"'")) for name, value in re.findall(_ATTRIBUTE, rest)}
    return (
        "hidden" in values
        or values.get("aria-hidden", "").lower() == "true"
        or (tag == "details" and "open" not in values)
        or bool(_HIDDEN_STYLE.search(values.get("style", "")))
    )
