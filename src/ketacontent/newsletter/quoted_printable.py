"""Quoted-printable in pieces: fixed text is written once, a reader's value stands on lines of its own.

A soft line break before and behind a value lets both be written without knowing
each other. The standard library writes whole texts only, and slowly.
"""

from __future__ import annotations

import re

SOFT_BREAK = b"=\r\n"
_ROOM = 75
"""Octets of a line before its soft break: 76 with the `=` (RFC 2045, 6.7)."""
_AS_IT_IS = re.compile(rb"[0-9A-Za-z!\"#$%&'()*+,/:;<>?@_](?:[ -<>-~]{0,73}[!-<>-~])?")
"""One short line that means itself. A first `-` or `.`, or `From `, could be taken for something else."""
_WRITTEN = tuple(
    bytes((octet,)) if octet in b" \t" or (33 <= octet <= 126 and octet != 61) else b"=%02X" % octet
    for octet in range(256)
)


def encode(text: str) -> bytes:
    """Write fixed text; its line breaks become CR LF."""
    return b"\r\n".join(_line(line.encode()) for line in text.replace("\r\n", "\n").split("\n"))


def encode_value(octets: bytes) -> bytes:
    """Write one value that stands between soft line breaks; it has no line breaks of its own."""
    if len(octets) <= _ROOM and octets.isalnum():
        return octets
    if _AS_IT_IS.fullmatch(octets) and not octets.startswith(b"From "):
        return octets
    return _line(octets)


def _line(octets: bytes) -> bytes:
    """Write one line, broken softly where it is long."""
    lines: list[bytes] = []
    signs = [_WRITTEN[octet] for octet in octets]
    if signs and signs[-1] in (b" ", b"\t"):
        signs[-1] = b"=%02X" % signs[-1][0]
    if 3 * len(signs) <= _ROOM:
        return _guarded(signs)
    start, length = 0, 0
    for at, sign in enumerate(signs):
        if length + len(sign) > _ROOM:
            lines.append(_guarded(signs[start:at]))
            start, length = at, 0
        # A sign that may have to be guarded at the start of its line takes three octets there.
        length += 3 if at == start else len(sign)
    lines.append(_guarded(signs[start:]))
    return SOFT_BREAK.join(lines)


def _guarded(signs: list[bytes]) -> bytes:
    """Return one line that no mail program takes for a boundary, an end of data or a new mail."""
    written = b"".join(signs)
    if written[:1] in (b"-", b".") or written.startswith(b"From "):
        return b"=%02X" % written[0] + written[1:]
    return written
