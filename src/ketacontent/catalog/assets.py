"""Files that image records name: whether they lie in the `assets/` of a pack. They are not opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ketacontent.catalog.read import Document
from ketacontent.errors import Problem
from ketacontent.models import Image

ASSETS = "assets"


def asset_problems(
    images: Mapping[str, Image], documents: Mapping[str, Document], packs: Sequence[Path]
) -> list[Problem]:
    """Return what is wrong with the files of images.

    Args:
        images: those of a catalog, by id.
        documents: what was read in this run, by `kind/id`; only these images are looked at.
        packs: the folders that the catalog is made of.
    """
    problems = []
    for image in images.values():
        document = documents.get(image.ref)
        if document is None or image.file is None:
            continue
        if any(_is_there(pack / ASSETS, image.file) for pack in packs):
            continue
        place = document.place(("file",))
        what = f"There is no file {ASSETS}/{image.file} in the pack."
        fix = f"Put the picture into {ASSETS}/, or correct its name. Links are not followed."
        problems.append(Problem(document.file, place.line, place.column, "file", what, fix, "KC201"))
    return problems


def _is_there(folder: Path, name: str) -> bool:
    """Say whether a file lies there, and nothing on the way to it is a link."""
    file = folder
    for part in ("", *name.split("/")):
        file = file / part
        if file.is_symlink():
            return False
    return file.is_file()
