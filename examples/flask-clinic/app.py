"""A clinic's site in Flask: pages of its own, and a library of ours in its own frame.

The clinic is fictitious. Its brand, words and notice are the pack in `examples/overlay`, laid over the
bundled content; the pack's own template changes how one part of every library page looks.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from flask import Flask, Request, Response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

import ketacontent as kc
from ketacontent.integrations.flask import install, listing_view, record_view
from ketacontent.integrations.links import links_under
from ketacontent.models.vocabulary import Audience
from ketacontent.rendering.html import brand_style

HERE = Path(__file__).resolve().parent
PACK = HERE.parent / "overlay"
LIBRARY = "/library"
READERS: tuple[Audience, ...] = ("patient", "clinician")
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'"


def create_app(pack: Path = PACK) -> Flask:
    """Return the app; a WSGI server calls this: `gunicorn 'app:create_app()'`."""
    catalog = kc.load(packs=[pack])
    renderers = {
        reader: kc.Renderer(
            catalog,
            country="US",  # where the clinic is; a clinic with visitors from elsewhere would ask them
            audience=reader,
            brand="riverside",
            pack_templates=[pack],
            heading_level=1,
            **links_under(LIBRARY),
        )
        for reader in READERS
    }

    def renderer_for(asked: Request) -> kc.Renderer:
        """Return the renderer that the visitor chose at the foot of a page; the choice is a cookie."""
        wanted = asked.cookies.get("reader")
        return next((renderers[reader] for reader in READERS if reader == wanted), renderers["patient"])

    app = Flask(__name__)
    install(app, renderer_for)
    app.add_url_rule(f"{LIBRARY}/", view_func=listing_view(renderer_for, template="library.html"))
    app.add_url_rule(
        f"{LIBRARY}/<name>/", "listing", view_func=listing_view(renderer_for, template="library.html")
    )
    app.add_url_rule(f"{LIBRARY}/<kind>/<id>/", view_func=record_view(renderer_for, template="library.html"))
    style = renderers["patient"].stylesheet + brand_style(catalog.brands["riverside"])

    @app.get("/")
    def home() -> str:
        return render_template("home.html", catalog=catalog)

    @app.get("/ketacontent.css")
    def stylesheet() -> Response:
        return Response(style, mimetype="text/css", headers={"Cache-Control": "max-age=3600"})

    @app.post("/reader")
    def choose_reader() -> BaseResponse:
        answer = redirect(url_for("home"), 303)
        if request.form.get("reader") in READERS:
            answer.set_cookie("reader", request.form["reader"], samesite="Lax", httponly=True)
        return answer

    @app.errorhandler(404)
    def not_found(error: NotFound) -> tuple[str, int]:
        return render_template("not-found.html", words=error.description), 404

    @app.context_processor
    def frame() -> dict[str, object]:
        chosen = renderer_for(request)
        return {"brand": chosen.context.brand, "reader": chosen.context.audience, "readers": READERS}

    @app.after_request
    def with_policy(answer: Response) -> Response:
        answer.headers["Content-Security-Policy"] = POLICY
        answer.headers["Vary"] = "Cookie"
        return answer

    return app


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description="The site of a fictitious clinic.")
    arguments.add_argument("--port", type=int, default=8000)
    create_app().run(port=arguments.parse_args().port)
