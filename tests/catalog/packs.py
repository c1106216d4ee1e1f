"""Writes packs into a temporary folder, for tests that need one with a certain fault."""

from __future__ import annotations

import shutil
from pathlib import Path

from ketacontent import Catalog
from ketacontent.catalog.load import load_folders
from ketacontent.errors import ContentError, Problem

PACKS = Path(__file__).resolve().parents[1] / "packs"
MINIMAL = PACKS / "minimal"
OVERLAY = PACKS / "overlay"
MANIFEST = "id: {name}\ntitle: A pack of a test\nversion: 1.0.0\nas_of: 2026-11-21\nlicense: CC0-1.0\n"


def write_pack(folder: Path, files: dict[str, str], manifest: str = "") -> Path:
    """Write a pack whose manifest is good, and return its folder."""
    for name, text in {"pack.yaml": MANIFEST.format(name=folder.name) + manifest, **files}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def copy_of_minimal(folder: Path) -> Path:
    """Return a copy of the minimal pack that a test may change."""
    return Path(shutil.copytree(MINIMAL, folder))


def problems_of_load(*folders: Path, base: Catalog | None = None) -> tuple[Problem, ...]:
    """Load packs and return the problems, none where all is well."""
    try:
        load_folders(folders, base)
    except ContentError as error:
        return error.problems
    return ()
