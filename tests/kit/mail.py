"""Checks a finished mail, byte by byte, and sends it through a real server on this machine.

It holds what RFC 5322, 2046, 2047 and 8058 ask, what the large mailbox providers ask of bulk mail, and the
house rules for HTML mail. It does not judge how a mail looks.
"""

from __future__ import annotations

import email
import email.policy
import re
import smtplib
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import getaddresses
from typing import cast

SINGLE = (
    "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Reply-To", "Cc", "Bcc", "Sender",
    "List-Unsubscribe", "List-Unsubscribe-Post",
)  # fmt: skip
NEEDED = ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version")
CLIPPED_AT = 102_000
"""Bytes of HTML above which Gmail hides the rest of a mail."""
NEARLY_CLIPPED_AT = 90_000
FORBIDDEN_ELEMENTS = ("script", "iframe", "form", "object", "embed", "video", "link", "base")

_UNSUBSCRIBE = re.compile(r"(<mailto:[^<>\s]+>\s*,\s*)?<https://[^<>\s]+>(\s*,\s*<mailto:[^<>\s]+>)?")


def check_email(raw: bytes) -> list[str]:
    """Return one sentence for each fault of a finished mail.

    Args:
        raw: the whole message, headers and body, as it would be sent.
    """
    message = _parse(raw)
    return [
        *_line_faults(raw),
        *_header_line_faults(raw),
        *(f"parser defect: {defect!r}" for part in message.walk() for defect in part.defects),
        *_header_faults(message),
        *_part_faults(message),
    ]


def smtp_faults(raw: bytes) -> list[str]:
    """Send a mail through an SMTP server on 127.0.0.1 and say what changed on the way.

    Returns:
        One sentence for each recipient or header that did not arrive as it left.
    """
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import SMTP, Envelope, Session

    received: list[Envelope] = []

    class Inbox:
        async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
            received.append(envelope)
            return "250 ok"

    with socket.socket() as probe:  # the server cannot be asked to choose a port itself
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    sent = _parse(raw)
    controller = Controller(Inbox(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as connection:
            connection.send_message(sent)
    finally:
        controller.stop()
    arrived = _parse(cast(bytes, received[0].content))
    faults = []
    wanted = [address for _, address in getaddresses([str(sent["To"])])]
    if received[0].rcpt_tos != wanted:
        faults.append(f"envelope recipients {received[0].rcpt_tos} are not {wanted}")
    if sorted(name.lower() for name in arrived) != sorted(name.lower() for name in sent):
        faults.append(f"header names changed on the way: {set(arrived) ^ set(sent)}")
    faults += [f"{name} changed on the way" for name in sent if str(arrived[name]) != str(sent[name])]
    return faults


def _parse(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.SMTP)


def _line_faults(raw: bytes) -> Iterator[str]:
    if b"\0" in raw:
        yield "NUL byte in the message"
    if b"\r\n" in raw and re.search(rb"(?<!\r)\n", raw):
        yield "mixed line ends"
    for number, line in enumerate(re.split(rb"\r?\n", raw), 1):
        if len(line) > 998:
            yield f"line {number} has {len(line)} octets, over 998 (RFC 5322 2.1.1)"
        if b"\r" in line:
            yield f"line {number}: bare CR"


def _header_line_faults(raw: bytes) -> Iterator[str]:
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
    for line in re.split(rb"\r?\n(?![ \t])", head):
        if not re.match(rb"[!-9;-~]+:", line):
            yield f"not a header line: {line[:60]!r}"
        if re.search(rb"[^\r\n\t -~]", line):
            yield f"8-bit or control octet in header {line[:40]!r} (RFC 2047 says how to encode it)"
    for word in re.findall(rb"=\?[^?]+\?[bBqQ]\?[^?]*\?=", head):
        if len(word) > 75:
            yield f"encoded word of {len(word)} octets, over 75 (RFC 2047 2)"


def _header_faults(message: EmailMessage) -> Iterator[str]:
    for name in SINGLE:
        if (count := len(message.get_all(name, []))) > 1:
            yield f"{name} occurs {count} times"
    for name in NEEDED:
        if not message[name]:
            yield f"{name} is missing"
    if message["Bcc"]:
        yield "Bcc stands in the message itself"
    if message["From"] and len(message["From"].addresses) != 1:
        yield "From has not exactly one address"
    subject = str(message["Subject"] or "")
    if not subject.strip() or len(subject) > 150:
        yield "Subject is empty or over 150 characters"
    if not _UNSUBSCRIBE.fullmatch(str(message["List-Unsubscribe"] or "")):
        yield "List-Unsubscribe has no single https address (RFC 8058 3.1)"
    if str(message["List-Unsubscribe-Post"] or "") != "List-Unsubscribe=One-Click":
        yield "List-Unsubscribe-Post is not 'List-Unsubscribe=One-Click'"


def _part_faults(message: EmailMessage) -> Iterator[str]:
    types = [part.get_content_type() for part in message.walk()]
    leaves = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    if "multipart/alternative" not in types:
        yield "no multipart/alternative"
    elif leaves[:2] != ["text/plain", "text/html"]:
        yield f"parts come as {leaves}, wanted text/plain, then text/html (RFC 2046 5.1.4)"
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    text = plain.get_content() if plain is not None else ""
    if len(text.strip()) < 40:
        yield "plain text part is missing or nearly empty"
    if re.search(r"</?(p|div|td|a|br)\b|&nbsp;|&amp;|\{\{|\{%", text):
        yield "plain text part holds HTML or template leftovers"
    if html is not None:
        yield from _html_faults(html.get_content())
        if not all(re.search("unsubscribe", part, re.IGNORECASE) for part in (text, html.get_content())):
            yield "no visible unsubscribe in both parts"


def _html_faults(html: str) -> Iterator[str]:
    size = len(html.encode())
    if size > CLIPPED_AT:
        yield f"HTML part has {size} bytes: Gmail clips above about 102 KB"
    elif size > NEARLY_CLIPPED_AT:
        yield f"HTML part has {size} bytes: close to where Gmail clips"
    for name in FORBIDDEN_ELEMENTS:
        if re.search(rf"<{name}\b", html, re.IGNORECASE):
            yield f"<{name}> in mail HTML"
    if re.search(r"<[^>]*\son[a-z]+\s*=", html, re.IGNORECASE):
        yield "event attribute in mail HTML"
    for address in re.findall(r"""\b(?:href|src)\s*=\s*["']?([^"'\s>]*)""", html, re.IGNORECASE):
        if not re.match(r"(https://|mailto:|tel:|cid:|#)", address):
            yield f"address is not absolute https: {address[:60]!r}"
    for image in re.findall(r"<img\b[^>]*>", html, re.IGNORECASE):
        if not re.search(r"\salt\s*=", image, re.IGNORECASE):
            yield "img without alt"
    if not re.search(r"<html[^>]*\slang=", html, re.IGNORECASE):
        yield "html without lang"
    if re.search(r"\{\{|\{%|\}\}", html):
        yield "template leftovers in the HTML part"
