"""A pack's `templates/` folder -> its templates as text, read within bounds and from nowhere else.

What a template asks for is no concern of this module; `tree.py` looks at that.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, NamedTuple

from ketacontent.errors import Problem, near_matches
from ketacontent.models.text import TextFault, refuse_characters
from ketacontent.rendering.components import LOCKED, WHOLE, stems
from ketacontent.rendering.engine import SUFFIXES
from ketacontent.rendering.renamed import RENAMED_TEMPLATES, warn_of

if TYPE_CHECKING:
    from importlib_resources.abc import Traversable

FOLDER = "templates"
"""Where in a pack its templates lie."""
MAX_FILES = 200
"""Templates of one pack; ours are fewer."""
MAX_BYTES = 64_000
"""Bytes of one template; the longest of ours has a tenth of that."""
MAX_TOTAL = 500_000
"""Bytes of all templates of one pack; ours have a fifth of that."""
_STEM = re.compile(r"_?[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class PackTemplate(NamedTuple):
    """A template of a pack, read but not yet checked."""

    name: str
    """As templates are named everywhere: `html/list.html.jinja`."""
    file: str
    """How it is called in messages: the pack's folder and the name."""
    source: str

    @property
    def channel(self) -> str:
        """The folder that it lies in."""
        return self.name.partition("/")[0]

    @property
    def stem(self) -> str:
        """The name without its folder and ending."""
        return stem_of(self.name)


def stem_of(name: str) -> str:
    """Return a template's name without its folder and ending."""
    return name.partition("/")[2].partition(".")[0]


def read_templates(pack: Traversable, shown: str, problems: list[Problem]) -> dict[str, PackTemplate]:
    """Read the templates of a pack; no link is followed, and nothing beside the folder is opened.

    Args:
        pack: the pack's folder.
        shown: how it is called in messages.
        problems: is filled with what is wrong.

    Returns:
        Those that can be used so far, by name. A pack without the folder has none.
    """
    found: dict[str, PackTemplate] = {}
    total = 0
    folder, here = pack / FOLDER, f"{shown}/{FOLDER}"
    if _is_link(folder):
        problems.append(_problem(here, "The folder is a link.", "Put the folder itself into the pack."))
        return found
    if not folder.is_dir():
        return found
    for channel in _entries(folder):
        place = f"{here}/{_printable(channel.name)}"
        if _is_link(channel):
            problems.append(_problem(place, "The folder is a link.", "Put the folder itself into the pack."))
        elif channel.name not in SUFFIXES or not channel.is_dir():
            near = near_matches(channel.name, SUFFIXES)
            fix = f"Did you mean `{near[0]}`?" if near else f"Folders are named {', '.join(SUFFIXES)}."
            problems.append(_problem(place, "This is not a folder of a channel.", fix))
        else:
            for file in _entries(channel):
                if len(found) >= MAX_FILES:
                    what = f"The pack has more than {MAX_FILES} templates."
                    problems.append(_problem(here, what, "Take some out."))
                    return found
                template = _read(file, channel.name, f"{place}/{_printable(file.name)}", problems)
                if template is not None:
                    found[template.name] = template
                    total += len(template.source)
                if total > MAX_TOTAL:
                    what = f"The templates of the pack have more than {MAX_TOTAL:,} characters."
                    problems.append(_problem(here, what, "Take some out."))
                    return found
    return found


def _entries(folder: Traversable) -> Iterator[Traversable]:
    """Yield what lies in a folder, by name; only as much as a pack may hold is looked at."""
    listed = []
    for entry in folder.iterdir():
        if not entry.name.startswith("."):
            listed.append(entry)
        if len(listed) > MAX_FILES:
            break
    yield from sorted(listed, key=lambda each: each.name)


def _read(file: Traversable, channel: str, shown: str, problems: list[Problem]) -> PackTemplate | None:
    """Read one template, where its name and form allow it."""
    stem, ending = file.name.removesuffix(SUFFIXES[channel]), SUFFIXES[channel]
    if _is_link(file):
        problems.append(_problem(shown, "The file is a link.", "Put the file itself into the pack."))
        return None
    if not file.name.endswith(ending) or not _STEM.fullmatch(stem) or not file.is_file():
        fix = f"Templates of this channel are files named <block>{ending}."
        problems.append(_problem(shown, "This is not a template of this channel.", fix))
        return None
    renamed = RENAMED_TEMPLATES.get(f"{channel}/{file.name}")
    if renamed is not None:
        warn_of(f"The template {shown}", renamed)
        stem = stem_of(renamed.new)
    problem = _name_problem(stem, channel, shown, stems(channel))
    if problem is not None:
        problems.append(problem)
        return None
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        what = f"The file cannot be read: {error.strerror or error}."
        problems.append(_problem(shown, what, "Make it a plain file that you may read."))
        return None
    if len(data) > MAX_BYTES:
        what = f"The template has more than {MAX_BYTES:,} bytes."
        problems.append(_problem(shown, what, "Make it shorter; a part can be a file of its own.", 1, 1))
        return None
    source = _decoded(data, shown, problems)
    return None if source is None else PackTemplate(f"{channel}/{stem}{ending}", shown, source)


def _name_problem(stem: str, channel: str, shown: str, known: Container[str]) -> Problem | None:
    """Say what is wrong with the name of a template, if anything is."""
    if stem in LOCKED:
        what = f"The template `{stem}` is locked: what must show looks as the host has it."
        return _problem(shown, what, "Take the file out; the host can bring such a template.", code="KC406")
    if stem in WHOLE:
        what = f"The template `{stem}` is locked: the whole document is the host's."
        return _problem(shown, what, "Take the file out, or change `page`.", code="KC406")
    if stem.startswith("_") or stem in known:
        return None
    near = near_matches(stem, stems(channel))
    fix = (
        f"Did you mean `{near[0]}`?"
        if near
        else "`ketacontent templates list` names them. A part that others include is named _like-this."
    )
    return _problem(shown, f"No block is named {stem!r}.", fix)


def _decoded(data: bytes, shown: str, problems: list[Problem]) -> str | None:
    """Return a template as text, without what nobody can see in it."""
    data = data.removeprefix(BOM_UTF8)
    try:
        source = data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        refuse_characters(source)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(_problem(shown, "The file is not UTF-8 text.", "Save it as UTF-8.", line, 1))
        return None
    except TextFault as fault:
        line = source.count("\n", 0, fault.offset) + 1
        column = fault.offset - source.rfind("\n", 0, fault.offset)
        problems.append(_problem(shown, fault.what, fault.fix, line, column))
        return None
    return source


def _problem(file: str, what: str, fix: str, line: int = 0, column: int = 0, code: str = "KC405") -> Problem:
    return Problem(file, line, column, "", what, fix, code)


def _is_link(file: Traversable) -> bool:
    return bool(getattr(file, "is_symlink", lambda: False)())


def _printable(name: str) -> str:
    """Return a file name that any terminal can print."""
    return name.encode("utf-8", "backslashreplace").decode()
