"""What an author of a static site places in a page of their own: a record, a part of it, or a listing.

It knows no builder. The integrations of MkDocs and Sphinx read their own form of a block into a `Wish`, and
put what a `Placer` makes of it into the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ketacontent.catalog import Catalog
from ketacontent.errors import UnknownId, UsageError
from ketacontent.integrations.answer import find_record, listing_answer
from ketacontent.integrations.complete import complete
from ketacontent.integrations.links import Links
from ketacontent.models import Record
from ketacontent.pages import Page
from ketacontent.renderer import PAGE_KINDS, Renderer

HEADING = 2
"""Level of a record's title where the author names none: under the title of the host's page."""
COLOR_SCHEMES: Mapping[str, str] = {"light": "light", "dark": "dark", "auto": "light dark"}
"""Option -> what the stylesheet says, so that content fits a host's theme that knows one scheme only."""
_HEADINGS = (
    ":root .kc-page :is(h1, h2, h3, h4, h5, h6) { color: inherit; font-family: inherit; font-weight: 700; }"
)
"""Themes of builders style bare headings, some so faintly that the name of a warning is hard to read."""
NO_LINKS: Links = {"link": lambda record: None, "overview_link": lambda name: None}
_FORM = "Write a record as `route/intravenous`, or a listing as `side-effect`."


@dataclass(frozen=True, slots=True)
class Wish:
    """What a block asks for.

    Args:
        name: a record as `kind/id`, or a listing, such as `side-effect` or `law`.
        section: one section of a record's page; the whole page where left out.
        heading: level of the title, 1 to 4.
    """

    name: str
    section: str | None = None
    heading: int = HEADING

    @classmethod
    def of(cls, name: str, options: Mapping[str, str]) -> Wish:
        """Return a wish from the words of a block.

        Raises:
            UsageError: (KC602) an option is unknown or has no possible value.
        """
        unknown = sorted(set(options) - {"section", "heading"})
        if unknown:
            raise UsageError(
                f"{unknown[0]!r} is not an option of a block.", "Use `section` or `heading`.", "KC602"
            )
        heading = options.get("heading", str(HEADING))
        if heading not in ("1", "2", "3", "4"):
            raise UsageError(f"heading is {heading!r}.", "Use 1, 2, 3 or 4.", "KC602")
        return cls(name, options.get("section"), int(heading))


@dataclass(frozen=True, slots=True)
class Placed:
    """What goes into the host's page, and what a reader of that page must see."""

    html: str
    page: Page
    renderer: Renderer
    record: Record | None = None
    section: str | None = None


class Placer:
    """Makes blocks for one site.

    Args:
        catalog: what the site can show.
        options: arguments of `Renderer`: `country`, `brand`, `templates` and their like.
    """

    def __init__(self, catalog: Catalog, options: Mapping[str, Any]) -> None:
        self.catalog, self.options = catalog, dict(options)
        self._renderers: dict[tuple[str, int, str], Renderer] = {}

    def renderer(
        self,
        place: str = "",
        heading: int = HEADING,
        prefix: str = "kc-",
        links: Callable[[], Links] | None = None,
    ) -> Renderer:
        """Return the renderer for one place, kept for the next block there.

        Args:
            place: whatever the links depend on.
            heading: level of the title.
            prefix: stands before every HTML id; another one for each block of a page.
            links: where pages lie, seen from the place.
        """
        key = (place, heading, prefix)
        if key not in self._renderers:
            self._renderers[key] = Renderer(
                self.catalog,
                **self.options,
                **(links() if links else NO_LINKS),
                heading_level=heading,
                id_prefix=prefix,
            )
        return self._renderers[key]

    def place(self, wish: Wish, renderer: Renderer, *, is_shown: bool = False) -> Placed:
        """Return what a block asks for as HTML.

        Args:
            wish: what the block asks for.
            renderer: from `renderer`.
            is_shown: whether the same page shows the record's notices already; a section goes without then.

        Raises:
            UnknownId: there is no such record or listing; near matches are named.
            UsageError: (KC602) the record's page has no such section.
            MissingNotice: a template drops or hides something that must show.
        """
        record = self.record(wish.name) if "/" in wish.name else None
        if record is None:
            if wish.section is not None:
                raise UsageError("A listing has no sections to choose from.", _FORM, "KC602")
            page = listing_answer(renderer, wish.name).page
            return Placed(renderer.fragment(page), page, renderer)
        page = renderer.compose(record)
        if wish.section is None:
            return Placed(renderer.html(record), page, renderer, record)
        section = page.section(wish.section)
        if section is None:
            known = ", ".join(each.id for each in page.sections)
            raise UsageError(
                f"{record.ref} has no section {wish.section!r}.", f"Its sections: {known}.", "KC602"
            )
        body = Markup('<div class="kc-page" lang="{}">\n{}\n</div>').format(
            page.locale, renderer.section_html(section)
        )
        html = body if is_shown else complete(body, record, renderer)
        return Placed(html, page, renderer, record, wish.section)

    def record(self, ref: str) -> Record:
        """Return a record that can be placed.

        Raises:
            UnknownId: there is none, or its kind has no pages; near matches are named.
        """
        kind, _, id = ref.partition("/")
        if kind not in PAGE_KINDS:
            raise UnknownId("kind of page", kind, PAGE_KINDS)
        return find_record(self.catalog, kind, id)


def told(error: Exception) -> str:
    """Return an error as one line, for builders that print a place before it.

    What `UnknownId` says of commands helps nobody who writes a page, so it says more here.
    """
    if isinstance(error, UnknownId):
        near = f"Did you mean {' or '.join(error.near)}?" if error.near else _FORM
        return f"There is no {error.kind} {error.wanted!r}. {near}  {error.code}"
    return " ".join(str(error).split("\n  ")).strip()


def stylesheet_for(renderer: Renderer, color_scheme: str) -> str:
    """Return our stylesheet for a host's theme, which may know one color scheme only."""
    words = COLOR_SCHEMES[color_scheme]
    tail = "" if color_scheme == "auto" else f":root, .kc-page {{ color-scheme: {words}; }}\n"
    return f"{renderer.stylesheet}\n{_HEADINGS}\n{tail}"
