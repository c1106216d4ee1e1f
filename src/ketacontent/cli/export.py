"""`ketacontent export`: records, sources, figures and pages in formats of other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from ketacontent._files import write_whole
from ketacontent.catalog import Catalog
from ketacontent.cli.options import (
    BrandId,
    Bundled,
    Country,
    Jurisdiction,
    Packs,
    Translations,
    load_catalog,
)
from ketacontent.errors import UnknownId, UsageError
from ketacontent.models import Medicine, Record, SideEffect, Source
from ketacontent.models.kinds import COLLECTION_NAMES

if TYPE_CHECKING:
    from ketacontent.renderer import Renderer

_STDOUT = Path("-")


def export(
    format_: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="csl-json, side-effects-csv, page, fhir, records or json-schema.",
        ),
    ],
    of: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RECORD]...",
            help="Records as kind/id, or a whole kind; without any, all. For json-schema the name of one.",
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="The file to write; - is standard output.")
    ] = _STDOUT,
    pack: Packs = None,
    bundled: Bundled = True,
    jurisdiction: Jurisdiction = None,
    country: Country = None,
    audience: Annotated[
        str | None, typer.Option(help="patient (as without it), caregiver, public or clinician.")
    ] = None,
    brand: BrandId = None,
    locale: Annotated[str | None, typer.Option(help="The reader's language; en-US without it.")] = None,
    translations: Translations = None,
    base_url: Annotated[
        str | None, typer.Option(help="page: where the pages will lie; links are made from it.")
    ] = None,
    bom: Annotated[
        bool, typer.Option("--bom", help="side-effects-csv: begin with a byte order mark, for Excel.")
    ] = False,
) -> None:
    """Write content in a format of other programs, to standard output or into a file."""
    writer = _FORMATS.get(format_)
    if writer is None:
        raise UsageError(f"There is no export {format_!r}.", f"Use one of: {', '.join(_FORMATS)}.", "KC602")
    context: dict[str, Any] = {
        "jurisdiction": jurisdiction,
        "country": country,
        "audience": audience,
        "brand": brand,
        "locale": locale,
        "translations": translations,
        "base_url": base_url,
    }
    given = {name: value for name, value in context.items() if value is not None}
    _refuse(format_, {*given, *(["bom"] if bom else [])} - writer.options)
    asked = _Asked(tuple(of or ()), lambda: load_catalog(pack, bundled), given, bom)
    _write(writer.make(asked), out)


class _Asked(NamedTuple):
    """What a command line asks for."""

    names: tuple[str, ...]
    load: Callable[[], Catalog]
    context: dict[str, Any]
    bom: bool

    def records(self, catalog: Catalog, kinds: Iterable[str] = COLLECTION_NAMES) -> list[Record]:
        """Return the records that were named, each once, or all of these kinds.

        Raises:
            UnknownId: there is no such record or kind.
        """
        chosen = self.names or tuple(kinds)
        found = (
            record
            for name in chosen
            for record in ([catalog.get(name)] if "/" in name else catalog.collection(name).values())
        )
        return list({record.ref: record for record in found}.values())

    def renderer(self, catalog: Catalog) -> Renderer:
        from ketacontent.renderer import Renderer

        return Renderer(catalog, **self.context)


class _Format(NamedTuple):
    """How an export is made, and which options mean something to it."""

    make: Callable[[_Asked], Iterable[str]]
    options: frozenset[str] = frozenset()


def _refuse(format_: str, options: set[str]) -> None:
    if options:
        names = ", ".join(f"--{name.replace('_', '-')}" for name in sorted(options))
        raise UsageError(f"The export {format_} has no use for {names}.", "Leave it out.", "KC602")


def _csl_json(asked: _Asked) -> Iterator[str]:
    from ketacontent.export import csl_json

    catalog = asked.load()
    sources: dict[str, Source] = {}
    if asked.names:
        renderer = asked.renderer(catalog)
        for record in asked.records(catalog):
            if isinstance(record, Source):
                sources[record.id] = record
            else:  # in the order in which its page lists them
                sources |= {id: catalog.sources[id] for id in renderer.compose(record).source_ids}
    yield _json(csl_json(sources.values() if asked.names else catalog.sources.values()))


def _side_effects_csv(asked: _Asked) -> Iterator[str]:
    from ketacontent.export import side_effects_csv

    catalog = asked.load()
    chosen = asked.records(catalog, ["side-effect"])
    effects = [record for record in chosen if isinstance(record, SideEffect)]
    _only_of("side-effects-csv", chosen, ["side-effect"])
    yield side_effects_csv(catalog, sorted(effects, key=lambda effect: effect.id), bom=asked.bom)


def _page(asked: _Asked) -> Iterator[str]:
    from ketacontent.renderer import PAGE_KINDS

    catalog = asked.load()
    renderer = asked.renderer(catalog)
    overviews = [name for name in asked.names if name.startswith("overview/")]
    if overviews:
        rest = tuple(name for name in asked.names if name not in overviews)
        asked = asked._replace(names=rest)
    records = [] if overviews and not asked.names else asked.records(catalog, sorted(PAGE_KINDS))
    is_one = len(records) + len(overviews) == 1
    for record in records:
        yield renderer.compose(record).model_dump_json(indent=2 if is_one else None) + "\n"
    for name in overviews:
        page = renderer.compose_overview(name.removeprefix("overview/"))
        yield page.model_dump_json(indent=2 if is_one else None) + "\n"


def _fhir(asked: _Asked) -> Iterator[str]:
    from ketacontent.export import clinical_use_bundle

    catalog = asked.load()
    if not asked.names:
        yield _json(clinical_use_bundle(catalog))
        return
    chosen = asked.records(catalog)
    _only_of("fhir", chosen, ["side-effect", "claim", "safety-notice", "medicine"])
    medicines = {record.id for record in chosen if isinstance(record, Medicine)}
    about = {record.ref for record in chosen if not isinstance(record, Medicine)}

    def wanted(record: Record, medicine: Medicine) -> bool:
        return (not medicines or medicine.id in medicines) and (not about or record.ref in about)

    yield _json(clinical_use_bundle(catalog, wanted))


def _records(asked: _Asked) -> Iterator[str]:
    from ketacontent.export import record_lines

    yield from record_lines(asked.records(asked.load()))


def _json_schema(asked: _Asked) -> Iterator[str]:
    from ketacontent.cli.schema import schema_makers

    makers = schema_makers()
    for name in asked.names:
        if name not in makers:
            raise UnknownId("kind", name, tuple(makers))
    if len(asked.names) == 1:
        yield _json(makers[asked.names[0]]())
    else:
        yield _json({name: makers[name]() for name in asked.names or makers})


_CONTEXT = frozenset({"jurisdiction", "country", "audience", "brand", "locale", "translations"})
_FORMATS = {
    "csl-json": _Format(_csl_json, _CONTEXT),
    "side-effects-csv": _Format(_side_effects_csv, frozenset({"bom"})),
    "page": _Format(_page, _CONTEXT | {"base_url"}),
    "fhir": _Format(_fhir),
    "records": _Format(_records),
    "json-schema": _Format(_json_schema),
}


def _only_of(format_: str, records: Iterable[Record], kinds: list[str]) -> None:
    """Refuse records of other kinds: leaving them out in silence would look like an answer."""
    for record in records:
        if record.kind not in kinds:
            known = ", ".join(f"{kind}/..." for kind in kinds)
            raise UsageError(f"The export {format_} has nothing of {record.ref}.", f"Name {known}.", "KC602")


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _write(pieces: Iterable[str], out: Path) -> None:
    """Write an export in UTF-8, with its own line ends; a file is whole, or as it was before."""
    if out == _STDOUT:
        for piece in pieces:
            _print(piece)
        return
    target = out.resolve()
    if target.is_dir() or not target.parent.is_dir():
        raise UsageError(f"{out} cannot be written.", "Name a file in a folder that is there.", "KC602")
    write_whole(out, pieces)
    typer.echo(f"Written to {out}")


def _print(piece: str) -> None:
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:  # a stream that somebody put in the place of standard output
        sys.stdout.write(piece)
    else:
        sys.stdout.flush()
        binary.write(piece.encode("utf-8"))
        binary.flush()
