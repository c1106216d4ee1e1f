"""Sending through a real server: nobody twice, nobody forgotten, doubts told, answers obeyed."""

from __future__ import annotations

import email
import email.policy
import json
import os
import pickle
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ketacontent.errors import UsageError
from ketacontent.newsletter import CompiledIssue
from ketacontent.newsletter.ledger import Ledger
from ketacontent.newsletter.read import ReaderList
from ketacontent.newsletter.run import Report, send_all
from ketacontent.newsletter.smtp import MailServer, Pace
from kit.mail import check_email

from .inbox import OK, Inbox, open_inbox

AUTHOR = "news@clinic.example.org"
QUICK = Pace(connections=3, passes=3, wait_s=0.01)


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with open_inbox() as opened:
        yield opened


def people(folder: Path, count: int) -> ReaderList:
    file = folder / "readers.jsonl"
    rows = (
        {
            "address": f"reader{n}@example.org",
            "name": f"Zoë {n}",
            "token": f"t{n}",
            "place": f"Room {n}",
            "consent": "yes",
        }
        for n in range(1, count + 1)
    )
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return ReaderList(file)


def send(
    compiled: CompiledIssue, readers: ReaderList, inbox: Inbox, pace: Pace = QUICK, *, doubtful: bool = False
) -> Report:
    server = MailServer("127.0.0.1", inbox.port, "none")
    with Ledger(readers.path.with_name("ledger"), compiled.ref) as ledger:
        return send_all(compiled, readers, server, AUTHOR, ledger, pace=pace, doubtful=doubtful)


def test_each_reader_gets_the_own_mail_once(compiled: CompiledIssue, inbox: Inbox, tmp_path: Path) -> None:
    readers = people(tmp_path, 60)
    report = send(compiled, readers, inbox)
    assert (report.mails, report.rejects, report.done_before) == (60, 0, 0)
    assert report.states == {"sent": 60}
    assert sorted(inbox.addresses) == sorted(f"reader{n}@example.org" for n in range(1, 61))
    for address, content in inbox.mails:
        number = re.findall(r"\d+", address)[0]
        mail = email.message_from_bytes(content, policy=email.policy.SMTP)
        assert mail["To"].addresses[0].display_name == f"Zoë {number}"
        assert mail["Subject"] == f"Zoë {number}, news on warm feet"
        for kind in ("plain", "html"):
            part = mail.get_body((kind,))  # type: ignore[attr-defined]
            assert set(re.findall(r"Room (\d+)", part.get_content())) == {number}
            assert set(re.findall(r"who=t(\d+)", part.get_content())) == {number}
    # The server's own writing of the content ends lines with CR LF; a mail must arrive as it left.
    assert [fault for _, content in inbox.mails[:5] for fault in check_email(content)] == []
    again = send(compiled, readers, inbox)
    assert (again.mails, again.done_before, len(inbox.mails)) == (0, 60, 60)


