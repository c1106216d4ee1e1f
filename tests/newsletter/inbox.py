"""A real SMTP server on this machine that keeps what arrives, and answers as it is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 ok"


class Inbox:
    """What arrived, and what is answered to each receiver and to each message."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, bytes]] = []
        self.port = 0
        self.on_receiver: Callable[[str], str] = lambda address: OK
        self.on_data: Callable[[str], str] = lambda address: OK
        self.arrived = threading.Condition()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.on_receiver(address)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        (address,) = envelope.rcpt_tos
        answer = self.on_data(address)
        if answer == "hang up":
            assert server.transport is not None
            server.transport.abort()
            return OK
        if answer == OK:
            assert isinstance(envelope.content, bytes)
            with self.arrived:
                self.mails.append((address, envelope.content))
                self.arrived.notify_all()
        return answer

    def wait_for(self, count: int) -> None:
        """Return when so many mails have arrived."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.mails) >= count, timeout=120)

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.mails]


@contextmanager
def open_inbox(**settings: Any) -> Iterator[Inbox]:
    """Run a server until the end of the block.

    Args:
        settings: aiosmtpd's own, such as `tls_context`.
    """
    inbox = Inbox()
    with socket.socket() as probe:  # the server cannot be asked to choose a port itself
        probe.bind(("127.0.0.1", 0))
        inbox.port = probe.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port, **settings)
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop()
