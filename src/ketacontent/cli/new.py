"""`ketacontent new`: a starter for a pack or a record, valid as it stands, that teaches what each field is.

The starters are text files in `starters/`, one a kind. What is right for a day,
an id or a place is put into them here; no content is made up.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from ketacontent._files import write_new, write_whole
from ketacontent._resources import starter_root
from ketacontent.catalog import load
from ketacontent.catalog.overlay import DIRECTIVE, OVER
from ketacontent.catalog.pack import MANIFEST
from ketacontent.cli.options import day
from ketacontent.errors import UsageError, near_matches
from ketacontent.export.json_schema import schema_of
from ketacontent.models import Record
from ketacontent.models.kinds import COLLECTION_NAMES
from ketacontent.models.types import SLUG, refuse_device_name

PACK = "pack"
SCHEMAS = ".schema"
"""Folder of a pack for the schemas that editors use; nothing else reads it."""
_HALF_A_YEAR = timedelta(days=180)
_SOURCE = "nimh-depression"
"""A source that the bundled pack has, which stands where a starter must name one."""


def new(
    kind: Annotated[str, typer.Argument(help="pack, topic, faq, source or another kind of record.")],
    id: Annotated[str, typer.Argument(help="Small letters, digits and hyphens; it is kept for good.")],
    pack: Annotated[
        Path | None,
        typer.Option("--pack", "-p", help="Your pack; a new folder becomes one. By default this folder."),
    ] = None,
    source: Annotated[str, typer.Option(help="Id of the source that a claim or notice rests on.")] = _SOURCE,
    overlay: Annotated[
        bool, typer.Option("--overlay", help="Change fields of a bundled record of this id, and no others.")
    ] = False,
    on: Annotated[str | None, typer.Option(help="The day that is written into it; today by default.")] = None,
) -> None:
    """Write a starter for a pack or a record of your own. Nothing that is there is touched."""
    _check_words(kind, id, source)
    today = day(on)
    if kind == PACK:
        if overlay:
            raise UsageError("A pack is no record to change fields of.", "Leave out --overlay.", "KC602")
        folder = pack or Path(id)
        file = _new_pack(folder, id, today)
        typer.echo(f"{file}. Write a record: ketacontent new topic my-first-topic --pack {folder}")
        return
    folder = _pack_folder(pack)
    file = folder / kind / f"{id}.yaml"
    _check_place(file)
    ours = load().find(f"{kind}/{id}")
    if overlay and ours is None:
        near = near_matches(id, load().collection(kind))
        fix = f"Did you mean {near[0]}?" if near else f"`ketacontent list {kind}` shows those that there are."
        raise UsageError(f"The bundled pack has no {kind}/{id} to change fields of.", fix, "KC601")
    if not (folder / MANIFEST).exists():
        _new_pack(folder, _pack_id(folder), today)
    number = 1 + sum(1 for each in file.parent.glob("*.yaml")) if kind == "newsletter" else 0
    if overlay and ours is not None:
        text = "".join(f"{line}\n" for line in _overlay_lines(ours, _schema(folder, kind, file)))
    else:
        text = _filled(kind, id, today, _schema(folder, kind, file), source=source, number=number)
    _write(file, text)
    if ours is not None and not overlay:
        note = f"Note: the bundled pack has {kind}/{id} too, and yours will replace it where both are loaded."
        typer.echo(f"{note} To change single fields of ours, use --overlay.", err=True)
    told = f"number {number}. Write it" if number else "write it"
    typer.echo(f"{file}: {told}, then: ketacontent check {folder}")


def _check_words(kind: str, id: str, source: str) -> None:
    """Refuse what is no kind and no id before anything is read or written."""
    kinds = (PACK, *COLLECTION_NAMES)
    if kind not in kinds:
        near = near_matches(kind, kinds)
        fix = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(kinds)}."
        raise UsageError(f"There is no starter for {kind!r}.", fix, "KC602")
    for word in (id, source):
        if not re.fullmatch(SLUG.pattern or "", word) or len(word) > (SLUG.max_length or 0) or "\n" in word:
            fix = "Use small letters, digits and single hyphens: like-this."
            raise UsageError(f"{word[:80]!r} is not an id.", fix, "KC602")
    try:
        refuse_device_name(id)
    except ValueError as error:
        raise UsageError(f"{error}.", "Choose another id.", "KC602") from None


def _pack_folder(pack: Path | None) -> Path:
    """Return the folder of the pack that is written into.

    Raises:
        UsageError: it is none and must not become one.
    """
    if pack is None:
        if not Path(MANIFEST).is_file():
            fix = "Name your pack with --pack FOLDER; a new folder becomes one."
            raise UsageError("This folder is not a pack.", fix, "KC115")
        return Path()
    if str(pack).startswith("entry:"):
        raise UsageError("Nothing is written into an installed pack.", "Name a folder of yours.", "KC115")
    if pack.exists() and not pack.is_dir():
        raise UsageError(f"{pack} is not a folder.", "Name the folder of your pack.", "KC115")
    if pack.is_dir() and not (pack / MANIFEST).exists() and any(pack.iterdir()):
        fix = f"Name a new folder, or make this one a pack: ketacontent new pack ID --pack {pack}"
        raise UsageError(f"{pack} holds files and is not a pack.", fix, "KC115")
    return pack


def _check_place(file: Path) -> None:
    """Refuse a record that is there already, and a kind's folder that leads out of the pack."""
    if file.parent.is_symlink() or (file.parent.exists() and not file.parent.is_dir()):
        raise UsageError(f"{file.parent} is not a folder of the pack.", "Make it a folder.", "KC112")
    for other in (file, *(file.with_suffix(ending) for ending in (".yml", ".json"))):
        if other.exists() or other.is_symlink():
            raise UsageError(f"{other} is there already.", "Choose another id; nothing was changed.", "KC606")


