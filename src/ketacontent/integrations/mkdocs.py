"""Our content on a MkDocs site: a fenced block for one record, and pages for whole kinds.

The plugin is called `ketacontent` in mkdocs.yml. A block is data, not a template: it names a record and
nothing in it is evaluated. Our HTML goes into the page after Markdown was read, so no extension changes it,
and each finished page is read as a reader would see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import TableOfContents, get_toc

from ketacontent.catalog import load
from ketacontent.errors import KetaContentError, UsageError
from ketacontent.integrations.complete import complete
from ketacontent.integrations.links import Links
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
from ketacontent.pages.overviews import HOME, overview_names
from ketacontent.renderer import PAGE_KINDS, Renderer
from ketacontent.rendering.markdown import yaml_words
from ketacontent.rendering.must_show import check_visible

STYLESHEET = "assets/ketacontent.css"
FRONT_MATTER = "ketacontent"
"""The field of a page's front matter that says which records the page's own words are about."""
_NAV = "ketacontent:"
_FENCE = re.compile(r"(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*?)[ \t]*$")
_CLOSED = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*$")
_HEADING = re.compile(r'<h([1-6])\b[^>]*?\bid="([^"]+)"[^>]*>(.*?)</h\1>', re.S)
_HEADER_LINK = re.compile(r'<a class="headerlink".*?</a>', re.S)


class Options(Config):
    """What stands under `ketacontent` in mkdocs.yml."""

    packs = c.Type(list, default=[])
    """Folders, from the one of mkdocs.yml, or `entry:name`; laid over the bundled pack."""
    bundled = c.Type(bool, default=True)
    """Whether the bundled pack lies beneath."""
    country = c.Optional(c.Type(str))
    """Whose crisis lines are shown; it implies its jurisdiction."""
    jurisdiction = c.Optional(c.Type(str))
    """Whose medicines law is shown."""
    audience = c.Type(str, default="patient")
    """`patient`, `caregiver`, `public` or `clinician`."""
    brand = c.Optional(c.Type(str))
    """The id of a brand."""
    locale = c.Type(str, default="en-US")
    """The readers' language."""
    templates = c.Type(list, default=[])
    """Folders with templates of yours, from the one of mkdocs.yml."""
    pack_templates = c.Type(list, default=[])
    """Packs whose own templates may be used."""
    pages = c.Type(list, default=[])
    """Kinds, such as `route`, and other listings, such as `law` or `home`, that get pages of their own."""
    folder = c.Type(str, default="care")
    """Where those pages lie on the site."""
    color_scheme = c.Choice(tuple(COLOR_SCHEMES), default="light")
    """`light`, `dark`, or `auto` for a theme that follows the reader's system."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page."""

    line: int
    token: str
    words: str


