"""Our content in a Sphinx project: directives for a record, for a listing, and for what must show.

HTML builders get our HTML. All others (LaTeX, text, EPUB, manual pages) get the same page as plain nodes,
made of its Markdown, so that no builder drops a notice. A document is read again when anything that it shows
has changed: a record, a notice, a source, an option.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar
from weakref import WeakKeyDictionary, ref

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

import ketacontent
from ketacontent.catalog import load
from ketacontent.errors import KetaContentError, MissingNotice
from ketacontent.integrations.links import Links
from ketacontent.integrations.nodes import plain_nodes
from ketacontent.integrations.placed import (
    COLOR_SCHEMES,
    HEADING,
    Placed,
    Placer,
    Wish,
    stylesheet_for,
    told,
)
from ketacontent.pages import Page
from ketacontent.rendering.engine import Engine
from ketacontent.rendering.markdown import markdown
from ketacontent.rendering.must_show import MustShowCheck, check_visible, missing_words

STYLESHEET = "ketacontent.css"
OPTIONS: dict[str, Any] = {
    "packs": [],
    "bundled": True,
    "country": None,
    "jurisdiction": None,
    "audience": "patient",
    "brand": None,
    "locale": "en-US",
    "templates": [],
    "pack_templates": [],
    "color_scheme": "light",
}
"""Option of conf.py, after `ketacontent_` -> its default, as `load` and `Renderer` understand it."""
NOTICES = "must-show"
"""What a block of notices alone is kept as, in place of a section."""
_LEVEL = 3
"""Level of headings inside blocks of Markdown."""
Asked = tuple[str, str | None, int, bool]
"""What a block asks for: name, section, level of its title, and whether the record is shown above."""


class ContentNode(nodes.General, nodes.Element):
    """Stands for a block until a builder is known; its children are what builders without HTML write."""


class RecordDirective(SphinxDirective):
    """`.. ketacontent:: route/intravenous`, whole or one section of it."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "section": directives.unchanged_required,
        "heading": directives.unchanged_required,
    }
    is_record = True

    def run(self) -> list[nodes.Node]:
        """Return the block.

        Raises:
            ExtensionError: a template drops or hides what must show.
        """
        source, line = self.get_source_info()
        try:
            if ("/" in self.arguments[0]) is not self.is_record:
                form = "kind/id" if self.is_record else "the name of a listing, such as side-effect"
                raise self.error(f"{self.arguments[0]!r} is not {form}.")
            wish = Wish.of(self.arguments[0], self.options)
            node = self._node(wish)
        except MissingNotice as error:
            raise ExtensionError(f"{source}:{line}: {error}", modname="ketacontent") from None
        except KetaContentError as error:
            raise self.error(told(error)) from None
        self.set_source_info(node)
        return [node]

    def _node(self, wish: Wish) -> ContentNode:
        kept = _kept(self.env)
        before = kept.setdefault(self.env.docname, [])
        site = _site(self.env)
        is_shown = any(name == wish.name for (name, *_), _ in before)
        asked = (wish.name, wish.section, wish.heading, is_shown)
        placed = site.placed(asked, self.env.docname, len(before), None)
        before.append((asked, _digest(placed.page)))
        node = ContentNode(asked=asked, place=len(before) - 1)
        node += plain_nodes(site.markdown(placed, is_shown=is_shown))
        return node


class ListDirective(RecordDirective):
    """`.. ketacontent-list:: side-effect`: all of a kind, or another page about many records."""

    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {"heading": directives.unchanged_required}
    is_record = False


class NoticesDirective(SphinxDirective):
    """`.. ketacontent-notices:: route/intravenous`: what must show beside the host's own words."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the record's notices, crisis help and review state."""
        site = _site(self.env)
        try:
            record = site.placer.record(self.arguments[0])
            renderer = site.placer.renderer()
            html = renderer.missing_notices("", record)
            page = renderer.compose(record)
        except KetaContentError as error:
            raise self.error(told(error)) from None
        placed = Placed(f'<div class="kc-page" lang="{page.locale}">{html}</div>', page, renderer, record)
        asked = (self.arguments[0], NOTICES, HEADING, False)
        _kept(self.env).setdefault(self.env.docname, []).append((asked, _digest(placed.page)))
        node = ContentNode(html=placed.html)
        node += plain_nodes(site.must_show_markdown(page))
        self.set_source_info(node)
        return [node]


