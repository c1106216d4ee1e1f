"""Words of a starter that nobody replaced are told with their place, and are not sent to anybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import ketacontent as kc
from ketacontent.catalog.placeholder import placeholders, placeholders_in
from kit.command import app

LINK = "https://clinic.example.org/u/{token}"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [*map(str, words)])


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for kind in ("newsletter", "safety-notice", "brand"):
        assert run("new", kind, f"my-{kind}", "--pack", "mine").exit_code == 0
    (tmp_path / "readers.csv").write_text("address,consent,token\nreader@example.org,yes,one\n", "utf-8")
    return tmp_path / "mine"


def finish(file: Path) -> None:
    """Replace every placeholder of a file, as an author does."""
    text = file.read_text("utf-8")
    for words in sorted(placeholders(), key=len, reverse=True):
        text = text.replace(words, "Words of our own.")
    file.write_text(text, "utf-8")


def test_the_bundled_content_holds_none() -> None:
    assert len(placeholders()) > 60
    assert list(placeholders_in(tuple(kc.load()))) == []


def test_a_placeholder_is_told_with_its_place_until_it_is_replaced(pack: Path) -> None:
    file = pack / "newsletter" / "my-newsletter.yaml"
    finish(pack / "safety-notice" / "my-safety-notice.yaml")
    finish(pack / "brand" / "my-brand.yaml")
    line = (
        file.read_text("utf-8").split("\n").index("title: Write a title that says what the issue is about")
        + 1
    )
    told = run("check", "mine")
    assert told.exit_code == 0, "a starter is valid as it stands"
    assert f"warning: mine/newsletter/my-newsletter.yaml:{line}:8  title\n" in told.output
    assert '"Write a title that says what the issue is about" (and 5 more)' in told.output
    assert told.output.count("KC704") == 1
    finish(file)
    assert "KC704" not in run("check", "mine").output


def test_a_line_inside_a_text_is_found_where_it_stands(pack: Path) -> None:
    file = pack / "safety-notice" / "my-safety-notice.yaml"
    finish(file)
    old = "  - Words of our own."
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, "  - |\n    We call you.\n    Write what to do."), "utf-8")
    line = file.read_text("utf-8").split("\n").index("    Write what to do.") + 1
    assert f"mine/safety-notice/my-safety-notice.yaml:{line}:5  body.0" in run("check", "mine").output


@pytest.mark.parametrize("left", ["newsletter", "safety-notice", "brand"])
def test_an_issue_that_shows_one_is_not_sent(pack: Path, left: str) -> None:
    """Whether it stands in the issue, in a notice on it, or in the sender's address."""
    for file in pack.glob("*/my-*.yaml"):
        if file.parent.name != left:
            finish(file)
    options = ("--unsubscribe", LINK, "--pack", "mine", "--brand", "my-brand", "--country", "US")
    refused = run(
        "newsletter", "my-newsletter", "readers.csv", "--smtp", "smtp+plain://localhost:1", *options
    )
    assert isinstance(refused.exception, kc.errors.MailError)
    assert "KC704" in str(refused.exception)
    assert not Path("my-newsletter.ledger").exists()
    written = run("newsletter", "my-newsletter", "readers.csv", "--eml", "mails", *options)
    assert written.exit_code == 0
    assert "1 mail in mails" in written.output and "KC704" in written.stderr
    finish(pack / left / f"my-{left}.yaml")
    again = run("newsletter", "my-newsletter", "readers.csv", "--eml", "more", *options)
    assert "KC704" not in again.stderr, "nothing else is left"
