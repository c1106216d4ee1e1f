"""Our content as JSON in a FastAPI app, with the models in its OpenAPI document.

Records are data for programs; what readers see has to come from a record's page, which carries the
notices. Pages as HTML are the work of `ketacontent.integrations.starlette`, which FastAPI can route to.
"""

# Annotations are not put off (`from __future__`) here: FastAPI reads those of the endpoints, which name what
# stands in the functions around them.

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Response
from pydantic import BaseModel, Field

from ketacontent.errors import UnknownId
from ketacontent.integrations.answer import find_record, listing_answer, not_found, record_answer
from ketacontent.integrations.choose import chosen
from ketacontent.models import Record
from ketacontent.models.kinds import COLLECTION_NAMES, COLLECTIONS
from ketacontent.models.vocabulary import Audience, Jurisdiction
from ketacontent.pages.json_schema import page_schema
from ketacontent.renderer import Renderer

Chooser = Callable[..., Renderer]
"""A FastAPI dependency: it may ask for the request, or for parameters that OpenAPI then shows."""
R = TypeVar("R", bound=Record)
PAGE_SIZE = 50
LARGEST_PAGE = 200
_DATA = "Data for programs. Show readers its page, which carries the notices."
_PAGE = "Sections of typed blocks. Show every `notice`, `crisis` and `review` block whole."


class Listing(BaseModel, Generic[R]):
    """Some of the records of a kind."""

    total: int = Field(description="How many there are that meet the conditions.")
    items: tuple[R, ...] = Field(description="Those asked for, in the order of their ids.")


class NotFound(BaseModel):
    """What is said where there is no such record."""

    detail: str = Field(description="What was not found, with near matches.")


_MISSING: dict[int | str, dict[str, Any]] = {404: {"model": NotFound, "description": "Not found"}}


def install(
    app: FastAPI,
    renderer: Renderer | Chooser | None = None,
    *,
    prefix: str = "/content",
    kinds: Iterable[str] = COLLECTION_NAMES,
) -> None:
    """Put the content under a path of an app, and its models into the app's OpenAPI document.

    For each kind there is `prefix/kind` and `prefix/kind/id`. `prefix/page/kind/id` gives a record's
    composed page, `prefix/page/name` a page about many records.

    Args:
        app: gets the routes.
        renderer: for whom and where, or a dependency that returns one for a request; the bundled catalog
            with no country where left out.
        prefix: where the routes lie.
        kinds: which records are given out as data.

    Raises:
        UnknownId: there is no such kind.
    """
    router = APIRouter(prefix=prefix, tags=["ketacontent"], responses=_MISSING)
    for kind in kinds:
        if kind not in COLLECTIONS:
            raise UnknownId("kind", kind, COLLECTIONS)
        name, model = COLLECTIONS[kind]
        router.add_api_route(
            f"/{kind}",
            listing_view(renderer, kind=kind),
            response_model=Listing[model],  # type: ignore[valid-type]
            operation_id=f"list_{name}",
            summary=f"List records of the kind {kind}",
            description=_DATA,
        )
        router.add_api_route(
            f"/{kind}/{{id}}",
            record_view(renderer, kind=kind),
            response_model=model,
            operation_id=f"get_{kind.replace('-', '_')}",
            summary=f"Get a record of the kind {kind}",
            description=_DATA,
        )
    page: dict[int | str, dict[str, Any]] = {
        200: {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}
    }
    for path, view, words in (
        ("/page/{kind}/{id}", page_view(renderer), "Get the composed page of a record"),
        ("/page/{name}", overview_view(renderer), "Get a composed page about many records"),
    ):
        router.add_api_route(
            path,
            view,
            response_class=Response,
            responses=page,
            operation_id="get_page" if "id" in path else "get_overview",
            summary=words,
            description=_PAGE,
        )
    app.include_router(router)
    _describe_pages(app)


def record_view(renderer: Renderer | Chooser | None = None, *, kind: str) -> Callable[..., Record]:
    """Return an endpoint for `{id}`: a record of a kind as JSON, or 404 with near matches.

    Args:
        renderer: as for `install`; its catalog is looked into.
        kind: `route`, `side-effect`, ...
    """

    def ketacontent_record(id: str, by: Annotated[Renderer, Depends(_dependency(renderer))]) -> Record:
        return _found(lambda: find_record(by.catalog, kind, id))

    return ketacontent_record


def listing_view(renderer: Renderer | Chooser | None = None, *, kind: str) -> Callable[..., Listing[Record]]:
    """Return an endpoint that lists the records of a kind as JSON, some at a time.

    Args:
        renderer: as for `install`; its catalog is looked into.
        kind: `route`, `side-effect`, ...
    """

    def ketacontent_listing(
        by: Annotated[Renderer, Depends(_dependency(renderer))],
        tag: str | None = None,
        audience: Audience | None = None,
        jurisdiction: Jurisdiction | None = None,
        limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = PAGE_SIZE,
        offset: Annotated[int, Query(ge=0)] = 0,
    ) -> Listing[Record]:
        found = by.catalog.select(kind, tag=tag, audience=audience, jurisdiction=jurisdiction)
        return Listing.model_construct(total=len(found), items=found[offset : offset + limit])

    return ketacontent_listing


def page_view(renderer: Renderer | Chooser | None = None) -> Callable[..., Response]:
    """Return an endpoint for `{kind}/{id}`: a record's composed page as JSON."""

    def ketacontent_page(
        kind: str, id: str, by: Annotated[Renderer, Depends(_dependency(renderer))]
    ) -> Response:
        page = _found(lambda: record_answer(by, kind, id)).page
        return Response(page.model_dump_json(), media_type="application/json")

    return ketacontent_page


def overview_view(renderer: Renderer | Chooser | None = None) -> Callable[..., Response]:
    """Return an endpoint for `{name}`: a composed page about many records as JSON."""

    def ketacontent_overview(name: str, by: Annotated[Renderer, Depends(_dependency(renderer))]) -> Response:
        page = _found(lambda: listing_answer(by, name)).page
        return Response(page.model_dump_json(), media_type="application/json")

    return ketacontent_overview


def _dependency(renderer: Renderer | Chooser | None) -> Chooser:
    if renderer is None or isinstance(renderer, Renderer):
        return lambda: chosen(renderer, None)
    return renderer


T = TypeVar("T")


def _found(find: Callable[[], T]) -> T:
    try:
        return find()
    except UnknownId as error:
        raise HTTPException(404, not_found(error)) from None


def _describe_pages(app: FastAPI) -> None:
    """Let the app's OpenAPI document hold the schema of pages, which are no pydantic models."""
    described = app.openapi

    def openapi() -> dict[str, Any]:
        document: dict[str, Any] = described()
        document["components"]["schemas"].update(_page_components())
        return document

    vars(app)["openapi"] = openapi  # as FastAPI's guide to extending OpenAPI has it


def _page_components() -> dict[str, Any]:
    """Return the schema of a page and of its parts, which are called `PageSection`, `PageNotice`, ..."""
    whole = page_schema()
    parts = whole.pop("$defs")
    del whole["$schema"]
    named = {"Page": whole, **{f"Page{name}": part for name, part in parts.items()}}
    return {name: _with_places(part) for name, part in named.items()}


def _with_places(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {
            key: f"#/components/schemas/Page{value.rpartition('/')[2]}"
            if key == "$ref"
            else _with_places(value)
            for key, value in schema.items()
        }
    return [_with_places(part) for part in schema] if isinstance(schema, list) else schema
