"""Sending by SMTP: a few connections, each with its thread, at no more than a given rate.

What the ledger is told decides what a later run does, so each step is marked in
it before or after the one moment that matters: when the message's data go to
the server. What the server answers with 4xx waits for the next pass over the
list; what it answers with 5xx is given up.
"""

from __future__ import annotations

import queue
import smtplib
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from urllib.parse import urlsplit

from ketacontent.errors import UsageError
from ketacontent.newsletter.issue import CompiledIssue
from ketacontent.newsletter.ledger import Ledger
from ketacontent.newsletter.reader import Reader

TIMEOUT_S = 60.0
MOST_REFUSED = 50
"""Mails that a server may refuse one after the other; then it refuses us, and not our readers."""


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed in.

    Args:
        host: its name.
        port: mostly 587 with STARTTLS, or 465 with TLS from the start.
        security: `starttls`, `tls` or, for a server on this machine only, `none`.
        user: for a login; none without one.
        password: for the login; it is not shown when the server is printed.
    """

    host: str
    port: int
    security: str = "starttls"
    user: str | None = None
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, address: str, password: str = "") -> MailServer:
        """Read an address: `smtp://user@host:587` (STARTTLS), `smtps://host:465` (TLS), `smtp+plain://localhost:25`.

        Raises:
            UsageError: (KC602) it is not of this form, or would send a list of people in the clear.
        """
        parts = urlsplit(address)
        security = {"smtp": "starttls", "smtps": "tls", "smtp+plain": "none"}.get(parts.scheme)
        usual = {"starttls": 587, "tls": 465, "none": 25}
        try:
            port = parts.port or usual[security or "none"]
        except ValueError:
            port = 0
        if security is None or not parts.hostname or parts.password or not port or parts.path.strip("/"):
            raise UsageError(
                "This is not the address of a mail server.",
                "Write smtp://user@host:587 or smtps://user@host:465; the password comes from the "
                "environment variable KETACONTENT_SMTP_PASSWORD.",
                "KC602",
            )
        if security == "none" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
            raise UsageError(
                f"Without encryption mails go to this machine only, not to {parts.hostname}.",
                "Write smtp:// or smtps://.",
                "KC602",
            )
        return cls(parts.hostname, port, security, parts.username, password)

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"

    def connect(self) -> smtplib.SMTP:
        """Open a connection, encrypted and logged in.

        Raises:
            OSError: it cannot be made; smtplib's errors are among these.
        """
        if self.security == "tls":
            context = ssl.create_default_context()
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT_S, context=context
            )
        else:
            connection = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_S)
        try:
            if self.security == "starttls":
                connection.starttls(context=ssl.create_default_context())
            connection.ehlo_or_helo_if_needed()
            if self.user is not None:
                connection.login(self.user, self.password)
        except BaseException:
            connection.close()
            raise
        return connection


@dataclass(frozen=True)
class Pace:
    """How hard a run may press.

    Args:
        connections: open at a time.
        per_second: mails a second over all of them; 0 for no limit.
        passes: how often a mail is tried that the server answers with "later".
        wait_s: before the second pass; twice as long before each one after that.
        mails_per_connection: after which a connection is closed, as many servers ask.
    """

    connections: int = 4
    per_second: float = 0.0
    passes: int = 4
    wait_s: float = 60.0
    mails_per_connection: int = 100


class Clock:
    """Lets one mail go at a time, evenly over each second."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second if per_second > 0 else 0.0
        self._next = 0.0
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Return when the next mail may go."""
        if not self._gap:
            return
        with self._lock:
            now = time.monotonic()
            at = max(self._next, now)
            self._next = at + self._gap
        time.sleep(at - now)


class Sender:
    """Sends mails over several connections; use it with `with`.

    Args:
        issue: what is sent.
        author: the address that gets what bounces (the envelope's sender).
        server: where mails are handed in.
        ledger: is told what happens.
        pace: how hard it may press.
        done: is called for each mail that was tried.
    """

    def __init__(
        self,
        issue: CompiledIssue,
        author: str,
        server: MailServer,
        ledger: Ledger,
        pace: Pace,
        done: Callable[[int], None],
    ) -> None:
        self.issue, self.author, self.server, self.ledger = issue, author, server, ledger
        self.pace, self._done = pace, done
        self._clock = Clock(pace.per_second)
        self._waiting: queue.Queue[Reader | None] = queue.Queue(pace.connections * 4)
        self._fault: BaseException | None = None
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(pace.connections)]
        self.sent = 0
        self._refused = 0

    def __enter__(self) -> Sender:
        # One connection is tried first: a wrong password must not be told by each thread.
        try:
            _close(self.server.connect())
        except (OSError, smtplib.SMTPException) as error:
            raise _unusable(self.server, error) from None
        for thread in self._threads:
            thread.start()
        return self

    def send(self, readers: Iterable[Reader]) -> None:
        """Hand in some readers; waits while all connections are busy.

        Raises:
            UsageError: (KC806) the server cannot be used any longer.
        """
        for reader in readers:
            while True:
                self._raise_fault()
                try:
                    self._waiting.put(reader, timeout=0.2)
                    break
                except queue.Full:
                    continue

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._stop.set()
        for _ in self._threads:
            while not self._stop.is_set():
                try:
                    self._waiting.put(None, timeout=0.2)
                    break
                except queue.Full:
                    continue
        for thread in self._threads:
            thread.join()
        if kind is None:
            self._raise_fault()

    def _raise_fault(self) -> None:
        if self._fault is None:
            return
        if isinstance(self._fault, (OSError, smtplib.SMTPException)):
            raise _unusable(self.server, self._fault) from None
        raise self._fault

    def _run(self) -> None:
        connection = Connection(self.server, self.pace)
        try:
            while not self._stop.is_set():
                try:
                    reader = self._waiting.get(timeout=0.2)
                except queue.Empty:
                    continue
                if reader is None:
                    break
                self._clock.wait()
                self._one(connection, reader)
                self._done(1)
        except BaseException as error:
            self._fault = error
            self._stop.set()
        finally:
            connection.close()

    def _one(self, connection: Connection, reader: Reader) -> None:
        """Send one mail and mark what became of it."""
        message = self.issue.dated(datetime.now(UTC)).message(reader)
        code = connection.offer(self.author, reader.address)
        if code // 100 == 2:
            self.ledger.mark(reader.address, "sending")
            code = connection.hand_over(message)
        if code == 0:
            self.ledger.mark(reader.address, "doubtful")
        elif code // 100 == 2:
            self.ledger.mark(reader.address, "sent", code)
            self.sent += 1
            self._refused = 0
        elif code // 100 == 5 and self._refused + 1 >= MOST_REFUSED:
            self.ledger.mark(reader.address, "deferred", code)
            raise smtplib.SMTPResponseException(code, b"")
        else:
            self._refused += code // 100 == 5
            self.ledger.mark(reader.address, "refused" if code // 100 == 5 else "deferred", code)


class Connection:
    """One connection that is opened when needed and opened again when it was lost."""

    _TRIES = 5

    def __init__(self, server: MailServer, pace: Pace) -> None:
        self._server, self._pace = server, pace
        self._smtp: smtplib.SMTP | None = None
        self._mails = 0

    def offer(self, author: str, address: str) -> int:
        """Name sender and receiver; returns the server's code. Nothing was sent yet, so a loss is no harm."""
        for attempt in range(self._TRIES):
            if attempt:
                time.sleep(min(self._pace.wait_s, 2.0**attempt))
            try:
                smtp = self._open()
                code, answer = smtp.mail(author)
                if code // 100 == 5:  # no reader can help it, so no reader is given up
                    raise smtplib.SMTPSenderRefused(code, answer, author)
                if code // 100 == 2:
                    code, _ = smtp.rcpt(address)
            except (smtplib.SMTPAuthenticationError, smtplib.SMTPSenderRefused):
                raise
            except (OSError, smtplib.SMTPException):
                self.close()
                continue
            if code == 421:  # the server closes the connection
                self.close()
                continue
            if code // 100 != 2:
                smtp.rset()
            return code
        raise smtplib.SMTPServerDisconnected("The server closed each connection.")

    def hand_over(self, message: bytes) -> int:
        """Give the message; returns the server's code, or 0 where its answer was not heard."""
        smtp = self._open()
        self._mails += 1
        try:
            code, _ = smtp.data(message)
        except smtplib.SMTPDataError as error:  # it did not want the data at all
            code = int(error.smtp_code)
            smtp.rset()
        except (OSError, smtplib.SMTPException):
            self.close()
            return 0
        if code == 421 or self._mails >= self._pace.mails_per_connection:
            self.close()
        return code

    def _open(self) -> smtplib.SMTP:
        if self._smtp is None:
            self._smtp, self._mails = self._server.connect(), 0
        return self._smtp

    def close(self) -> None:
        """End the connection, politely where that is possible."""
        if self._smtp is not None:
            _close(self._smtp)
            self._smtp = None


def _close(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()


def _unusable(server: MailServer, error: BaseException) -> UsageError:
    """Say what is wrong with a server, without the words that it answered: they may hold addresses."""
    fix = "Look at host, port and login, and run the same command again."
    match error:
        case smtplib.SMTPAuthenticationError():
            what = "It refused the login."
        case smtplib.SMTPSenderRefused():
            what = "It refused the sender."
        case smtplib.SMTPResponseException(smtp_code=code) if type(error) is smtplib.SMTPResponseException:
            what = f"It refused {MOST_REFUSED} mails one after the other, the last with {code}."
        case smtplib.SMTPNotSupportedError():
            what = "It does not offer encryption, or no login."
        case ssl.SSLCertVerificationError(verify_message=why):
            what = f"Its certificate was refused: {why.rstrip('.')}."
            fix = (
                "Use the name that the certificate is for. Where the server's authority is your own, name "
                "its certificate in the environment variable SSL_CERT_FILE."
            )
        case ssl.SSLError():
            what = "The encryption could not be agreed upon: is the port the right one for it?"
        case ConnectionRefusedError():
            what = "The connection was refused."
        case TimeoutError():
            what = "It did not answer in time."
        case _:
            what = f"The connection failed ({type(error).__name__})."
    return UsageError(f"{server}: {what}", fix, "KC806")
