"""Templates copied for a host to change: where each came from, and whether ours has changed since."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from ketacontent._files import write_new
from ketacontent.errors import RenderError, UsageError, near_matches
from ketacontent.rendering.components import deprecation, own_names, source_of
from ketacontent.rendering.engine import SUFFIXES
from ketacontent.rendering.renamed import RENAMED_TEMPLATES

_ORIGIN = re.compile(r"\{# Copied from ketacontent (\S+): (\S+), ([0-9a-f]{12})\. #\}\n")
State = Literal["same", "changed", "renamed", "own", "unknown"]


class Copy(NamedTuple):
    """A template in a folder of the host."""

    name: str
    """`html/list.html.jinja`."""
    file: str
    state: State
    """`same`: ours is as it was copied. `changed`: ours has changed since. `renamed`: the name goes in a
    later version. `own`: it does not say where it comes from. `unknown`: no template of ours has this name.
    """
    version: str
    """The version that it was copied from; empty where it does not say."""
    told: str
    """What to do, in a sentence."""


def templates_named(asked: str) -> tuple[str, ...]:
    """Return the templates that are meant: `html/list.html.jinja`, `html/list`, or `list` for every channel.

    Raises:
        RenderError: (KC403) there is none; near names are told.
    """
    found = tuple(
        name for name in own_names() if asked in (name, _short(name), _short(name).partition("/")[2])
    )
    if not found:
        known = {word for name in own_names() for word in (_short(name), _short(name).partition("/")[2])}
        near = near_matches(asked, known)
        fix = f"Did you mean {' or '.join(near)}?" if near else "`ketacontent templates list` names them all."
        raise RenderError(asked, "There is no such template.", fix, "KC403")
    return found


def copy_templates(names: Iterable[str], to: Path, version: str) -> list[Path]:
    """Copy templates into a folder of the host: all of them, or none.

    Args:
        names: of templates, as `templates_named` gives them.
        to: the folder; it is made where it is not there.
        version: of this package.

    Raises:
        UsageError: (KC606) one of them is there already; nothing is changed.
    """
    wanted = list(dict.fromkeys(names))
    there = [name for name in wanted if os.path.lexists(to / name)]
    if there:
        raise UsageError(
            f"{to / there[0]} is there already.", "Move it away first; nothing was changed.", "KC606"
        )
    made: list[Path] = []
    try:
        for name in wanted:
            target = to / name
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, f"{_origin(name, version)}{source_of(name)}")
            made.append(target)
    except BaseException:
        for target in made:
            target.unlink()
        raise
    return made


def _write(target: Path, text: str) -> None:
    try:
        write_new(target, text)
    except FileExistsError:
        raise UsageError(
            f"{target} is there already.", "Move it away first; nothing was changed.", "KC606"
        ) from None


def _origin(name: str, version: str) -> str:
    return f"{{# Copied from ketacontent {version}: {name}, {_digest(name)}. #}}\n"


def _digest(name: str) -> str:
    return hashlib.sha256(source_of(name).encode()).hexdigest()[:12]


def _short(name: str) -> str:
    return name.partition(".")[0]


def copies_in(folder: Path) -> list[Copy]:
    """Return what the templates of a folder are to ours, by name.

    Raises:
        UsageError: (KC602) there is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"There is no folder {str(folder)!r}.", "Name a folder of templates.", "KC602")
    found = []
    for channel, ending in SUFFIXES.items():
        for file in sorted((folder / channel).glob(f"*{ending}")):
            found.append(_copy(f"{channel}/{file.name}", file))
    return found


def _copy(name: str, file: Path) -> Copy:
    """Compare one template of the host with ours."""
    origin = _ORIGIN.match(file.read_text("utf-8", errors="replace"))
    version = origin[1] if origin else ""
    renamed = RENAMED_TEMPLATES.get(name)
    if renamed is not None:
        told = f"Name it {renamed.new}; the old name goes in {renamed.gone}."
        return Copy(name, str(file), "renamed", version, told)
    if name not in own_names():
        near: Sequence[str] = near_matches(name, own_names())
        told = (
            f"Did you mean {near[0]}?" if near else "No block has this name; only your own templates use it."
        )
        return Copy(name, str(file), "unknown", version, told)
    if origin is None:
        return Copy(name, str(file), "own", "", deprecation(name))
    if origin[3] == _digest(name):
        return Copy(name, str(file), "same", version, deprecation(name))
    told = f"Ours has changed since {version}: copy it anew, and make your changes again."
    return Copy(name, str(file), "changed", version, told)
