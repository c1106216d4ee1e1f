"""Finds the translation of the interface strings into a language: the host's first, then ours."""

from __future__ import annotations

import io
from collections.abc import Iterator
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

from ketacontent._resources import locale_root
from ketacontent.errors import UsageError
from ketacontent.models.language import language_of
from ketacontent.pages.po import mo_bytes, read_po

if TYPE_CHECKING:
    from importlib_resources.abc import Traversable

DOMAIN = "ketacontent"


def find_translation(locale: str, folders: tuple[str, ...] = ()) -> NullTranslations | None:
    """Return the translation for a locale.

    `es-MX` is read from `es_MX`, and what is not there from `es`; a host's folder wins over ours in each.

    Args:
        locale: a language tag.
        folders: the host's own, with `<locale>/LC_MESSAGES/ketacontent.po` (or `.mo`).

    Returns:
        The translation, or None for English without one.

    Raises:
        UsageError: (KC620) there is none, or a file cannot be read.
    """
    roots: list[Traversable] = [*(Path(folder) for folder in folders), locale_root()]
    first: NullTranslations | None = None
    for name in _names(locale):
        for root in roots:
            found = _read(root / name / "LC_MESSAGES")
            if found is None:
                continue
            if first is None:
                first = found
            else:
                first.add_fallback(found)
    if first is None and language_of(locale) != "en":
        known = ", ".join(["en", *sorted({name for root in roots for name, _ in languages_in(root)})])
        raise UsageError(
            f"The interface is not translated into {locale!r}.",
            f"Use one of: {known}; or give your own translation: docs/locales.md, Another language.",
            "KC620",
        )
    return first


def is_translated(locale: str, folders: tuple[str, ...] = ()) -> bool:
    """Say whether a locale can be written: English, or a language with a translation."""
    try:
        find_translation(locale, folders)
    except UsageError:
        return False
    return True


def _names(locale: str) -> Iterator[str]:
    """Yield the names of folders for a locale, the nearest first: `zh_Hant_TW`, `zh_Hant`, `zh`."""
    parts = locale.split("-")
    while parts:
        yield "_".join(parts)
        parts.pop()


def _read(folder: Traversable) -> GNUTranslations | None:
    """Return the translation in a folder: its .mo file where it has one, as in the wheel, else its .po."""
    source, compiled = folder / f"{DOMAIN}.po", folder / f"{DOMAIN}.mo"
    if compiled.is_file():
        data = compiled.read_bytes()
    elif source.is_file():
        try:
            data = mo_bytes(read_po(source.read_text("utf-8")))
        except (ValueError, SyntaxError) as error:
            raise UsageError(f"{source} cannot be read: {error}.", "Correct the file.", "KC620") from None
    else:
        return None
    return GNUTranslations(io.BytesIO(data))


def languages_in(root: Traversable) -> Iterator[tuple[str, Traversable]]:
    """Yield the languages of a folder, each with its translation as it was written."""
    if root.is_dir():
        for folder in root.iterdir():
            file = folder / "LC_MESSAGES" / f"{DOMAIN}.po"
            if file.is_file():
                yield folder.name.replace("_", "-"), file
