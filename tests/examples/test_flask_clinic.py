"""The Flask example over HTTP: a clinic's overlay, brand and templates, and locks that hold."""

from __future__ import annotations

import pytest

pytest.importorskip("flask", reason="Flask is not installed (make frameworks)")

import shutil
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from flask import request
from jinja2 import ChoiceLoader, DictLoader

import ketacontent as kc
from kit.dom import elements, visible_text
from kit.example import EXAMPLES, load_example

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

OVERLAY = EXAMPLES / "overlay"
BOXED = "Boxed warning of esketamine (Spravato)"
OWN_NOTICE = "No ride home, no session"


@pytest.fixture(scope="module")
def clinic() -> ModuleType:
    return load_example("flask-clinic")


@pytest.fixture(scope="module")
def app(clinic: ModuleType) -> Flask:
    made: Flask = clinic.create_app()
    made.testing = True
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_overlay_brand_and_own_template_are_shown(client: FlaskClient) -> None:
    """Ours and the clinic's stand side by side on one page."""
    html = client.get("/library/step/session/").text
    seen = visible_text(html)
    assert "a nurse of ours, all the way through" in seen, "one field of ours is the clinic's"
    assert OWN_NOTICE in seen, "a notice of the clinic's"
    assert "Riverside library" in seen, "a component of the clinic's"
    assert "300 Example Quay" in seen, "its brand"
    assert "Not clinically reviewed." in seen
    assert "#1f4f8f" in client.get("/ketacontent.css").text, "a color of its brand"


def test_the_home_page_is_the_clinics_own_and_lacks_nothing(app: Flask, client: FlaskClient) -> None:
    html = client.get("/").text
    assert visible_text(html).count(OWN_NOTICE) == 1
    with app.test_request_context():
        reader = app.jinja_env.globals["ketacontent"].renderer(request)
    kc.testing.assert_must_show(html, [reader.catalog.topics["visiting-riverside"]], reader)


def test_mails_and_plain_pages_show_the_same(app: Flask) -> None:
    """What the site shows is not the framework's doing: one renderer serves every channel."""
    with app.test_request_context():
        reader = app.jinja_env.globals["ketacontent"].renderer(request)
    page = visible_text(reader.page(reader.catalog.steps["session"]))
    mail = reader.email(reader.catalog.newsletters["first-issue"])
    for words in (
        "a nurse of ours, all the way through",
        OWN_NOTICE,
        "Riverside library",
        "300 Example Quay",
    ):
        assert words in page
    for words in ("Riverside letter: what to expect", OWN_NOTICE, "300 Example Quay"):
        assert words in visible_text(mail.html)
        assert words in " ".join(mail.text.split())


