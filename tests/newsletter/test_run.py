"""A whole run into a folder: every row is a mail or a reject, once, and the folder is whole or not there."""

from __future__ import annotations

import csv
import email
import email.policy
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from ketacontent.errors import UsageError
from ketacontent.newsletter import CompiledIssue, Reader, pool
from ketacontent.newsletter.ledger import Ledger
from ketacontent.newsletter.pool import mapped
from ketacontent.newsletter.read import ReaderList
from ketacontent.newsletter.run import write_folder

HEAD = "address,name,token,place,consent,country\n"


def people(folder: Path, *rows: str) -> ReaderList:
    file = folder / "readers.csv"
    file.write_text(HEAD + "".join(f"{row}\n" for row in rows), "utf-8")
    return ReaderList(file)


def row(number: int, address: str = "", country: str = "US", consent: str = "yes") -> str:
    return f"{address or f'r{number}@example.org'},Name {number},t{number},Room {number},{consent},{country}"


def rejected(file: Path) -> list[tuple[str, str]]:
    with file.open(newline="", encoding="utf-8") as opened:
        return [(line["row"], line["field"]) for line in csv.DictReader(opened)]


def addresses(folder: Path) -> dict[str, str]:
    """Return the receiver of each file."""
    mails = {
        file.stem: email.message_from_bytes(file.read_bytes(), policy=email.policy.SMTP)
        for file in folder.rglob("*.eml")
    }
    return {name: str(mail["To"].addresses[0].addr_spec) for name, mail in sorted(mails.items())}


def test_every_row_is_a_mail_or_a_reject(compiled: CompiledIssue, tmp_path: Path) -> None:
    readers = people(
        tmp_path,
        row(1),
        row(2, "bad"),
        row(3, "R1@Example.org"),
        row(4, consent="no"),
        row(5, "stop@example.org"),
        row(6, country="XX"),
        row(7, "bad-then-good@example.org", consent=""),
        row(8, "bad-then-good@example.org"),
        "only,three,cells",
        row(10),
    )
    told: list[int] = []
    report = write_folder(
        compiled, readers, tmp_path / "out", "eml",
        suppressed=["STOP@example.org"], rejects=tmp_path / "rejects.csv", progress=told.append,
    )  # fmt: skip
    assert addresses(tmp_path / "out") == {
        "000000001": "r1@example.org",
        "000000008": "bad-then-good@example.org",
        "000000010": "r10@example.org",
    }
    assert rejected(tmp_path / "rejects.csv") == [
        ("2", "address"), ("3", "address"), ("4", "consent"), ("5", "address"),
        ("6", "country"), ("7", "consent"), ("9", "row"),
    ]  # fmt: skip
    assert (report.rows, report.mails, report.rejects, sum(told)) == (10, 3, 7, 10)
    written = (tmp_path / "rejects.csv").read_text()
    assert "@" not in written and "Name" not in written and "Room" not in written


def test_a_folder_with_something_in_it_is_left_alone(compiled: CompiledIssue, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="KC606"):
        write_folder(compiled, people(tmp_path, row(1)), tmp_path / "out", "eml")
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_a_run_that_fails_leaves_no_folder(compiled: CompiledIssue, tmp_path: Path) -> None:
    def fail(_: int) -> None:
        raise RuntimeError("stopped on the way")

    with pytest.raises(RuntimeError):
        write_folder(compiled, people(tmp_path, row(1)), tmp_path / "out", "eml", progress=fail)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["readers.csv"]


@pytest.mark.parametrize("processes", [1, 2])
def test_processes_make_the_same_mails(
    processes: int, compiled: CompiledIssue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ketacontent.newsletter.run.PART_ROWS", 7)
    readers = people(tmp_path, *(row(number) for number in range(1, 31)))
    write_folder(compiled, readers, tmp_path / "out", "eml", processes=processes)
    wanted = {
        f"{each.row:09}.eml": compiled.message(each)
        for chunk in readers.chunks()
        for each in compiled.form.readers(chunk)
        if isinstance(each, Reader)
    }
    assert {file.name: file.read_bytes() for file in (tmp_path / "out").rglob("*.eml")} == wanted


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let threads stand for processes, which take a second to start: what is handed out is the same."""

    def executor(count: int, _: object, **settings: Any) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(count, **settings)

    monkeypatch.setattr(pool, "ProcessPoolExecutor", executor)
    monkeypatch.setattr(pool, "_held", [])


@pytest.mark.usefixtures("threads")
def test_no_more_is_read_than_is_worked_on() -> None:
    """Memory does not grow with the list: chunks are taken one by one as results are."""
    taken: list[int] = []

    def chunks() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = mapped(abs, chunks(), 2)
    for number in range(10):
        assert next(results) == number
        assert len(taken) <= number + 2 * 2 + 1
    results.close()  # type: ignore[attr-defined]


@pytest.mark.usefixtures("threads")
def test_a_fault_in_a_process_is_told() -> None:
    with pytest.raises(TypeError):
        list(mapped(abs, ["words"], 2))


def test_a_ledger_is_of_one_issue_and_of_one_run(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    with Ledger(path, "newsletter/one"), pytest.raises(UsageError, match=r"Another run[\s\S]*KC805"):
        Ledger(path, "newsletter/one")
    with pytest.raises(UsageError, match=r"newsletter/one[\s\S]*KC805"):
        Ledger(path, "newsletter/two")
    with Ledger(path, "newsletter/one") as ledger:
        assert ledger.counts() == {}
    (tmp_path / "b.ledger").write_text("This is a letter, not a ledger. " * 50)
    with pytest.raises(UsageError, match=r"not a ledger[\s\S]*KC805"):
        Ledger(tmp_path / "b.ledger", "newsletter/one")


def test_a_ledger_holds_no_address(compiled: CompiledIssue, tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    (reader,) = compiled.readers(
        [{"address": "ann@example.org", "token": "t", "place": "x", "consent": "yes"}]
    )
    assert isinstance(reader, Reader)
    with Ledger(path, compiled.ref) as ledger:
        ledger.begin_pass()
        assert list(ledger.admit([reader])) == [reader]
        ledger.suppress(["bob@example.org"])
        ledger.mark(reader.address, "sent", 250)
        assert ledger.counts() == {"sent": 1}
    held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"SQLite" in held and b"ann" not in held and b"bob" not in held
    with Ledger(path, compiled.ref) as ledger:
        ledger.begin_pass()
        assert list(ledger.admit([reader])) == [None]
