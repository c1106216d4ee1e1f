"""`ketacontent locales`: which languages there are, and how much is translated into each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from ketacontent._resources import locale_root
from ketacontent.catalog.coverage import Coverage, coverage_of
from ketacontent.cli.options import Bundled, Packs, Translations, load_catalog
from ketacontent.errors import UsageError
from ketacontent.pages.po import read_po
from ketacontent.pages.translations import DOMAIN, languages_in


def locales(
    locale: Annotated[
        str | None, typer.Argument(help="A language: every record that is not whole in it is named.")
    ] = None,
    pack: Packs = None,
    bundled: Bundled = True,
    translations: Translations = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", help="Write the strings to translate into this file (.pot), and stop."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Tell which languages there are, and what share of strings and of records is translated."""
    if template is not None:
        template.write_text((locale_root() / f"{DOMAIN}.pot").read_text("utf-8"), "utf-8")
        typer.echo(f"The strings to translate are in {template}")
        return
    catalog = load_catalog(pack, bundled)
    strings = _strings([str(folder) for folder in translations or ()])
    known = sorted({*strings, *catalog.translations})
    if locale is not None and locale not in known:
        raise UsageError(
            f"Nothing is translated into {locale!r}.", f"There is: {', '.join(known) or 'nothing'}.", "KC620"
        )
    reports = {name: coverage_of(catalog, name) for name in ([locale] if locale else known)}
    if as_json:
        typer.echo(
            json.dumps(
                {name: _as_json(strings.get(name), report) for name, report in reports.items()},
                ensure_ascii=False,
            )
        )
        return
    for name, report in reports.items():
        typer.echo("\n".join(_lines(name, strings.get(name), report, in_full=locale is not None)))


def _strings(folders: list[str]) -> dict[str, tuple[int, int]]:
    """Return for each language how many interface strings are translated, and how many there are."""
    template = (locale_root() / f"{DOMAIN}.pot").read_text("utf-8")
    wanted = template.count("\nmsgid ") - 1  # the first is the header
    found: dict[str, tuple[int, int]] = {}
    for root in (*map(Path, folders), locale_root()):
        for name, file in languages_in(root):
            if name not in found:
                messages = read_po(file.read_text("utf-8"))
                found[name] = len(messages) - ("" in messages), wanted
    return found


def _as_json(strings: tuple[int, int] | None, report: Coverage) -> dict[str, Any]:
    return {
        "strings": {"translated": strings[0], "all": strings[1]} if strings else None,
        "texts": {"translated": report.texts[0], "all": report.texts[1]},
        "kinds": {
            kind: {"records": each.records, "begun": each.begun, "texts": list(each.texts)}
            for kind, each in report.kinds.items()
        },
        "records": {
            each.ref: {
                "texts": list(each.texts),
                "over": each.over,
                "version": each.version,
                "state": each.state,
                "file": each.file,
            }
            for each in report.records
        },
    }


def _lines(name: str, strings: tuple[int, int] | None, report: Coverage, *, in_full: bool) -> list[str]:
    told = f"{strings[0]} of {strings[1]}" if strings else "none of ours"
    lines = [
        f"{name}: interface strings {told}; texts of records {_share(report.texts)}",
        *(
            f"  {kind}: {each.begun} of {each.records} records begun, texts {_share(each.texts)}"
            for kind, each in report.kinds.items()
            if each.begun or in_full
        ),
    ]
    for each in report.records:
        if in_full or each.state == "outdated":
            over = f", of {each.over}; now {each.version}" if each.state == "outdated" else ""
            lines.append(f"  {each.ref}: {_share(each.texts)}, {each.state}{over} ({each.file})")
    return lines


def _share(texts: tuple[int, int]) -> str:
    translated, whole = texts
    return f"{translated} of {whole} ({100 * translated // whole if whole else 100} percent)"
