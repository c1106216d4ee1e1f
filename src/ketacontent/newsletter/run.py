"""A whole run: list in, mails out. Every row ends as a mail, as a reject, or as done before."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ketacontent.newsletter.folder import FORMS, NewFolder, Part
from ketacontent.newsletter.issue import CompiledIssue, left_from_starter
from ketacontent.newsletter.ledger import Ledger, State
from ketacontent.newsletter.pool import mapped
from ketacontent.newsletter.read import ReaderList
from ketacontent.newsletter.reader import Chunk, Reader, ReaderForm, Reject
from ketacontent.newsletter.rejects import RejectsFile
from ketacontent.newsletter.smtp import MailServer, Pace, Sender
from ketacontent.newsletter.variant import Variant

PART_ROWS = 5_000
GENTLE = Pace()
Progress = Callable[[int], None]
"""Is told how many more rows are done."""


def _silent(_: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Survey:
    """What a first reading of a list finds."""

    rows: int
    variants: tuple[Variant, ...]
    """Every variant that some reader asks for."""


@dataclass
class Report:
    """How a run ended."""

    rows: int = 0
    mails: int = 0
    """Made in this run, or sent in it."""
    rejects: int = 0
    done_before: int = 0
    states: dict[State, int] = field(default_factory=dict)
    """Of a run that sends: how many mails are in which state."""
    doubtful_rows: tuple[int, ...] = ()


def survey(readers: ReaderList, form: ReaderForm) -> Survey:
    """Read a list once: how long it is, and for which variants mails must be compiled.

    Raises:
        UsageError: (KC804) it cannot be read, or lacks a column that every row needs.
    """
    rows, variants, names = 0, dict.fromkeys([form.base]), None
    for chunk in readers.chunks():
        if names is None and chunk.rows:
            names = tuple(chunk.columns)
            _require(readers, form, names)
        rows += len(chunk.rows) + len(chunk.rejects)
        variants.update(dict.fromkeys(form.variants_of(chunk)))
    if names is None:
        raise readers.fault("The list has no rows that can be read.", "Name another list.")
    return Survey(rows, tuple(variants))


def _require(readers: ReaderList, form: ReaderForm, names: Iterable[str]) -> None:
    for name in form.missing_columns(names):
        fix = "Add it."
        if name == "consent":
            fix = "Add it, with `yes` for each reader who agreed to get this mail, or say --all-consented."
        raise readers.fault(f"The list has no column `{name}`.", fix)


def admitted(
    issue: CompiledIssue,
    chunks: Iterable[Chunk],
    ledger: Ledger,
    rejects: RejectsFile,
    report: Report,
    *,
    doubtful: bool = False,
) -> Iterator[list[Reader]]:
    """Yield the readers of each chunk that are still to be mailed; the others are counted and named."""
    ledger.begin_pass()
    for chunk in chunks:
        checked = list(issue.form.readers(chunk))
        refused = [each for each in checked if isinstance(each, Reject)]
        good = (each for each in checked if isinstance(each, Reader))
        waiting: list[Reader] = []
        for each in ledger.admit(good, doubtful=doubtful):
            if isinstance(each, Reader):
                waiting.append(each)
            elif each is None:
                report.done_before += 1
            else:
                refused.append(each)
        for reject in sorted(refused):
            rejects.write(reject)
        report.rows += len(checked)
        yield waiting


def write_folder(
    issue: CompiledIssue,
    readers: ReaderList,
    out: str | Path,
    form: str,
    *,
    processes: int = 1,
    suppressed: Iterable[str] = (),
    rejects: str | Path | None = None,
    progress: Progress = _silent,
) -> Report:
    """Write a mail for each reader into a folder.

    Args:
        issue: what they get.
        readers: who.
        out: a new folder.
        form: `eml` or `parquet`.
        processes: how many work at it.
        suppressed: addresses that get no mail.
        rejects: file for rows that get none.
        progress: is told of rows that are done.

    Raises:
        UsageError: the folder is not empty, or the list cannot be read.
    """
    report = Report()
    with (
        RejectsFile(rejects) as refused,
        NewFolder(out) as folder,
        Ledger(None, issue.ref) as ledger,
    ):
        ledger.suppress(suppressed)
        waiting = admitted(issue, readers.chunks(), ledger, refused, report)
        seen = 0
        for mails in mapped(FORMS[form](issue, folder), _parts(waiting), processes):
            report.mails += mails
            progress(report.rows - seen)
            seen = report.rows
        report.rejects = refused.count
        progress(report.rows - seen)
    return report


def check_finished(issue: CompiledIssue) -> None:
    """Refuse an issue that nobody has finished writing.

    Raises:
        MailError: (KC704) words of a starter still stand in it.
    """
    if issue.placeholders:
        raise left_from_starter(issue.placeholders)


def send_all(
    issue: CompiledIssue,
    readers: ReaderList,
    server: MailServer,
    author: str,
    ledger: Ledger,
    *,
    pace: Pace = GENTLE,
    suppressed: Iterable[str] = (),
    rejects: str | Path | None = None,
    doubtful: bool = False,
    progress: Progress = _silent,
) -> Report:
    """Send a mail to each reader who has not got one by this ledger.

    Args:
        issue: what they get.
        readers: who.
        server: where mails are handed in.
        author: the address that gets what bounces.
        ledger: of this issue; the same one resumes a run.
        pace: connections, rate and patience.
        suppressed: addresses that get no mail.
        rejects: file for rows that get none.
        doubtful: whether mails in doubt go again.
        progress: is told of rows that are done.

    Raises:
        MailError: (KC704) words of a starter still stand in the issue; nobody gets any mail.
        UsageError: (KC806) the server cannot be used; the same call goes on later.
    """
    check_finished(issue)
    report = Report()
    ledger.suppress(suppressed)
    for attempt in range(pace.passes):
        if attempt:
            time.sleep(pace.wait_s * 2 ** (attempt - 1))
        # What the first pass refuses, later ones refuse too: it is written and counted once.
        this_pass = report if not attempt else Report()
        with (
            RejectsFile(rejects if not attempt else None) as refused,
            Sender(issue, author, server, ledger, pace, progress if not attempt else _silent) as sender,
        ):
            again = doubtful and not attempt
            for waiting in admitted(issue, readers.chunks(), ledger, refused, this_pass, doubtful=again):
                before = this_pass.rejects + this_pass.done_before
                sender.send(waiting)
                this_pass.rejects = refused.count
                if not attempt:
                    progress(this_pass.rejects + this_pass.done_before - before)
        report.mails += sender.sent
        if not ledger.counts().get("deferred"):
            break
    report.states = ledger.counts()
    report.doubtful_rows = tuple(ledger.rows("doubtful"))
    return report


def _parts(chunks: Iterable[list[Reader]]) -> Iterator[Part]:
    """Put chunks together to parts of one size."""
    held: list[Reader] = []
    number = 0
    for chunk in chunks:
        held += chunk
        while len(held) >= PART_ROWS:
            yield Part(number, tuple(held[:PART_ROWS]))
            held, number = held[PART_ROWS:], number + 1
    if held:
        yield Part(number, tuple(held))
