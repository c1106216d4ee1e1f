"""The Jinja environments: the one place that says what is escaped, and how.

HTML and email escape everything. Markdown and plain text escape in `finalize`,
through which every printed value goes. A value that is already written for its
channel is `Markup` (HTML) or `Written` (Markdown and text).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined, Template, TemplateError, TemplateNotFound, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context
from markupsafe import Markup, escape

from ketacontent.errors import RenderError
from ketacontent.models import RichText
from ketacontent.models.text.write import escape_html, escape_markdown, to_html, to_text
from ketacontent.pages.block import MUST_SHOW
from ketacontent.pages.page import shown
from ketacontent.rendering.loader import OWN_PREFIX, TraversableLoader, template_loader
from ketacontent.rendering.style import EMAIL_STYLE

if TYPE_CHECKING:
    from ketacontent.rendering.sandbox.files import PackTemplate
    from ketacontent.rendering.sandbox.run import PackTemplates

SUFFIXES = {"html": ".html.jinja", "email": ".html.jinja", "markdown": ".md.jinja", "text": ".txt.jinja"}
"""Template channels and how their files end."""

_DEPTH = 32
"""How deep blocks may show blocks. Python's own limit is far deeper, and programs raise it."""


class Written(str):
    """Text that is already written for its channel and is printed as it is."""

    __slots__ = ()


def _finalize_html(anchor: str, link_style: str) -> Callable[[Any], Any]:
    def finalize(value: Any) -> Any:
        if isinstance(value, RichText):
            return Markup(to_html(value.nodes, anchor, link_style))  # noqa: S704 - to_html escapes
        return value

    return finalize


def _print_html(anchor: str, link_style: str) -> Callable[[Any], str]:
    """Return what prints a value in HTML: `finalize`, then `escape`, in one step for what is most."""
    finalize = _finalize_html(anchor, link_style)

    def printed(value: Any) -> str:
        form = type(value)
        if form is RichText:
            return to_html(value.nodes, anchor, link_style)
        if form is str:
            return escape_html(value)
        return value if form is Markup else escape(finalize(value))

    return printed


class _Generator(CodeGenerator):
    """Compiles a printed value, where it has to be escaped, to one call of the environment's `printed`."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.printed(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)


class _Environment(Environment):
    """An environment of ours; its templates are compiled by `_Generator`."""

    code_generator_class = _Generator
    printed: Callable[[Any], str]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parse a template that was not compiled before; places that it fills may have old names."""
        from ketacontent.rendering.renamed import with_new_places

        return with_new_places(super()._parse(source, name, filename), OWN_PREFIX)


def _finalize_markdown(value: Any) -> Any:
    if isinstance(value, RichText):
        return value.markdown
    if isinstance(value, str) and not isinstance(value, Written):
        return escape_markdown(value)
    return value


def _finalize_text(value: Any) -> Any:
    return to_text(value.nodes) if isinstance(value, RichText) else value


@cache
def _own_environment(channel: str, prefix: str) -> Environment:
    """Return the environment without host templates, which every renderer can share."""
    return _environment(channel, (), prefix)


def _environment(channel: str, folders: tuple[str, ...], prefix: str) -> Environment:
    finalize: Callable[[Any], Any] = {
        "html": _finalize_html(f"{prefix}ref-", ""),
        "email": _finalize_html("", EMAIL_STYLE["link"]),
        "markdown": _finalize_markdown,
        "text": _finalize_text,
    }[channel]
    environment = _Environment(
        loader=template_loader(folders),
        autoescape=channel in ("html", "email"),  # the other two escape in finalize
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
        auto_reload=bool(folders),
    )
    environment.printed = {
        "html": _print_html(f"{prefix}ref-", ""),
        "email": _print_html("", EMAIL_STYLE["link"]),
    }.get(channel, str)
    environment.globals.update(prefix=prefix, style=EMAIL_STYLE)
    return environment


