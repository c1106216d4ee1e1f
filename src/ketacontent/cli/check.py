"""`ketacontent check`: everything that is wrong in packs, or in a finished HTML page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ketacontent._files import write_whole
from ketacontent._resources import data_root
from ketacontent.catalog import Catalog, load
from ketacontent.catalog.assets import asset_problems
from ketacontent.catalog.link import unused_sources
from ketacontent.catalog.load import folders_of, load_with_documents
from ketacontent.catalog.placeholder import placeholder_problems
from ketacontent.catalog.read import Document
from ketacontent.catalog.translation import split_packs
from ketacontent.cli.check_translations import check_translations
from ketacontent.cli.count import counted
from ketacontent.cli.options import Bundled, day, load_catalog
from ketacontent.cli.pack_templates import pack_template_problems
from ketacontent.errors import ContentError, MissingNotice, Problem, RenderError, UnknownId, UsageError
from ketacontent.models import Record
from ketacontent.renderer import PAGE_KINDS, Renderer
from ketacontent.rendering.must_show import check_visible
from ketacontent.review import evidence_html, evidence_of, evidence_text

_RECORD = re.compile(r'data-record="([a-z-]+/[a-z0-9-]+)"([^>]*)')


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Pack folders laid over the bundled one, or finished HTML pages."),
    ] = None,
    fail_stale: Annotated[
        bool, typer.Option("--fail-stale", help="Content past its date is an error.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings are errors.")] = False,
    on: Annotated[
        str | None, typer.Option(help="Judge dates on this day (YYYY-MM-DD); today by default.")
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="List what every claim rests on instead.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="With --evidence: write an HTML page.")
    ] = None,
    bundled: Bundled = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check packs: files, references, evidence, dates, claims, and that every page can be rendered."""
    today = day(on)
    given = paths or []
    pages = [path for path in given if path.suffix in (".html", ".htm")]
    folders = [path for path in given if path not in pages]
    if evidence:
        _tell_evidence(load_catalog(folders, bundled), today, out, as_json)
        return
    problems: list[Problem] = []
    checked = []
    if folders or not pages:
        count, problems = _check_packs(folders, bundled, today)
        checked.append(counted(count, "record"))
    for page in pages:
        problems += _check_page(page, load_catalog(folders, bundled))
    if pages:
        checked.append(counted(len(pages), "page"))
    failing = [
        problem
        for problem in problems
        if problem.severity == "error" or strict or (fail_stale and problem.code == "KC702")
    ]
    if as_json:
        typer.echo(json.dumps([problem._asdict() for problem in problems], ensure_ascii=False))
    else:
        for problem in problems:
            typer.echo(("" if problem.severity == "error" else "warning: ") + str(problem))
        told = f"{counted(len(failing), 'problem')}, {counted(len(problems) - len(failing), 'warning')}"
        typer.echo(f"{' and '.join(checked)} checked: {told}")
    raise typer.Exit(1 if failing else 0)


def _tell_evidence(catalog: Catalog, today: date, out: Path | None, as_json: bool) -> None:
    """Print what every claim rests on, or write it as a page."""
    claims = evidence_of(catalog)
    if out is not None:
        write_whole(out, evidence_html(claims, f"Evidence: {catalog.manifest.title}", today))
        typer.echo(f"{counted(len(claims), 'claim')} in {out}")
    elif as_json:
        rows = [claim._asdict() | {"sources": [each._asdict() for each in claim.sources]} for claim in claims]
        typer.echo(json.dumps(rows, ensure_ascii=False, default=str))
    else:
        typer.echo(evidence_text(claims, today))


