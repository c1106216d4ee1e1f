"""The django-anymail example against a mail service that is played here: one request a reader."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kit.example import EXAMPLES

pytest.importorskip("anymail", reason="django-anymail is not installed (pip install django-anymail)")

SENDER = "Example Clinic <news@clinic.example.org>"
LIST = """address,name,token,consent,country
ann@example.org,Ann,k3v9,yes,US
zoe@example.org,Zoë,p7w2,yes,GB
gone@example.org,Gus,r5t5,yes,US
nobody,Bob,q1x8,yes,US
"""


INACTIVE = (
    "You tried to send to recipient(s) that have been marked as inactive. Found inactive addresses: "
    "gone@example.org. Inactive recipients are ones that have generated a hard bounce or a spam complaint."
)


class Service(ThreadingHTTPServer):
    """Takes mails as Postmark does; it refuses one address, and can be out of order."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.mails: list[dict[str, Any]] = []
        self.is_down = False


class Answer(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        service = self.server
        assert isinstance(service, Service)
        mail = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status, answer = 200, {"ErrorCode": 0, "Message": "OK", "MessageID": "1", "To": mail["To"]}
        if service.is_down:
            status, answer = 503, {"ErrorCode": 100, "Message": "Maintenance"}
        elif mail["To"].startswith("gone@"):
            status, answer = 422, {"ErrorCode": 406, "Message": INACTIVE}
        else:
            service.mails.append({**mail, "token": self.headers["X-Postmark-Server-Token"]})
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def run(folder: Path, service: Service) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "send_issue.py", "before-you-decide", "readers.csv"],
        cwd=folder, capture_output=True, text=True,
        env={
            **os.environ,
            "POSTMARK_SERVER_TOKEN": "a token",
            "POSTMARK_API_URL": f"http://127.0.0.1:{service.server_port}/",
        },
    )  # fmt: skip


def test_each_reader_is_handed_to_the_service_once(service: Service, tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLES / "anymail", tmp_path / "anymail")
    (folder / "readers.csv").write_text(LIST, "utf-8")
    service.is_down = True
    down = run(folder, service)
    assert down.returncode and "503" in down.stderr and service.mails == []

    service.is_down = False
    done = run(folder, service)
    # The first reader's answer was not a yes: that mail is in doubt and does not go again by itself.
    assert (done.returncode, done.stdout) == (0, "1 sent, 1 before, 1 refused\n"), done.stderr
    (mail,) = service.mails
    assert (mail["To"], mail["From"], mail["token"]) == ("zoe@example.org", SENDER, "a token")
    headers = {each["Name"]: each["Value"] for each in mail["Headers"]}
    assert headers["List-Unsubscribe"] == "<https://clinic.example.org/u/p7w2>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for part in (mail["TextBody"], mail["HtmlBody"]):
        assert "Hello Zoë," in part and "https://clinic.example.org/u/p7w2" in part
    assert (folder / "rejects.csv").read_text("utf-8").splitlines()[1].startswith("4,address,")
