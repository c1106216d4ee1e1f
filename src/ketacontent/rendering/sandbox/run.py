"""Runs the templates of packs for one engine: what they put out is checked before anybody gets it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from jinja2.exceptions import SecurityError

from ketacontent.errors import KetaContentError, MissingNotice, RenderError
from ketacontent.rendering.sandbox.environment import PackEnvironment
from ketacontent.rendering.sandbox.files import PackTemplate
from ketacontent.rendering.sandbox.markup import MarkupFault, check_html, check_kept, check_markdown
from ketacontent.rendering.sandbox.meter import TooMuch
from ketacontent.rendering.sandbox.words import MAX_OUTPUT
from ketacontent.rendering.style import EMAIL_STYLE

_STYLES = frozenset(EMAIL_STYLE.values()) - {EMAIL_STYLE["hidden"]}
Kept = tuple[str, str]
"""The name of a block that must show, and what shows it."""


class PackTemplates:
    """The templates of packs, for one channel.

    Args:
        packs: the templates of each pack, by name; the last pack lies on top.
        channel: whose templates are run.
        prefix: stands before every id in HTML.
        environment: what runs them.
    """

    def __init__(
        self,
        packs: tuple[Mapping[str, PackTemplate], ...],
        channel: str,
        prefix: str,
        environment: PackEnvironment,
    ) -> None:
        self.packs, self.channel, self.prefix, self.environment = packs, channel, prefix, environment
        self._files = {template.file for pack in packs for template in pack.values()}
        self._owners = {name: number for number, pack in enumerate(packs) for name in pack}

    def __contains__(self, name: str) -> bool:
        return name in self._owners

    def file_of(self, name: str) -> str:
        """Return the file and first line of a template, or its name where it is not a pack's."""
        return f"{self.packs[self._owners[name]][name].file}:1" if name in self else name

    def counted(self) -> AbstractContextManager[None]:
        """Count what is done within one output."""
        return self.environment.meter.running()

    def render(self, name: str, values: Mapping[str, Any], kept: Callable[[], Iterable[Kept]]) -> str:
        """Render a template of a pack and check what it puts out.

        Args:
            name: as templates are named everywhere.
            values: what the template gets.
            kept: gives, after the template has run, what must stand in the output as it is.

        Raises:
            RenderError: it failed, or did what it may not; file and line are named.
            MissingNotice: what must show is not there, or could be hidden.
        """
        owner = self._owners[name]
        template = self.packs[owner][name]
        try:
            output = self.environment.get_template(f"{owner}:{name}").render(values)
            if len(output) > MAX_OUTPUT:
                raise TooMuch(f"It puts out more than {MAX_OUTPUT:,} characters at once.")
            self.environment.meter.step(output.count("<"))  # each tag is looked at below
        except KetaContentError:
            raise
        except TooMuch as error:
            fix = "Let it do less: fewer loops in loops, and no words that grow."
            raise RenderError(self._place(error, template), str(error), fix, "KC409") from error
        except SecurityError as error:
            fix = "Write only what docs/templates.md lists for packs."
            raise RenderError(self._place(error, template), str(error), fix, "KC407") from error
        except Exception as error:  # whatever a stranger's template brings about is the template's fault
            what = "It goes too deep." if isinstance(error, RecursionError) else _sentence(error)
            raise RenderError(self._place(error, template), what, "Correct the template.") from error
        try:
            self._check(output, list(kept()))
        except MarkupFault as fault:
            place = f"{template.file}:{self._line_of(fault, template)}"
            if fault.code == "KC408":
                raise RenderError(place, fault.what, fault.fix, fault.code) from None
            notice = re.search('"(.+)"', fault.what)
            raise MissingNotice(place, notice[1] if notice else "", fault.what, fault.code) from None
        return output

    def _check(self, output: str, kept: list[Kept]) -> None:
        if self.channel in ("html", "email"):
            if kept:
                check_kept(output, self.channel, self.prefix, kept, _STYLES)
            else:
                check_html(output, self.channel, self.prefix)
            return
        if kept and self.channel == "markdown":
            check_markdown(output)
        squeezed = " ".join(output.split())
        for name, form in kept:
            if " ".join(form.split()) not in squeezed:
                what = f'The output does not show "{name}" as it is given, and it is locked: it must show.'
                raise MarkupFault(what, "Print it with `show(block, level)`, and nothing else.", code="KC401")

    def _place(self, error: BaseException, template: PackTemplate) -> str:
        """Return the file and line of a pack's template at which an error rose."""
        line, file, trace = 1, template.file, error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename in self._files:
                line, file = trace.tb_lineno, trace.tb_frame.f_code.co_filename
            trace = trace.tb_next
        return f"{file}:{line}"

    def _line_of(self, fault: MarkupFault, template: PackTemplate) -> int:
        """Return the line of a template where a fault lies; 1 where its markup is put together."""
        source = template.source.lower()
        found = (source.find(words.lower()) for words in (fault.tag, fault.word) if words)
        at = next((each for each in found if each >= 0), 0)
        return source.count("\n", 0, at) + 1


def _sentence(error: Exception) -> str:
    """Return what an error says, as a sentence."""
    words = " ".join(str(error).split())[:200] or type(error).__name__
    return words if words.endswith((".", "?", "!")) else f"{words}."
