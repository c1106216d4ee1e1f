"""The Django example over HTTP: sign up, confirm, look at an issue, send it, leave with one click."""

from __future__ import annotations

import pytest

pytest.importorskip("django", reason="Django is not installed (make frameworks)")
pytest.importorskip("httpx", reason="httpx is not installed (make setup)")

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import httpx

import ketacontent as kc
from kit.dom import visible_text
from kit.example import EXAMPLES

ISSUE = "the-day-of-a-session"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


class Letters:
    """The running example: its site, its commands, its mails."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self.process, self.folder = process, folder
        self.address = self.line()

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def visitor(self) -> httpx.Client:
        """Return a client with cookies of its own."""
        return httpx.Client(base_url=self.address, timeout=60)

    def command(self, words: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()
        return "\n".join(iter(self.line, "."))

    def mails(self) -> list[EmailMessage]:
        """Return every mail so far, oldest first."""
        files = sorted(self.folder.joinpath("mails").glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
        texts = [text for file in files for text in re.split(rb"(?m)^-{79}\n", file.read_bytes())]
        found = [message_from_bytes(text, policy=policy.default) for text in texts if text.strip()]
        return [mail for mail in found if isinstance(mail, EmailMessage)]


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Letters]:
    """Start the example with an empty database."""
    folder = tmp_path_factory.mktemp("letters")
    paths = [EXAMPLES / "django-newsletter", Path(__file__).parents[1], os.environ.get("PYTHONPATH")]
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(str(path) for path in paths if path),
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "LETTERS_VAR": str(folder),
        "LETTERS_DEBUG": "0",
    }
    command = [sys.executable, str(Path(__file__).with_name("django_letters.py"))]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    ) as process:
        yield Letters(process, folder)
        assert process.stdin is not None
        process.stdin.close()


def token_in(html: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    assert found is not None
    return found[1]


def post(visitor: httpx.Client, page: str, target: str, **values: str) -> httpx.Response:
    """Fill in the form of a page as a browser would."""
    token = token_in(visitor.get(page).text)
    data = {"csrfmiddlewaretoken": token, **values}
    return visitor.post(target, data=data, follow_redirects=True)


def part_of(mail: EmailMessage, subtype: str) -> str:
    part = mail.get_body((subtype,))
    assert part is not None
    return str(part.get_content())


def test_a_person_signs_up_gets_an_issue_once_and_leaves_with_one_click(
    letters: Letters, bundled: kc.Catalog
) -> None:
    with letters.visitor() as ann:
        answer = post(ann, "/", "/subscribe/", address="Ann@Example.org", name="Ann", country="GB")
        assert "Look into your mail" in visible_text(answer.text)
        (question,) = letters.mails()
        assert (question["To"], "List-Unsubscribe" in question) == ("ann@example.org", False)
        found = re.search(r"http\S+/confirm/\S+", question.get_content())
        assert found is not None
        link = urlsplit(found[0]).path
        assert ann.get(link).status_code == 200
        assert letters.command(f"send_issue {ISSUE}") == "0 sent, 0 had it before, 0 refused"
        assert "You will get our letters" in post(ann, link, link).text

    assert letters.command(f"send_issue {ISSUE}") == "1 sent, 0 had it before, 0 refused"
    mail = letters.mails()[-1]
    html, text = part_of(mail, "html"), part_of(mail, "plain")
    assert (mail["To"], mail["Subject"]) == ("ann@example.org", bundled.newsletters[ISSUE].subject)
    reader = kc.Renderer(bundled, country="GB", brand="sample-clinic")
    kc.testing.assert_must_show(html, [bundled.newsletters[ISSUE]], reader)
    for words in ("Hello Ann,", "116 123", "100 Example Street"):
        assert words in visible_text(html)
        assert words in text
    assert letters.command(f"send_issue {ISSUE}") == "0 sent, 1 had it before, 0 refused"

    address = mail["List-Unsubscribe"].strip("<>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address.startswith("https://letters.example.org/u/")
    assert address in text
    path = urlsplit(address).path
    with letters.visitor() as program:
        assert program.get(path).status_code == 200
        assert letters.command(f"send_issue {ISSUE}") == "0 sent, 1 had it before, 0 refused", (
            "still a reader"
        )
        answer = program.post(path, data=ONE_CLICK)
        assert (answer.status_code, answer.history) == (200, [])
        assert program.post(path, data=ONE_CLICK).status_code == 200
    assert letters.command("send_issue before-you-decide") == "0 sent, 0 had it before, 0 refused"


def test_the_form_takes_one_plain_address_and_tells_nothing(letters: Letters) -> None:
    with letters.visitor() as visitor:
        before = len(letters.mails())
        hostile = (
            "nobody",
            "a@example.org\r\nBcc: b@example.org",
            "a@example.org, b@example.org",
            '"a b"@example.org',
        )
        for address in hostile:
            assert post(visitor, "/", "/subscribe/", address=address).status_code == 400
        assert post(visitor, "/", "/subscribe/", address="c@example.org", country="ZZ").status_code == 400
        assert len(letters.mails()) == before
        first, second = (post(visitor, "/", "/subscribe/", address="d@example.org") for _ in range(2))
        assert visible_text(first.text) == visible_text(second.text)
        assert visitor.post("/subscribe/", data={"address": "e@example.org"}).status_code == 403


def test_an_issue_is_looked_at_as_page_and_as_mail(letters: Letters, bundled: kc.Catalog) -> None:
    with letters.visitor() as visitor:
        page = visitor.get(f"/issues/{ISSUE}/", params={"country": "US"})
        reader = kc.Renderer(bundled, country="US", brand="sample-clinic")
        kc.testing.assert_must_show(page.text, [bundled.newsletters[ISSUE]], reader)
        mail = visitor.get(f"/issues/{ISSUE}/mail/", params={"country": "US"})
        kc.testing.assert_must_show(mail.text, [bundled.newsletters[ISSUE]], reader)
        assert mail.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert page.headers["X-Frame-Options"] == "DENY"
        assert visitor.get(f"/newsletter/{ISSUE}/").status_code == 200
        assert visitor.get("/route/intravenous/").status_code == 200


def test_what_is_not_there_is_404(letters: Letters) -> None:
    with letters.visitor() as visitor:
        for path in ("/u/abc/", "/confirm/abc/", "/issues/none/", "/issues/none/mail/"):
            assert visitor.get(path).status_code == 404
        assert visitor.post("/u/abc/", data=ONE_CLICK).status_code == 404
        answer = visitor.get("/route/intravenus/")
        assert "Did you mean intravenous" in visible_text(answer.text)
        assert answer.status_code == 404
    assert "There is no newsletter" in letters.command("send_issue the-day-of-a-sesion")


def test_the_migrations_are_those_of_the_models(letters: Letters) -> None:
    assert letters.command("makemigrations --check --dry-run") == "No changes detected"
