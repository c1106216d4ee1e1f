"""Page -> JSON-LD in schema.org's terms, safe to stand inside a script element."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ketacontent.errors import MissingNotice
from ketacontent.export.schema_org import health_aspect
from ketacontent.pages.block import MUST_SHOW
from ketacontent.pages.page import Page, shown
from ketacontent.pages.texts import texts_in
from ketacontent.rendering.must_show import name_of, texts_of

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
_ESCAPES = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def jsonld(
    page: Page, about: dict[str, Any] | None, citations: Sequence[dict[str, Any]], url: str | None
) -> str:
    """Return a page as one JSON-LD object.

    Args:
        page: what to render; every text of it stands in `hasPart`, section by section.
        about: the thing the page is about.
        citations: its sources.
        url: the page's own address.

    Raises:
        MissingNotice: something that must show is not in it.
    """
    clinician = page.audience == "clinician"
    node: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": page.title.plain,
        "description": page.summary.plain,
        "inLanguage": page.locale,
        "version": page.version,
        "license": LICENSE,
        "isAccessibleForFree": True,
        "creativeWorkStatus": _state(page),
        "audience": {"@type": "MedicalAudience", "audienceType": "Clinician" if clinician else "Patient"},
        "hasPart": [_part(section) for section in page.sections if shown(section.blocks, "jsonld")],
    }
    if url:
        node["url"] = url
    if page.is_stale_after:
        node["expires"] = page.is_stale_after
    if about:
        node["about"] = {key: value for key, value in about.items() if value not in ((), [], None)}
    if citations:
        node["citation"] = list(citations)
    _check(node, page)
    written = _ENCODE(node)
    for letter, escaped in _ESCAPES:
        if letter in written:
            written = written.replace(letter, escaped)
    return written


def _part(section: Any) -> dict[str, Any]:
    texts = [text.plain for block in shown(section.blocks, "jsonld") for text in texts_in(block)]
    part: dict[str, Any] = {"@type": "WebPageElement", "identifier": section.id, "text": "\n".join(texts)}
    if section.title is not None:
        part["headline"] = section.title.plain
    aspect = health_aspect(section.aspect) if section.aspect else None
    if aspect:
        part |= {"@type": "HealthTopicContent", "hasHealthAspect": aspect}
    return part


def _state(page: Page) -> str:
    states = [block.state for block in page.must_show if block.kind == "review"]
    return "Not clinically reviewed" if "signed" not in states else "Clinically reviewed"


def _check(node: dict[str, Any], page: Page) -> None:
    parts = {part["identifier"]: part["text"] for part in node["hasPart"]}
    if all(
        "\n".join([text.plain for text in texts_in(block)]) in parts.get(section.id, "")
        for section in page.sections
        for block in section.blocks
        if isinstance(block, MUST_SHOW)
    ):
        return
    words = " ".join(" ".join(part["text"].split()) for part in node["hasPart"])
    for block in page.must_show:
        if any(text not in words for text in texts_of(block)):
            raise MissingNotice("JSON-LD", name_of(block))
