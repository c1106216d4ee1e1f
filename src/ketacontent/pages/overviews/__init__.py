"""Pages about many records: home, one list for each kind, law by country, references, about.

An overview is one function here, named after it; what every overview carries beside its own
sections (notices, crisis help, words explained, references, review state) is put around it by
`frame.py`. An overview's name is its address on a site: `side-effect/`, `law/`.

Nothing is imported here before it is asked for: the blocks of overviews (`blocks.py`) are part
of what a page can hold, and what composes overviews knows pages.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketacontent.catalog import Catalog
    from ketacontent.models import Brand
    from ketacontent.pages.context import Context
    from ketacontent.pages.kinds import Desk
    from ketacontent.pages.overviews.frame import Overview
    from ketacontent.pages.page import Page
    from ketacontent.pages.words import Words

HOME = "home"
NOT_FOUND = "not-found"
LOCATION = "location"
"""Stands before the id of a brand's location: `location/main-street`."""
_HOMES = {
    HOME: "ketacontent.pages.overviews.home",
    "side-effect": "ketacontent.pages.overviews.side_effect",
    "route": "ketacontent.pages.overviews.route",
    "step": "ketacontent.pages.overviews.step",
    "law": "ketacontent.pages.overviews.law",
    "faq": "ketacontent.pages.overviews.faq",
    "myth": "ketacontent.pages.overviews.myth",
    "glossary-term": "ketacontent.pages.overviews.glossary_term",
    "claim": "ketacontent.pages.overviews.claim",
    "references": "ketacontent.pages.overviews.references",
    "about": "ketacontent.pages.overviews.about",
    NOT_FOUND: "ketacontent.pages.overviews.not_found",
}
"""Overview -> module whose `compose_<name>` composes it; imported when it is first shown."""

_NEEDS = {"law": "regulatory-status", "references": "source"}
"""Kinds that an overview is about, where it is not called as its kind is."""

_ALWAYS = frozenset({HOME, "about", NOT_FOUND})
"""Overviews that every catalog has something for."""


def _(message: str) -> str:
    """Mark a string for extraction; it is translated when it is used."""
    return message


_TITLES = {
    HOME: _("Home"),
    "law": _("Law and approval"),
    "claim": _("What is known, and how sure it is"),
    "references": _("Sources"),
    "about": _("About this content"),
    NOT_FOUND: _("Page not found"),
    LOCATION: _("Where to find us"),
}
"""Names in menus of the overviews that are not called as a kind of record is."""

_KIND_LISTS = (
    "topic",
    "condition",
    "medicine",
    "checklist",
    "newsletter",
)
"""Kinds whose overview is a list of their records."""


def overview_names(catalog: Catalog, brand: Brand | None = None) -> tuple[str, ...]:
    """Return the overviews that there is something for, home first.

    Args:
        catalog: what they are about.
        brand: who speaks; each of its locations has a page of its own.
    """
    homes = [name for name in _HOMES if name in _ALWAYS or catalog.collection(_NEEDS.get(name, name))]
    listed = [kind for kind in _KIND_LISTS if catalog.collection(kind)]
    places = [f"{LOCATION}/{place.id}" for place in brand.locations] if brand is not None else []
    return (*homes, *listed, *places)


def overview_title(name: str, words: Words) -> str:
    """Return what an overview is called in menus and lists, such as "Side effects"."""
    stem = name.partition("/")[0]
    return words(_TITLES[stem]) if stem in _TITLES else words.label(stem)


def compose_overview(name: str, catalog: Catalog, context: Context) -> Page:
    """Compose one of the pages of `overview_names`.

    Args:
        name: the overview, such as `home` or `side-effect`.
        catalog: what it is about.
        context: for whom and where.

    Raises:
        KeyError: there is no such overview.
    """
    from ketacontent.pages.kinds import Desk
    from ketacontent.pages.overviews.frame import frame

    desk = Desk(catalog, context)
    return frame(name, _composer_of(name)(desk), desk)


@cache
def _composer_of(name: str) -> Callable[[Desk], Overview]:
    stem, _, id = name.partition("/")
    if stem == LOCATION:
        from ketacontent.pages.overviews.location import compose_location

        return lambda desk: compose_location(id, desk)
    if name in _KIND_LISTS:
        from ketacontent.pages.overviews.kind_list import compose_kind_list

        return lambda desk: compose_kind_list(name, desk)
    module = import_module(_HOMES[name])
    composer: Callable[[Desk], Overview] = getattr(module, f"compose_{name.replace('-', '_')}")
    return composer


__all__ = ["HOME", "LOCATION", "NOT_FOUND", "compose_overview", "overview_names", "overview_title"]
