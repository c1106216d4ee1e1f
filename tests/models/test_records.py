"""What holds for every kind of record: frozen, no unknown fields, tuples only, described, stable in JSON."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

import ketacontent.models as models
from ketacontent import Catalog
from ketacontent.catalog.manifest import Manifest
from ketacontent.models import Record, RichText, Value
from ketacontent.models.block import AuthoredBlock
from ketacontent.models.kinds import COLLECTIONS
from ketacontent.models.types import SLUG
from ketacontent.models.vocabulary import Kind
from strategies import few, records


def every_model(base: type[Value] = Value) -> Iterator[type[Value]]:
    for model in base.__subclasses__():
        if model.__module__.startswith("ketacontent.models") or model is Manifest:
            yield model
        yield from every_model(model)


MODELS = sorted(set(every_model()), key=lambda model: model.__name__)
KINDS = sorted(COLLECTIONS)


def first_of(catalog: Catalog, kind: str) -> Record:
    return next(iter(catalog.collection(kind).values()))


def refusal(model: type[BaseModel], fields: dict[str, Any]) -> list[tuple[str, tuple[int | str, ...]]]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(fields)
    return [(error["type"], error["loc"]) for error in caught.value.errors()]


def test_every_kind_of_the_vocabulary_has_a_model_and_a_collection() -> None:
    assert set(get_args(Kind)) == set(COLLECTIONS)
    for kind, (collection, model) in COLLECTIONS.items():
        assert model.kind == kind
        assert collection in Catalog.__annotations__
        assert model.__name__ in models.__all__


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_model_is_frozen_and_refuses_unknown_fields(model: type[Value]) -> None:
    assert model.model_config["frozen"] is True
    assert model.model_config["extra"] == "forbid"
    errors = refusal(model, {"no_such_field": "1"})
    assert ("extra_forbidden", ("no_such_field",)) in errors


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_does_not_change(kind: str, minimal: Catalog) -> None:
    record = first_of(minimal, kind)
    for name in type(record).model_fields:
        with pytest.raises(ValidationError):
            setattr(record, name, getattr(record, name))
    with pytest.raises(ValidationError):
        del record.title
    assert not any(isinstance(value, (list, dict, set)) for value in values_in(record))
    hash(record)


def values_in(value: object) -> Iterator[object]:
    yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from values_in(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from values_in(part)


def annotations_in(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from annotations_in(part)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_collections_of_a_model_are_tuples(model: type[Value]) -> None:
    for name, field in model.model_fields.items():
        for part in annotations_in(field.annotation):
            assert get_origin(part) not in (list, dict, set, frozenset), name
            assert part not in (list, dict, set, Any, object, float), name
            assert not (isinstance(part, type) and issubclass(part, enum.Enum)), name


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_needs_its_fields_and_says_which(kind: str) -> None:
    model = COLLECTIONS[kind][1]
    required = {(name,) for name, field in model.model_fields.items() if field.is_required()}
    assert {("id",), ("title",)} <= required
    assert {place for problem, place in refusal(model, {}) if problem == "missing"} == required


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_the_same_after_dump_and_load(kind: str, catalog: Catalog) -> None:
    for record in catalog.collection(kind).values():
        model = type(record)
        assert model.model_validate(record.model_dump()) == record
        assert model.model_validate(record.model_dump(mode="json", exclude_unset=True)) == record
        assert model.model_validate_json(record.model_dump_json()) == record
        assert record.ref == f"{kind}/{record.id}" and record.name == record.title


@pytest.mark.parametrize("kind", sorted(records))
def test_any_record_is_the_same_after_dump_and_load(kind: str) -> None:
    model = COLLECTIONS[kind][1]

    @few
    @given(records[kind])
    def same(fields: dict[str, Any]) -> None:
        record = model.model_validate(fields)
        again = model.model_validate_json(record.model_dump_json(exclude_unset=True))
        assert again == record and again.model_dump_json() == record.model_dump_json()
        as_strings = model.model_validate(stringly(fields))
        assert as_strings == record

    same()


def stringly(value: Any) -> Any:
    """Return a mapping as a YAML file gives it: every scalar a string."""
    if isinstance(value, dict):
        return {key: stringly(part) for key, part in value.items()}
    if isinstance(value, list):
        return [stringly(part) for part in value]
    return value if isinstance(value, str) else str(value)


@few
@given(st.text(max_size=30))
def test_any_text_as_an_id_is_a_safe_file_name_or_refused(text: str) -> None:
    try:
        id = (
            TypeAdapter(models.GlossaryTerm)
            .validate_python({"id": text, "title": "a", "definition": "b", "review": {"due": "2026-11-21"}})
            .id
        )
    except ValidationError:
        return
    assert id == text
    assert set(id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(id) <= (SLUG.max_length or 0)


@pytest.mark.parametrize(
    "field", ["title", "certainty_reason", "population"], ids=["title", "required", "optional"]
)
@pytest.mark.parametrize(
    "words",
    ["", " ", " a", "a ", "a\nb", "a\tb", "\u200b", "a" * 401, "a\x00", 5, None, ["a"]],
    ids=lambda words: ascii(words)[:20],
)
def test_plain_words_stand_on_one_line_and_can_be_seen(field: str, words: object, minimal: Catalog) -> None:
    fields = minimal.claims["warms-feet"].model_dump(mode="json")
    if field == "population" and words is None:
        return
    assert [place for _, place in refusal(models.Claim, {**fields, field: words})] == [(field,)]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n", "&#32;", "\u200b", "&nbsp;&#8203;", "a" * 6001, 5, None, ["a"], {}],
    ids=lambda text: ascii(text)[:20],
)
def test_a_text_can_be_seen_and_has_a_limit(text: object, minimal: Catalog) -> None:
    fields = minimal.claims["warms-feet"].model_dump(mode="json")
    assert refusal(models.Claim, {**fields, "text": text}) == [("value_error", ("text",))]


def test_a_signature_goes_with_signed_and_only_with_it() -> None:
    signature = {
        "reviewer": "Reviewer of a test",
        "credentials": "none",
        "conflicts_of_interest": "none declared",
        "signed_on": "2026-11-21",
        "version": "1.0.0",
    }
    due = {"due": "2027-11-21"}
    assert models.Review.model_validate(due).state == "not-clinically-reviewed"
    assert models.Review.model_validate({**due, "state": "signed", "signature": signature}).signature
    for wrong in ({"state": "signed"}, {"signature": signature}):
        assert refusal(models.Review, {**due, **wrong}) == [("value_error", ())]


@pytest.mark.parametrize(
    ("ref", "change", "word"),
    [
        ("side-effect/dizziness", {"band": "common"}, "main figure is 'very-common'"),
        ("side-effect/dizziness", {"frequencies": []}, "no figure from treatment"),
        ("crisis-resource/gb-line", {"expires": "2026-11-21"}, "expires must lie"),
        ("crisis-resource/gb-line", {"expires": "2027-05-21"}, "expires must lie"),
        ("image/timeline", {"alt": None}, "alt text"),
        ("image/timeline", {"is_decorative": True}, "alt text"),
        ("image/timeline", {"file": "a.png"}, "a drawing or a file"),
        ("image/timeline", {"drawing": None}, "a drawing or a file"),
        ("image/timeline", {"drawing": None, "file": "../a.png"}, "pattern"),
        ("image/timeline", {"drawing": None, "file": "a.png/../../b.png"}, "pattern"),
        ("source/trial-one", {"authors": [{}]}, "either a family name"),
        (
            "source/trial-one",
            {"authors": [{"family": "A", "literal": "B"}]},
            "either a family name",
        ),
        ("newsletter/first", {"items": [{"heading": "A"}]}, "a heading and a body"),
        ("newsletter/first", {"items": []}, "at least 1"),
        ("topic/cold-feet", {"key_points": ["One"]}, "at least 2"),
        ("safety-notice/no-driving", {"triggers": []}, "at least 1"),
        ("safety-notice/no-driving", {"priority": 101}, "less than or equal"),
        ("regulatory-status/us-spray-ptsd", {"jurisdiction": "XX"}, "Input should be"),
        ("brand/sample", {"email": "a@b\nBcc: c@d.example"}, "pattern"),
        ("brand/sample", {"url": "http://a.example"}, "not a whole"),
        ("brand/sample", {"font_stack": "a; color: red"}, "pattern"),
    ],
)
def test_fields_that_contradict_each_other_are_refused(
    ref: str, change: dict[str, object], word: str, minimal: Catalog
) -> None:
    record = minimal.get(ref)
    fields = {**record.model_dump(mode="json", exclude_unset=True), **change}
    with pytest.raises(ValidationError) as caught:
        type(record).model_validate({name: value for name, value in fields.items() if value is not None})
    assert word in str(caught.value)


def test_two_sections_of_a_topic_have_two_ids(minimal: Catalog) -> None:
    topic = minimal.topics["cold-feet"].model_dump(mode="json")
    topic["sections"][1]["id"] = topic["sections"][0]["id"]
    with pytest.raises(ValidationError, match="two sections have the same id"):
        models.Topic.model_validate(topic)


def test_a_band_may_be_not_known_where_figures_span_two() -> None:
    effect = {"percent_min": 5, "percent_max": 15}
    frequency = models.Frequency.model_validate(
        {**effect, "outcome": "a", "population": "b", "medicine": "c", "sources": ["d"]}
    )
    assert frequency.band is None


BLOCKS = sorted(AuthoredBlock.__subclasses__(), key=lambda block: block.__name__)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.__name__)
def test_nobody_authors_a_composed_block(block: type[AuthoredBlock]) -> None:
    kind = block.model_fields["kind"].default
    assert kind in {"paragraph", "list", "care-card", "do-dont", "comparison", "quote", "figure", "embed"}


@pytest.mark.parametrize(
    ("block", "word"),
    [
        ({"kind": "crisis"}, "union_tag_invalid"),
        ({}, "union_tag_not_found"),
        ({"kind": "do-dont"}, "value_error"),
        ({"kind": "list", "items": []}, "too_short"),
        ({"kind": "comparison", "caption": "a", "columns": ["b"], "rows": []}, "too_short"),
        (
            {
                "kind": "comparison",
                "caption": "a",
                "columns": ["b", "c"],
                "rows": [{"label": "d", "cells": ["e", "f"]}],
            },
            "value_error",
        ),
        ({"kind": "embed", "record": "../a"}, "string_pattern_mismatch"),
        ({"kind": "paragraph", "text": "a", "channels": ["fax"]}, "literal_error"),
        ({"kind": "quote", "text": "a", "attribution": "b"}, "missing"),
    ],
)
def test_a_block_without_sense_is_refused(block: dict[str, object], word: str, minimal: Catalog) -> None:
    faq = minimal.faqs["does-it-hurt"].model_dump(mode="json")
    assert word in {problem for problem, _ in refusal(models.Faq, {**faq, "answer": [block]})}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_described_in_the_json_schema(model: type[Value]) -> None:
    properties = model.model_json_schema().get("properties", {})
    assert set(properties) == set(model.model_fields)
    assert [name for name, field in properties.items() if not field.get("description", "").strip()] == []
    assert all(field["description"].endswith((".", '"')) for field in properties.values())


def test_a_text_in_the_json_schema_names_its_marks() -> None:
    schema = TypeAdapter(RichText).json_schema()
    assert schema["type"] == "string" and schema["maxLength"] == 6000
    assert "[@source-id]" in schema["description"]


def test_a_source_stands_alone_only_where_it_was_checked(minimal: Catalog) -> None:
    source = minimal.sources["trial-one"]
    assert source.stands_alone and source.address == "https://journal.example.org/12/45"
    for change in ({"checked": "citation-checked"}, {"checked": "unchecked"}, {"is_retracted": True}):
        assert not source.model_copy(update=change).stands_alone
    assert source.model_copy(update={"doi": "10.1000/1"}).address == "https://doi.org/10.1000/1"