RUN = """
import os, pickle, sys
from pathlib import Path
from ketacontent.newsletter.ledger import Ledger
from ketacontent.newsletter.read import ReaderList
from ketacontent.newsletter.run import send_all
from ketacontent.newsletter.smtp import MailServer, Pace

folder, port = Path(sys.argv[1]), int(sys.argv[2])
issue = pickle.loads((folder / "issue.pickle").read_bytes())

def run():
    with Ledger(folder / "ledger", issue.ref) as ledger:
        send_all(
            issue, ReaderList(folder / "readers.jsonl"), MailServer("127.0.0.1", port, "none"),
            "news@clinic.example.org", ledger, pace=Pace(connections=3, passes=1),
        )

# Everything is imported once; each run is a process of its own.
for _ in sys.stdin:
    child = os.fork()
    if child == 0:
        try:
            run()
            os._exit(0)
        finally:
            os._exit(1)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Runs:
    """Starts runs, one after the other, each in a process that can be killed."""

    def __init__(self, folder: Path, port: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", RUN, str(folder), str(port)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip

    def start(self) -> int:
        """Start a run; returns the number of its process."""
        assert self._process.stdin is not None
        self._process.stdin.write("run\n")
        return self._told()

    def ended(self) -> int:
        """Wait for the run; returns its exit code."""
        return self._told()

    def _told(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate()


def test_a_run_that_is_killed_five_times_mails_nobody_twice(
    compiled: CompiledIssue, inbox: Inbox, tmp_path: Path, is_thorough: bool
) -> None:
    """`kill -9` gives no chance to tidy up; what is not known then is told and not sent again unasked."""
    count, kills = 1000 if is_thorough else 500, 5
    readers = people(tmp_path, count)
    (tmp_path / "issue.pickle").write_bytes(pickle.dumps(compiled))
    with closing(Runs(tmp_path, inbox.port)) as runs:
        for kill in range(1, kills + 1):
            process = runs.start()
            inbox.wait_for(kill * count // 7)
            os.kill(process, signal.SIGKILL)
            assert runs.ended() == -signal.SIGKILL
        runs.start()
        assert runs.ended() == 0

    received = Counter(inbox.addresses)
    assert [address for address, times in received.items() if times > 1] == []
    report = send(compiled, readers, inbox)
    doubtful = set(report.doubtful_rows)
    lost = {n for n in range(1, count + 1) if f"reader{n}@example.org" not in received}
    assert lost <= doubtful
    assert len(doubtful) <= kills * 3
    assert report.states == {"sent": count - len(doubtful)} | (
        {"doubtful": len(doubtful)} if doubtful else {}
    )
    assert len(inbox.mails) == len(received)

    send(compiled, readers, inbox, doubtful=True)
    received = Counter(inbox.addresses)
    assert len(received) == count
    twice = {int(re.findall(r"\d+", address)[0]) for address, times in received.items() if times > 1}
    assert twice == doubtful - lost


def test_later_is_tried_again_and_never_is_given_up(
    compiled: CompiledIssue, inbox: Inbox, tmp_path: Path
) -> None:
    asked: Counter[str] = Counter()

    def answer(address: str) -> str:
        asked[address] += 1
        if address.startswith("reader3@"):
            return "451 busy" if asked[address] < 3 else OK
        if address.startswith("reader4@"):
            return "452 always busy"
        return "550 no such person" if address.startswith("reader5@") else OK

    inbox.on_receiver = answer
    readers = people(tmp_path, 8)
    report = send(compiled, readers, inbox)
    assert report.states == {"sent": 6, "deferred": 1, "refused": 1}
    assert report.mails == 6
    assert asked["reader3@example.org"] == asked["reader4@example.org"] == 3
    assert asked["reader5@example.org"] == 1
    send(compiled, readers, inbox)
    assert asked["reader4@example.org"] == 6, "a later run tries it again"
    assert asked["reader5@example.org"] == 1, "a later run does not"
    assert max(Counter(inbox.addresses).values()) == 1


def test_what_is_answered_to_the_message_counts_too(
    compiled: CompiledIssue, inbox: Inbox, tmp_path: Path
) -> None:
    answers = {"reader2@example.org": "554 no", "reader3@example.org": "450 later"}
    inbox.on_data = lambda address: answers.get(address, OK)
    report = send(compiled, people(tmp_path, 5), inbox)
    assert report.states == {"sent": 3, "refused": 1, "deferred": 1}


def test_a_connection_lost_in_a_message_leaves_a_doubt(
    compiled: CompiledIssue, inbox: Inbox, tmp_path: Path
) -> None:
    inbox.on_data = lambda address: "hang up" if address == "reader2@example.org" else OK
    readers = people(tmp_path, 5)
    report = send(compiled, readers, inbox)
    assert report.states == {"sent": 4, "doubtful": 1}
    assert report.doubtful_rows == (2,)
    inbox.on_data = lambda address: OK
    assert send(compiled, readers, inbox).mails == 0
    assert send(compiled, readers, inbox, doubtful=True).mails == 1
    assert sorted(inbox.addresses) == [f"reader{n}@example.org" for n in range(1, 6)]


def test_a_server_that_closes_between_mails_loses_none(
    compiled: CompiledIssue, inbox: Inbox, tmp_path: Path
) -> None:
    asked: Counter[str] = Counter()

    def answer(address: str) -> str:
        asked[address] += 1
        return "421 closing" if asked[address] == 1 and address.startswith("reader2") else OK

    inbox.on_receiver = answer
    report = send(compiled, people(tmp_path, 6), inbox)
    assert report.states == {"sent": 6}
    assert max(Counter(inbox.addresses).values()) == 1


def test_a_server_that_refuses_everything_ends_the_run(
    compiled: CompiledIssue, inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It refuses the sender, then, and its readers are not given up one after the other."""
    monkeypatch.setattr("ketacontent.newsletter.smtp.MOST_REFUSED", 5)
    inbox.on_data = lambda address: "554 spam"
    readers = people(tmp_path, 40)
    with pytest.raises(UsageError, match=r"refused 5 mails[\s\S]*554[\s\S]*KC806"):
        send(compiled, readers, inbox)
    inbox.on_data = lambda address: OK
    assert send(compiled, readers, inbox).mails >= 30