class KetaContentPlugin(BasePlugin[Options]):
    """Puts records into pages, and checks that what must show is seen."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the catalog.

        Raises:
            PluginError: an option, or a file of a pack, is wrong.
        """
        options = self.config
        root = Path(config.config_file_path).parent if config.config_file_path else Path()
        packs = [_folder(root, each) for each in options.packs]
        templates = [_folder(root, each) for each in options.templates]
        given = {name: options[name] for name in ("country", "jurisdiction", "audience", "brand", "locale")}
        given |= {
            "templates": templates,
            "pack_templates": [_folder(root, each) for each in options.pack_templates],
        }
        try:
            self.placer = Placer(load(packs, bundled=options.bundled), given)
            self.css = stylesheet_for(self.placer.renderer(), options.color_scheme)
        except (KetaContentError, KeyError) as error:
            raise PluginError(f"ketacontent: {error}") from None
        self.names = self._listings()
        self.blocks: dict[str, list[Block]] = {}
        self.seen: dict[str, list[Page]] = {}
        self.problems: list[str] = []
        config.extra_css = [STYLESHEET, *config.extra_css]  # before the host's, which may change it
        config.watch += [each for each in (*packs, *templates) if not each.startswith("entry:")]
        return config

    def _listings(self) -> tuple[str, ...]:
        """Return the listings that get pages.

        Raises:
            PluginError: one of them does not exist.
        """
        known = overview_names(self.placer.catalog, self.placer.renderer().context.brand)
        for name in self.config.pages:
            if name not in known:
                raise PluginError(
                    f"ketacontent: `pages` names {name!r}, which is no kind or listing. "
                    f"Use some of: {', '.join(known)}."
                )
        return tuple(self.config.pages)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the stylesheet and the generated pages, and put the latter where `nav` asks for them."""
        files.append(File.generated(config, STYLESHEET, content=self.css))
        self.files = files
        for name in self.names:
            for path, source in self._generated(name):
                files.append(File.generated(config, path, content=source))
        if config.nav is not None:
            config.nav = list(self._nav(config.nav))
        return files

    def _path(self, name: str) -> str:
        """Return the file of a listing (`side-effect`) or of a record (`route/oral`)."""
        below = "index.md" if name == HOME else f"{name}.md" if "/" in name else f"{name}/index.md"
        return f"{self.config.folder.strip('/')}/{below}".lstrip("/")

    def _generated(self, name: str) -> Iterator[tuple[str, str]]:
        renderer = self.placer.renderer()
        yield self._path(name), _page_source(renderer.compose_overview(name), name)
        if name in PAGE_KINDS:
            for record in renderer.catalog.collection(name).values():
                yield self._path(record.ref), _page_source(renderer.compose(record), record.ref)

    def _nav(self, entries: list[Any]) -> Iterator[Any]:
        """Yield a navigation in which `ketacontent:route` is the pages of a kind.

        Raises:
            PluginError: it names a listing that gets no pages.
        """
        for entry in entries:
            if isinstance(entry, dict):
                yield {title: self._nav_value(value) for title, value in entry.items()}
            elif isinstance(entry, str) and entry.startswith(_NAV):
                value = self._nav_value(entry)
                yield from value if isinstance(value, list) else [value]
            else:
                yield entry

    def _nav_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return list(self._nav(value))
        if not (isinstance(value, str) and value.startswith(_NAV)):
            return value
        name = value.removeprefix(_NAV).strip()
        if name not in self.names:
            raise PluginError(f"ketacontent: `nav` has {value!r}, and `pages` does not name {name!r}.")
        if name not in PAGE_KINDS:
            return self._path(name)
        records = self.placer.renderer().catalog.collection(name).values()
        return [self._path(name), *({escape(record.title): self._path(record.ref)} for record in records)]

    def on_page_markdown(self, markdown: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:
        """Put a word of our own where each block is, which Markdown leaves alone."""
        path = page.file.src_uri
        source = page.file.content_string
        is_tail = source.rstrip().endswith(markdown.rstrip())  # behind the front matter
        offset = source.count("\n") - markdown.count("\n") if is_tail else 0
        lines: list[str] = []
        blocks = self.blocks[path] = []
        for number, words, is_block in _parts(markdown):
            if is_block:
                token = f"ketacontentblock{len(blocks)}end"
                blocks.append(Block(number + offset, token, words))
                lines += ["", token, ""]
            else:
                lines.append(words)
        return "\n".join(lines)

    def on_page_content(self, html: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:
        """Put our HTML where the blocks are, and what must show behind a page about a record."""
        path = page.file.src_uri
        placed: list[Placed] = []
        for block in self.blocks[path]:
            try:
                made = self._placed(block.words, page, placed)
            except KetaContentError as error:
                self.problems.append(f"{path}:{block.line}  {told(error)}")
                continue
            placed.append(made)
            paragraph = f"<p>{block.token}</p>"
            html = html.replace(paragraph if paragraph in html else block.token, made.html, 1)
        self.seen[path] = [each.page for each in placed]
        html = self._completed(html, page)
        if placed:
            page.toc = _contents(html)
        return html

    def _placed(self, words: str, page: SitePage, before: list[Placed]) -> Placed:
        wish = read_block(words)
        prefix = f"kc{len(before) + 1}-" if before else "kc-"
        renderer = self._renderer(page, wish.heading, prefix)
        refs = {each.record.ref for each in before if each.record is not None}
        return self.placer.place(wish, renderer, is_shown=wish.name in refs)

    def _renderer(self, page: SitePage, heading: int = HEADING, prefix: str = "kc-") -> Renderer:
        depth = page.url.count("/") if page.url != "./" else 0
        return self.placer.renderer(str(depth), heading, prefix, lambda: self._links("../" * depth))

    def _links(self, up: str) -> Links:
        """Return the links of pages that lie some folders deep."""

        def address(name: str) -> str | None:
            file = self.files.get_file_from_path(self._path(name))
            return f"{up}{file.url}".replace("././", "./") if file is not None else None

        return {"link": lambda record: address(record.ref), "overview_link": address}

    def _completed(self, html: str, page: SitePage) -> str:
        """Return a page that its front matter says to be about records, with what must show."""
        refs = page.meta.get(FRONT_MATTER, [])
        renderer = self._renderer(page)
        for ref in [refs] if isinstance(refs, str) else refs:
            try:
                record = self.placer.record(str(ref))
                html = complete(html, record, renderer)
                self.seen[page.file.src_uri].append(renderer.compose(record))
            except KetaContentError as error:
                self.problems.append(f"{page.file.src_uri}:1  {told(error)}")
        return html

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Tell all that is wrong, before the first page is written.

        Raises:
            PluginError: a block asks for what is not there.
        """
        if self.problems:
            count = f"{len(self.problems)} problem{'' if len(self.problems) == 1 else 's'}"
            raise PluginError("\n".join(["ketacontent:", *self.problems, count]))
        return env

    def on_post_page(self, output: str, *, page: SitePage, config: MkDocsConfig) -> str:
        """Read the finished page as a reader would.

        Raises:
            PluginError: it drops or hides what must show.
        """
        for shown in self.seen.get(page.file.src_uri, ()):
            try:
                check_visible(output, shown.must_show, f"{page.file.src_uri}, in its theme")
            except KetaContentError as error:
                raise PluginError(f"ketacontent: {error}") from None
        return output


