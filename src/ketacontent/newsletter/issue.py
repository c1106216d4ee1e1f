"""`CompiledIssue`: an issue ready for any number of readers. It can be pickled and needs no catalog."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import escape

from ketacontent.errors import MailError
from ketacontent.newsletter.reader import Chunk, Reader, ReaderForm, Reject
from ketacontent.newsletter.splice import Frame, Stamp, Words
from ketacontent.newsletter.variant import Variant

if TYPE_CHECKING:
    import pyarrow


class Mail(NamedTuple):
    """One finished message."""

    row: int
    address: str
    message: bytes


class Parts(NamedTuple):
    """What a sending service asks for instead of a whole message."""

    subject: str
    html: str
    text: str
    unsubscribe: str


def left_from_starter(placeholders: Sequence[str]) -> MailError:
    """Return the error of an issue in which words of a starter still stand."""
    more = f" (and {len(placeholders) - 1} more)" if placeholders[1:] else ""
    return MailError(
        "issue",
        f'Words of a starter are still in it, or in what it shows: "{placeholders[0]}"{more}',
        "Write your own; `ketacontent check` names file and line. Until then it is not sent over SMTP.",
        "KC704",
    )


@dataclass(frozen=True)
class CompiledMail:
    """The mail of one variant, with slots."""

    frame: Frame
    subject: Words
    preheader: str
    html: Words
    text: Words
    warnings: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()
    """Words of a starter that nobody has replaced."""


@dataclass(frozen=True)
class CompiledIssue:
    """An issue of which only the readers' own values are missing; `compile_issue` makes it."""

    ref: str
    """The issue as `newsletter/id`."""
    key: bytes
    """Tells its mails from those of other issues."""
    date: str
    """What the mails are dated where nothing else is said."""
    form: ReaderForm
    """What a row must have."""
    mails: Mapping[Variant, CompiledMail]

    @cached_property
    def _stamp(self) -> Stamp:
        return Stamp(self.date.encode("ascii"), self.key)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is no fault and still worth knowing, each once."""
        return tuple(dict.fromkeys(warning for mail in self.mails.values() for warning in mail.warnings))

    @property
    def placeholders(self) -> tuple[str, ...]:
        """Words of a starter that nobody has replaced, each once; such an issue is not sent."""
        return tuple(dict.fromkeys(words for mail in self.mails.values() for words in mail.placeholders))

    def dated(self, date: datetime) -> CompiledIssue:
        """Return the same issue with another date."""
        return replace(self, date=format_datetime(date))

    def readers(self, rows: Iterable[Mapping[str, object]]) -> Iterator[Reader | Reject]:
        """Check rows of a list, each a mapping of column names to cells; they are numbered from 1."""
        for number, row in enumerate(rows, 1):
            chunk = Chunk((number,), {name: (value,) for name, value in row.items()})
            yield from self.form.readers(chunk)

    def message(self, reader: Reader) -> bytes:
        """Return a reader's whole message, ready to send."""
        return b"".join(self.message_parts(reader))

    def message_parts(self, reader: Reader) -> list[bytes]:
        """Return the same in parts, for a writer that joins many messages at once."""
        return self.mails[reader.variant].frame.parts(reader, self._stamp)

    def html(self, reader: Reader) -> str:
        """Return a reader's HTML alone."""
        return self.mails[reader.variant].html.fill(reader, escape)

    def parts(self, reader: Reader) -> Parts:
        """Return subject, HTML and text of a reader, for a service that makes the message itself."""
        mail = self.mails[reader.variant]
        return Parts(
            mail.subject.fill(reader),
            mail.html.fill(reader, escape),
            mail.text.fill(reader),
            self.form.unsubscribe.address(reader.link),
        )

    def render_batch(self, batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
        """Return a row for each row: the message, or the field and reason for which there is none."""
        from ketacontent.newsletter.arrow import render_batch

        return render_batch(self, batch)

    def render_part(self, source: str | Path, target: str | Path) -> int:
        """Write one Parquet file of messages from one of readers; returns the number of messages."""
        from ketacontent.newsletter.arrow import render_part

        return render_part(self, source, target)

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name != "_stamp"}
