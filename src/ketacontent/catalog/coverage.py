"""How much of a catalog is translated into a language: by kind and by record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ketacontent.catalog.catalog import Catalog
from ketacontent.catalog.localized import names_of
from ketacontent.catalog.translated import words_in
from ketacontent.models.kinds import COLLECTION_NAMES
from ketacontent.models.language import language_of

_NO_WORDS = frozenset({"source", "brand"})


class KindCoverage(NamedTuple):
    """What is translated of one kind."""

    records: int
    begun: int
    """Records of which something is translated."""
    texts: tuple[int, int]
    """How many texts readers get in the language, and how many there are."""


class RecordCoverage(NamedTuple):
    """What is translated of one record."""

    ref: str
    texts: tuple[int, int]
    over: str
    """The version that was translated."""
    version: str
    """The version that the record has now."""
    state: str
    """`signed`, `not-clinically-reviewed`, or `outdated`: then readers get the original."""
    file: str


class Coverage(NamedTuple):
    """What is translated into a language."""

    texts: tuple[int, int]
    kinds: Mapping[str, KindCoverage]
    records: tuple[RecordCoverage, ...]
    """Those that a pack translates."""


def coverage_of(catalog: Catalog, locale: str) -> Coverage:
    """Return what is translated of a catalog.

    Args:
        catalog: with the packs that translate it.
        locale: the language.
    """
    given = {
        ref: found
        for name in reversed(list(names_of(locale)))
        if name in catalog.translations
        for ref, found in catalog.translations[name].records.items()
    }
    kinds: dict[str, KindCoverage] = {}
    records: list[RecordCoverage] = []
    for kind in COLLECTION_NAMES:
        if kind in _NO_WORDS:
            continue
        done = whole = begun = 0
        collection = catalog.collection(kind)
        for id, record in collection.items():
            own = given.get(f"{kind}/{id}")
            count = sum(1 for _ in words_in(record))
            if own is not None:
                texts = (own.share[0], count)
                state = "signed" if own.is_signed else "not-clinically-reviewed"
                state = "outdated" if own.is_outdated else state
                records.append(RecordCoverage(record.ref, texts, own.over, record.version, state, own.file))
            else:
                is_own = language_of(record.locale) == language_of(locale)
                texts = (count if is_own else 0, count)
            done, whole, begun = done + texts[0], whole + count, begun + bool(texts[0])
        if collection:
            kinds[kind] = KindCoverage(len(collection), begun, (done, whole))
    total = (sum(each.texts[0] for each in kinds.values()), sum(each.texts[1] for each in kinds.values()))
    return Coverage(total, kinds, tuple(records))
