"""A pack in another language: the words of records that lie beneath, and nothing else.

Its manifest says `translates: true`, and its files hold words only, at the same places as the record that
they translate. What is no word (a figure, a reference, a level, a trigger) cannot be given, so it cannot
differ; figures and references inside a text are compared. What a file leaves out stays as it is, and is
marked as being in the other language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ketacontent.catalog.translated import Marks, Misfit, NotTranslated, Translator, words_in
from ketacontent.errors import ContentError, Problem
from ketacontent.models import Record
from ketacontent.models.base import Review, made_of
from ketacontent.models.language import language_of

if TYPE_CHECKING:
    from importlib_resources.abc import Traversable

    from ketacontent.catalog.catalog import Catalog
    from ketacontent.catalog.manifest import Manifest
    from ketacontent.catalog.read import Document

OVER = "over"
"""The version of the record that was translated."""
REVIEW = "review"
_SAID_TO_THE_LOADER = frozenset({"id", OVER, REVIEW})
_NEVER = frozenset({"source", "brand"})
"""Kinds of names and addresses, which are the same in every language."""


@dataclass(frozen=True, slots=True)
class TranslatedRecord:
    """What a file of such a pack gives to one record."""

    record: Record
    """The record, with what is translated, and the rest marked as it was."""
    over: str
    """The version of the record that was translated."""
    file: str
    share: tuple[int, int]
    """How many of its texts are translated, and how many it has."""
    is_outdated: bool
    """Whether more than words has changed in the record since; then readers get it untranslated."""
    is_signed: bool
    """Whether a clinician has signed the translation."""


@dataclass(frozen=True, slots=True)
class Translation:
    """One pack in another language."""

    manifest: Manifest
    records: Mapping[str, TranslatedRecord] = field(default_factory=lambda: MappingProxyType({}))
    """By `kind/id`."""

    @property
    def locale(self) -> str:
        """The language of its words."""
        return self.manifest.locale


def split_packs(folders: Iterable[Traversable]) -> tuple[list[Traversable], list[Traversable]]:
    """Return pack folders in two lists: ordinary ones, and those that translate what lies beneath."""
    ordinary: list[Traversable] = []
    translating: list[Traversable] = []
    for folder in folders:
        (translating if _translates(folder) else ordinary).append(folder)
    return ordinary, translating


def _translates(folder: Traversable) -> bool:
    manifest = folder / "pack.yaml"
    if not (folder.is_dir() and manifest.is_file()):
        return False  # whoever opens it says what is wrong
    with manifest.open("rb") as stream:  # of somebody else's file, no more than is needed
        if b"translates" not in stream.read(100_000):
            return False
    from ketacontent.catalog.pack import open_pack

    return open_pack(folder, []).manifest.translates


def with_translations(catalog: Catalog, folders: Iterable[Traversable]) -> Catalog:
    """Return a catalog that can be read in the languages of some packs too.

    Raises:
        ContentError: everything that is wrong in these packs.
    """
    from ketacontent.catalog.catalog import Catalog

    problems: list[Problem] = []
    found = dict(catalog.translations)
    for folder in folders:
        for translation in [_read(folder, catalog, problems)]:
            earlier = found.get(translation.locale)
            if earlier is not None:  # the later pack wins, record by record
                records = {**earlier.records, **translation.records}
                translation = Translation(translation.manifest, MappingProxyType(records))
            found[translation.locale] = translation
    if problems:
        raise ContentError(problems)
    held = {name: dict(catalog.collection(kind).held()) for kind, name in _collections()}
    return Catalog(
        held,
        catalog.manifest,
        catalog.files,
        catalog.hidden,
        digests=catalog.digests,
        targets=catalog._targets,
        translations=found,
    )


def _collections() -> Iterator[tuple[str, str]]:
    from ketacontent.models.kinds import COLLECTION_NAMES

    return iter(COLLECTION_NAMES.items())


def _read(folder: Traversable, catalog: Catalog, problems: list[Problem]) -> Translation:
    from ketacontent.catalog.pack import read_pack

    pack = read_pack(folder, problems)
    manifest, place = pack.manifest, pack.manifest_document
    if pack.manifest.hide:
        problems.append(
            _problem(place, ("hide",), "A translation hides nothing.", "Take `hide` out.", "KC311")
        )
    if language_of(manifest.locale) == language_of(catalog.manifest.locale):
        problems.append(
            _problem(
                place,
                ("locale",),
                f"The pack translates into {manifest.locale}, and the records are in "
                f"{catalog.manifest.locale} already.",
                "Write the language of the translation: locale: es.",
                "KC310",
            )
        )
    records = {}
    for ref, document in pack.documents.items():
        made = _translated(ref, document, catalog, manifest.locale, problems)
        if made is not None:
            records[ref] = made
    return Translation(manifest, MappingProxyType(records))


def _translated(
    ref: str, document: Document, catalog: Catalog, locale: str, problems: list[Problem]
) -> TranslatedRecord | None:
    """Return a record in the other language, or None where the file is wrong."""
    record = catalog.find(ref)
    if record is None or record.kind in _NEVER:
        what = (
            f"There is no {ref} to translate."
            if record is None
            else f"A {record.kind} is the same in every language."
        )
        problems.append(_problem(document, ("id",), what, "Take the file out.", "KC310"))
        return None
    where = catalog.files.get(ref, f"{ref} of the bundled pack")
    over = document.data.get(OVER)
    if not isinstance(over, str) or not _is_version(over):
        what = "The file does not say which version of the record was translated."
        fix = f"Write `over: {record.version}`, if that is the one ({where})."
        problems.append(_problem(document, (OVER,) if over else ("id",), what, fix, "KC310"))
        return None
    review = _review(document, record, problems)
    outdated = over.split(".")[:2] != record.version.split(".")[:2]
    if outdated:
        # What was written for another text is neither shown nor compared; the report names it.
        kept = Marks(record.locale, locale).marked(record)
        return TranslatedRecord(kept, over, document.file, (0, sum(1 for _ in words_in(record))), True, False)
    given = {name: value for name, value in document.data.items() if name not in _SAID_TO_THE_LOADER}
    is_signed = review is not None and review.signature is not None and over == record.version
    translator = Translator(record.locale, locale)
    try:
        made = translator.record(record, given)
    except NotTranslated as wrong:
        for misfit in wrong.misfits:
            problems.append(_misfit_problem(misfit, document, where))
        return None
    found = list(words_in(made))
    share = sum(1 for is_foreign in found if not is_foreign), len(found)
    if not is_signed:
        made = translator.beside(record, made)
    if isinstance(getattr(record, "review", None), Review):
        own = review or Review(due=record.__dict__["review"].due)
        made = made_of(type(made), {**made.__dict__, "review": own}, made.model_fields_set)
    made = made_of(type(made), {**made.__dict__, "locale": locale}, made.model_fields_set)
    return TranslatedRecord(made, over, document.file, share, False, is_signed)


def _review(document: Document, record: Record, problems: list[Problem]) -> Review | None:
    """Return what the file says of the translation's own review."""
    from pydantic import ValidationError

    if REVIEW not in document.data:
        return None
    try:
        return Review.model_validate(document.data[REVIEW])
    except ValidationError as error:
        told = error.errors(include_url=False)[0]
        path = (REVIEW, *told["loc"])
        problems.append(
            _problem(document, path, f"{told['msg']}.", "See `review` in docs/models.md.", "KC102")
        )
        return None


def _misfit_problem(misfit: Misfit, document: Document, where: str) -> Problem:
    return _problem(document, misfit.path, f"{misfit.what} (original: {where})", misfit.fix, misfit.code)


def _problem(document: Document, path: tuple[Any, ...], what: str, fix: str, code: str) -> Problem:
    place = document.place(path)
    return Problem(document.file, place.line, place.column, ".".join(map(str, path)), what, fix, code)


def _is_version(words: str) -> bool:
    parts = words.split(".")
    return len(parts) == 3 and all(part.isascii() and part.isdigit() for part in parts)
