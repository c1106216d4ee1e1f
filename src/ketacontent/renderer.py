"""`Renderer`: a catalog and a context, with one method for each channel."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from os import PathLike, fspath
from os.path import isdir
from typing import TYPE_CHECKING

from markupsafe import Markup

from ketacontent.catalog import Catalog
from ketacontent.catalog.load import is_bundled, load
from ketacontent.errors import UsageError
from ketacontent.models import Record
from ketacontent.models.vocabulary import Audience
from ketacontent.pages import Context, Page, compose
from ketacontent.pages.context import no_link
from ketacontent.pages.page import Section
from ketacontent.rendering.engine import Engine
from ketacontent.rendering.message import Email
from ketacontent.rendering.must_show import MustShowCheck
from ketacontent.rendering.shell import PLAIN, Shell, contents_of, mail_address, shell_labels

if TYPE_CHECKING:
    from ketacontent.models import Brand
    from ketacontent.rendering.sandbox.read import Packs

CHANNELS = ("html", "markdown", "text", "jsonld", "email")
PAGE_KINDS = frozenset(
    {
        "topic",
        "route",
        "side-effect",
        "step",
        "medicine",
        "condition",
        "claim",
        "glossary-term",
        "faq",
        "myth",
        "checklist",
        "newsletter",
    }
)
"""Kinds that have a page of their own on a site, and so can be linked to."""
_PAGES_KEPT = 16
"""A record is often rendered in several channels one after the other; it is composed once for them."""


_BASE_URL = (
    r"(https://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|http://(?:localhost|127\.0\.0\.1))"
    r"(:[0-9]{1,5})?(/[A-Za-z0-9._~%/-]*)?"
)


class Renderer:
    """Renders records of one catalog for one kind of reader.

    Args:
        catalog: from `load`.
        jurisdiction: whose medicines law is shown (`US`, `GB`, `EU`, `CA`, `AU`). Without one the covered
            ones stand side by side; an uncovered one is said to be not covered.
        country: whose crisis lines are shown (ISO 3166-1 alpha-2); it implies its jurisdiction.
        audience: `patient`, `caregiver`, `public` or `clinician`.
        brand: a `Brand`, or the id of one in the catalog.
        templates: folders with templates of your own, searched before ours. They are trusted code.
        pack_templates: packs whose own templates may be used; they are searched after yours and before ours,
            the last pack first. They are not trusted: they run in a sandbox.
        base_url: where the pages lie, `https://clinic.example/ketamine`; links and canonical addresses
            are made from it.
        link: gives a record's address, or None; wins over `base_url`.
        overview_link: gives the address of an overview by its name (`law`), or None; wins over `base_url`.
        heading_level: level of the title in a fragment, 1 to 4.
        id_prefix: stands before every id in HTML.
        locale: the reader's language (BCP 47): `en-US`, `es`, or one that you translate. Interface words are
            in it; records are, where a pack translates them, and else are marked as being in English.
        segment: the group of readers that items of a newsletter may be meant for.
        translations: folders with your own interface words: `<locale>/LC_MESSAGES/ketacontent.po`.

    Raises:
        UsageError: an argument is not of its form.
        ContentError: templates of a pack do what they may not.
    """

    def __init__(
        self,
        catalog: Catalog,
        *,
        jurisdiction: str | None = None,
        country: str | None = None,
        audience: Audience = "patient",
        brand: Brand | str | None = None,
        templates: Sequence[str | PathLike[str]] = (),
        pack_templates: Sequence[str | PathLike[str]] = (),
        base_url: str | None = None,
        link: Callable[[Record], str | None] | None = None,
        overview_link: Callable[[str], str | None] | None = None,
        heading_level: int = 2,
        id_prefix: str = "kc-",
        locale: str = "en-US",
        segment: str | None = None,
        translations: Sequence[str | PathLike[str]] | str | PathLike[str] = (),
    ) -> None:
        if not 1 <= heading_level <= 4:
            raise UsageError(f"heading_level is {heading_level}.", "Use 1, 2, 3 or 4.", "KC602")
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", id_prefix):
            raise UsageError(f"id_prefix is {id_prefix!r}.", "Use letters, digits and hyphens.", "KC602")
        if base_url is not None and not re.fullmatch(_BASE_URL, base_url):
            raise UsageError(f"base_url is {base_url!r}.", "Use a whole https: address.", "KC602")
        self._given = catalog
        self.catalog = catalog = catalog.in_locale(locale)
        self.base_url = base_url.rstrip("/") if base_url else None
        self.link = link or (self._address if base_url else no_link)
        self.heading_level = heading_level
        self.context = Context(
            jurisdiction=jurisdiction,
            country=country,
            audience=audience,
            brand=catalog.brands[brand] if isinstance(brand, str) else brand,
            locale=locale,
            link=self.link,
            overview_link=overview_link or (self._overview_address if base_url else no_link),
            segment=segment,
            translations=_paths(translations),
        )
        self.words = self.context.words
        self._folders = _folders(templates)
        self.pack_templates = _pack_templates(pack_templates) if pack_templates else ()
        self._prefix = id_prefix
        self._checks: dict[tuple[str, int], MustShowCheck] = {}
        self._pages: dict[str, tuple[Record, Page]] = {}

    def compose(self, record: Record) -> Page:
        """Return the record's page: named sections of typed blocks, the same for every channel.

        Raises:
            UsageError: the record is not of this renderer's catalog.
        """
        record = self._own(record)
        held, page = self._pages.get(record.ref, (None, None))
        if page is None or held is not record:
            page = compose(record, self.context, self.catalog)
            if len(self._pages) >= _PAGES_KEPT:
                self._pages.clear()
            self._pages[record.ref] = record, page
        return page

    def compose_overview(self, name: str) -> Page:
        """Return a page about many records, such as `home`, `side-effect` or `law`.

        Raises:
            UsageError: there is no such overview.
        """
        from ketacontent.pages.overviews import compose_overview, overview_names

        names = overview_names(self.catalog, self.context.brand)
        if name not in names:
            known = ", ".join(names)
            raise UsageError(f"There is no overview {name!r}.", f"Use one of: {known}.", "KC602")
        return compose_overview(name, self.catalog, self.context)

    def _own(self, record: Record) -> Record:
        """Return a record in the reader's language, where it is given as the catalog has it."""
        if self._given is not self.catalog and record in self._given:
            return self.catalog.get(record.ref)
        return record

    @property
    def stylesheet(self) -> str:
        """The one stylesheet of all HTML output, for the host's own page."""
        from ketacontent.rendering.html import stylesheet

        return stylesheet()

    def html(self, record: Record) -> str:
        """Return a fragment of HTML for your own page (a `Markup`).

        Raises:
            MissingNotice: a template drops or hides something that must show.
            RenderError: a template failed.
        """
        return self.fragment(self.compose(record))

    def fragment(self, page: Page) -> str:
        """Return a composed page, such as an overview, as a fragment of HTML (a `Markup`)."""
        from ketacontent.rendering.html import fragment

        level = self.heading_level
        html = fragment(page, self._engines["html"], self._check("html", level), level)
        return Markup(html)  # noqa: S704 - made by escaping templates

    def page(
        self,
        record: Record,
        *,
        shell: Shell = PLAIN,
    ) -> str:
        """Return a whole HTML document.

        Args:
            record: what the page is about.
            shell: what stands around it: menu, trail, search, address of the stylesheet.

        Raises:
            MissingNotice: a template drops or hides something that must show.
            RenderError: a template failed.
        """
        record = self._own(record)
        page = self.compose(record)
        return self.document(
            page,
            jsonld=self._jsonld(record, page),
            canonical=self._canonical(record),
            shell=shell,
        )

    def document(
        self, page: Page, *, jsonld: str | None = None, canonical: str | None = None, shell: Shell = PLAIN
    ) -> str:
        """Return a whole HTML document around a composed page."""
        from ketacontent.rendering.email import footer_lines
        from ketacontent.rendering.html import brand_style, fragment, stylesheet

        engine, check = self._engines["html"], self._check("html", 1)
        brand = self.context.brand
        html = engine.render(
            "document",
            page=page,
            title=f"{page.title.plain} – {brand.title}" if brand else page.title.plain,
            site_name=brand.title if brand else shell.home.words if shell.home else None,
            fragment=engine.written(fragment(page, engine, check, 1)),
            jsonld=engine.written(jsonld) if jsonld else None,
            canonical=canonical,
            stylesheet=engine.written(stylesheet()),
            shell=shell,
            contents=contents_of(page, engine.channel) if shell.has_contents else (),
            mail_href=mail_address(page.title.plain, canonical) if canonical else None,
            labels=shell_labels(self.words),
            brand=brand.title if brand else None,
            brand_style=engine.written(brand_style(brand)) if brand and not shell.has_brand_style else None,
            footer=footer_lines(brand, self.words)
            if brand
            else (self.words("Content: ketacontent, CC BY 4.0."),),
        )
        check.check(html, page, engine.name("document"))
        return html

    def markdown(self, record: Record, *, front_matter: bool = False) -> str:
        """Return Markdown (CommonMark and tables), with YAML front matter where asked for."""
        from ketacontent.rendering.markdown import markdown

        return markdown(
            self.compose(record),
            self._engines["markdown"],
            self._check("markdown", 3),
            front_matter=front_matter,
        )

    def text(self, record: Record) -> str:
        """Return plain text: no marks, links written out, at most 72 columns."""
        from ketacontent.rendering.text import text

        return text(self.compose(record), self._engines["text"], self._check("text", 3))

    def jsonld(self, record: Record) -> str:
        """Return JSON-LD in schema.org's terms, safe to stand inside a script element."""
        record = self._own(record)
        return self._jsonld(record, self.compose(record))

    def email(self, record: Record, values: Mapping[str, str] | None = None) -> Email:
        """Return a mail: subject, preheader, HTML and text; `to_message` makes the message.

        Args:
            record: what the mail is about.
            values: the reader's own, for a newsletter's merge fields; its defaults where left out.

        Raises:
            MissingNotice: a template drops or hides something that must show.
            MailError: a merge field has neither value nor default.
        """
        from ketacontent.rendering.email import email

        record = self._own(record)
        return email(
            record,
            self.compose(record),
            (self._engines["email"], self._check("email", 3)),
            (self._engines["text"], self._check("text", 3)),
            self.context.brand,
            self.words,
            values,
        )

    def section(self, record: Record, id: str) -> str:
        """Return one section of a record's page as HTML (a `Markup`), empty where it has none by that id."""
        section = self.compose(record).section(id)
        return self.section_html(section) if section is not None else Markup("")

    def section_html(self, section: Section) -> str:
        """Return a composed section's blocks as HTML, without its heading."""
        engine = self._engines["html"]
        level = min(self.heading_level + 2, 6)
        return Markup("\n").join(engine.show(block, level) for block in engine.blocks(section.blocks))

    def missing_notices(self, html: str, record: Record) -> str:
        """Return the must-show blocks that a piece of HTML does not show, as HTML (a `Markup`)."""
        from ketacontent.rendering.must_show import missing_words

        check = self._check("html", self.heading_level)
        pieces = [
            check.piece(block)
            for block in self.compose(record).must_show
            if missing_words(html, block, "html") is not None
        ]
        return Markup("\n").join(Markup(piece) for piece in pieces)  # noqa: S704 - made by escaping templates

    def _jsonld(self, record: Record, page: Page) -> str:
        from ketacontent.export.schema_org import about, citation
        from ketacontent.rendering.jsonld import jsonld

        sources = [self.catalog.sources[id] for id in page.source_ids]
        return jsonld(
            page, about(record, self.catalog), [citation(s) for s in sources], self._canonical(record)
        )

    def _canonical(self, record: Record) -> str | None:
        return self._address(record) if self.base_url else None

    def _address(self, record: Record) -> str | None:
        return f"{self.base_url}/{record.kind}/{record.id}/" if record.kind in PAGE_KINDS else None

    def _overview_address(self, name: str) -> str | None:
        return f"{self.base_url}/" if name == "home" else f"{self.base_url}/{name}/"

    @cached_property
    def _engines(self) -> dict[str, Engine]:
        return _Engines(self._folders, self._prefix, self.pack_templates)

    def _check(self, channel: str, title_level: int) -> MustShowCheck:
        level = min(title_level + 2, 6) if channel == "html" else 3
        key = (channel, level)
        if key not in self._checks:
            self._checks[key] = MustShowCheck(self._engines[channel], level)
        return self._checks[key]