def _new_pack(folder: Path, id: str, today: date) -> Path:
    """Write the manifest of a new pack."""
    file = folder / MANIFEST
    if file.exists() or file.is_symlink():
        raise UsageError(f"{file} is there already.", "Choose another folder; nothing was changed.", "KC606")
    _write(file, _filled(PACK, id, today, _schema(folder, PACK, file)))
    return file


def _pack_id(folder: Path) -> str:
    return re.sub("[^a-z0-9]+", "-", folder.absolute().name.lower()).strip("-")[:80] or "my-pack"


def _filled(kind: str, id: str, today: date, schema: str, *, source: str = _SOURCE, number: int = 0) -> str:
    """Return a starter with its places filled."""
    words = id.replace("-", " ")
    text = _starter(kind)
    for place, value in {
        "SCHEMA_HERE": schema,
        "ID_HERE": id,
        "TITLE_HERE": words[0].upper() + words[1:],
        "DAY_HERE": today.isoformat(),
        "DUE_HERE": date(today.year + 1, today.month, min(today.day, 28)).isoformat(),
        "HALF_YEAR_HERE": (today + _HALF_A_YEAR).isoformat(),
        "SOURCE_HERE": source,
        "NUMBER_HERE": str(number),
    }.items():
        text = text.replace(place, value)
    return text


def _starter(kind: str) -> str:
    return (starter_root() / f"{kind}.txt").read_text("utf-8")


def _overlay_lines(ours: Record, schema: str) -> Iterator[str]:
    """Yield a starter that changes fields of a record: nothing yet, and all that could be."""
    yield f"# yaml-language-server: $schema={schema}"
    yield f"# Changes fields of our {ours.ref} ({ours.title}); what is not named here stays as it is,"
    yield "# and our corrections still reach you. `ketacontent overlays` tells what you have changed."
    yield f"id: {ours.id}"
    yield f"{DIRECTIVE}: fields"
    yield "# The version of ours that this was written over: you are told when ours has changed since."
    yield f'{OVER}: "{ours.version}"'
    yield "# A field is given whole. A part of one has its name before it:"
    yield "#   duration.note: A sentence.         one value inside a field"
    yield "#   questions.add: [A question]         entries after ours"
    yield "#   sections.SECTION-ID.body: Words.    one entry of a list whose entries have ids"
    yield "#   sections.hide: [SECTION-ID]         such entries are taken away"
    yield "# Fields of this kind:"
    for name, field in schema_of(ours.kind)["properties"].items():
        if name not in ("id", DIRECTIVE, OVER):
            yield f"#   {name}: {' '.join(str(field.get('description', '')).split())}".rstrip(": ")


def _schema(folder: Path, kind: str, file: Path) -> str:
    """Return where an editor finds the schema of a file: that of a checkout, or one written into the pack."""
    own = Path("schema", f"{kind}.json")
    if not own.is_file():
        own = folder / SCHEMAS / f"{kind}.json"
        own.parent.mkdir(parents=True, exist_ok=True)
        write_whole(own, json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n")
    return Path(os.path.relpath(own, file.parent)).as_posix()


def _write(file: Path, text: str) -> None:
    """Write a file that is not there yet.

    Raises:
        UsageError: it is there.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_new(file, text)
    except FileExistsError:
        raise UsageError(
            f"{file} is there already.", "Choose another id; nothing was changed.", "KC606"
        ) from None