class Engine:
    """Renders blocks and pages of one channel.

    Args:
        channel: `html`, `email`, `markdown` or `text`.
        folders: the host's template folders, searched before ours.
        prefix: stands before every id in HTML.
        packs: checked templates of packs, by name, searched between the host's and ours; a sandbox runs them.
    """

    def __init__(
        self,
        channel: str,
        folders: Sequence[str | PathLike[str]] = (),
        prefix: str = "kc-",
        packs: tuple[Mapping[str, PackTemplate], ...] = (),
    ) -> None:
        self.channel = channel
        self.has_host_templates = bool(folders)
        names = tuple(fspath(folder) for folder in folders)
        # A host's folder may gain a template later, so its environment is not shared.
        self.environment = (
            _environment(channel, names, prefix) if names else _own_environment(channel, prefix)
        )
        self._write: type[str] = Markup if self.environment.autoescape else Written
        self._pieces: dict[tuple[Any, int], str] = {}
        self._nesting = threading.local()
        self._idle: dict[str, tuple[Template, Context]] = {}
        """Templates of ours, each with a context that no thread uses now: a new one takes long."""
        self._given = {**self.environment.globals, "show": self.show, "blocks_of": self.blocks}
        self._hosts = tuple(Path(name) for name in names)
        own = tuple({name: t for name, t in pack.items() if t.channel == channel} for pack in packs)
        self._packs = _pack_templates(self, prefix, own) if any(own) else None

    @property
    def is_ours(self) -> bool:
        """Whether every template is ours, so that nothing that they put out can be hidden."""
        return not self.has_host_templates and self._packs is None

    def written(self, words: str) -> str:
        """Mark text as already written for this channel."""
        return self._write(words)

    def name(self, stem: str) -> str:
        """Return the name of a template of this channel."""
        return f"{self.channel}/{stem}{SUFFIXES[self.channel]}"

    def show(self, block: Any, level: int = 3) -> str:
        """Render one block by the template that bears its kind's name.

        Args:
            block: a block of a page.
            level: the level of headings inside it.
        """
        if isinstance(block, MUST_SHOW) and (not self.has_host_templates or self._packs is not None):
            return self.piece(block, level)
        return self._shown(block, level)

    def _shown(self, block: Any, level: int) -> str:
        depth = getattr(self._nesting, "depth", 0)
        if depth >= _DEPTH:
            name = self.name(block.kind)
            place = self._packs.file_of(name) if self._packs is not None else name
            raise RenderError(place, "The template includes itself without end.", "Correct the template.")
        self._nesting.depth = depth + 1
        try:
            return self._write(self.render(block.kind, block=block, level=level))
        finally:
            self._nesting.depth = depth

    def piece(self, block: Any, level: int) -> str:
        """Render a block that is the same on every page, once."""
        key = (block, level)
        if key not in self._pieces:
            self._pieces[key] = self._shown(block, level)
        return self._pieces[key]

    def blocks(self, blocks: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return the blocks that this channel shows."""
        return shown(blocks, self.channel)

    def render(self, stem: str, **values: Any) -> str:
        """Render a template.

        Raises:
            RenderError: the template is not there, or failed; name and line are given.
        """
        name = self.name(stem)
        if self._packs is None:
            return self._rendered(name, values)
        with self._packs.counted():
            if name in self._packs and not any((folder / name).is_file() for folder in self._hosts):
                return self._packs.render(name, values, lambda: self._kept(values))
            return self._rendered(name, values)

    def _kept(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield what a page of a pack must show: the name of each block, and what shows it."""
        from ketacontent.rendering.must_show import name_of

        level = min(values["level"] + 2, 6) if "level" in values else 3
        for block in values["page"].must_show if "page" in values else ():
            yield name_of(block), self.piece(block, level).strip()

    def _rendered(self, name: str, values: dict[str, Any]) -> str:
        """Render a template of the host, or ours."""
        try:
            if not self.has_host_templates:
                return self._render_own(name, values)
            template = self.environment.get_template(name)
            return template.render(show=self.show, blocks_of=self.blocks, **values)
        except TemplateNotFound as error:
            raise RenderError(
                str(error),
                "There is no such template.",
                "`ketacontent templates list` names them all.",
                "KC403",
            ) from error
        except TemplateError as error:
            line = getattr(error, "lineno", None) or _line_of(error, name)
            place = f"{name}:{line}" if line else name
            raise RenderError(place, str(error), "Correct the template.") from error
        except RecursionError as error:
            raise RenderError(
                name, "The template includes itself without end.", "Correct the template."
            ) from error

    def _render_own(self, name: str, values: dict[str, Any]) -> str:
        """Render a template of ours, which never changes, with a context that is used again."""
        idle = self._idle.pop(name, None)
        if idle is None:
            template = self.environment.get_template(name)
            context = template.new_context({})
        else:
            template, context = idle
            context.blocks = {stem: [block] for stem, block in template.blocks.items()}
            context.vars = {}
            context.exported_vars = set()
        context.parent = {**self._given, **values}
        try:
            written = "".join(template.root_render_func(context))
        except Exception:
            self.environment.handle_exception()
        context.parent = {}
        self._idle[name] = template, context
        return written


def _pack_templates(
    engine: Engine, prefix: str, packs: tuple[Mapping[str, PackTemplate], ...]
) -> PackTemplates:
    """Return what runs the templates of packs beside an engine's own."""
    from ketacontent.rendering.sandbox.environment import PackEnvironment
    from ketacontent.rendering.sandbox.run import PackTemplates

    own = engine.environment
    finalize: Callable[[Any], Any] = own.finalize  # type: ignore[assignment]
    put = own.printed if own.autoescape else lambda value: str(finalize(value))  # type: ignore[attr-defined]
    environment = PackEnvironment(
        packs, engine.channel, put, engine.written, engine.show, engine.blocks,
        {"prefix": prefix, "style": EMAIL_STYLE}, _Generator,
    )  # fmt: skip
    return PackTemplates(packs, engine.channel, prefix, environment)


def _line_of(error: BaseException, name: str) -> int | None:
    """Return the line of a template at which an error rose."""
    line, trace = None, error.__traceback__
    stem = name.rpartition("/")[2]
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(stem):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def compile_templates(target: Path) -> None:
    """Compile every bundled template into Python modules; the wheel carries them.

    Each channel is compiled in its own environment, because escaping is part of what is compiled.
    """
    from ketacontent._resources import template_root

    names = TraversableLoader(template_root()).list_templates()
    for channel in SUFFIXES:
        own = {name for name in names if name.startswith(f"{channel}/")}
        _environment(channel, (), "kc-").compile_templates(
            str(target), zip=None, ignore_errors=False, filter_func=own.__contains__
        )


__all__ = ["Engine", "Written", "compile_templates"]
