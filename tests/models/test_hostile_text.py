"""Hostile text in single fields: what is accepted stays letter for letter, the rest is refused by name."""

from __future__ import annotations

from typing import Any

import html5lib  # type: ignore[import-untyped]
import pytest
from pydantic import TypeAdapter, ValidationError

from ketacontent.models import Faq, RichText
from ketacontent.models.image import Image
from ketacontent.models.text import TextFault
from ketacontent.models.text.parse import parse_inline
from ketacontent.models.text.write import escape_markdown
from ketacontent.models.types import Address, Color, PlainText, WebAddress
from kit.corpus import NAMES, Payload, load, load_all
from kit.share import share

PLAIN: TypeAdapter[str] = TypeAdapter(PlainText)
FAQ = {"title": "a", "summary": "b", "review": {"due": "2027-11-21"}}


def is_no_line(text: str) -> bool:
    """Say whether plain words cannot hold it for its form alone: they are one line of bounded length."""
    return len(text) > 400 or "\n" in text or "\t" in text


def elements_of(html: str) -> list[tuple[str, dict[str, str]]]:
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [(element.tag, element.attrib) for element in tree.iter() if isinstance(element.tag, str)][1:]


def refused(shape: Any, value: object) -> bool:
    """Say whether a value is refused; any other error than a refusal comes through."""
    try:
        TypeAdapter(shape).validate_python(value)
    except ValidationError as error:
        assert all(detail["msg"] for detail in error.errors())
        return True
    return False


@pytest.mark.parametrize("corpus", NAMES)
def test_plain_words_stay_letter_for_letter_or_are_refused(corpus: str) -> None:
    accepted = 0
    for payload in load(corpus):
        try:
            words = PLAIN.validate_python(payload.text)
        except ValidationError as error:
            assert payload.expect != "inert" or is_no_line(payload.text), (payload.id, str(error))
            continue
        accepted += 1
        assert words == payload.text
        text = RichText.plain_words(words)
        assert str(text) == words and elements_of(text.__html__()) == []
        assert parse_inline(text.markdown) == text.nodes, payload.id
        assert len(escape_markdown(words)) >= len(words)
    assert accepted > len(load(corpus)) / 2


@pytest.mark.parametrize("corpus", NAMES)
def test_rich_text_adds_no_element_or_address_or_is_refused(corpus: str, is_thorough: bool) -> None:
    outcomes = {"accepted": 0, "refused": 0}
    payloads = load(corpus)
    for payload in share(payloads, 1 + len(payloads) // 200, 0, is_thorough):
        try:
            text = RichText(payload.text)
        except TextFault as fault:
            assert 0 <= fault.offset <= len(payload.text), payload.id
            assert fault.what and fault.fix
            outcomes["refused"] += 1
            continue
        outcomes["accepted"] += 1
        for tag, attributes in elements_of(text.__html__()):
            assert tag in ("em", "strong", "a"), payload.id
            assert all(name == "href" for name in attributes), payload.id
            for href in attributes.values():
                assert href.startswith(("https://", "mailto:", "tel:")), payload.id
        assert parse_inline(text.markdown) == text.nodes, payload.id
        if not set(payload.text) & set("\\&*_[]<>`~|#!+-=.)\n "):
            assert str(text) == payload.text, payload.id
    assert all(outcomes.values())


@pytest.mark.parametrize("payload", load_all("rich"), ids=lambda payload: payload.id)
def test_a_payload_for_rich_text_is_refused_or_harmless(payload: Payload) -> None:
    try:
        html = RichText(payload.text).__html__()
    except TextFault:
        return
    assert all(tag in ("em", "strong", "a") for tag, _ in elements_of(html))


@pytest.mark.parametrize("payload", load_all("slug", "pack_name"), ids=lambda payload: payload.id)
def test_a_payload_for_an_id_is_refused(payload: Payload) -> None:
    assert refused(Faq, {**FAQ, "id": payload.text})
    assert refused(Faq, {**FAQ, "id": "a", "sources": [payload.text]}) or payload.text in (
        "con",
        "com1",
        "lpt9",
        "prn",
    )


@pytest.mark.parametrize("payload", load_all("url"), ids=lambda payload: payload.id)
def test_a_payload_for_an_address_is_refused(payload: Payload) -> None:
    assert refused(Address, payload.text) or payload.expect == "either"
    with_scheme = payload.text.strip().lower().startswith(("http://", "https://"))
    assert refused(WebAddress, payload.text) or with_scheme


@pytest.mark.parametrize("payload", load_all("asset_path"), ids=lambda payload: payload.id)
def test_a_payload_for_a_file_of_the_pack_is_refused(payload: Payload) -> None:
    picture = {"id": "a", "title": "b", "alt": "c", "made": "photo"}
    assert not refused(Image, {**picture, "file": "a/b-c.png"})
    assert refused(Image, {**picture, "file": payload.text})


@pytest.mark.parametrize("payload", load_all("colour"), ids=lambda payload: payload.id)
def test_a_payload_for_a_color_is_refused(payload: Payload) -> None:
    assert refused(Color, payload.text)


def test_payloads_in_every_shape_are_values_or_refused(is_thorough: bool) -> None:
    shapes: tuple[Any, ...] = (PlainText, Address, WebAddress, Color, RichText)
    kept = 0
    for payload in share(load_all(), 2, 1, is_thorough):
        for shape in shapes:
            try:
                value = TypeAdapter(shape).validate_python(payload.text)
            except ValidationError:
                continue
            kept += 1
            if shape is RichText:
                assert value.source == payload.text.strip()
            else:
                assert value == payload.text
    assert kept > 250
