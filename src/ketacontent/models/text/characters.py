"""Which characters a text may hold, and which addresses a link may lead to.

Both are judged on the text as it was written, never on a parsed form of it.
"""

from __future__ import annotations

import re

# Control characters, lone surrogates, byte order marks, marks that reverse the
# reading order, private-use and non-characters: none of them is a letter.
_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ue000-\uf8ff"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000f0000-\U0010ffff]"
)
_HTTPS = r"https://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?(?:[/?#][^\s\"'<>\\^`{|}]*)?"
_MAILTO = r"mailto:[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}(?:\?subject=[A-Za-z0-9%._+-]*)?"
_TEL = r"tel:\+?[0-9]{2,15}"


class TextFault(ValueError):
    """A text that is not allowed: what, where in it (characters from 0), and what to do."""

    def __init__(self, what: str, fix: str, offset: int = 0, code: str = "KC113") -> None:
        self.what, self.fix, self.offset, self.code = what, fix, offset, code
        self.part: int | None = None
        """Which entry of a list of texts it is in, where there is a list."""
        super().__init__(what)


def refuse_characters(text: str) -> str:
    """Return the text, or raise `TextFault` (KC110) at its first character that is not allowed."""
    found = _REFUSED.search(text)
    if found:
        raise TextFault(
            f"The character U+{ord(found.group()):04X} is not allowed in a text.",
            "Delete it, or write the word in plain letters.",
            found.start(),
            "KC110",
        )
    return text


def is_allowed_address(address: str) -> bool:
    """Say whether a link may lead there: `https:`, `mailto:` or `tel:`, whole and well formed."""
    return is_visible(address) and any(re.fullmatch(form, address) for form in (_HTTPS, _MAILTO, _TEL))


def is_visible(address: str) -> bool:
    """Say whether every character of an address can be seen: no space, control or format mark."""
    return address.isprintable() and " " not in address


def has_words(text: str) -> bool:
    """Say whether a reader sees anything: spaces and zero-width characters alone are no text."""
    return any(letter.isprintable() and not letter.isspace() for letter in text)
