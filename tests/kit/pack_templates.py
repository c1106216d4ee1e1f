"""Packs that bring templates, written for a test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

MANIFEST = """\
id: stranger
title: A pack of somebody else
version: 1.0.0
as_of: 2026-11-01
license: CC-BY-4.0
"""


def pack_with(folder: Path, templates: Mapping[str, str]) -> Path:
    """Write a pack that holds templates, by their names, and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(MANIFEST, "utf-8")
    for name, source in templates.items():
        file = folder / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, "utf-8")
    return folder
