"""`Unsubscribe`: how each reader's own address for one-click unsubscribe is made."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ketacontent.errors import MailError
from ketacontent.rendering.message import is_unsubscribe_address

WHOLE = "unsubscribe"
"""The column that holds a reader's whole address, where no pattern makes it."""


@dataclass(frozen=True)
class Unsubscribe:
    """An https address with one place for a reader's value.

    `https://clinic.example/u/{token}` takes the column `token`, which is written
    percent-encoded. The pattern `{unsubscribe}` takes a whole address from the
    column `unsubscribe`.
    """

    before: str
    field: str
    after: str

    @classmethod
    def parse(cls, pattern: str) -> Unsubscribe:
        """Read a pattern.

        Raises:
            MailError: (KC503) it is not an https address with one `{column}` behind its host.
        """
        found = re.fullmatch(r"([^{}]*)\{([a-z0-9]+(?:-[a-z0-9]+)*)\}([^{}]*)", pattern)
        made = cls(*found.groups()) if found else None
        if made is None or not (made.is_whole or made._is_address()):
            raise MailError(
                "unsubscribe",
                f"{pattern[:80]!r} is not an https: address with one column in braces.",
                "Write, for example, https://clinic.example/u/{token}, or {unsubscribe} for a column of "
                "whole addresses.",
                "KC503",
            )
        return made

    @property
    def is_whole(self) -> bool:
        """Whether the column holds the whole address."""
        return (self.before, self.field, self.after) == ("", WHOLE, "")

    def address(self, value: str) -> str:
        """Return the address of a reader; the value is already fit to stand in one."""
        return f"{self.before}{value}{self.after}"

    def _is_address(self) -> bool:
        has_host = re.match(r"https://[^/?#]+[/?#]", self.before) is not None
        return has_host and is_unsubscribe_address(self.address("x" * 64))
