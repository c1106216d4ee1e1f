"""A catalog as readers of another language see it: translated records, and all others marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from ketacontent.catalog.catalog import Catalog
from ketacontent.catalog.translated import Marks
from ketacontent.models import Record
from ketacontent.models.kinds import COLLECTION_NAMES
from ketacontent.models.language import language_of

if TYPE_CHECKING:
    from ketacontent.catalog.collection import Held
    from ketacontent.catalog.translation import Translation


class LocalizedCatalog(Catalog):
    """The records of another catalog in a reader's language, where they are translated.

    Args:
        base: the catalog.
        locale: the reader's language.
    """

    base: Catalog

    def __init__(self, base: Catalog, locale: str) -> None:
        chain = [base.translations[name] for name in names_of(locale) if name in base.translations]
        marks = Marks(base.manifest.locale, locale)
        title = chain[0].manifest.title if chain else marks.marked(base.manifest.title, is_words=True)
        manifest = base.manifest.model_copy(update={"locale": locale, "title": title})
        object.__setattr__(self, "base", base)
        records = {name: dict(_held(base, kind, chain, locale)) for kind, name in COLLECTION_NAMES.items()}
        super().__init__(records, manifest, base.files, base.hidden, translations=base.translations)

    @property
    def used_by(self) -> Mapping[str, tuple[str, ...]]:
        """For each `kind/id`, the records that point at it."""
        return self.base.used_by


def names_of(locale: str) -> Iterator[str]:
    """Yield a language tag and what it is a case of: `es-MX`, `es`."""
    parts = locale.split("-")
    while parts:
        yield "-".join(parts)
        parts.pop()


def _held(base: Catalog, kind: str, chain: list[Translation], locale: str) -> Iterator[tuple[str, Held]]:
    collection = base.collection(kind)
    for id in collection:
        ref = f"{kind}/{id}"
        made = next((each.records[ref] for each in chain if ref in each.records), None)
        if made is not None:
            yield id, made.record
        else:
            yield id, partial(_marked, base, ref, locale)


def _marked(base: Catalog, ref: str, locale: str) -> Record:
    record = base.get(ref)
    if language_of(record.locale) == language_of(locale):
        return record
    marked: Record = Marks(record.locale, locale).marked(record)
    return marked
