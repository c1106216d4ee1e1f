"""The FastAPI example over HTTP, served by uvicorn as its one command serves it."""

from __future__ import annotations

import pytest

pytest.importorskip("fastapi", reason="FastAPI is not installed (make frameworks)")
pytest.importorskip("uvicorn", reason="uvicorn is not installed (make setup)")
pytest.importorskip("httpx", reason="httpx is not installed (make setup)")

import threading
from collections.abc import Iterator

import httpx
import uvicorn

import ketacontent as kc
from kit.dom import elements, visible_text
from kit.example import load_example


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    """Start the service on a free port of this machine, in a thread with an event loop of its own."""
    config = uvicorn.Config(load_example("fastapi-service").create_app(), port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
        assert thread.is_alive(), "the server ended"
    (socket,) = server.servers[0].sockets
    with httpx.Client(base_url=f"http://127.0.0.1:{socket.getsockname()[1]}", timeout=60) as asking:
        yield asking
    server.should_exit = True
    thread.join()


def test_records_and_lists_are_given_out(client: httpx.Client, bundled: kc.Catalog) -> None:
    listed = client.get("/content/route", params={"limit": 2}).json()
    assert listed["total"] == len(bundled.routes)
    assert [item["id"] for item in listed["items"]] == list(bundled.routes)[:2]
    assert client.get("/content/route/intravenous").json()["title"] == bundled.routes["intravenous"].title


def test_a_page_is_for_the_country_that_is_asked_for(client: httpx.Client) -> None:
    address = "/content/page/topic/suicidal-thoughts"
    american, british = (client.get(address, params={"country": c}).text for c in ("US", "GB"))
    assert ("988" in american, "116 123" in american) == (True, False)
    assert ("988" in british, "116 123" in british) == (False, True)
    assert client.get(address, params={"country": "FR"}).status_code == 422
    page = client.get("/pages/topic/suicidal-thoughts/", params={"country": "GB"})
    assert ("988" in page.text, "116 123" in page.text) == (False, True)


def test_the_openapi_document_holds_models_and_country(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    assert {"AdministrationRoute", "SideEffect", "Page", "PageNotice"} <= document["components"][
        "schemas"
    ].keys()
    asked = document["paths"]["/content/page/{kind}/{id}"]["get"]["parameters"]
    assert "country" in {parameter["name"] for parameter in asked}
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404


def test_the_first_page_leads_to_answers_and_lacks_nothing(client: httpx.Client, bundled: kc.Catalog) -> None:
    html = client.get("/").text
    kc.testing.assert_must_show(html, [bundled.side_effects["dissociation"]])
    links = {element.get("href", "") for element in elements(html, "a")}
    inner = sorted(link for link in links if link.startswith(("/content/", "/openapi")))
    assert len(inner) > 20
    assert {link: client.get(link).status_code for link in inner} == dict.fromkeys(inner, 200)


def test_an_unknown_id_is_404_with_near_matches(client: httpx.Client) -> None:
    for address in ("/content/route/intravenus", "/content/page/route/intravenus"):
        answer = client.get(address)
        assert (answer.status_code, "intravenous" in answer.json()["detail"]) == (404, True)
    page = client.get("/pages/route/intravenus/")
    assert (page.status_code, "Did you mean intravenous" in visible_text(page.text)) == (404, True)
