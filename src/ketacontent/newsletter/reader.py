"""`Reader`: one row of a list of people, checked; or `Reject`: why the row gets no mail.

A reason never holds the row's own data: reasons end up in files and on screens.
Duplicates and suppressed addresses are found elsewhere, since they need the
whole list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from ketacontent.errors import MailError
from ketacontent.models.newsletter import MergeField
from ketacontent.models.text.characters import TextFault, refuse_characters
from ketacontent.newsletter.unsubscribe import Unsubscribe
from ketacontent.newsletter.variant import ANYONE, Variant
from ketacontent.rendering.message import check_header, is_mail_address, is_unsubscribe_address

MAX_VALUE = 400
"""Characters of a name or merge value, at most."""
MAX_LINK = 900
"""Characters of an unsubscribe address, which must fit into one line of a header."""
ADDRESS, NAME, CONSENT = "address", "name", "consent"
_ADDRESS_NAMES = (ADDRESS, "email", "email-address", "e-mail")
_YES = frozenset({"yes", "y", "true", "1"})


class Reader(NamedTuple):
    """One person who gets a mail."""

    row: int
    """Where the list has the person, from 1."""
    address: str
    name: str
    link: str
    """What the person's unsubscribe address is made of, already fit to stand in an address."""
    variant: Variant
    values: tuple[str, ...]
    """A value for each merge field, in the issue's order."""


class Reject(NamedTuple):
    """One row that gets no mail."""

    row: int
    field: str
    reason: str


@dataclass(frozen=True)
class Chunk:
    """Some rows of a list, column by column, under the names that the list gives them."""

    rows: Sequence[int]
    columns: Mapping[str, Sequence[object]]
    rejects: Sequence[Reject] = ()
    """Rows that could not even be read."""


@dataclass(frozen=True)
class ReaderForm:
    """What a row must have to become a reader.

    Args:
        merge: the issue's merge fields.
        unsubscribe: how a reader's unsubscribe address is made.
        variants: those that are compiled; none yet means that any will do.
        base: what holds for rows that do not say otherwise.
        needs_consent: whether each row must say `yes` under `consent`.
    """

    merge: tuple[MergeField, ...]
    unsubscribe: Unsubscribe
    variants: frozenset[Variant] = frozenset()
    base: Variant = ANYONE
    needs_consent: bool = True

    def missing_columns(self, names: Iterable[str]) -> list[str]:
        """Return the columns that a list lacks and that every row would need."""
        held = {column_name(name) for name in names}
        missing = [] if held & set(_ADDRESS_NAMES) else [ADDRESS]
        wanted = [self.unsubscribe.field, *([CONSENT] if self.needs_consent else [])]
        wanted += [field.name for field in self.merge if field.default is None]
        return missing + [name for name in wanted if name not in held]

    def variants_of(self, chunk: Chunk) -> set[Variant]:
        """Return the variants that the rows of a chunk ask for and that are well formed."""
        columns = {column_name(name): values for name, values in chunk.columns.items()}
        own = [columns.get(name, ("",) * len(chunk.rows)) for name in Variant._fields]
        found = {self._variant(words) for words in set(zip(*own, strict=True))}
        return {variant for variant in found if variant.is_well_formed}

    def readers(self, chunk: Chunk) -> Iterator[Reader | Reject]:
        """Check some rows, one by one."""
        yield from chunk.rejects
        columns = {column_name(name): values for name, values in chunk.columns.items()}
        empty: Sequence[object] = ("",) * len(chunk.rows)
        address = next((columns[name] for name in _ADDRESS_NAMES if name in columns), empty)
        fields = [columns.get(field.name, empty) for field in self.merge]
        rows = zip(
            chunk.rows,
            address,
            columns.get(NAME, empty),
            columns.get(self.unsubscribe.field, empty),
            columns.get(CONSENT, empty),
            zip(*(columns.get(name, empty) for name in Variant._fields), strict=True),
            zip(*fields, strict=True) if fields else ((),) * len(chunk.rows),
            strict=True,
        )
        variants: dict[Sequence[object], Variant] = {}
        for row, spec, name, link, consent, words, values in rows:
            own = variants.get(words)
            if own is None:
                own = variants[words] = self._variant(words)
            yield self._reader(row, spec, name, link, consent, own, values)

    def _reader(
        self,
        row: int,
        spec: object,
        name: object,
        link: object,
        consent: object,
        own: Variant,
        values: Sequence[object],
    ) -> Reader | Reject:
        if self.needs_consent and consent != "yes" and word_of(consent).lower() not in _YES:
            return Reject(row, CONSENT, "The row does not say yes.")
        address = word_of(spec)
        if not is_mail_address(address):
            return Reject(row, ADDRESS, "It is missing." if not address else "It is not one mail address.")
        called = word_of(name)
        fault = fault_of(called)
        if fault:
            return Reject(row, NAME, fault)
        if self.variants and own not in self.variants:
            said = [field for field, word in own._asdict().items() if word]
            return Reject(row, said[0] if said else "country", "No mail is compiled for what the row says.")
        part = word_of(link)
        if self.unsubscribe.is_whole:
            if not is_unsubscribe_address(part):
                return Reject(row, self.unsubscribe.field, "It is not a whole https: address.")
        elif not part or fault_of(part):
            reason = "It is missing." if not part else fault_of(part)
            return Reject(row, self.unsubscribe.field, reason or "")
        elif not (part.isascii() and part.isalnum()):
            part = quote(part, safe="")
        if len(part) + len(self.unsubscribe.before + self.unsubscribe.after) > MAX_LINK:
            return Reject(row, self.unsubscribe.field, "It is too long for an address.")
        found = []
        for field, value in zip(self.merge, values, strict=True):
            words = word_of(value) or field.default
            if words is None:
                return Reject(row, field.name, "The issue prints it, and the row has no value.")
            fault = fault_of(words)
            if fault:
                return Reject(row, field.name, fault)
            found.append(words)
        return Reader(row, address, called, part, own, tuple(found))

    def _variant(self, words: Sequence[object]) -> Variant:
        return Variant(*(word_of(said) or known for said, known in zip(words, self.base, strict=True)))


def column_name(name: str) -> str:
    """Return a column's name as fields are named: `First name` and `first_name` are `first-name`."""
    return re.sub(r"[\s_]+", "-", name.strip().lower())


def word_of(value: object) -> str:
    """Return a cell as words; nothing and blanks are empty."""
    if value is None:
        return ""
    return value.strip(" ") if isinstance(value, str) else str(value)


def fault_of(words: str) -> str | None:
    """Say why words cannot stand in a mail, without quoting them; None where they can."""
    if words.isascii() and words.isprintable() and "=?" not in words and len(words) <= MAX_VALUE:
        return None
    if len(words) > MAX_VALUE:
        return f"It is longer than {MAX_VALUE} characters."
    try:
        refuse_characters(check_header(words, "value"))
    except TextFault as fault:
        return fault.what
    except MailError as error:
        return error.what
    return None
