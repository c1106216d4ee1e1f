"""`ketacontent newsletter`: an issue for a list of people, as files, as Parquet, or sent."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from ketacontent._files import write_whole
from ketacontent.catalog import Catalog
from ketacontent.catalog.load import folders_of
from ketacontent.cli.count import counted
from ketacontent.cli.options import (
    Audience,
    BrandId,
    Bundled,
    Country,
    Jurisdiction,
    Locale,
    Packs,
    PackTemplates,
    load_catalog,
)
from ketacontent.errors import UsageError
from ketacontent.models import Newsletter
from ketacontent.newsletter import CompiledIssue, Variant, compile_issue
from ketacontent.newsletter.ledger import Ledger
from ketacontent.newsletter.read import ReaderList
from ketacontent.newsletter.run import Progress as Told
from ketacontent.newsletter.run import Report, check_finished, send_all, survey, write_folder
from ketacontent.newsletter.smtp import MailServer, Pace
from ketacontent.newsletter.suppress import suppressed_addresses
from ketacontent.newsletter.tags import SYNTAXES, export_tags
from ketacontent.rendering.message import mail_address

_ANY_LINK = "https://unsubscribe.invalid/{token}"
"""Stands in an export, where the service puts its own."""
_WHERE = "Where the mails go (give one)"
_WHO = "Who gets one"
_PACE = "How to send"


def newsletter(
    issue: Annotated[str, typer.Argument(help="Id of the issue, such as before-you-decide.")],
    readers: Annotated[
        Path | None,
        typer.Argument(help="The list: .csv, .jsonl or .parquet, or a folder of Parquet files, in UTF-8."),
    ] = None,
    eml: Annotated[
        Path | None, typer.Option(help="A new folder for one .eml file a mail.", rich_help_panel=_WHERE)
    ] = None,
    parquet: Annotated[
        Path | None,
        typer.Option(help="A new folder for Parquet files: row, address, message.", rich_help_panel=_WHERE),
    ] = None,
    smtp: Annotated[
        str | None,
        typer.Option(
            help="A mail server: smtp://user@host:587 (STARTTLS) or smtps://user@host:465; on this "
            "machine also smtp+plain://localhost:25. The password "
            "comes from the environment variable KETACONTENT_SMTP_PASSWORD.",
            rich_help_panel=_WHERE,
        ),
    ] = None,
    tags: Annotated[
        str | None,
        typer.Option(
            help=f"A service whose tags stand in the files of --out: {', '.join(SYNTAXES)}. Needs no list.",
            rich_help_panel=_WHERE,
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="A folder for --tags.", rich_help_panel=_WHERE)] = None,
    sender: Annotated[
        str | None, typer.Option(help="From whom: 'Clinic <news@clinic.example>'. The brand's by default.")
    ] = None,
    unsubscribe: Annotated[
        str,
        typer.Option(
            help="Each reader's own address: https://clinic.example/u/{token} takes the column `token`; "
            "{unsubscribe} takes a column of whole addresses."
        ),
    ] = "{unsubscribe}",
    base_url: Annotated[str | None, typer.Option(help="Where the pages lie that the mail leads to.")] = None,
    suppress: Annotated[
        Path | None,
        typer.Option(help="A file of addresses that get no mail, one a line.", rich_help_panel=_WHO),
    ] = None,
    all_consented: Annotated[
        bool,
        typer.Option(
            "--all-consented",
            help="Everybody on the list agreed to get this mail; without it each row must say `yes` "
            "under `consent`.",
            rich_help_panel=_WHO,
        ),
    ] = False,
    rejects: Annotated[
        Path,
        typer.Option(help="File for rows that get no mail: row, field, reason.", rich_help_panel=_WHO),
    ] = Path("rejects.csv"),
    ledger: Annotated[
        Path | None,
        typer.Option(
            help="For --smtp: who got the mail; the same file goes on after a stop. ISSUE.ledger by default.",
            rich_help_panel=_PACE,
        ),
    ] = None,
    resend_doubtful: Annotated[
        bool,
        typer.Option(
            "--resend-doubtful",
            help="Send mails again of which an earlier run did not hear whether they arrived.",
            rich_help_panel=_PACE,
        ),
    ] = False,
    connections: Annotated[
        int, typer.Option(min=1, max=64, help="Connections at a time.", rich_help_panel=_PACE)
    ] = 4,
    rate: Annotated[
        float, typer.Option(min=0, help="Mails a second; 0 for no limit.", rich_help_panel=_PACE)
    ] = 0,
    passes: Annotated[
        int,
        typer.Option(
            min=1, max=10, help="How often a mail is tried that the server puts off.", rich_help_panel=_PACE
        ),
    ] = 4,
    wait: Annotated[
        float,
        typer.Option(
            min=0, help="Seconds before it is tried again; twice as long each time.", rich_help_panel=_PACE
        ),
    ] = 60,
    processes: Annotated[
        int, typer.Option(min=0, max=256, help="For --eml and --parquet; 0 for one a core.")
    ] = 0,
    pack: Packs = None,
    bundled: Bundled = True,
    pack_templates: PackTemplates = False,
    jurisdiction: Jurisdiction = None,
    country: Country = None,
    audience: Audience = "patient",
    brand: BrandId = None,
    locale: Locale = "en-US",
) -> None:
    """Make an issue of a newsletter for each reader of a list, as files or sent by SMTP.

    A list has the columns `address` and `consent`, the one that --unsubscribe names, one for each merge
    field of the issue, and, where you have them, `name`, `country`, `jurisdiction`, `audience`, `locale` and
    `segment`. --country and the like hold for rows that do not say.
    """
    if [eml, parquet, smtp, tags].count(None) != 3:
        raise UsageError(
            "Where shall the mails go?", "Give one of --eml, --parquet, --smtp, --tags.", "KC602"
        )
    catalog = load_catalog(pack, bundled)
    record = catalog.newsletters[issue]
    base = Variant(country or "", jurisdiction or "", audience if audience != "patient" else "")
    base = base._replace(locale=locale if locale != "en-US" else "")
    settings: dict[str, Any] = {
        "sender": sender or _sender_of(catalog, brand),
        "brand": brand,
        "base_url": base_url,
        "pack_templates": folders_of(pack or ()) if pack_templates else (),
        "base": base,
        "needs_consent": not all_consented,
    }
    if tags is not None:
        _export(record, catalog, tags, out, {**settings, "unsubscribe": _ANY_LINK})
        return
    if readers is None:
        raise UsageError("Who are the readers?", "Name a list in CSV, JSON lines or Parquet.", "KC804")
    settings["unsubscribe"] = unsubscribe
    people = ReaderList(readers)
    compiled, rows = _compiled(record, catalog, people, settings)
    if smtp is not None:
        check_finished(compiled)
    for warning in compiled.warnings:
        typer.echo(f"warning: {warning}", err=True)
    blocked = suppressed_addresses(suppress) if suppress is not None else ()
    if smtp is not None:
        server = MailServer.parse(smtp, os.environ.get("KETACONTENT_SMTP_PASSWORD", ""))
        pace = Pace(connections, rate, passes, wait)
        author = mail_address(settings["sender"], "sender").addr_spec
        path = ledger or Path(f"{issue}.ledger")
        with Ledger(path, record.ref) as book, _bar(rows) as told:
            report = send_all(
                compiled, people, server, author, book,
                pace=pace, suppressed=blocked, rejects=rejects, doubtful=resend_doubtful, progress=told,
            )  # fmt: skip
        _tell_sent(report, rejects, path)
        return
    form, folder = ("eml", eml) if eml is not None else ("parquet", parquet)
    with _bar(rows) as told:
        report = write_folder(
            compiled, people, cast(Path, folder), form,
            processes=processes or os.cpu_count() or 1,
            suppressed=blocked, rejects=rejects, progress=told,
        )  # fmt: skip
    typer.echo(f"{counted(report.mails, 'mail')} in {folder}")
    _tell_rejects(report, rejects)


def _sender_of(catalog: Catalog, brand: str | None) -> str:
    if brand is None:
        raise UsageError("Who sends the mail?", "Give --brand, with the id of a brand in a pack.", "KC802")
    found = catalog.brands[brand]
    return f"{found.title} <{found.email}>"


def _compiled(
    record: Newsletter, catalog: Catalog, people: ReaderList, settings: dict[str, Any]
) -> tuple[CompiledIssue, int]:
    """Compile an issue for every variant that a list asks for; returns it, and the number of rows."""
    first = compile_issue(record, catalog, variants=[settings["base"]], **settings)
    found = survey(people, first.form)
    return compile_issue(record, catalog, variants=found.variants, **settings), found.rows


def _export(
    record: Newsletter, catalog: Catalog, service: str, out: Path | None, settings: dict[str, Any]
) -> None:
    if out is None:
        raise UsageError("Where shall the files go?", "Give --out FOLDER.", "KC602")
    base = settings["base"]
    parts = export_tags(compile_issue(record, catalog, variants=[base], **settings), base, service)
    out.mkdir(parents=True, exist_ok=True)
    for name, words in (
        ("subject.txt", f"{parts.subject}\n"),
        ("mail.html", parts.html),
        ("mail.txt", parts.text),
    ):
        write_whole(out / name, words)
    typer.echo(f"subject.txt, mail.html and mail.txt for {SYNTAXES[service].title} in {out}")


class _Rate(ProgressColumn):
    """Rows a second."""

    def render(self, task: Task) -> Text:
        """Return the rate so far."""
        return Text(f"{task.finished_speed or task.speed or 0:,.0f}/s")


@contextmanager
def _bar(rows: int) -> Iterator[Told]:
    columns = (TextColumn("Mails"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, transient=True, disable=not sys.stdout.isatty()) as bar:
        task = bar.add_task("mails", total=rows)
        yield lambda count: bar.advance(task, count)


def _tell_sent(report: Report, rejects: Path, ledger: Path) -> None:
    states = report.states
    typer.echo(f"{counted(report.mails, 'mail')} sent, {report.done_before:,} done before; ledger: {ledger}")
    for state, words in (
        ("refused", "given up: the server refused them"),
        ("deferred", "still put off by the server"),
    ):
        count = states.get(cast(Any, state), 0)
        if count:
            typer.echo(f"{count:,} {words}")
    if report.doubtful_rows:
        typer.echo(
            f"{len(report.doubtful_rows):,} in doubt: connection or run ended before the server answered.\n"
            f"  Rows: {_listed(report.doubtful_rows)}\n"
            "  They are not sent again unless you say --resend-doubtful."
        )
    _tell_rejects(report, rejects)


def _tell_rejects(report: Report, rejects: Path) -> None:
    typer.echo(
        f"{counted(report.rejects, 'row')} got none; why: {rejects}"
        if report.rejects
        else "No row was refused."
    )


def _listed(rows: Iterable[int]) -> str:
    return ", ".join(map(str, rows))
