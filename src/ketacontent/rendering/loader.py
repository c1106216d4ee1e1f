"""Finds templates: the host's folders first, then ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from os import PathLike
from typing import TYPE_CHECKING

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, ModuleLoader, TemplateNotFound
from jinja2.loaders import split_template_path

from ketacontent._resources import compiled_templates, template_root

if TYPE_CHECKING:
    from importlib_resources.abc import Traversable

OWN_PREFIX = "!ketacontent/"
"""A host's template extends ours by this name: `{% extends "!ketacontent/html/page.html.jinja" %}`."""


class TraversableLoader(BaseLoader):
    """Loads templates from a folder on disk or inside a zip."""

    def __init__(self, root: Traversable) -> None:
        self.root = root

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template's text, its name for messages, and that it does not change."""
        target = self.root
        for part in split_template_path(template):
            target = target / part
        if not target.is_file():
            raise TemplateNotFound(template)
        return target.read_text("utf-8"), str(target), lambda: True

    def list_templates(self) -> list[str]:
        """Return the names of all templates."""
        found: list[str] = []
        for folder in sorted(self.root.iterdir(), key=lambda each: each.name):
            if folder.is_dir():
                found += [
                    f"{folder.name}/{file.name}" for file in folder.iterdir() if file.name.endswith(".jinja")
                ]
        return sorted(found)


class _RenamedLoader(BaseLoader):
    """Serves templates by names that ours had: the host's, and ours where one is asked for by such a name."""

    def __init__(self, host: BaseLoader, own: BaseLoader) -> None:
        self.host, self.own = host, own

    def load(self, environment: Environment, name: str, globals: object = None) -> object:  # type: ignore[override]
        from ketacontent.rendering.renamed import RENAMED_TEMPLATES, old_names_of, warn_of

        for old, renamed in old_names_of(name):
            try:
                found = self.host.load(environment, old, globals)  # type: ignore[arg-type]
            except TemplateNotFound:
                continue
            warn_of(f"The template {old}", renamed)
            return found
        asked = RENAMED_TEMPLATES.get(name.removeprefix(OWN_PREFIX))
        if asked is None:
            raise TemplateNotFound(name)
        warn_of(f"The template {name}", asked)
        loader = self.own if name.startswith(OWN_PREFIX) else ChoiceLoader([self.host, self.own])
        return loader.load(environment, asked.new, globals)  # type: ignore[arg-type]


class _OwnLoader(BaseLoader):
    """Serves our own template under `!ketacontent/`, whatever the host overrides."""

    def __init__(self, own: BaseLoader) -> None:
        self.own = own

    def load(self, environment: Environment, name: str, globals: object = None) -> object:  # type: ignore[override]
        if not name.startswith(OWN_PREFIX):
            raise TemplateNotFound(name)
        return self.own.load(environment, name.removeprefix(OWN_PREFIX), globals)  # type: ignore[arg-type]


def template_loader(folders: Sequence[str | PathLike[str]]) -> BaseLoader:
    """Return a loader over the host's folders, then ours (compiled where the wheel carries that)."""
    compiled = compiled_templates()
    own: BaseLoader = TraversableLoader(template_root())
    if compiled is not None:
        own = ChoiceLoader([ModuleLoader(compiled), own])
    if not folders:
        return own
    host = ChoiceLoader([FileSystemLoader(folder) for folder in folders])
    return ChoiceLoader([host, _RenamedLoader(host, own), own, _OwnLoader(own)])
