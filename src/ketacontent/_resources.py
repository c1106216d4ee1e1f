"""Where data, templates and translations lie: the only module that knows.

Installed, templates lie inside the package; in a source checkout they lie in
the repository's top folder. Everyone else asks here and never builds a path.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from importlib_resources import files
from importlib_resources.abc import Traversable

PACKAGE = "ketacontent"


def package_root() -> Traversable:
    """Return the package's own folder, on disk or inside a zip."""
    return files(PACKAGE)


def data_root() -> Traversable:
    """Return the folder of the bundled pack."""
    return package_root() / "data"


def shipped_pack() -> Traversable | None:
    """Return the bundled pack as one JSON file, or None in a source checkout."""
    pack = data_root() / "pack.json"
    return pack if pack.is_file() else None


def shipped_snapshot() -> Traversable | None:
    """Return the bundled pack as finished objects, or None in a source checkout."""
    snapshot = data_root() / "pack.pickle"
    return snapshot if snapshot.is_file() else None


def template_root() -> Traversable:
    """Return the folder that holds one folder of templates per channel."""
    packaged = package_root() / "templates"
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parents[2] / "templates"


def starter_root() -> Traversable:
    """Return the folder of starters: for each kind of record a file that a new one begins as."""
    return package_root() / "starters"


def compiled_templates() -> Path | None:
    """Return the folder of precompiled templates, or None where there is none (checkout, zip)."""
    folder = package_root() / "_compiled"
    return folder if isinstance(folder, Path) and folder.is_dir() else None


def cache_root() -> Path:
    """Return the folder where the user's programs keep what they can make again."""
    if os.name == "nt":
        root = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        root = str(Path.home() / "Library" / "Caches")
    else:
        root = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(root) / PACKAGE


def locale_root() -> Traversable:
    """Return the folder of the interface strings' translations (gettext)."""
    return package_root() / "locale"
