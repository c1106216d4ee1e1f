"""Whether a site is as its last build left it, and all that it is made of too: then nothing need be read.

It is told by looking at files only: size, time of change and inode. A file so
young that it could be changed without a trace is known by its bytes. Whatever is
in doubt means that the site is built; `site/state.py` then decides file by file.
"""

from __future__ import annotations

import os
import pickle
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ketacontent._resources import package_root, template_root
from ketacontent.catalog.cache import YOUNG, digest_of, load_plain, save_plain, stamp_of

_FILE = "site.untouched"
Stamp = tuple[int, int, int]
"""Size, time of change and inode."""


class Sources(NamedTuple):
    """The files that a site is made of, as they were before they were read."""

    options: str
    stamps: dict[str, Stamp]
    young: dict[str, str]
    """Digests of the files that were young."""


def look(packs: Iterable[Path], options: object) -> Sources:
    """Look at everything that a site is made of: packs, our own code and templates, installed packages.

    Args:
        packs: their folders.
        options: the command's; two that look alike in `repr` are the same.
    """
    began = time.time_ns()
    stamps: dict[str, Stamp] = {}
    for folder in {str(package_root()), str(template_root()), *(str(pack.absolute()) for pack in packs)}:
        _look_into(folder, stamps)
    for place in sys.path:  # installing, or taking away, changes the folder itself
        if place.endswith("-packages"):
            stamps[place] = stamp_of(os.stat(place))
    young = {
        path: _digest(path)
        for path, (_, changed, _) in stamps.items()
        if changed > began - YOUNG and os.path.isfile(path)
    }
    return Sources(repr((sys.version, os.environ.get("PATH"), options)), stamps, young)


def last_words(memory: Path, out: Path, sources: Sources) -> str | None:
    """Return what the last build said at its end, or None where there may be something to build.

    Args:
        memory: where builds of this site remember.
        out: the site.
        sources: what it would be made of.
    """
    try:
        options, stamps, young, written, words = load_plain((memory / _FILE).read_bytes())
        if options != sources.options or stamps != sources.stamps:
            return None
        if any(_digest(path) != digest for path, digest in young.items()):
            return None
        root = os.fspath(out)
        if all(stamp_of(os.lstat(f"{root}/{path}")) == stamp for path, stamp in written.items()):
            return str(words)
    except (OSError, ValueError, TypeError, EOFError, pickle.UnpicklingError):
        pass
    return None


def remember(memory: Path, out: Path, sources: Sources, words: str) -> None:
    """Keep what a finished build was made of, what it wrote and what it said; a failure costs time only."""
    found: dict[str, Stamp] = {}
    _look_into(os.fspath(out), found)
    start = len(os.fspath(out)) + 1
    written = {path[start:]: stamp for path, stamp in found.items()}
    try:
        save_plain(memory / _FILE, (*sources, written, words))
    except OSError:
        return


def _look_into(folder: str, stamps: dict[str, Stamp]) -> None:
    """Note the stamps of a file, or of all below a folder; what is wrong is for those to say who read."""
    try:
        entries = list(os.scandir(folder))
    except NotADirectoryError:
        stamps[folder] = stamp_of(os.stat(folder))
        return
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                _look_into(entry.path, stamps)
        else:
            stamps[entry.path] = stamp_of(entry.stat(follow_symlinks=False))


def _digest(path: str) -> str:
    with open(path, "rb") as file:
        return digest_of(file.read())
