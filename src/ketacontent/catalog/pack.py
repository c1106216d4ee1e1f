"""A pack as a folder: a manifest, and one YAML file a record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import ValidationError

from ketacontent._resources import data_root
from ketacontent.catalog.manifest import Manifest
from ketacontent.catalog.problems import problems_of
from ketacontent.catalog.read import Document, ReadProblem, read_document
from ketacontent.errors import Problem, UsageError, near_matches
from ketacontent.models.kinds import COLLECTIONS

if TYPE_CHECKING:
    from importlib_resources.abc import Traversable

MANIFEST = "pack.yaml"
_ENDINGS = (".yaml", ".yml", ".json")
_NOT_RECORDS = frozenset({"assets", "templates", "locale"})


@dataclass(slots=True)
class PackFiles:
    """The files of one pack, read but not yet validated as records."""

    manifest: Manifest
    manifest_document: Document
    documents: dict[str, Document] = field(default_factory=dict)
    """By `kind/id`."""


def read_pack(folder: Traversable, problems: list[Problem]) -> PackFiles | None:
    """Read every file of a pack.

    Args:
        folder: a folder with `pack.yaml` and one folder per kind.
        problems: is filled with what is wrong; a file that cannot be read is left out.

    Returns:
        The files, or None where the manifest is not usable.
    """
    name = _shown_name(folder)
    if not folder.is_dir():
        raise UsageError(
            f"There is no pack folder {name}.", f"A pack is a folder that holds {MANIFEST}.", "KC115"
        )
    pack = _read_manifest(folder, name, problems)
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.startswith((".", "_")) or entry.name in _NOT_RECORDS or not entry.is_dir():
            continue
        if entry.name not in COLLECTIONS:
            near = near_matches(entry.name, COLLECTIONS)
            fix = (
                f"Did you mean `{near[0]}`?"
                if near
                else f"Folders are named after kinds: {', '.join(COLLECTIONS)}."
            )
            problems.append(
                Problem(
                    f"{name}/{entry.name}", 0, 0, "", f"{entry.name!r} is not a kind of record.", fix, "KC112"
                )
            )
            continue
        for file in sorted(entry.iterdir(), key=lambda each: each.name):
            document = _read_record(file, entry.name, f"{name}/{entry.name}/{file.name}", problems)
            if document is not None and pack is not None:
                _add(pack, entry.name, document, problems)
    return pack


def _add(pack: PackFiles, kind: str, document: Document, problems: list[Problem]) -> None:
    ref = f"{kind}/{document.data['id']}"
    if ref in pack.documents:
        problems.append(
            Problem(
                document.file,
                *_start(document, "id"),
                "id",
                f'"{document.data["id"]}" is the id of {pack.documents[ref].file} and of {document.file}.',
                "Give one of them another id and file name.",
                "KC202",
            )
        )
        return
    pack.documents[ref] = document


def _read_record(file: Traversable, kind: str, name: str, problems: list[Problem]) -> Document | None:
    if file.name.startswith("."):
        return None
    stem, dot, ending = file.name.rpartition(".")
    if f"{dot}{ending}" not in _ENDINGS or file.is_dir():
        what = "This is not a YAML file." if not file.is_dir() else "A kind's folder holds no folders."
        problems.append(Problem(name, 0, 0, "", what, "Records are files named <id>.yaml.", "KC112"))
        return None
    if getattr(file, "is_symlink", lambda: False)():
        problems.append(
            Problem(name, 0, 0, "", "The file is a link.", "Put the file itself into the pack.", "KC112")
        )
        return None
    try:
        document = read_document(name, file.read_bytes())
    except ReadProblem as stopped:
        problems.append(stopped.problem)
        return None
    id = document.data.get("id")
    if id != stem:
        what = f"The id is {id!r} and the file is named {stem!r}." if id else "The field `id` is missing."
        problems.append(
            Problem(
                name, *_start(document, "id"), "id", what, f"Write `id: {stem}`, or rename the file.", "KC111"
            )
        )
        return None
    return document


def _read_manifest(folder: Traversable, name: str, problems: list[Problem]) -> PackFiles | None:
    file = folder / MANIFEST
    shown = f"{name}/{MANIFEST}"
    if not file.is_file():
        problems.append(
            Problem(
                shown,
                0,
                0,
                "",
                "The pack has no manifest.",
                f"Write {MANIFEST} with id, title, version.",
                "KC115",
            )
        )
        return None
    try:
        document = read_document(shown, file.read_bytes())
        return PackFiles(Manifest.model_validate(document.data), document)
    except ReadProblem as stopped:
        problems.append(stopped.problem)
    except ValidationError as error:
        problems.extend(problem._replace(code="KC115") for problem in problems_of(error, document, Manifest))
    return None


def _start(document: Document, name: str) -> tuple[int, int]:
    place = document.place((name,))
    return place.line, place.column


def _shown_name(folder: Traversable) -> str:
    """Return a pack's name in messages: as given, shorter where it lies below the working directory."""
    import os

    shown = str(folder)
    here = os.getcwd() + os.sep
    return shown.removeprefix(here)


def dump_pack() -> str:
    """Return the bundled pack, read from its YAML files, as JSON: what the wheel carries.

    Raises:
        ContentError: the content has problems; nothing is built from it.
    """
    from ketacontent.catalog.load import load_folders
    from ketacontent.catalog.shipped import dump_catalog

    return dump_catalog(load_folders([data_root()]))
