"""`ketacontent review`, `sign` and `diff`: what reviewers and editors run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from ketacontent._files import write_whole
from ketacontent.catalog import Catalog, load
from ketacontent.catalog.load import folders_of, load_folders
from ketacontent.cli.options import Bundled, Packs, day, load_catalog
from ketacontent.errors import ContentError
from ketacontent.review import check_pack, diff_text, differences, review_sheet, sign, signature_of

Ref = Annotated[str, typer.Argument(help="The record as kind/id, such as route/intravenous.")]


def review(
    record: Ref,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the sheet into this file.")] = None,
    pack: Packs = None,
    bundled: Bundled = True,
) -> None:
    """Write a review sheet: text, claims, sources with links, changes, boxes to tick."""
    sheet = review_sheet(load_catalog(pack, bundled), record)
    if out is None:
        typer.echo(sheet)
        return
    write_whole(out, sheet)
    typer.echo(f"Review sheet written to {out}")


def sign_record(
    record: Ref,
    pack: Annotated[
        Path, typer.Option("--pack", "-p", help="Your overlay pack; the signature goes into it.")
    ],
    reviewer: Annotated[str, typer.Option(help="Name of the person who read the record.")],
    credentials: Annotated[str, typer.Option(help="Their profession and registration.")],
    conflicts: Annotated[str, typer.Option(help='Their conflicts of interest, or "none declared".')],
    due: Annotated[str, typer.Option(help="Day of the next review (YYYY-MM-DD).")],
    on: Annotated[
        str | None, typer.Option(help="Day of the signature (YYYY-MM-DD); today by default.")
    ] = None,
) -> None:
    """Write a clinician's signature into your overlay pack, never into the bundled one."""
    signed_on, next_day = day(on), day(due)  # what can be refused without reading a pack is refused first
    check_pack(pack)
    catalog = load([pack])
    signature = signature_of(reviewer, credentials, conflicts, signed_on, catalog.get(record).version)
    typer.echo(f"Signature written to {sign(catalog, record, pack, signature, next_day)}")


def diff(
    old: Annotated[Path, typer.Argument(help="The earlier pack: a folder with pack.yaml, or a pack.json.")],
    new: Annotated[Path, typer.Argument(help="The later pack.")],
    bundled: Annotated[
        bool | None,
        typer.Option(
            "--bundled/--no-bundled",
            help="Whether both lie over the bundled pack; by default where they cannot stand alone.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print what differs between two packs, or two overlays, safety first."""
    found = differences(*_both(old, new, bundled))
    typer.echo(
        json.dumps([each._asdict() for each in found], ensure_ascii=False) if as_json else diff_text(found)
    )


def _both(old: Path, new: Path, bundled: bool | None) -> tuple[Catalog, Catalog]:
    """Load two packs, both over nothing or both over the bundled pack."""
    if bundled is not None:
        base = load() if bundled else None
        return _whole_pack(old, base), _whole_pack(new, base)
    try:
        return _whole_pack(old, None), _whole_pack(new, None)
    except ContentError as alone:
        try:
            return _whole_pack(old, load()), _whole_pack(new, load())
        except ContentError as over:  # what is wrong either way is told with fewer words around it
            raise min(alone, over, key=lambda error: len(error.problems)) from None


def _whole_pack(path: Path, base: Catalog | None) -> Catalog:
    if path.suffix == ".json":
        from ketacontent.catalog.shipped import load_json

        return load_json(path.read_bytes(), str(path))
    return load_folders(folders_of([path]), base)