class Site:
    """The catalog of one build, and what it makes of it."""

    def __init__(self, app: Sphinx) -> None:
        self._app = ref(app)  # Sphinx's own ways from an environment to its app are going
        config, folder = app.config, Path(app.confdir)
        given = {name: getattr(config, f"ketacontent_{name}") for name in OPTIONS}
        self.color_scheme = str(given.pop("color_scheme"))
        if self.color_scheme not in COLOR_SCHEMES:
            known = ", ".join(COLOR_SCHEMES)
            raise ExtensionError(f"ketacontent_color_scheme is {self.color_scheme!r}. Use one of: {known}.")
        for name in ("packs", "templates", "pack_templates"):
            given[name] = [_folder(folder, each) for each in given[name]]
        try:
            catalog = load(given.pop("packs"), bundled=given.pop("bundled"))
            self.placer = Placer(catalog, given)
            packs = self.placer.renderer().pack_templates
        except (KetaContentError, KeyError) as error:
            raise ExtensionError(str(error), modname="ketacontent") from None
        self.engine = Engine("markdown", given["templates"], packs=packs)
        self.check = MustShowCheck(self.engine, _LEVEL)

    @property
    def app(self) -> Sphinx:
        """The app whose build this is."""
        app = self._app()
        assert app is not None, "the app is gone, and its build with it"  # noqa: S101
        return app

    def placed(self, asked: Asked, docname: str, place: int, links: Callable[[], Links] | None) -> Placed:
        """Make a block of a document, with links once it is known where pages lie."""
        name, section, heading, is_shown = asked
        prefix = f"kc{place + 1}-" if place else "kc-"
        renderer = self.placer.renderer(docname if links else "", heading, prefix, links)
        return self.placer.place(Wish(name, section, heading), renderer, is_shown=is_shown)

    def page(self, asked: Asked) -> Page:
        """Return the page of a block."""
        name = asked[0]
        renderer = self.placer.renderer()
        if "/" in name:
            return renderer.compose(self.placer.record(name))
        return renderer.compose_overview(name)

    def markdown(self, placed: Placed, *, is_shown: bool) -> str:
        """Return a block as Markdown, for builders that write no HTML."""
        if placed.section is None:
            return markdown(placed.page, self.engine, self.check)
        section = placed.page.section(placed.section)
        blocks = section.blocks if section is not None else ()
        own = "\n\n".join(self.engine.show(block, _LEVEL) for block in self.engine.blocks(blocks))
        return own if is_shown else f"{own}\n\n{self.must_show_markdown(placed.page, own)}"

    def must_show_markdown(self, page: Page, beside: str = "") -> str:
        """Return what must show as Markdown, as far as it does not stand beside it."""
        blocks = [b for b in page.must_show if missing_words(beside, b, "markdown") is not None]
        return "\n\n".join(self.check.piece(block) for block in blocks)


class ChooseForm(SphinxPostTransform):
    """Puts in place of each block our HTML, or the plain nodes."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Replace the blocks of a document for the builder at hand."""
        for node in list(self.document.findall(ContentNode)):
            if is_html(_site(self.env).app):
                node.replace_self(nodes.raw("", self._html(node), format="html"))
            else:
                node.replace_self(node.children)

    def _html(self, node: nodes.Element) -> str:
        if "html" in node:
            return str(node["html"])
        docname = self.env.docname
        site = _site(self.env)
        links = partial(_links, site.app, docname)
        return site.placed(tuple(node["asked"]), docname, node["place"], links).html


def is_html(app: Sphinx) -> bool:
    """Say whether a builder writes HTML as browsers read it; EPUB wants the stricter XHTML."""
    return app.builder.format == "html" and "epub" not in app.builder.name


