"""What hypothesis draws from: sources of texts, trees of nodes, and records.

Settings that hold for all property tests stand here too: the examples of a run are always the same, and none
is judged by its time. For a longer search set KETACONTENT_EXAMPLES.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from ketacontent.models.text.nodes import Cite, Emphasis, Link, Node, Note, Ref, Strong, Text
from ketacontent.models.vocabulary import JURISDICTIONS

thorough = settings(
    max_examples=int(os.environ.get("KETACONTENT_EXAMPLES", "80")),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
few = settings(thorough, max_examples=40)

# Signs that Markdown could mean something by, letters, and signs on whose nature renderers differ.
_SIGNS = [
    *"*_[]()|#@`\\!<>&;-+.:~=\"'/ \n\tab1Z",
    "\u00a0",
    "é",
    "€",
    "—",
    "\u2028",
    "\u200b",
    "\u3000",
    "語",
]
_MARKS = [
    *("[[sway]]", "[[route/nasal|into the nose]]", "[[route/nasal#onset]]", "[@trial-one]", "[@one; @two]"),
    *("[words](https://a.example)", "[*w*](mailto:a@b.example)", "[w](tel:+123)", "<https://a.example/b>"),
    *("[w](https://a.example/c_(d)?e=1&copy;=2)", r"[w](https://a.example/\[x])", "![i](https://a.example)"),
    *("*a*", "**b**", "_c_", "__d__", "**", "__", "***", "`", "<b>", "<!--", "[[", "[@", "]]", "]: "),
    *("&#32;", "&amp;", "&#97;", "&quot;", "&#10;", "&nbsp;", "&#0;", "&#xE000;", r"\*", r"\[", "\\"),
    *("1. ", "2) ", "- ", "# ", "> ", "    ", "---", "===", "word", "https://a.example", "a@b.example"),
]
sources = st.lists(
    st.one_of(st.sampled_from(_SIGNS), st.sampled_from(_MARKS), st.text(max_size=3)), max_size=14
).map("".join)
"""Sources of texts, rich in marks. Some are refused."""

_words = st.lists(
    st.one_of(st.sampled_from(_SIGNS[:-7]), st.sampled_from(["word", "é", "€", "(", "1. "])),
    min_size=1,
    max_size=5,
).map("".join)
_leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Text, _words),
    st.builds(Note, st.lists(st.integers(1, 20), min_size=1, max_size=3).map(tuple)),
)


def _stress(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    inside = st.lists(children, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(Emphasis, inside), st.builds(Strong, inside))


_addresses = st.sampled_from(
    ["https://a.example/b_c?d=1&e=2", "/route/nasal/", "#part", "https://a.example/f(g)[h]`i`|j k<l>"]
)
page_nodes = st.lists(
    st.one_of(
        _leaves,
        _stress(_leaves),
        st.builds(Link, _addresses, st.lists(st.builds(Text, _words), min_size=1, max_size=2).map(tuple)),
    ),
    min_size=1,
    max_size=5,
).map(tuple)
"""Nodes as they stand on a page: with numbers of sources, and with addresses that a host chose."""

node_trees: st.SearchStrategy[tuple[Node, ...]] = st.lists(
    st.one_of(
        _leaves,
        _stress(_leaves),
        st.builds(Cite, st.lists(st.sampled_from(["one", "two"]), min_size=1, max_size=2).map(tuple)),
        st.builds(Ref, st.just("route"), st.just("nasal"), words=st.sampled_from(["", "nose"])),
    ),
    max_size=5,
).map(tuple)

slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True).filter(
    lambda slug: slug not in {"con", "prn", "aux", "nul"} and not slug.startswith(("com", "lpt"))
)
plain_words = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40
).filter(lambda words: words == words.strip() and any(c.isprintable() and not c.isspace() for c in words))
"""Words for a field without markup."""

rich_words = st.one_of(
    plain_words.map(lambda words: "".join("\\" + c if c in "\\`*_[]<>&~#|!-+=.:" else c for c in words)),
    st.sampled_from(
        ["*Stressed* words. [@trial-one]", "See [[route/nasal|this]].", "[w](https://a.example)"]
    ),
)
"""Sources of texts that are never refused."""

days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
reviews = st.fixed_dictionaries({"due": days.map(str)})


def _record(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"id": slugs, "title": plain_words, **fields})


def _few(part: st.SearchStrategy[Any], at_least: int = 0) -> st.SearchStrategy[list[Any]]:
    return st.lists(part, min_size=at_least, max_size=3)


percentages = st.decimals(0, 100, allow_nan=False, places=2)


@st.composite
def frequencies(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a valid frequency in one of its three forms."""
    total = draw(st.integers(1, 5000))
    low, high = sorted((draw(percentages), draw(percentages)))
    figures: dict[str, Any] = draw(
        st.sampled_from(
            [
                {"events": total // 3, "total": total},
                {"percent": str(low)},
                {"percent": str(high), "total": total},
                {"percent_min": str(low), "percent_max": str(high)},
            ]
        )
    )
    texts = {name: draw(plain_words) for name in ("outcome", "population")}
    return {**figures, **texts, "medicine": draw(slugs), "sources": draw(_few(slugs, 1))}


@st.composite
def crisis_resources(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a crisis line that was checked on some day."""
    seen = draw(days)
    base = draw(_record(country_name=plain_words, category=st.sampled_from(["emergency", "poison"])))
    until = seen + timedelta(days=draw(st.integers(1, 180)))
    number = draw(st.from_regex(r"[0-9]{2,15}", fullmatch=True))
    contact = {"method": "phone", "display": draw(plain_words), "number": number}
    dates = {"verified_on": str(seen), "expires": str(until), "seen_at": ["https://line.example/"]}
    return {**base, **dates, "country": "GB", "contacts": [contact]}


records: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "glossary-term": _record(definition=rich_words, also_called=_few(plain_words), review=reviews),
    "faq": _record(
        summary=rich_words,
        answer=_few(
            st.one_of(
                st.builds(lambda words: {"kind": "paragraph", "text": words}, rich_words),
                st.builds(lambda items: {"kind": "list", "items": items}, _few(rich_words, 1)),
                st.builds(lambda items: {"kind": "do-dont", "do": items}, _few(rich_words, 1)),
            ),
            1,
        ),
        order=st.integers(-5, 500),
        tags=_few(slugs),
        jurisdictions=_few(st.sampled_from(JURISDICTIONS)),
        review=reviews,
    ),
    "claim": _record(
        text=rich_words,
        type=st.sampled_from(["efficacy", "safety", "cost"]),
        certainty=st.sampled_from(["high", "very-low"]),
        certainty_reason=plain_words,
        evidence=_few(
            st.fixed_dictionaries(
                {"source": slugs, "design": st.just("randomized-trial"), "participants": st.integers(1, 9999)}
            ),
            1,
        ),
        expires=days.map(str),
    ),
    "source": _record(
        type=st.sampled_from(["report", "webpage"]),
        authors=_few(st.builds(lambda name: {"literal": name}, plain_words)),
        issued=st.sampled_from(["2019", "2019-12", "2019-12-18"]),
        checked=st.just("page-checked"),
    ),
    "crisis-resource": crisis_resources(),
}
"""For some kinds, mappings as they stand in a file, scalars given as what they mean or as strings."""

frequency_mappings = frequencies()
amounts = st.decimals(Decimal(0), Decimal(9999), allow_nan=False, places=2)
