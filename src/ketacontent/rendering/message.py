"""`Email`: one mail, and the standard message made of it.

Header values are refused before the standard library sees them: it can be made
to write extra headers out of control characters and encoded words. The finished
header block is read again and its names compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from ketacontent.errors import MailError
from ketacontent.models.text.characters import is_allowed_address

if TYPE_CHECKING:  # the standard library's mail code is loaded when a message is made
    from email.headerregistry import Address
    from email.message import EmailMessage

UNSUBSCRIBE = "https://unsubscribe.invalid/"
"""Stands in `Email.html` and `.text` where the reader's own unsubscribe address goes."""

_CONTROL = "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"
_ENCODED = r"(?s)=\?.*?\?[^?]*\?.*?\?=|=\?[^?\s]*\?"
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_DOMAIN = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
_ADDRESS = rf"{_LOCAL}@{_DOMAIN}"
_BARE = re.compile(_ADDRESS)
_NAMED = rf"(?P<name>[^<>]*?)\s*<(?P<address>{_LOCAL}@{_DOMAIN})>"
_MESSAGE_ID = rf"<{_LOCAL}@{_DOMAIN}>"
_HEADERS = frozenset(
    {
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "mime-version",
        "list-unsubscribe",
        "list-unsubscribe-post",
        "content-type",
        "content-transfer-encoding",
    }
)
_MAX_VALUE = 998  # octets in a header line (RFC 5322, 2.1.1)
_MAX_ADDRESS = 900  # an address cannot be folded, so it shares that line with its header's name


@dataclass(frozen=True, slots=True)
class Email:
    """One mail.

    `html` and `text` hold `UNSUBSCRIBE` where the reader's own address goes;
    `to_message` puts it in.
    """

    subject: str
    preheader: str
    html: str
    text: str

    def to_message(
        self,
        to: str,
        sender: str,
        unsubscribe: str,
        date: datetime | None = None,
        message_id: str | None = None,
    ) -> EmailMessage:
        """Return the whole message, ready to send.

        Args:
            to: `ann@example.org` or `Ann Example <ann@example.org>`.
            sender: the same for From.
            unsubscribe: the reader's own https address for one-click unsubscribe (RFC 8058).
            date: with a time zone; now where left out.
            message_id: `<id@domain>`; made for the sender's domain where left out.

        Raises:
            MailError: a value has control characters, an encoded word or no valid address.
        """
        from email.message import EmailMessage
        from email.utils import format_datetime, make_msgid

        from ketacontent.rendering.header import exact_policy

        receiver, author = mail_address(to, "to"), mail_address(sender, "sender")
        check_header(self.subject, "subject")
        if not is_unsubscribe_address(unsubscribe):
            raise MailError(
                "unsubscribe",
                f"{unsubscribe[:80]!r} is not a whole https: address of at most {_MAX_ADDRESS} characters.",
                "Give the reader's own https address for one-click unsubscribe (RFC 8058).",
                "KC503",
            )
        if message_id is not None and not (
            len(message_id) <= _MAX_ADDRESS and re.fullmatch(_MESSAGE_ID, message_id)
        ):
            raise MailError("message_id", "It is not of the form <id@domain>.", "Leave it out, or write one.")
        if date is not None and date.tzinfo is None:
            raise MailError("date", "It has no time zone.", "Give a datetime with tzinfo.")
        message = EmailMessage(policy=exact_policy())
        message["From"] = author
        message["To"] = receiver
        message["Subject"] = self.subject
        message["Date"] = format_datetime(date or datetime.now(UTC))
        message["Message-ID"] = message_id or make_msgid(domain=author.domain)
        message["List-Unsubscribe"] = f"<{unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(self.text.replace(UNSUBSCRIBE, unsubscribe), cte="quoted-printable")
        html = self.html.replace(UNSUBSCRIBE, escape(unsubscribe))
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        _check_finished(message)
        return message


def check_header(value: str, field: str) -> str:
    """Return a header value, or refuse it.

    Raises:
        MailError: (KC501) it has a control character or an encoded word.
    """
    if len(value.encode(errors="replace")) > _MAX_VALUE:
        raise MailError(field, f"It is longer than {_MAX_VALUE} octets.", "Shorten it.")
    found = re.search(_CONTROL, value)
    if found:
        raise MailError(
            field, f"The character U+{ord(found.group()):04X} cannot stand in a mail header.", "Take it out."
        )
    if re.search(_ENCODED, value):
        raise MailError(
            field, "It holds the form =?...?=, which mail programs decode.", "Write the words plainly."
        )
    return value


def is_mail_address(value: str) -> bool:
    """Say whether a value is one bare mail address: ASCII, whole, and not too long (RFC 5321, 4.5.3.1)."""
    return len(value) <= 254 and value.find("@") <= 64 and _BARE.fullmatch(value) is not None


def is_unsubscribe_address(value: str) -> bool:
    """Say whether a value is a whole https address that fits into a header line."""
    return (
        value.startswith("https://")
        and value.isascii()
        and len(value) <= _MAX_ADDRESS
        and is_allowed_address(value)
    )


def mail_address(value: str, field: str) -> Address:
    """Return an address with or without a name.

    Raises:
        MailError: the value is not one valid address.
    """
    from email.headerregistry import Address

    check_header(value, field)
    if re.fullmatch(_ADDRESS, value):
        name, address = "", value
    else:
        found = re.fullmatch(_NAMED, value)
        if not found:
            raise MailError(
                field,
                "It is not one mail address.",
                "Write ann@example.org or Ann <ann@example.org>.",
                "KC502",
            )
        name, address = found["name"].strip().strip('"'), found["address"]
    local, _, domain = address.rpartition("@")
    if not is_mail_address(address):
        raise MailError(field, "The address is too long.", "Addresses have at most 254 characters.", "KC502")
    return Address(display_name=name, username=local, domain=domain)


def _check_finished(message: EmailMessage) -> None:
    """Read the finished header block and compare its names with those that were set."""
    head = message.as_bytes().partition(b"\r\n\r\n")[0]
    names = [
        line.partition(b":")[0].decode("ascii", "replace").lower()
        for line in re.split(rb"\r\n(?![ \t])", head)
    ]
    unknown = sorted(set(names) - _HEADERS)
    if unknown or len(set(names)) != len(names):
        raise MailError(
            "headers",
            f"The finished message has header lines that nobody set: {', '.join(unknown)}.",
            "Check the values.",
        )
