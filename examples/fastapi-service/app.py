"""A content service in FastAPI: records and composed pages as JSON, and the same pages as HTML.

Each answer is for the country that the request names; none is guessed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from fastapi import FastAPI, Query, Request, Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

import ketacontent as kc
from ketacontent.integrations import fastapi as service
from ketacontent.integrations import starlette as pages
from ketacontent.integrations.links import links_under
from ketacontent.models.kinds import COLLECTION_NAMES

HERE = Path(__file__).resolve().parent
PAGES = "/pages"
Country = Literal["US", "GB", "CA", "AU"]
COUNTRIES: tuple[Country, ...] = ("US", "GB", "CA", "AU")


def create_app() -> FastAPI:
    """Return the app; a server calls this: `uvicorn --factory app:create_app`."""
    catalog = kc.load()
    renderers = {
        country: kc.Renderer(catalog, country=country, heading_level=1, **links_under(PAGES))
        for country in (None, *COUNTRIES)
    }

    def for_country(
        country: Annotated[
            Country | None,
            Query(description="Whose crisis lines and law pages show; without it, all side by side."),
        ] = None,
    ) -> kc.Renderer:
        return renderers[country]

    def for_request(request: Request) -> kc.Renderer:
        asked = request.query_params.get("country")
        return next((made for country, made in renderers.items() if country == asked), renderers[None])

    # FastAPI's own pages of documentation fetch scripts from another host; the OpenAPI document is enough.
    app = FastAPI(title="Content about ketamine therapy", docs_url=None, redoc_url=None)
    service.install(app, for_country)
    app.add_route(f"{PAGES}/", pages.listing_view(for_request))
    app.add_route(f"{PAGES}/{{name}}/", pages.listing_view(for_request))
    app.add_route(f"{PAGES}/{{kind}}/{{id}}/", pages.record_view(for_request))

    templates = Jinja2Templates(HERE / "templates")
    pages.install(templates, for_request)
    app.mount("/static", StaticFiles(directory=HERE / "static"))

    @app.get("/", include_in_schema=False)
    def index(request: Request) -> Response:
        counts = [(kind, len(catalog.collection(kind))) for kind in COLLECTION_NAMES]
        return templates.TemplateResponse(
            request, "index.html", {"counts": counts, "manifest": catalog.manifest, "countries": COUNTRIES}
        )

    @app.get("/ketacontent.css", include_in_schema=False)
    def stylesheet() -> Response:
        return Response(renderers[None].stylesheet, media_type="text/css")

    return app
