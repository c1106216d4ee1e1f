"""Our content as JSON in a FastAPI app: OpenAPI shows the models, and answers are valid by them."""

from __future__ import annotations

import pytest

pytest.importorskip("fastapi", reason="FastAPI is not installed (make frameworks)")
pytest.importorskip("httpx", reason="httpx is not installed (make setup)")

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal

import httpx
from fastapi import FastAPI
from jsonschema import Draft202012Validator

from ketacontent import Catalog, Renderer, UnknownId
from ketacontent.integrations import starlette
from ketacontent.integrations.fastapi import install
from ketacontent.integrations.links import links_under
from ketacontent.models.kinds import COLLECTIONS
from ketacontent.pages.json_schema import page_schema
from ketacontent.renderer import PAGE_KINDS
from kit.catalogs import changed


def ask(app: FastAPI, *paths: str) -> list[httpx.Response]:
    """Ask an app over ASGI; an event loop of its own runs in a thread of its own."""

    async def work() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return [await client.get(path) for path in paths]

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(work())).result()


def service(renderer: Any, **options: Any) -> FastAPI:
    app = FastAPI()
    install(app, renderer, **options)
    return app


@pytest.fixture(scope="module")
def app(minimal: Catalog) -> FastAPI:
    """An app with all kinds, made once: making its validators takes longest."""
    return service(Renderer(minimal, country="US", **links_under("/care")))


@pytest.fixture(scope="module")
def document(app: FastAPI) -> dict[str, Any]:
    return app.openapi()


def faults(document: dict[str, Any], name: str, value: object) -> list[str]:
    """Return what the document's schema of that name has against a value."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return [
        f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(value)
    ]


def refs_in(part: Any) -> set[str]:
    if isinstance(part, dict):
        own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
        return own.union(*(refs_in(value) for value in part.values()))
    return set().union(*(refs_in(value) for value in part)) if isinstance(part, list) else set()


def answer_of(document: dict[str, Any], path: str) -> str:
    """Return the name of the schema of a path's answer."""
    content = document["paths"][path]["get"]["responses"]["200"]["content"]
    name: str = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
    return name


def test_openapi_has_the_model_of_each_kind(document: dict[str, Any]) -> None:
    for kind, (_, model) in COLLECTIONS.items():
        assert answer_of(document, f"/content/{kind}/{{id}}") == model.__name__
        assert answer_of(document, f"/content/{kind}") == f"Listing_{model.__name__}_"
    effect = document["components"]["schemas"]["SideEffect"]["properties"]["frequencies"]
    assert refs_in(effect) == {"#/components/schemas/Frequency"}
    assert document["components"]["schemas"]["SideEffect"]["properties"]["band"]["description"]


def test_openapi_has_the_composed_page_and_its_parts(document: dict[str, Any]) -> None:
    for path in ("/content/page/{kind}/{id}", "/content/page/{name}"):
        assert answer_of(document, path) == "Page"
    parts = document["components"]["schemas"]
    assert {f"Page{name}" for name in page_schema()["$defs"]} < parts.keys()
    assert parts["PageNotice"]["properties"].keys() >= {"kind", "heading", "body", "action"}


def test_every_reference_of_the_document_leads_somewhere(document: dict[str, Any]) -> None:
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert refs_in(document)
    assert refs_in(document) - known == set()


def test_every_operation_has_a_name_of_its_own(document: dict[str, Any]) -> None:
    names = [path["get"]["operationId"] for path in document["paths"].values()]
    assert len(set(names)) == len(names) == 2 * len(COLLECTIONS) + 2


@pytest.mark.parametrize("kind", COLLECTIONS)
def test_records_and_lists_are_valid_by_the_document(
    app: FastAPI, document: dict[str, Any], minimal: Catalog, kind: str
) -> None:
    ids = list(minimal.collection(kind))
    listed, *found = ask(app, f"/content/{kind}", *(f"/content/{kind}/{id}" for id in ids))
    name = COLLECTIONS[kind][1].__name__
    assert listed.json()["total"] == len(ids) > 0
    assert [item["id"] for item in listed.json()["items"]] == ids
    assert faults(document, f"Listing_{name}_", listed.json()) == []
    for id, response in zip(ids, found, strict=True):
        assert response.status_code == 200
        assert response.json() == minimal.get(f"{kind}/{id}").model_dump(mode="json")
        assert faults(document, name, response.json()) == []