def _check_packs(folders: list[Path], bundled: bool, today: date) -> tuple[int, list[Problem]]:
    """Return how many records were checked, and all problems. With folders, only theirs are told."""
    documents: dict[str, Document] = {}
    warnings: list[Problem] = []
    ordinary, translating = split_packs(folders_of(folders))
    translated = 0
    try:
        if ordinary:
            catalog, documents = load_with_documents(ordinary, load() if bundled else None, warnings)
        elif (data_root() / "pack.yaml").is_file():
            catalog, documents = load_with_documents([data_root()])
        else:
            catalog = load()
        if translating:
            translated, found = check_translations(catalog, translating)
            if not ordinary:
                return translated, found
            warnings += found
    except ContentError as error:
        return 0, list(error.problems)
    own = [record for record in catalog if not folders or record.ref in documents]
    told = [
        *unused_sources(catalog, documents),
        *_stale(catalog, documents, today),
        *placeholder_problems(documents.values()),
        *asset_problems(catalog.images, documents, [*map(Path, map(str, ordinary)), Path(str(data_root()))]),
        *warnings,
    ]
    files = {document.file for document in documents.values()} | {each.file for each in warnings}
    problems = [problem for problem in told if not folders or problem.file in files]
    renderer = Renderer(catalog)
    for record in own:
        if record.kind in PAGE_KINDS:
            try:
                renderer.html(record)
            except RenderError as error:
                file = catalog.files.get(record.ref, record.ref)
                problems.append(Problem(file, 0, 0, "", error.what, error.fix, error.code))
    problems += pack_template_problems(catalog, folders_of(folders), own)
    problems += _lint(catalog, documents, own if folders else catalog.newsletters.values(), renderer)
    return len(own) + translated, problems


def _lint(
    catalog: Catalog, documents: dict[str, Document], records: Iterable[Record], renderer: Renderer
) -> list[Problem]:
    """Return what the claim linter says about texts: their sentences as written, and each page as a whole.

    Of the bundled pack only newsletters are read: a test reads all of its pages.
    """
    from ketacontent.lint.check import linter_for
    from ketacontent.lint.finding import Finding

    linter = linter_for()
    problems = []
    told: set[tuple[str, str]] = set()

    def tell(file: str, finding: Finding, line: int, column: int) -> None:
        words = " ".join(finding.matched.split())
        # A claim stands on every page that prints it; the first place is told.
        if finding.severity == "info" or (line == 0 and (finding.rule, words) in told):
            return
        told.add((finding.rule, words))
        fix = f"Write instead: {finding.fix or finding.safer_wording}"
        problem = Problem(file, line, column, f'"{words}"', finding.message, fix, finding.rule)
        problems.append(problem._replace(severity=finding.severity))

    pages = []
    for record in records:
        document = documents.get(record.ref)
        file = document.file if document else catalog.files.get(record.ref, record.ref)
        if document is not None and Path(file).is_file():
            text = Path(file).read_text("utf-8")
            for finding in linter.examine(text, "yaml", document=False).findings:
                tell(file, finding, finding.line, finding.column)
        if record.kind in PAGE_KINDS:
            pages.append((file, record))
    for file, record in pages:
        for finding in linter.examine(renderer.markdown(record), "markdown").findings:
            tell(file, finding, 0, 0)
    return problems


def _stale(catalog: Catalog, documents: dict[str, Document], today: date) -> list[Problem]:
    problems = []
    for record, due in catalog.stale(today):
        field = ("expires",) if hasattr(record, "expires") else ("review", "due")
        document = documents.get(record.ref)
        place = document.place(field) if document else None
        problems.append(
            Problem(
                document.file if document else record.ref,
                place.line if place else 0,
                place.column if place else 0,
                ".".join(field),
                f"It was to be checked again by {due.isoformat()}.",
                "Check the content against its sources, then set a new date.",
                "KC702",
                "warning",
            )
        )
    return problems


def _check_page(file: Path, catalog: Catalog) -> list[Problem]:
    """Read a finished page and check that a reader sees every notice of the records on it."""
    html = file.read_text("utf-8", errors="replace")
    found = list(_RECORD.finditer(html))
    if not found:
        what = "No record of ketacontent is marked on this page, so nothing was checked."
        return [
            Problem(
                str(file), 0, 0, "", what, "Keep the attribute data-record of our article element.", "KC401"
            )
        ]
    problems = []
    for match in found:
        line = html.count("\n", 0, match.start()) + 1
        context = dict(re.findall(r'data-(jurisdiction|country|audience)="([A-Za-z]+)"', match[2]))
        tag = html[html.rfind("<", 0, match.start()) : match.start()]
        language = re.search(r'\blang="([A-Za-z0-9-]+)"', tag)
        if language is not None:
            context["locale"] = language[1]
        try:
            renderer = Renderer(catalog, **context)
            check_visible(html, renderer.compose(catalog.get(match[1])).must_show, match[1])
        except (MissingNotice, UsageError) as error:
            problems.append(Problem(str(file), line, 1, "", error.what, error.fix, error.code))
        except UnknownId as error:
            what, _, fix = str(error).partition("\n")
            fix = fix.strip().removesuffix(error.code).strip()
            problems.append(Problem(str(file), line, 1, "", what, fix, error.code))
    return problems
