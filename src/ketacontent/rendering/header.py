"""How mail headers are written: encoded words and folding, letter for letter.

Which values may stand in a header is decided in `message.py`. The standard library's own writer is not used
for them: it turns long web addresses and message ids into encoded words, which mailbox providers do not
decode, writes encoded words of more than 75 octets, and loses parts of names in brackets (Python 3.11.7).
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from email.headerregistry import Address
from email.policy import SMTP, EmailPolicy
from typing import Any

_LINE = 76
"""Octets of a line that has an encoded word in it, at most (RFC 2047, 2)."""
_PREFIX, _SUFFIX = "=?utf-8?b?", "?="
_BYTES_IN_WORD = (75 - len(_PREFIX) - len(_SUFFIX)) // 4 * 3
_FOLDS_AT_SPACES = re.compile(r"[!-~]{1,60}(?: [!-~]{1,60})*")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_SHORT_ASCII = re.compile(r"[ -~]{1,60}")


class ExactPolicy(EmailPolicy):
    """SMTP's rules, with our own writing of the headers that we set."""

    def fold(self, name: str, value: Any) -> str:
        """Return a header as lines."""
        return header_lines(name, value) or super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return a header as bytes."""
        return (header_lines(name, value) or super().fold(name, value)).encode("ascii", "surrogateescape")


def exact_policy() -> ExactPolicy:
    """Return the policy for messages that are sent."""
    return ExactPolicy(linesep=SMTP.linesep, max_line_length=SMTP.max_line_length)


def header_lines(name: str, value: Any) -> str | None:
    """Return a header as lines that end with CR LF, or None for headers that the library writes well.

    Args:
        name: as it stands before the colon.
        value: the header object of the standard library.
    """
    match name.lower():
        case "subject":
            lines = words_lines(str(value), len(name) + 2)
        case "to" | "from":
            address: Address = value.addresses[0]
            lines = mailbox_lines(address.display_name, address.addr_spec, len(name) + 2)
        case "message-id" | "list-unsubscribe" | "list-unsubscribe-post":
            lines = [str(value)]  # as it is, on one line: who reads it decodes nothing
        case _:
            return None
    folded = "\r\n ".join(lines)
    return f"{name}: {folded}\r\n"


def words_lines(text: str, used: int) -> list[str]:
    """Return free text as the lines of a header, of which the first has some octets in use."""
    if "=?" not in text and _FOLDS_AT_SPACES.fullmatch(text):
        lines = [""]
        for word in text.split(" "):
            room = _LINE - (used if len(lines) == 1 else 1)
            if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
                lines.append(word)
            else:
                lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
        return lines
    return list(_encoded(text, used))


def mailbox_lines(name: str, spec: str, used: int) -> list[str]:
    """Return a name and its address as the lines of a header, of which the first has some octets in use."""
    if not name:
        return [spec]
    if "=?" in name or not _SHORT_ASCII.fullmatch(name):
        lines = list(_encoded(name, used))
    elif _ATOMS.fullmatch(name):
        lines = [name]
    else:
        lines = ['"' + re.sub(r'(["\\])', r"\\\1", name) + '"']
    end = f"<{spec}>"
    room = _LINE - (used if len(lines) == 1 else 1)
    if len(lines[-1]) + 1 + len(end) <= room:
        lines[-1] += f" {end}"
    else:
        lines.append(end)
    return lines


def _encoded(text: str, used: int) -> Iterator[str]:
    """Yield text as encoded words, none of which cuts a character."""
    held, room = b"", min(_BYTES_IN_WORD, (_LINE - used - len(_PREFIX) - len(_SUFFIX)) // 4 * 3)
    for sign in text:
        octets = sign.encode()
        if len(held) + len(octets) > room:
            yield _word(held)
            held, room = b"", _BYTES_IN_WORD
        held += octets
    yield _word(held)


def _word(octets: bytes) -> str:
    return f"{_PREFIX}{b64encode(octets).decode('ascii')}{_SUFFIX}"
