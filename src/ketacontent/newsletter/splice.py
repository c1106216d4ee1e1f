"""Fixed pieces and slots: a finished mail is the pieces, with a reader's values written between them.

Each slot knows the place it stands in, and each place has its own way of
writing a value. What is fixed was rendered and checked when the issue was
compiled, so that a mail costs a few writes and one join.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import NamedTuple

from markupsafe import escape

from ketacontent.errors import MailError
from ketacontent.newsletter.quoted_printable import encode_value
from ketacontent.newsletter.reader import Reader
from ketacontent.rendering.header import mailbox_lines, words_lines


class Stamp(NamedTuple):
    """What a mail has of its own that is no value of its reader."""

    date: bytes
    """As it stands in the header."""
    key: bytes
    """Tells this newsletter's mails from all others, for their ids."""


class Slot(NamedTuple):
    """A place for a value."""

    place: str
    """A key of `WRITERS`."""
    field: int = 0
    """Which merge field, where the place takes one."""


Writer = Callable[[Reader, Stamp, int], bytes]


def _html(reader: Reader, _: Stamp, field: int) -> bytes:
    return encode_value(escape(reader.values[field]).encode())


def _text(reader: Reader, _: Stamp, field: int) -> bytes:
    return encode_value(reader.values[field].encode())


def _href(reader: Reader, _: Stamp, __: int) -> bytes:
    link = reader.link
    return encode_value((link if link.isalnum() else escape(link)).encode())


def _link(reader: Reader, _: Stamp, __: int) -> bytes:
    return encode_value(reader.link.encode())


def _link_header(reader: Reader, _: Stamp, __: int) -> bytes:
    return reader.link.encode("ascii")


def _to(reader: Reader, _: Stamp, __: int) -> bytes:
    if not reader.name:
        return reader.address.encode("ascii")
    return "\r\n ".join(mailbox_lines(reader.name, reader.address, len("To: "))).encode("ascii")


def _date(_: Reader, stamp: Stamp, __: int) -> bytes:
    return stamp.date


def _id(reader: Reader, stamp: Stamp, _: int) -> bytes:
    # The same for the same person and newsletter: what was sent twice for want of knowing can be told.
    return blake2b(reader.address.lower().encode(), key=stamp.key, digest_size=16).hexdigest().encode()


WRITERS: dict[str, Writer] = {
    "html": _html,
    "text": _text,
    "href": _href,
    "link": _link,
    "link-header": _link_header,
    "to": _to,
    "date": _date,
    "id": _id,
}
"""How a value is written in each place. A subject is written by its own `Spliced` of words."""


@dataclass(frozen=True)
class Spliced:
    """Pieces of bytes with slots between them."""

    pieces: tuple[bytes, ...]
    slots: tuple[Slot, ...]

    def __add__(self, other: Spliced) -> Spliced:
        """Return both, one behind the other."""
        joint = self.pieces[-1] + other.pieces[0]
        return Spliced((*self.pieces[:-1], joint, *other.pieces[1:]), self.slots + other.slots)


@dataclass(frozen=True)
class Words:
    """Plain or HTML text with places for values, not encoded for a message."""

    pieces: tuple[str, ...]
    fields: tuple[int, ...]
    """Which merge field stands in each place; -1 is the reader's part of the unsubscribe address."""

    def fill(self, reader: Reader, write: Callable[[str], str] = str) -> str:
        """Return the text for a reader.

        Args:
            reader: whose values are used.
            write: escapes a value for the place.
        """
        if not self.fields:
            return self.pieces[0]
        filled: list[str] = [""] * (len(self.pieces) + len(self.fields))
        filled[0::2] = self.pieces
        own = reader.values
        filled[1::2] = [write(own[at] if at >= 0 else reader.link) for at in self.fields]
        return "".join(filled)


@dataclass(frozen=True)
class Frame:
    """One variant's whole message: header block and body."""

    head: Spliced
    body: Spliced
    subject: Words
    """In the header a subject is cut into lines as a whole, so it has a slot of its own there."""
    names: tuple[bytes, ...] = field(default=())
    """The names of the header lines, in order."""

    @cached_property
    def _plan(self) -> tuple[tuple[tuple[Writer | None, int], ...], tuple[int, ...], tuple[int, ...]]:
        """Each different slot's writer, and which of them stands at each slot of head and body."""
        slots = tuple(dict.fromkeys((*self.head.slots, *self.body.slots)))
        writers = tuple((WRITERS.get(slot.place), slot.field) for slot in slots)
        at = {slot: number for number, slot in enumerate(slots)}
        return writers, tuple(at[s] for s in self.head.slots), tuple(at[s] for s in self.body.slots)

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name != "_plan"}

    def parts(self, reader: Reader, stamp: Stamp) -> list[bytes]:
        """Return a reader's whole message in parts that only want joining.

        Raises:
            MailError: the finished header block has lines that nobody set.
        """
        writers, in_head, in_body = self._plan
        written = [
            write(reader, stamp, number) if write is not None else self._subject(reader)
            for write, number in writers
        ]
        head = b"".join(_woven(self.head.pieces, [written[at] for at in in_head]))
        check_head(head, self.names)
        return [head, *_woven(self.body.pieces, [written[at] for at in in_body])]

    def _subject(self, reader: Reader) -> bytes:
        return "\r\n ".join(words_lines(self.subject.fill(reader), len("Subject: "))).encode("ascii")


def _woven(pieces: Sequence[bytes], values: Sequence[bytes]) -> list[bytes]:
    """Return the pieces with the values between them."""
    parts = [b""] * (len(pieces) + len(values))
    parts[0::2] = pieces
    parts[1::2] = values
    return parts


def check_head(head: bytes, names: tuple[bytes, ...]) -> None:
    """Read a finished header block again and compare the names of its lines with those that were set.

    Raises:
        MailError: there is a line that nobody set, or a character that ends lines in an odd way.
    """
    if not _head_form(names).fullmatch(head):
        raise MailError(
            "headers",
            "The finished message has header lines that nobody set.",
            "Check the values of this reader.",
        )


@lru_cache
def _head_form(names: tuple[bytes, ...]) -> re.Pattern[bytes]:
    """Return the form of a header block with just these lines, each of which may be folded."""
    rest = rb"[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*"
    return re.compile(b"".join(re.escape(name) + b":" + rest for name in names))
