"""Where an app serves the pages, for the links in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

from ketacontent.models import Record
from ketacontent.pages.overviews import HOME
from ketacontent.renderer import PAGE_KINDS


class Links(TypedDict):
    """Arguments of `Renderer` that say where pages lie."""

    link: Callable[[Record], str | None]
    overview_link: Callable[[str], str | None]


def links_under(prefix: str) -> Links:
    """Return the links of an app that serves pages under a path: `Renderer(catalog, **links_under("/care"))`.

    Records are at `prefix/kind/id/`, overviews at `prefix/name/`, and home at `prefix/`.
    """
    root = prefix.rstrip("/")
    return {
        "link": lambda record: f"{root}/{record.ref}/" if record.kind in PAGE_KINDS else None,
        "overview_link": lambda name: f"{root}/" if name == HOME else f"{root}/{name}/",
    }