def test_every_link_of_the_clinics_own_pages_is_answered(client: FlaskClient) -> None:
    links = set()
    for page in ("/", "/library/", "/library/route/", "/library/topic/visiting-riverside/"):
        hrefs = (
            element.get("href", "").partition("#")[0] for element in elements(client.get(page).text, "a")
        )
        links |= {href for href in hrefs if href.startswith("/")}
    assert len(links) > 60
    sample = sorted(links)[:: max(1, len(links) // 25)]
    assert {path: client.get(path).status_code for path in sample} == dict.fromkeys(sample, 200)


def test_the_visitor_chooses_the_reader(client: FlaskClient) -> None:
    path = "/library/side-effect/dissociation/"
    assert 'data-audience="patient"' in client.get(path).text
    assert client.post("/reader", data={"reader": "clinician"}).status_code == 303
    assert 'data-audience="clinician"' in client.get(path).text
    client.post("/reader", data={"reader": "anybody"})
    assert 'data-audience="clinician"' in client.get(path).text


def test_a_wrong_address_is_answered_in_the_clinics_frame(client: FlaskClient) -> None:
    answer = client.get("/library/route/intravenus/")
    assert answer.status_code == 404
    assert "Did you mean intravenous" in visible_text(answer.text)
    assert "Riverside" in answer.text


# attempts to drop the boxed warning


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    shutil.copytree(OVERLAY, tmp_path / "pack")
    return tmp_path / "pack"


def test_an_overlay_cannot_drop_it(clinic: ModuleType, pack: Path) -> None:
    """Hidden by the manifest, or softened in a file of its own: both are told at once, with both files."""
    manifest = pack / "pack.yaml"
    manifest.write_text(manifest.read_text("utf-8") + "  - safety-notice/esketamine-boxed-warning\n", "utf-8")
    softened = pack / "safety-notice" / "off-label-use.yaml"
    softened.write_text("id: off-label-use\noverlay: fields\nbody:\n  - It is usual.\n", "utf-8")
    with pytest.raises(kc.ContentError) as caught:
        clinic.create_app(pack)
    told = {Path(each.file).name: each for each in caught.value.problems if each.code == "KC301"}
    assert set(told) == {"pack.yaml", "off-label-use.yaml"}
    assert "safety-notice/esketamine-boxed-warning.yaml" in told["pack.yaml"].what
    for problem in told.values():
        assert "locked" in problem.what


@pytest.mark.parametrize(
    ("component", "source", "code"),
    [
        ("notice", "", "KC404"),
        ("notice", "<details><summary>{{ block.heading }}</summary>{{ block.body[0] }}</details>", "KC404"),
        ("notice", "{% if block.level != 'warning' %}{{ block.heading }}{% endif %}", "KC404"),
        ("page", "<h1>{{ page.title }}</h1>", "KC401"),
        (
            "page",
            "<p hidden>{% for part in page.sections %}{% for block in part.blocks %}{{ show(block, 3) }}"
            "{% endfor %}{% endfor %}",
            "KC404",
        ),
    ],
)
def test_a_component_cannot_drop_it(tmp_path: Path, component: str, source: str, code: str) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / f"{component}.html.jinja").write_text(source, "utf-8")
    catalog = kc.load()
    bad = kc.Renderer(catalog, country="US", templates=[tmp_path])
    with pytest.raises(kc.MissingNotice) as caught:
        bad.html(catalog.medicines["esketamine"])
    assert caught.value.code == code
    assert f"html/{component}.html.jinja" in str(caught.value)
    assert "must show" in str(caught.value)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{% extends 'base.html' %}{% block main %}<h1>{{ page.title }}</h1>{% endblock %}", "KC401"),
        ("{% extends 'base.html' %}{% block main %}<div hidden>{{ content }}</div>{% endblock %}", "KC404"),
        ("<div style='display: none'>{{ content }}</div>", "KC404"),
    ],
)
def test_a_template_of_the_site_cannot_drop_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch, source: str, code: str
) -> None:
    """Developers see the error; visitors of the site see an error page, and nothing of the record's."""
    loader = ChoiceLoader([DictLoader({"library.html": source}), app.jinja_env.loader or DictLoader({})])
    monkeypatch.setattr(app.jinja_env, "loader", loader)
    with pytest.raises(kc.MissingNotice, match=rf"library\.html(?s:.)*must show(?s:.)*{code}"):
        app.test_client().get("/library/medicine/esketamine/")
    monkeypatch.setattr(app, "testing", False)
    answer = app.test_client().get("/library/medicine/esketamine/")
    assert (answer.status_code, "esketamine" in answer.text.lower()) == (500, False)


def test_a_brand_cannot_drop_it(clinic: ModuleType, pack: Path) -> None:
    """Words in the color of the warning's ground are refused; no field of a brand is about notices."""
    brand = pack / "brand" / "riverside.yaml"
    text = brand.read_text("utf-8")
    assert '"#1d2430"' in text
    brand.write_text(text.replace('"#1d2430"', '"#fdebe9"\n  background: "#000000"'), "utf-8")
    with pytest.raises(kc.ContentError, match=r"riverside\.yaml(?s:.)*contrast(?s:.)*KC114"):
        clinic.create_app(pack)
    brand.write_text(text + "notices: []\n", "utf-8")
    with pytest.raises(kc.ContentError, match=r"riverside\.yaml(?s:.)*notices(?s:.)*KC103"):
        clinic.create_app(pack)