def _paths(folders: Sequence[str | PathLike[str]] | str | PathLike[str]) -> tuple[str, ...]:
    """Return folders; one alone need not stand in a list."""
    listed = (folders,) if isinstance(folders, (str, PathLike)) else folders
    return tuple(fspath(folder) for folder in listed)


def _folders(templates: Sequence[str | PathLike[str]] | str | PathLike[str]) -> tuple[str, ...]:
    """Return the host's template folders."""
    listed = _paths(templates)
    for folder in listed:
        if not isdir(folder):
            raise UsageError(
                f"There is no template folder {fspath(folder)!r}.",
                "Name the folder that holds html/, email/, markdown/ or text/.",
                "KC602",
            )
    return listed


def _pack_templates(packs: Sequence[str | PathLike[str]] | str | PathLike[str]) -> Packs:
    """Return the checked templates of packs."""
    from ketacontent.catalog.load import folders_of
    from ketacontent.catalog.pack import MANIFEST, shown_name
    from ketacontent.rendering.sandbox.read import read_packs

    listed = folders_of(_paths(packs))
    for folder in listed:
        if not (folder / MANIFEST).is_file():
            what = f"There is no pack folder {fspath(folder)!r}."
            raise UsageError(what, f"Name the folder that holds {MANIFEST}.", "KC115")
    return read_packs([(folder, shown_name(folder)) for folder in listed])


