"""What tests of sites need to look at a site, and to change a pack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ketacontent.catalog.load import load_folders
from ketacontent.site import build

MINIMAL = Path(__file__).resolve().parents[1] / "packs" / "minimal"


def stamps(out: Path) -> dict[str, tuple[int, int]]:
    """Return inode and time of change of every page."""
    return {
        file.relative_to(out).as_posix(): (file.stat().st_ino, file.stat().st_mtime_ns)
        for file in out.rglob("*")
        if file.is_file() and not file.name.startswith(".")
    }


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a site, without our marker."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.startswith(".")
    }


def fresh(pack: Path, out: Path, **context: Any) -> dict[str, bytes]:
    """Return the site of a pack, built with no cache."""
    build(load_folders([pack]), out, **context)
    return contents(out)


def edit(pack: Path, name: str, old: str, new: str) -> None:
    """Change words in a file of a pack; they must be there."""
    file = pack / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
