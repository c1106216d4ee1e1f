"""`ketacontent newsletter`: a list in, mails out, and every wrong use told."""

from __future__ import annotations

import quopri
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kit.command import app

from .inbox import open_inbox

HEAD = "address,name,token,consent,country\n"
ROWS = "ann@example.org,Ann,t1,yes,US\nzoe@example.org,Zoë,t2,yes,GB\nbad,Bad,t3,yes,US\n"
LINK = "https://clinic.example.org/u/{token}"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["newsletter", *map(str, arguments)])


@pytest.fixture
def readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "readers.csv").write_text(HEAD + ROWS, "utf-8")
    return tmp_path / "readers.csv"


def test_a_list_becomes_files(readers: Path, tmp_path: Path) -> None:
    done = run(
        "before-you-decide",
        readers,
        "--eml",
        "out",
        "--unsubscribe",
        LINK,
        "--brand",
        "sample-clinic",
        "--processes",
        1,
    )
    assert done.exit_code == 0, done.output
    assert "2 mails in out" in done.output and "1 row got none; why: rejects.csv" in done.output
    assert (tmp_path / "rejects.csv").read_text().splitlines()[1].startswith("3,address,")
    assert len(list((tmp_path / "out").rglob("*.eml"))) == 2
    assert "example.org" not in done.output.replace("clinic.example.org", "")


def test_a_list_is_sent_and_not_sent_again(readers: Path, tmp_path: Path) -> None:
    (tmp_path / "stop.txt").write_text("zoe@example.org\n")
    with open_inbox() as inbox:
        command = (
            "the-day-of-a-session", readers, "--smtp", f"smtp+plain://127.0.0.1:{inbox.port}",
            "--unsubscribe", LINK, "--brand", "sample-clinic", "--connections", 1, "--suppress", "stop.txt",
        )  # fmt: skip
        first, second = run(*command), run(*command)
        assert inbox.addresses == ["ann@example.org"]
    assert first.exit_code == second.exit_code == 0, first.output
    assert "1 mail sent, 0 done before; ledger: the-day-of-a-session.ledger" in first.output
    assert "0 mails sent, 1 done before" in second.output
    other = run("before-you-decide", readers, *command[2:], "--ledger", "the-day-of-a-session.ledger")
    assert "KC805" in str(other.exception)


def test_an_issue_is_exported_with_a_services_tags(readers: Path, tmp_path: Path) -> None:
    done = run("before-you-decide", "--tags", "mailchimp", "--out", "tags", "--brand", "sample-clinic")
    assert done.exit_code == 0, done.output
    assert "*|UNSUB|*" in (tmp_path / "tags" / "mail.html").read_text("utf-8")
    assert sorted(file.name for file in (tmp_path / "tags").iterdir()) == [
        "mail.html",
        "mail.txt",
        "subject.txt",
    ]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), "KC602"),
        (("--eml", "a", "--parquet", "b"), "KC602"),
        (("--tags", "mailchimp", "--brand", "sample-clinic"), "KC602"),
        (("--eml", "out"), "KC802"),
        (("--eml", "out", "--brand", "nobody"), "KC601"),
        (("--eml", "out", "--brand", "sample-clinic"), "KC804"),
        (("--eml", "out", "--brand", "sample-clinic", "--unsubscribe", "https://x.example/u"), "KC503"),
        (
            ("--eml", "out", "--brand", "sample-clinic", "--unsubscribe", LINK, "--suppress", "absent"),
            "KC804",
        ),
        (("--eml", "out", "--brand", "sample-clinic", "--unsubscribe", LINK, "--country", "usa"), "KC602"),
        (("--smtp", "mail.example.org", "--brand", "sample-clinic", "--unsubscribe", LINK), "KC602"),
    ],
)
def test_wrong_use_is_told(arguments: tuple[str, ...], code: str, readers: Path, tmp_path: Path) -> None:
    done = run("before-you-decide", readers, *arguments)
    assert code in str(done.exception), done.output
    assert sorted(file.name for file in tmp_path.iterdir() if file.name != "rejects.csv") == ["readers.csv"]


def test_an_unknown_issue_and_a_missing_list_are_told(readers: Path) -> None:
    assert "KC601" in str(run("before-you-decid", readers, "--eml", "out").exception)
    assert "KC804" in str(run("before-you-decide", "--eml", "out", "--brand", "sample-clinic").exception)


def test_a_starter_is_valid_and_can_be_mailed(readers: Path, tmp_path: Path) -> None:
    made = CliRunner().invoke(app, ["new", "newsletter", "winter", "--pack", "letters", "--on", "2026-02-28"])
    assert made.exit_code == 0, made.output
    assert CliRunner().invoke(app, ["check", "letters"]).exit_code == 0
    done = run(
        "winter", readers, "--pack", "letters", "--eml", "out", "--unsubscribe", LINK,
        "--brand", "sample-clinic", "--processes", 1,
    )  # fmt: skip
    assert "2 mails in out" in done.output
    mail = next((tmp_path / "out").rglob("000000001.eml")).read_bytes()
    words = quopri.decodestring(mail)
    assert b"Hello Ann," in words and b"We are glad" not in words
    again = CliRunner().invoke(app, ["new", "newsletter", "winter", "--pack", "letters"])
    assert "KC606" in str(again.exception)
    second = CliRunner().invoke(app, ["new", "newsletter", "spring", "--pack", "letters"])
    assert "number 2" in second.output


@pytest.mark.parametrize(
    ("kind", "id"), [("leaflet", "a"), ("newsletter", "Not An Id"), ("newsletter", "../up")]
)
def test_a_starter_of_another_kind_or_id_is_refused(
    kind: str, id: str, readers: Path, tmp_path: Path
) -> None:
    done = CliRunner().invoke(app, ["new", kind, id, "--pack", "letters"])
    assert "KC602" in str(done.exception)
    assert not (tmp_path / "letters").exists()