class _Engines(dict[str, Engine]):
    """Engines by channel, made when first asked for."""

    def __init__(self, folders: tuple[str, ...], prefix: str, packs: Packs) -> None:
        super().__init__()
        self.folders, self.prefix, self.packs = folders, prefix, packs

    def __missing__(self, channel: str) -> Engine:
        engine = self[channel] = Engine(channel, self.folders, self.prefix, self.packs)
        return engine


_lock = threading.Lock()
_default: list[Renderer] = []


def default_renderer() -> Renderer:
    """Return the renderer of the bundled catalog: no country, no brand, no links."""
    with _lock:
        if not _default:
            _default.append(Renderer(load()))
        return _default[0]


def render(record: Record, channel: str) -> str | Email:
    """Render a record of the bundled catalog, with no country, brand or links.

    Args:
        record: from `load()` without packs.
        channel: `html` (a fragment), `markdown`, `text`, `jsonld` or `email` (an `Email`).

    Raises:
        UsageError: the record is of another catalog, or the channel is unknown.
    """
    if channel not in CHANNELS:
        raise UsageError(f"{channel!r} is not a channel.", f"Use one of: {', '.join(CHANNELS)}.", "KC602")
    renderer = default_renderer()
    if not is_bundled(renderer.catalog) or record not in renderer.catalog:
        raise UsageError(
            f"{record.ref} is not a record of the bundled catalog.",
            "Make a Renderer for its own catalog: Renderer(catalog).html(record).",
            "KC605",
        )
    result: str | Email = getattr(renderer, channel)(record)
    return result
