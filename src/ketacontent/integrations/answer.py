"""What a view answers, whichever framework asks: a record's page, or a page about many records.

It knows no framework: each integration turns an `Answer` into a response of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from ketacontent.catalog import Catalog
from ketacontent.errors import UnknownId
from ketacontent.models import Record
from ketacontent.pages import Page
from ketacontent.pages.overviews import HOME, NOT_FOUND, overview_names
from ketacontent.renderer import PAGE_KINDS, Renderer
from ketacontent.rendering.must_show import check_visible


@dataclass(frozen=True, slots=True)
class Answer:
    """A page, ready to be put into a host's template or shown as a document of its own."""

    renderer: Renderer
    page: Page
    record: Record | None = None
    """What the page is about; None for a page about many."""
    records: tuple[Record, ...] = ()
    """Those that a listing of one kind lists."""
    moved_to: str | None = None
    """The record's address, where it was asked for by an id that it had before."""

    def values(self) -> dict[str, object]:
        """Return what a host's template is given."""
        return {
            "page": self.page,
            "content": self.renderer.fragment(self.page),
            "record": self.record,
            "records": self.records,
            "jsonld": self._jsonld(),
        }

    def _jsonld(self) -> Markup | None:
        if self.record is None:
            return None
        return Markup(self.renderer.jsonld(self.record))  # noqa: S704 - safe inside a script element

    def document(self) -> str:
        """Return a whole HTML document."""
        return self.renderer.page(self.record) if self.record else self.renderer.document(self.page)

    def checked(self, html: str, template: str) -> str:
        """Return what a host's template made, if all that must show is seen in it.

        Raises:
            MissingNotice: the template drops (KC401) or hides (KC404) something.
        """
        check_visible(html, self.page.must_show, template)
        return html


def record_answer(renderer: Renderer, kind: str, id: str) -> Answer:
    """Return the page of a record.

    Raises:
        UnknownId: there is no such record, or its kind has no pages; near matches are named.
    """
    if f"{kind}/{id}" in _names(renderer):  # a place of the brand stands where records do
        return listing_answer(renderer, f"{kind}/{id}")
    if kind not in PAGE_KINDS:
        raise UnknownId("kind of page", kind, PAGE_KINDS)
    record = find_record(renderer.catalog, kind, id)
    moved_to = renderer.link(record) if record.id != id else None
    return Answer(renderer, renderer.compose(record), record, moved_to=moved_to)


def find_record(catalog: Catalog, kind: str, id: str) -> Record:
    """Return a record by its id, or by one that it had before.

    Raises:
        UnknownId: there is no such record; near matches are named.
    """
    collection = catalog.collection(kind)
    record = collection.find(id)
    if record is None:
        record = next((each for each in collection.values() if id in each.former_ids), None)
    if record is None:
        raise UnknownId(kind, id, collection)
    return record


def listing_answer(renderer: Renderer, name: str = HOME) -> Answer:
    """Return a page about many records: a kind, such as `side-effect`, or an overview, such as `law`.

    Raises:
        UnknownId: there is no such listing; near matches are named.
    """
    names = _names(renderer)
    if name not in names:
        raise UnknownId("listing", name, names)
    records = tuple(renderer.catalog.collection(name).values()) if name in PAGE_KINDS else ()
    return Answer(renderer, renderer.compose_overview(name), records=records)


def _names(renderer: Renderer) -> tuple[str, ...]:
    names = overview_names(renderer.catalog, renderer.context.brand)
    return tuple(name for name in names if name != NOT_FOUND)


def not_found(error: UnknownId) -> str:
    """Return what a visitor is told about an address that leads nowhere.

    What was asked for is repeated only where it could be an id: some frameworks send these words as HTML
    without escaping them.
    """
    called = (
        f" called {error.wanted!r}" if re.fullmatch(r"[A-Za-z0-9_.-]{1,80}", error.wanted) else " like that"
    )
    near = f" Did you mean {' or '.join(error.near)}?" if error.near else ""
    return f"There is no {error.kind}{called}.{near}"
