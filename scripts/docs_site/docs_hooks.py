"""What the documentation site has beside docs/: made pages, the dialect, anchors as code hosts make them.

MkDocs loads this file (`hooks` in mkdocs.yml) and calls its functions by name.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

from docs_api import pages as api_pages
from docs_dialect import MOVED, slug, translated
from docs_gallery import Gallery
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
log = logging.getLogger("mkdocs.plugins.docs")
_FOREIGN = re.compile(r"<(?:script|link|img|iframe|source|video|audio)\b[^>]*\b(?:src|href)=\"(?:https?:)?//")


class State:
    """What one build keeps between its steps."""

    made: dict[str, str]
    gallery: Gallery


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Make the pages, and let headings have the anchors that links in our pages name."""
    config.mdx_configs["toc"] = {"slugify": slug, "permalink": "#", "permalink_title": "Link to this section"}
    State.gallery = Gallery()
    moved = {new: (ROOT / old).read_text("utf-8") for old, new in MOVED.items()}
    State.made = {**moved, **api_pages(), **State.gallery.pages()}
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the made pages, and write out the navigation."""
    for path, source in State.made.items():
        files.append(File.generated(config, path, content=source))
    assert config.nav is not None  # noqa: S101 - it stands in mkdocs.yml
    config.nav = [_entry(entry, files) for entry in config.nav]
    return files


def _entry(entry: Any, files: Files) -> Any:
    if isinstance(entry, dict):
        return {title: _entry(value, files) for title, value in entry.items()}
    if isinstance(entry, list):
        return [_entry(each, files) for each in entry]
    if not str(entry).startswith("pages:"):
        return entry
    folder = f"{str(entry).removeprefix('pages:')}/"
    paths = [file.src_uri for file in files if file.src_uri.startswith(folder)]
    made = [path for path in State.made if path.startswith(folder)]
    paths.sort(
        key=lambda path: (not path.endswith("/index.md"), made.index(path) if path in made else 0, path)
    )
    return [{_title(path): path} for path in paths]


def _title(path: str) -> str:
    """Return what the menu calls a made page, or one of a folder."""
    if path.endswith("/index.md"):
        return "All of them"
    name = path.partition("/")[2].removesuffix(".md")
    return "A page, live" if name == "live-page" else name.removeprefix("ketacontent.")


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return a page in the dialect that MkDocs reads."""
    path = page.file.src_uri
    old = next((old for old, new in MOVED.items() if new == path), f"docs/{path}")
    if path in State.made and path not in MOVED.values():
        return markdown
    return translated(markdown, old, path)


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the examples of the gallery into its pages, and let wide tables scroll by themselves."""
    html = State.gallery.filled(html)
    html = html.replace("<pre", '<pre tabindex="0"')  # long lines scroll, with the keyboard too
    return re.sub(r"<table>(.*?)</table>", _table, html, flags=re.S)


def _table(found: re.Match[str]) -> str:
    """Return a table that scrolls by itself; code in it may hold a bar, which Markdown wants escaped."""
    return f'<div class="docs-table" tabindex="0"><table>{found[1]}</table></div>'.replace(r"\|", "|")


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Warn of a page that would ask another host for something; a warning ends a strict build."""
    for found in _FOREIGN.finditer(output):
        log.warning(f"{page.file.src_uri}: asks another host: {found.group()}")
    return output
