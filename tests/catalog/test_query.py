"""Asking a catalog: by id, kind, tag, audience, jurisdiction, words and date."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from ketacontent import Catalog
from ketacontent.catalog import Collection
from ketacontent.catalog.catalog import due_date
from ketacontent.errors import KetaContentError, UnknownId
from ketacontent.models import AdministrationRoute, Faq, Record
from ketacontent.models.kinds import COLLECTIONS
from kit.catalogs import catalog_of


@pytest.fixture(scope="module")
def tagged(minimal: Catalog) -> Catalog:
    """The minimal pack with three more questions."""
    base = minimal.faqs["does-it-hurt"]

    def faq(id: str, **fields: object) -> Faq:
        return base.model_copy(update={"id": id, **fields})

    return catalog_of(
        minimal,
        faq("here", tags=("visit", "cost"), jurisdictions=("GB", "EU"), audience=("caregiver",)),
        faq("there", tags=("cost",), jurisdictions=("US",)),
        faq("everywhere", title="Socks and sock"),
    )


def refs(records: tuple[Record, ...]) -> list[str]:
    return [record.ref for record in records]


def test_records_are_found_by_id(minimal: Catalog) -> None:
    route = minimal.routes["nasal"]
    assert isinstance(route, AdministrationRoute)
    assert minimal.get("route/nasal") is minimal.find("route/nasal") is route
    assert minimal.collection("route")["nasal"] is route
    assert minimal.find("route/oral") is minimal.find("road/nasal") is minimal.find("") is None
    assert minimal.routes.find("oral") is None


@pytest.mark.parametrize(
    ("ref", "near", "sentence"),
    [
        ("route/nasl", ("nasal",), "There is no route with the id 'nasl'.\n  Did you mean 'nasal'?  KC601"),
        ("claim/feet-cool", ("feet-cool-again",), "There is no claim"),
        ("rout/nasal", ("route",), "There is no kind 'rout'.\n  Did you mean 'route'?"),
        ("route/zzz", (), "`ketacontent list` shows every id."),
        ("route", (), "There is no route with the id ''."),
        ("", (), "There is no record with the id ''."),
        ("nasal", ("route/nasal",), "There is no record with the id 'nasal'.\n  Did you mean 'route/nasal'?"),
        ("route/nasal/x", ("nasal",), "There is no route"),
    ],
)
def test_an_unknown_id_names_near_ones(
    ref: str, near: tuple[str, ...], sentence: str, minimal: Catalog
) -> None:
    with pytest.raises(UnknownId) as caught:
        minimal.get(ref)
    error = caught.value
    assert error.near == near and sentence in str(error)
    assert isinstance(error, KeyError) and isinstance(error, KetaContentError)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_collections_are_read_only_mappings_in_order(catalog: Catalog) -> None:
    seen: list[Record] = []
    for kind, (name, model) in COLLECTIONS.items():
        collection = getattr(catalog, name)
        assert isinstance(collection, Collection)
        assert collection is catalog.collection(kind)
        assert list(collection) == sorted(collection)
        assert all(isinstance(record, model) and record.id == id for id, record in collection.items())
        with pytest.raises(TypeError):
            collection["x"] = None  # type: ignore[index]
        seen += collection.values()
    assert list(catalog) == seen and len(catalog) == len(seen)
    assert all(record in catalog for record in seen)
    assert "route/nasal" not in catalog


def test_a_catalog_does_not_change(minimal: Catalog) -> None:
    for name in ("routes", "manifest", "files", "hidden", "other"):
        with pytest.raises(AttributeError):
            setattr(minimal, name, None)
    assert minimal.used_by is minimal.used_by


def test_an_equal_record_of_another_catalog_is_not_of_this_one(minimal: Catalog) -> None:
    copy = minimal.routes["nasal"].model_copy()
    assert copy == minimal.routes["nasal"] and copy not in minimal


def test_select_takes_what_meets_every_condition(tagged: Catalog) -> None:
    assert refs(tagged.select(tag="cost")) == ["faq/here", "faq/there"]
    assert refs(tagged.select(tag="cost", jurisdiction="GB")) == ["faq/here"]
    assert sorted(refs(tagged.select("faq", jurisdiction="US"))) == [
        "faq/does-it-hurt",
        "faq/everywhere",
        "faq/there",
    ]
    assert refs(tagged.select("faq", audience="caregiver")) == ["faq/here"]
    assert refs(tagged.select("route")) == ["route/nasal"]
    assert tagged.select("faq", tag="none") == ()
    assert len(tagged.select()) == len(tagged)
    with pytest.raises(UnknownId):
        tagged.select("road")


def test_select_by_place_takes_what_holds_everywhere_too(tagged: Catalog) -> None:
    assert refs(tagged.select("regulatory-status", jurisdiction="GB")) == []
    assert len(tagged.select("regulatory-status", jurisdiction="US")) == 2
    assert len(tagged.select("safety-notice", jurisdiction="AU")) == len(tagged.safety_notices)


def test_search_finds_words_by_stem_titles_first(tagged: Catalog) -> None:
    assert refs(tagged.search("sock"))[0] == "faq/everywhere"
    assert "checklist/before" in refs(tagged.search("SOCKS"))
    assert refs(tagged.search("Dizziness"))[0] == "side-effect/dizziness"
    assert "topic/cold-feet" in refs(tagged.search("walking barefoot"))
    assert refs(tagged.search("feet cold", limit=1)) == refs(tagged.search("feet cold"))[:1]
    assert tagged.search("feet zeppelin") == ()


@pytest.mark.parametrize(
    "words",
    ["", " ", "_", "*", '"', '" OR "a', "feet AND", "NEAR(feet)", "-feet", "feet*", "title:feet", "a" * 9999],
)
def test_search_takes_any_words(words: str, minimal: Catalog) -> None:
    assert isinstance(minimal.search(words), tuple)


def test_search_words_are_words_and_no_query_language(minimal: Catalog) -> None:
    assert minimal.search("feet OR zeppelin") == ()
    assert minimal.search("title : feet") == ()
    assert refs(minimal.search("feet'; drop table text; --")) == []
    assert minimal.search("feet")


def test_stale_tells_what_is_past_its_date_on_a_day(minimal: Catalog) -> None:
    assert minimal.stale(date(2026, 11, 21)) == ()
    lines = {"crisis-resource/gb-line", "crisis-resource/us-emergency"}
    assert lines.isdisjoint(record.ref for record, _ in minimal.stale(date(2027, 5, 20)))
    past = {record.ref: due for record, due in minimal.stale(date(2027, 5, 21))}
    assert lines == set(past) and set(past.values()) == {date(2027, 5, 20)}
    everything = {record.ref for record, _ in minimal.stale(date.max)}
    assert everything == {record.ref for record in minimal if due_date(record) is not None}
    assert not any(ref.startswith(("source/", "image/", "brand/")) for ref in everything)


@pytest.mark.parametrize("kind", sorted(COLLECTIONS))
def test_every_kind_with_a_review_or_an_expiry_can_be_stale(kind: str, minimal: Catalog) -> None:
    fields = COLLECTIONS[kind][1].model_fields
    for record in minimal.collection(kind).values():
        assert (due_date(record) is not None) is bool({"review", "expires"} & set(fields))
