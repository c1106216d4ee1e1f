"""`Preview`: an answer for each address, from packs and templates as they are on disk now; no server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from ketacontent._resources import template_root
from ketacontent.catalog import Catalog
from ketacontent.errors import KetaContentError, Problem
from ketacontent.pages.overviews import HOME, NOT_FOUND, overview_names
from ketacontent.renderer import Renderer
from ketacontent.rendering.html import stylesheet
from ketacontent.rendering.shell import Shell
from ketacontent.site.preview.engines import LiveEngines
from ketacontent.site.preview.faults import fault_panel, problems_of_error
from ketacontent.site.preview.gallery import (
    CHANNELS,
    Example,
    component_names,
    find_examples,
    gallery_index,
    gallery_page,
)
from ketacontent.site.preview.workspace import Workspace
from ketacontent.site.script import SCRIPT, make_script
from ketacontent.site.shell import SiteShell

STYLES = "assets/ketacontent.css"
_OWN = "html/preview"
"""The folder of the preview's own script and stylesheet, beside the templates."""
_SHELL = Shell(stylesheet_href=STYLES, script_href=SCRIPT, has_sharing=True)
_GALLERY = "gallery"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser gets for an address."""

    content: str
    media_type: str = "text/html"
    status: int = 200


class _LiveRenderer(Renderer):
    """A renderer with engines that outlive it: a new catalog comes with every save, templates do not."""

    def __init__(self, catalog: Catalog, engines: LiveEngines, **context: Any) -> None:
        super().__init__(catalog, **context)
        self._engines = engines


class Preview:
    """Answers for addresses, and takes in what was saved.

    Args:
        workspace: the packs.
        templates: the host's template folders.
        context: arguments of `Renderer`, such as `country` or `brand`.
    """

    def __init__(self, workspace: Workspace, *, templates: Sequence[Path] = (), **context: Any) -> None:
        self.workspace = workspace
        own = template_root()
        self._own = own.resolve() if isinstance(own, Path) else None
        self._templates = tuple(folder.resolve() for folder in templates)
        self._engines = LiveEngines([str(folder) for folder in self._templates], self._own)
        self._context = context
        self.state = 0
        """Counts what was taken in; a page that shows an older state has to be shown again."""
        self._renderer: Renderer | None = None
        self._examples: Mapping[str, tuple[Example, ...]] | None = None

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders whose files are followed."""
        return (*self.workspace.folders, *self._templates, *([self._own] if self._own else []))

    def follow(self, paths: Iterable[Path]) -> str:
        """Take in what changed on disk.

        Returns:
            What has to be shown again: `page` its content, `all` styles and scripts too, or nothing.
        """
        changed = [path.resolve() for path in paths]
        roots = (*self._templates, *([self._own] if self._own else []))
        templates = [path for path in changed if any(path.is_relative_to(root) for root in roots)]
        what = ""
        if any(path.suffix in (".css", ".js") for path in templates):
            stylesheet.cache_clear()
            make_script.cache_clear()
            what = "all"
        names = {
            path.relative_to(root).as_posix()
            for path in templates
            for root in roots
            if path.suffix == ".jinja" and path.is_relative_to(root)
        }
        if names:
            self._engines.forget(names)
            self._renderer = None
            what = what or "page"
        if self.workspace.follow(path for path in changed if path not in templates):
            self._renderer = self._examples = None
            what = what or "page"
        self.state += bool(what)
        return what

    def check_links(self) -> bool:
        """Look at what all records say of each other; return whether that has to be shown."""
        is_other = self.workspace.check_links()
        self.state += is_other
        return is_other

    def answer(self, address: str) -> Answer:
        """Return what stands at an address, such as `/topic/cold-feet/`."""
        place = address.strip("/").removesuffix("index.html").strip("/")
        file = self._file(place)
        if file is not None:
            return file
        try:
            if place == _GALLERY or place.startswith(f"{_GALLERY}/"):
                return self._gallery(place.partition("/")[2])
            return self._page(place)
        except KetaContentError as error:
            return self._faults((*problems_of_error(error), *self.workspace.problems))

    def _file(self, place: str) -> Answer | None:
        match place:
            case "assets/ketacontent.css":
                return Answer(stylesheet(), "text/css")
            case "assets/ketacontent.js":
                return Answer(make_script(), "text/javascript")
            case "preview.js" | "preview.css":
                kind = "text/javascript" if place.endswith(".js") else "text/css"
                return Answer((template_root() / _OWN / place).read_text("utf-8"), kind)
        return None

    @property
    def _live(self) -> Renderer:
        if self._renderer is None:
            self._renderer = _LiveRenderer(
                self.workspace.catalog,
                self._engines,
                link=lambda record: f"/{record.kind}/{record.id}/",
                overview_link=lambda name: "/" if name == HOME else f"/{name}/",
                **self._context,
            )
        return self._renderer

    def _page(self, place: str) -> Answer:
        renderer, workspace = self._live, self.workspace
        catalog, names = renderer.catalog, overview_names(renderer.catalog, renderer.context.brand)
        shells = SiteShell(renderer.words, catalog.manifest.title, names, _SHELL)
        root = "../" * (place.count("/") + 1) if place else ""
        record = catalog.find(place)
        own = workspace.problems_of(place)
        if record is not None:
            page, shell, status = renderer.compose(record), shells.for_record(record.kind, root), 200
        elif own:
            return self._faults(workspace.problems)
        else:
            name = place or HOME
            status = 200 if name in names else 404
            name = name if name in names else NOT_FOUND
            page, shell = renderer.compose_overview(name), shells.for_overview(name, root)
        html = renderer.document(page, shell=shell)
        panel = fault_panel(workspace.problems, self.state, is_old=bool(own))
        return Answer(_framed(html, panel), status=status)

    def _gallery(self, name: str) -> Answer:
        renderer = self._live
        if self._examples is None:
            self._examples = find_examples(renderer)
        panel = fault_panel(self.workspace.problems, self.state)
        if not name:
            return Answer(_document("Components", panel, gallery_index(self._examples)))
        if name not in self._examples:
            known = ", ".join(component_names())
            problem = Problem("preview", 0, 0, "", f"There is no component {name!r}.", f"Use: {known}.", "")
            return Answer(_document(name, fault_panel((problem,), self.state), Markup()), status=404)
        engines = {channel: self._engines[channel] for channel in CHANNELS}
        return Answer(_document(name, panel, gallery_page(name, self._examples[name], engines)))

    def _faults(self, problems: Sequence[Problem]) -> Answer:
        panel = fault_panel(tuple(dict.fromkeys(problems)), self.state)
        return Answer(_document("Problems", panel, Markup()), status=500)


_HEAD = Markup('<link rel="stylesheet" href="/preview.css">\n<script src="/preview.js" defer></script>\n')


def _framed(html: str, panel: Markup) -> str:
    """Return a page with the preview's own parts around it."""
    head, end, rest = html.partition("</head>")
    body, tag, main = rest.partition(">")  # of <body ...>
    return f"{head}{_HEAD}{end}{body}{tag}{panel}{main}"


def _document(title: str, panel: Markup, body: Markup) -> str:
    """Return a page of the preview's own."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(title)}</title>\n<link rel="stylesheet" href="/{STYLES}">\n{_HEAD}</head>\n'
        f'<body class="kc-body">\n{panel}\n<main class="kc-layout">{body}</main>\n</body>\n</html>\n'
    )
