"""Composed pages of the bundled pack, each made once."""

from __future__ import annotations

from functools import lru_cache

from ketacontent import Catalog
from ketacontent.pages.compose import compose
from ketacontent.pages.context import Context
from ketacontent.pages.page import Page


@lru_cache(maxsize=2_000)
def page_of(ref: str, catalog: Catalog, audience: str = "patient") -> Page:
    """Return the page of a record for a reader whose country is not known."""
    return compose(catalog.get(ref), Context(audience=audience), catalog)


@lru_cache(maxsize=2_000)
def words_of(ref: str, catalog: Catalog, audience: str = "patient") -> str:
    """Return every word that the web page of a record shows, one text a line."""
    return "\n".join(text.plain for text in page_of(ref, catalog, audience).texts("html"))