def read_block(words: str) -> Wish:
    """Return what the lines of a block ask for: a name, then options, one a line.

    Raises:
        UsageError: (KC602) the block has another form.
    """
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if not lines:
        raise UsageError("The block is empty.", "Write a record into it, as `route/intravenous`.", "KC602")
    options: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon or name.strip() in options:
            raise UsageError(f"{line!r} cannot be read.", "Write each option once, as `heading: 3`.", "KC602")
        options[name.strip()] = value.strip()
    return Wish.of(lines[0], options)


def _parts(markdown: str) -> Iterator[tuple[int, str, bool]]:
    """Yield each line of a page, or a whole block of ours: its first line, the words, whether it is ours."""
    marks, begin = "", 0
    own: list[str] = []
    for number, line in enumerate(markdown.split("\n"), 1):
        if not marks:
            found = _FENCE.match(line)
            if found is not None:
                marks = found["marks"]
                begin, own = (number if found["info"] == "ketacontent" else 0), []
            if not begin:
                yield number, line, False
            continue
        closing = _CLOSED.match(line)
        is_end = closing is not None and closing[1].startswith(marks)
        if not begin:
            yield number, line, False
        elif is_end:
            yield begin, "\n".join(own), True
        else:
            own.append(line)
        if is_end:
            marks, begin = "", 0
    if begin:  # never closed: a block to the end of the page
        yield begin, "\n".join(own), True


def _folder(root: Path, given: object) -> str:
    words = str(given)
    return words if words.startswith("entry:") else str(root / words)


def _page_source(page: Page, name: str) -> str:
    # Themes of MkDocs print both as they are, as HTML.
    fields: Mapping[str, str] = {"title": page.title.plain, "description": page.description}
    matter = "\n".join(f"{field}: {yaml_words(escape(value))}" for field, value in fields.items())
    return f"---\n{matter}\n---\n\n```ketacontent\n{name}\nheading: 1\n```\n"


def _contents(html: str) -> TableOfContents:
    """Return the table of contents of a page that holds blocks, from its headings."""
    root: list[Any] = []
    open_: list[tuple[int, list[Any]]] = [(0, root)]
    for level, id, inner in _HEADING.findall(html):
        words = re.sub(r"<[^>]+>", "", _HEADER_LINK.sub("", inner)).strip()
        entry: dict[str, Any] = {"level": int(level), "id": unescape(id), "name": words, "children": []}
        while open_[-1][0] >= int(level):
            open_.pop()
        open_[-1][1].append(entry)
        open_.append((int(level), entry["children"]))
    return get_toc(root)
