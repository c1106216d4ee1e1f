"""Sending over TLS, by STARTTLS and from the start, and never to a server that is not the one named."""

from __future__ import annotations

import json
import shutil
import ssl
import subprocess
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from ketacontent.errors import UsageError
from ketacontent.newsletter import CompiledIssue
from ketacontent.newsletter.ledger import Ledger
from ketacontent.newsletter.read import ReaderList
from ketacontent.newsletter.run import Report, send_all
from ketacontent.newsletter.smtp import MailServer, Pace

from .inbox import Inbox, open_inbox

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="no openssl: a certificate for the test cannot be made"
)
AUTHOR = "news@clinic.example.org"
ADDRESSES = [f"reader{n}@example.org" for n in range(1, 4)]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate for this machine by its number, not by its name, signed by itself."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", "key.pem", "-out", "certificate.pem", "-days", "2", "-subj", "/CN=a test",
            "-addext", "subjectAltName=IP:127.0.0.1",
        ],
        check=True, capture_output=True, cwd=folder,
    )  # fmt: skip
    return folder / "certificate.pem"


@pytest.fixture
def context(certificate: Path) -> ssl.SSLContext:
    """Return what the server needs."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate, certificate.with_name("key.pem"))
    return made


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the certificate, as somebody with an authority of their own does."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


def authenticate(*arguments: object) -> AuthResult:
    told = arguments[-1]
    assert isinstance(told, LoginPassword)
    return AuthResult(success=(told.login, told.password) == (b"ann", b"right"), handled=False)


def send(compiled: CompiledIssue, folder: Path, address: str, inbox: Inbox, password: str = "") -> Report:
    cells = {"place": "Room 5", "consent": "yes", "token": "t"}
    rows = (json.dumps({**cells, "address": address}) for address in ADDRESSES)
    (folder / "readers.jsonl").write_text("\n".join(rows))
    server = MailServer.parse(address.format(port=inbox.port), password)
    with Ledger(None, compiled.ref) as ledger:
        return send_all(
            compiled, ReaderList(folder / "readers.jsonl"), server, AUTHOR, ledger,
            pace=Pace(connections=2, passes=1, mails_per_connection=2),
        )  # fmt: skip


@pytest.mark.usefixtures("trusted")
def test_mails_go_by_starttls_after_a_login(
    compiled: CompiledIssue, context: ssl.SSLContext, tmp_path: Path
) -> None:
    """The server takes nothing before both; a wrong password is told, and nobody is marked as mailed."""
    needs = {"require_starttls": True, "auth_required": True, "authenticator": authenticate}
    with open_inbox(tls_context=context, **needs) as inbox:
        address = "smtp://ann@127.0.0.1:{port}"
        with pytest.raises(UsageError, match=r"refused the login[\s\S]*KC806"):
            send(compiled, tmp_path, address, inbox, "wrong")
        assert inbox.mails == []
        assert send(compiled, tmp_path, address, inbox, "right").states == {"sent": 3}
        assert sorted(inbox.addresses) == ADDRESSES


@pytest.mark.usefixtures("trusted")
def test_mails_go_over_tls_from_the_start(
    compiled: CompiledIssue, context: ssl.SSLContext, tmp_path: Path
) -> None:
    with open_inbox(ssl_context=context) as inbox:
        assert send(compiled, tmp_path, "smtps://127.0.0.1:{port}", inbox).states == {"sent": 3}
        assert sorted(inbox.addresses) == ADDRESSES


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_certificate_that_nobody_vouches_for_is_refused(
    scheme: str, compiled: CompiledIssue, context: ssl.SSLContext, tmp_path: Path
) -> None:
    with open_inbox(**{"tls_context" if scheme == "smtp" else "ssl_context": context}) as inbox:
        with pytest.raises(UsageError, match=r"certificate was refused: self.signed[\s\S]*SSL_CERT_FILE"):
            send(compiled, tmp_path, f"{scheme}://127.0.0.1:{{port}}", inbox)
        assert inbox.mails == []


@pytest.mark.usefixtures("trusted")
def test_a_certificate_for_another_name_is_refused(
    compiled: CompiledIssue, context: ssl.SSLContext, tmp_path: Path
) -> None:
    with open_inbox(tls_context=context) as inbox:
        with pytest.raises(UsageError, match=r"certificate was refused: Hostname mismatch[\s\S]*KC806"):
            send(compiled, tmp_path, "smtp://localhost:{port}", inbox)
        assert inbox.mails == []


def test_a_port_without_tls_is_told(compiled: CompiledIssue, tmp_path: Path) -> None:
    with open_inbox() as inbox:
        with pytest.raises(UsageError, match=r"right one[\s\S]*KC806"):
            send(compiled, tmp_path, "smtps://127.0.0.1:{port}", inbox)
        assert inbox.mails == []
