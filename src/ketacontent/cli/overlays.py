"""`ketacontent overlays`: what your packs change of what lies beneath them, and what has gone stale."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import Annotated, Any

import typer

from ketacontent.catalog import load
from ketacontent.catalog.laid import FieldDifference, Laid, laid_over
from ketacontent.catalog.load import folders_of
from ketacontent.cli.options import Bundled

_ORDER = ("changed", "replaced", "hidden", "added")


def overlays(
    packs: Annotated[
        list[str], typer.Argument(help="Pack folders, each laid over what is before it, or entry:NAME.")
    ],
    stale: Annotated[
        bool, typer.Option("--stale", help="Only what was written over an older version; exit code 1 if any.")
    ] = False,
    bundled: Bundled = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Tell every difference between packs and what lies beneath them, with both versions."""
    found = laid_over(folders_of(packs), load() if bundled else None)
    if stale:
        found = tuple(each for each in found if each.is_stale)
    if as_json:
        typer.echo(json.dumps([_as_data(each) for each in found], ensure_ascii=False))
    else:
        typer.echo("\n".join(_told(found, only_stale=stale)))
    raise typer.Exit(1 if stale and found else 0)


def _as_data(laid: Laid) -> dict[str, Any]:
    return {
        "pack": laid.pack,
        "what": laid.what,
        "ref": laid.ref,
        "title": laid.title,
        "file": laid.file,
        "version": laid.version,
        "base_file": laid.base_file,
        "base_version": laid.base_version,
        "over": laid.over,
        "is_stale": laid.is_stale,
        "since": [change.model_dump(mode="json") for change in laid.since],
        "fields": [each._asdict() for each in laid.fields],
    }


def _told(found: tuple[Laid, ...], *, only_stale: bool) -> Iterator[str]:
    for pack, group in groupby(found, key=lambda laid: laid.pack):
        listed = list(group)
        yield pack
        for what in _ORDER:
            for laid in listed:
                if laid.what == what:
                    yield from _told_of(laid)
        yield ""
    counts = [f"{number} {word}" for word in _ORDER if (number := sum(laid.what == word for laid in found))]
    outdated = sum(laid.is_stale for laid in found)
    if only_stale:
        yield f"{outdated} stale" if outdated else "Nothing is stale."
        return
    yield ", ".join([*counts, f"{outdated} stale"] if outdated else counts) or "No differences."


def _told_of(laid: Laid) -> Iterator[str]:
    own = f" {laid.version}" if laid.version else ""
    base = f", over {laid.base_version} ({laid.base_file})" if laid.base_version else ""
    yield f"  {laid.what} {laid.ref}{own} ({laid.file}){base}"
    if laid.is_stale:
        yield f"    STALE: it was written over {laid.over}. Since then:"
        for change in laid.since:
            yield f"      {change.version} {change.date} {change.kind}: {change.note}"
        if not laid.since:
            yield "      the record does not say what changed"
    elif laid.base_version and not laid.over and laid.what in ("changed", "replaced"):
        yield f"    It does not say over which version it was written; add `over: {laid.base_version}`."
    elif laid.over and laid.over != laid.base_version:
        yield f"    It says that it was written over {laid.over}."
    if laid.base_version and not laid.fields and laid.what != "hidden":
        yield "    It is the same as what lies beneath, and can go."
    for each in laid.fields:
        yield f"    {each.field}"
        yield from (f"      {line}" for line in _lines_of(each))


def _lines_of(difference: FieldDifference) -> Iterator[str]:
    """Yield the values before and after, with `-` and `+`; of lists only the entries that differ."""
    before, after = _words(difference.before), _words(difference.after)
    for what, old, old_end, new, new_end in SequenceMatcher(None, before, after, False).get_opcodes():
        if what != "equal":
            yield from (f"- {line}" for line in before[old:old_end])
            yield from (f"+ {line}" for line in after[new:new_end])


def _words(value: object) -> list[str]:
    """Return a value as lines that a person can read."""
    if value is None:
        return []
    if isinstance(value, list):
        return [line for entry in value for line in _words(entry)]
    if isinstance(value, dict):
        named = {key: _words(part) for key, part in value.items() if key not in ("kind", "ordered")}
        if named.keys() <= {"text"}:  # a paragraph
            return named.get("text", [])
        return [f"{key}: {line}" for key, lines in named.items() for line in lines]
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return str(value).splitlines() or [""]