def test_pages_are_valid_by_the_document_and_hold_what_must_show(
    app: FastAPI, document: dict[str, Any], minimal: Catalog
) -> None:
    made = Renderer(minimal, country="US", **links_under("/care"))
    records = [record for record in minimal if record.kind in PAGE_KINDS]
    for record, response in zip(records, ask(app, *(f"/content/page/{r.ref}" for r in records)), strict=True):
        assert response.headers["content-type"] == "application/json"
        assert response.text == made.compose(record).model_dump_json()
        assert faults(document, "Page", response.json()) == []
        kinds = {block["kind"] for section in response.json()["sections"] for block in section["blocks"]}
        assert {block.kind for block in made.compose(record).must_show} <= kinds
    (law,) = ask(app, "/content/page/law")
    assert law.json()["kind"] == "overview"
    assert faults(document, "Page", law.json()) == []


def test_a_planted_fault_is_found_by_the_document(app: FastAPI, document: dict[str, Any]) -> None:
    (response,) = ask(app, "/content/route/nasal")
    assert faults(document, "AdministrationRoute", response.json() | {"onset": "soon"})
    (page,) = ask(app, "/content/page/route/nasal")
    assert faults(document, "Page", page.json() | {"sections": [{"id": "x"}]})


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/content/route/nasall", "There is no route called 'nasall'. Did you mean nasal?"),
        ("/content/page/route/nasall", "There is no route called 'nasall'. Did you mean nasal?"),
        ("/content/page/routes/nasal", "There is no kind of page called 'routes'. Did you mean route"),
        ("/content/page/laws", "Did you mean law?"),
    ],
)
def test_an_unknown_id_is_404_with_near_matches(
    app: FastAPI, document: dict[str, Any], path: str, words: str
) -> None:
    (response,) = ask(app, path)
    assert response.status_code == 404
    assert words in response.json()["detail"]
    assert faults(document, "NotFound", response.json()) == []


def test_lists_are_cut_and_filtered(app: FastAPI, minimal: Catalog) -> None:
    steps = list(minimal.steps)
    first, rest, british, wrong, far = ask(
        app,
        "/content/step?limit=1",
        "/content/step?limit=1&offset=1",
        "/content/regulatory-status?jurisdiction=GB",
        "/content/step?limit=0",
        "/content/step?jurisdiction=ZZ",
    )
    assert [first.json()["items"][0]["id"], rest.json()["items"][0]["id"]] == steps[:2]
    assert first.json()["total"] == len(steps)
    assert british.json() == {"total": 0, "items": []}
    assert wrong.status_code == far.status_code == 422


def test_a_former_id_gives_the_record_of_now(minimal: Catalog) -> None:
    moved = changed(minimal, "route/nasal", former_ids=("spray",))
    (response,) = ask(service(Renderer(moved), kinds=["route"]), "/content/route/spray")
    assert response.json()["id"] == "nasal"


def test_the_hosts_dependency_chooses_and_openapi_shows_its_parameters(minimal: Catalog) -> None:
    by_country = {country: Renderer(minimal, country=country) for country in ("US", "GB")}

    def choose(country: Literal["US", "GB"] = "US") -> Renderer:
        return by_country[country]

    app = service(choose, kinds=["topic"])
    british, other = ask(
        app, "/content/page/topic/cold-feet?country=GB", "/content/page/topic/cold-feet?country=FR"
    )
    assert british.text == by_country["GB"].compose(minimal.topics["cold-feet"]).model_dump_json()
    assert other.status_code == 422
    (parameter,) = (
        each
        for each in app.openapi()["paths"]["/content/page/{kind}/{id}"]["get"]["parameters"]
        if each["name"] == "country"
    )
    assert parameter["schema"]["enum"] == ["US", "GB"]


def test_only_the_kinds_asked_for_are_given_out(minimal: Catalog) -> None:
    app = service(Renderer(minimal), prefix="/v1", kinds=("route",))
    given, held = ask(app, "/v1/route/nasal", "/v1/brand/sample")
    assert (given.status_code, held.status_code) == (200, 404)
    assert "Brand" not in app.openapi()["components"]["schemas"]
    with pytest.raises(UnknownId, match="route"):
        service(Renderer(minimal), kinds=("routes",))


def test_pages_in_html_stand_beside_the_json(minimal: Catalog) -> None:
    """FastAPI is Starlette: the endpoints for pages are those of the Starlette integration."""
    made = Renderer(minimal, **links_under("/care"))
    app = service(made, kinds=["route"])
    app.add_route("/care/{kind}/{id}/", starlette.record_view(made))
    (response,) = ask(app, "/care/route/nasal/")
    assert response.text == made.page(minimal.routes["nasal"])
