"""Pages about many records: home, one list for each kind, law by country, references, about.

An overview is one function here, named after it; what every overview carries beside its own
sections (notices, crisis help, words explained, references, review state) is put around it by
`frame.py`. An overview's name is its address on a site: `side-effect/`, `law/`.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module

from ketacontent.catalog import Catalog
from ketacontent.pages.context import Context
from ketacontent.pages.kinds import Desk
from ketacontent.pages.overviews.frame import Overview, frame
from ketacontent.pages.page import Page
from ketacontent.pages.words import Words

HOME = "home"
_HOMES = {
    HOME: "ketacontent.pages.overviews.home",
}
"""Overview -> module whose `compose_<name>` composes it; imported when it is first shown."""

_TITLES = {HOME: "Home"}
"""Names in menus of the overviews that are not called as a kind of record is."""

_KIND_LISTS = (
    "topic",
    "condition",
    "medicine",
    "checklist",
    "newsletter",
)
"""Kinds whose overview is a plain list of their records."""


def overview_names(catalog: Catalog) -> tuple[str, ...]:
    """Return the overviews that a catalog has something for, home first."""
    listed = [kind for kind in _KIND_LISTS if catalog.collection(kind)]
    return (*_HOMES, *listed)


def overview_title(name: str, words: Words) -> str:
    """Return what an overview is called in menus and lists, such as "Side effects"."""
    return words(_TITLES[name]) if name in _TITLES else words.label(name)


def compose_overview(name: str, catalog: Catalog, context: Context) -> Page:
    """Compose one of the pages of `overview_names`.

    Args:
        name: the overview, such as `home` or `side-effect`.
        catalog: what it is about.
        context: for whom and where.

    Raises:
        KeyError: there is no such overview.
    """
    desk = Desk(catalog, context)
    return frame(name, _composer_of(name)(desk), desk)


@cache
def _composer_of(name: str) -> Callable[[Desk], Overview]:
    if name in _KIND_LISTS:
        from ketacontent.pages.overviews.kind_list import compose_kind_list

        return lambda desk: compose_kind_list(name, desk)
    module = import_module(_HOMES[name])
    composer: Callable[[Desk], Overview] = getattr(module, f"compose_{name.replace('-', '_')}")
    return composer


__all__ = ["HOME", "Overview", "compose_overview", "overview_names", "overview_title"]
