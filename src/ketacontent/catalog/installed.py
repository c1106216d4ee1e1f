"""Packs inside installed distributions, found by their entry points; looked up only when they are asked for.

A distribution names its pack's folder, not an object::

    [project.entry-points."ketacontent.packs"]
    riverside = "riverside_content.pack"

Nothing of the distribution is imported for it: the folder is where Python would
look for `riverside_content`, and then `pack` in it. Only YAML is read from there,
as from any pack. That code in an installed distribution can be run by others is
a matter of whoever installed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from ketacontent.errors import UsageError, near_matches

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "ketacontent.packs"
PREFIX = "entry:"
"""`entry:riverside` in place of a folder names an installed pack."""


def installed_packs() -> Mapping[str, str]:
    """Return the packs of installed distributions: for each name the distribution that brings it."""
    return {entry.name: _distribution(entry) for entry in _entries()}


def pack_folder(pack: str | PathLike[str]) -> Path:
    """Return the folder of a pack: as it was given, or that of an installed one for `entry:name`.

    Raises:
        UsageError: no distribution has a pack of that name, more than one has, or its folder is not there.
    """
    given = str(pack)
    if not given.startswith(PREFIX):
        return Path(pack)
    name = given.removeprefix(PREFIX)
    entries = _entries()
    found = [entry for entry in entries if entry.name == name]
    if not found:
        known = [entry.name for entry in entries]
        near = near_matches(name, known)
        fix = f"Did you mean {PREFIX}{near[0]}?" if near else f"Installed: {', '.join(known) or 'none'}."
        raise UsageError(f"No installed distribution has a pack {name!r}.", fix, "KC612")
    if len(found) > 1:
        raise UsageError(
            f"The pack {name!r} is brought by {' and by '.join(map(_distribution, found))}.",
            "Remove one of them, or give the folder of the one that you mean.",
            "KC612",
        )
    return _folder(found[0])


def _entries() -> list[EntryPoint]:
    from importlib.metadata import entry_points

    # The same distribution may be found twice where a folder stands twice on the path.
    found = {(entry.name, entry.value, _distribution(entry)): entry for entry in entry_points(group=GROUP)}
    return [found[key] for key in sorted(found)]


def _distribution(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist is not None else "an unnamed distribution"


def _folder(entry: EntryPoint) -> Path:
    """Return the folder that an entry point names, without importing anything of it."""
    from importlib.util import find_spec

    package, *inner = entry.value.split(".")
    if all(part.isidentifier() for part in (package, *inner)):
        try:
            spec = find_spec(package)  # of a top-level name this runs none of its code
        except (ImportError, ValueError):
            spec = None
        for place in (spec.submodule_search_locations or ()) if spec is not None else ():
            folder = Path(place, *inner)
            if folder.is_dir():
                return folder
    raise UsageError(
        f"{_distribution(entry)} says that its pack {entry.name!r} is {entry.value!r}, which is no folder.",
        "The value is the folder inside the package, with dots: `riverside_content.pack`.",
        "KC612",
    )