def _links(app: Sphinx, docname: str) -> Links:
    """Return links to the first document that shows a record or a listing whole."""
    where = _where(app.env)

    def address(name: str) -> str | None:
        target = where.get(name)
        return None if target is None else app.builder.get_relative_uri(docname, target) or "#"

    return {"link": lambda record: address(record.ref), "overview_link": address}


def _where(env: BuildEnvironment) -> dict[str, str]:
    found: dict[str, str] = {}
    for docname, blocks in sorted(_kept(env).items()):
        for (name, section, *_), _ in blocks:
            if section is None:
                found.setdefault(name, docname)
    return found


def _digest(page: Page) -> str:
    """Return a digest of all that a page says; options and templates of conf.py are Sphinx's to compare."""
    return sha256(page.model_dump_json().encode()).hexdigest()


def _folder(root: Path, given: object) -> str:
    words = str(given)
    return words if words.startswith("entry:") else str(root / words)


def _kept(env: BuildEnvironment) -> dict[str, list[tuple[Asked, str]]]:
    """Return document -> its blocks: what each asks for, and a digest of what it showed."""
    kept: dict[str, list[tuple[Asked, str]]] = env.__dict__.setdefault("ketacontent_blocks", {})
    return kept


_sites: WeakKeyDictionary[Config, Site] = WeakKeyDictionary()
"""Build -> its site, which cannot be pickled with the environment."""


def _site(env: BuildEnvironment) -> Site:
    return _sites[env.config]


def start(app: Sphinx) -> None:
    """Load the catalog, and write the stylesheet where pages of HTML look for it."""
    site = _sites[app.config] = Site(app)
    if is_html(app):
        file = Path(app.outdir) / "_static" / STYLESHEET
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(stylesheet_for(site.placer.renderer(), site.color_scheme), "utf-8")


def outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the documents whose blocks would show something else than when they were read."""
    gone = {*added, *changed, *removed}
    site = _sites[app.config]
    return [
        docname
        for docname, blocks in _kept(env).items()
        if docname not in gone and any(not _is_fresh(site, asked, seen) for asked, seen in blocks)
    ]


def _is_fresh(site: Site, asked: Asked, seen: str) -> bool:
    try:
        return _digest(site.page(asked)) == seen
    except KetaContentError:
        return False  # the directive says what is wrong


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the blocks of a document."""
    _kept(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    """Take over the blocks of documents that another process read."""
    _kept(env).update({name: blocks for name, blocks in _kept(other).items() if name in set(docnames)})


def relink(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return all documents with blocks where records have another address than before."""
    where = _where(env)
    before, env.__dict__["ketacontent_where"] = env.__dict__.get("ketacontent_where", where), where
    return list(_kept(env)) if before != where else []


def check_pages(app: Sphinx, exception: Exception | None) -> None:
    """Read each finished page of HTML as a reader would.

    Raises:
        ExtensionError: one drops or hides what must show.
    """
    builder = app.builder
    if exception is not None or not isinstance(builder, StandaloneHTMLBuilder) or not is_html(app):
        return
    site = _sites[app.config]
    for docname, blocks in sorted(_kept(app.env).items()):
        written = app.config.root_doc if builder.name == "singlehtml" else docname
        file = Path(builder.get_output_path(written))
        if not file.is_file():
            continue
        html = file.read_text("utf-8")
        for asked, _ in blocks:
            try:
                check_visible(html, site.page(asked).must_show, f"{docname}, in its theme")
            except MissingNotice as error:
                raise ExtensionError(str(error), modname="ketacontent") from None


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx of the directives, options and events."""
    for name, default in OPTIONS.items():
        app.add_config_value(f"ketacontent_{name}", default, "env")
    app.add_node(ContentNode)
    app.add_directive("ketacontent", RecordDirective)
    app.add_directive("ketacontent-list", ListDirective)
    app.add_directive("ketacontent-notices", NoticesDirective)
    app.add_post_transform(ChooseForm)
    app.add_css_file(STYLESHEET)
    app.connect("builder-inited", start)
    app.connect("env-get-outdated", outdated)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    app.connect("env-updated", relink)
    app.connect("build-finished", check_pages)
    return {
        "version": ketacontent.__version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