def test_a_connection_is_closed_after_some_mails(
    compiled: CompiledIssue, inbox: Inbox, tmp_path: Path
) -> None:
    pace = Pace(connections=1, passes=1, mails_per_connection=2)
    assert send(compiled, people(tmp_path, 5), inbox, pace).states == {"sent": 5}


def test_a_list_that_has_changed_still_mails_nobody_twice(
    compiled: CompiledIssue, inbox: Inbox, tmp_path: Path
) -> None:
    readers = people(tmp_path, 5)
    send(compiled, readers, inbox)
    lines = readers.path.read_text().splitlines()
    new = lines[0].replace("reader1@", "new@")
    readers.path.write_text("\n".join([new, *reversed(lines), lines[0].replace("reader1@", "READER1@")]))
    report = send(compiled, readers, inbox)
    assert (report.mails, report.done_before, report.rejects) == (1, 5, 1)
    assert inbox.addresses[5:] == ["new@example.org"]


def test_a_server_that_cannot_be_used_is_told_without_its_words(
    compiled: CompiledIssue, inbox: Inbox, tmp_path: Path
) -> None:
    readers = people(tmp_path, 2)
    with (
        Ledger(None, compiled.ref) as ledger,
        pytest.raises(UsageError, match=r"encryption[\s\S]*KC806"),
    ):
        send_all(compiled, readers, MailServer("127.0.0.1", inbox.port), AUTHOR, ledger, pace=QUICK)
    with (
        Ledger(None, compiled.ref) as ledger,
        pytest.raises(UsageError, match=r"login[\s\S]*KC806"),
    ):
        server = MailServer("127.0.0.1", inbox.port, "none", "ann", "secret")
        send_all(compiled, readers, server, AUTHOR, ledger, pace=QUICK)
    closed = inbox.port
    with open_inbox() as other:
        closed = other.port
    with (
        Ledger(None, compiled.ref) as ledger,
        pytest.raises(UsageError, match=r"refused[\s\S]*KC806"),
    ):
        send_all(compiled, readers, MailServer("127.0.0.1", closed, "none"), AUTHOR, ledger, pace=QUICK)
    assert inbox.mails == []


def test_the_rate_is_kept() -> None:
    """Mails are let go one by one: the time at which each may go is counted, not measured."""
    from ketacontent.newsletter import smtp

    slept: list[float] = []
    clock = smtp.Clock(10)
    now = [100.0]

    class Time:
        monotonic = staticmethod(lambda: now[0])

        @staticmethod
        def sleep(seconds: float) -> None:
            slept.append(seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(smtp, "time", Time)
        for _ in range(4):
            clock.wait()
        now[0] = 200.0
        clock.wait()
    assert [round(each, 3) for each in slept] == [0, 0.1, 0.2, 0.3, 0]


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 587, "starttls", None)),
        ("smtp://ann@mail.example.org:2525", ("mail.example.org", 2525, "starttls", "ann")),
        ("smtps://mail.example.org", ("mail.example.org", 465, "tls", None)),
        ("smtp+plain://localhost", ("localhost", 25, "none", None)),
    ],
)
def test_the_address_of_a_server(address: str, wanted: tuple[object, ...]) -> None:
    server = MailServer.parse(address, "secret")
    assert (server.host, server.port, server.security, server.user) == wanted
    assert "secret" not in f"{server!r} {server}"


@pytest.mark.parametrize(
    "address",
    [
        "mail.example.org",
        "https://mail.example.org",
        "smtp://",
        "smtp://ann:secret@mail.example.org",
        "smtp+plain://mail.example.org",
        "smtp://mail.example.org:x",
        "smtp://mail.example.org/path",
    ],
)
def test_the_address_of_a_server_is_refused_where_it_is_none_or_unsafe(address: str) -> None:
    with pytest.raises(UsageError, match="KC602") as caught:
        MailServer.parse(address)
    assert "secret" not in str(caught.value)
