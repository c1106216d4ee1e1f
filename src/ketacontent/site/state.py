"""What a site's last build wrote, and of what each file was made; it decides what is made again.

The state lies in the cache of one output folder. It is believed only where the
folder bears the number of the build that it tells of and a file is as that build
left it; whatever else is there is made anew.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ketacontent.catalog.cache import digest_of, load_plain, save_plain

_FILE = "site.state"
_FORM = 1
"""Changes with the form of the state."""

Stamp = tuple[int, int]
"""Size and time of change of a written file."""


@dataclass(slots=True)
class Written:
    """One file as a build left it."""

    stamp: Stamp
    depends: tuple[str, ...]


@dataclass(slots=True)
class State:
    """What one build wrote."""

    key: str
    """Everything that all files depend on: the code, the templates, the options."""
    build: str = ""
    """The number of the build, which its folder bears."""
    files: dict[str, Written] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    """Each name that a file depends on, with its digest at that time."""

    def number(self) -> str:
        """Return a number for the build: the same on every machine for the same files of the same content."""
        return digest_of(repr((sorted(self.files), sorted(self.digests.items()))).encode())

    def unchanged(self, now: Mapping[str, str]) -> frozenset[str]:
        """Return the paths of the files of which nothing that they depend on has changed.

        Args:
            now: the digest of each name of `digests`.
        """
        changed = {name for name, digest in self.digests.items() if now[name] != digest}
        if not changed:
            return frozenset(self.files)
        return frozenset(path for path, file in self.files.items() if changed.isdisjoint(file.depends))


def read_state(folder: Path, key: str) -> State:
    """Return the state in a cache folder, or an empty one where there is none for this key."""
    try:
        form, found_key, build, names, digests, files = load_plain((folder / _FILE).read_bytes())
        if form == _FORM and found_key == key:
            return State(
                key,
                build,
                {
                    path: Written(stamp, tuple([names[number] for number in depends]))
                    for path, (stamp, depends) in files.items()
                },
                dict(zip(names, digests, strict=True)),
            )
    except (OSError, ValueError, TypeError, EOFError, IndexError, pickle.UnpicklingError):
        pass
    return State(key)


def save_state(folder: Path, state: State) -> None:
    """Write a state, whole or not at all. A failure costs time in the next build, and nothing else."""
    numbers = {name: number for number, name in enumerate(state.digests)}
    files = {
        path: (file.stamp, tuple([numbers[name] for name in file.depends]))
        for path, file in state.files.items()
    }
    data = (_FORM, state.key, state.build, tuple(numbers), tuple(state.digests.values()), files)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        save_plain(folder / _FILE, data)
    except OSError:
        return


def intact(folder: Path, files: Mapping[str, Written]) -> frozenset[str]:
    """Return the paths of the files that are as their build left them."""
    root = os.fspath(folder)
    found = []
    for path, file in files.items():
        try:
            status = os.stat(f"{root}/{path}", follow_symlinks=False)
        except OSError:
            continue
        if (status.st_size, status.st_mtime_ns) == file.stamp:
            found.append(path)
    return frozenset(found)


def code_digest(folders: Iterable[Path]) -> str:
    """Return a digest of our code and of templates: name, size and time of change of every file."""
    found: list[tuple[str, int, int]] = []
    for folder in folders:
        _stamps(os.fspath(folder), found)
    return digest_of(repr((sys.version, sorted(found))).encode())


def _stamps(folder: str, found: list[tuple[str, int, int]]) -> None:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name == "__pycache__":
            continue
        if entry.is_dir():
            if entry.name not in _DATA:
                _stamps(entry.path, found)
        elif not entry.name.endswith(_NOT_CODE):
            status = entry.stat()
            found.append((entry.path, status.st_size, status.st_mtime_ns))


_DATA = frozenset({"data", "lint", "newsletter", "cli", "integrations", "review"})
"""Folders of the package that no page is made of, or whose content has digests of its own."""
_NOT_CODE = (".pyc", ".swp", "~")


def option_digest(options: Mapping[str, Any]) -> str:
    """Return a digest of the options of a build, whatever their order."""
    parts = []
    for name in sorted(options):
        value = options[name]
        dump = getattr(value, "model_dump_json", None)
        parts.append(f"{name}={dump() if dump is not None else value!r}")
    return digest_of("\n".join(parts).encode())
