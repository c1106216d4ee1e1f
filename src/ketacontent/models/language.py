"""What a language tag says: the language, and which way it is written."""

from __future__ import annotations

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})


def language_of(locale: str) -> str:
    """Return the language of a tag: `es` of `es-MX`."""
    return locale.partition("-")[0]


def direction_of(locale: str) -> str:
    """Return `rtl` where a language is written from right to left, else `ltr`."""
    script = next((part for part in locale.split("-")[1:] if len(part) == 4), None)
    if script is not None:
        return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if language_of(locale) in _RIGHT_TO_LEFT else "ltr"
