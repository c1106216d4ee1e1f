"""The interface strings as translators have them: .po files, and what we ship."""

from __future__ import annotations

import gettext
import io
import re
import sys
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po as babel_po

import ketacontent
from ketacontent.errors import MissingExtra, UsageError
from ketacontent.pages.formats import formats_of
from ketacontent.pages.po import mo_bytes, read_po
from ketacontent.pages.words import words_of

LOCALES = Path(ketacontent.__file__).parent / "locale"
SHIPPED = sorted(LOCALES.glob("*/LC_MESSAGES/ketacontent.po"))
VALUE = re.compile(r"\{[a-z_]+\}")
DIGITS = re.compile(r"\d")


def catalog_of(path: Path) -> Catalog:
    with path.open("rb") as file:
        return babel_po(file)


@pytest.fixture(scope="module")
def template() -> Catalog:
    return catalog_of(LOCALES / "ketacontent.pot")


def test_spanish_is_shipped() -> None:
    assert [path.parts[-3] for path in SHIPPED] == ["es"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parts[-3])
class TestShipped:
    def test_every_string_is_translated_and_none_is_doubtful(self, path: Path, template: Catalog) -> None:
        found = catalog_of(path)
        wanted = {message.id for message in template if message.id}
        assert {message.id for message in found if message.id} == wanted
        assert [m.id for m in found if m.id and (m.fuzzy or not all(m.string))] == []

    def test_values_and_figures_are_those_of_the_string(self, path: Path) -> None:
        for message in catalog_of(path):
            ids = [message.id] if isinstance(message.id, str) else list(message.id)
            strings = [message.string] if isinstance(message.string, str) else list(message.string)
            if not ids[0]:
                continue
            for text in strings:
                assert Counter(VALUE.findall(text)) == Counter(VALUE.findall(ids[0])), text
                assert sorted(DIGITS.findall(text)) == sorted(DIGITS.findall(ids[0])), text

    def test_the_header_says_that_nobody_has_reviewed_it(self, path: Path) -> None:
        text = path.read_text("utf-8")
        assert "No clinician and no native editor has reviewed it" in text
        assert '"X-Reviewed: no\\n"' in text
        assert "Last-Translator" not in text, "no invented names"

    def test_our_reader_finds_what_babel_finds(self, path: Path) -> None:
        found = read_po(path.read_text("utf-8"))
        for message in catalog_of(path):
            if message.id:
                strings = (message.string,) if isinstance(message.string, str) else tuple(message.string)
                assert found[message.id] == strings

    def test_gettext_reads_our_file_as_it_reads_babels(self, path: Path) -> None:
        ours = gettext.GNUTranslations(io.BytesIO(mo_bytes(read_po(path.read_text("utf-8")))))
        out = io.BytesIO()
        write_mo(out, catalog_of(path))
        theirs = gettext.GNUTranslations(io.BytesIO(out.getvalue()))
        for message in catalog_of(path):
            if isinstance(message.id, str):
                assert ours.gettext(message.id) == theirs.gettext(message.id) or not message.id
            else:
                assert [ours.ngettext(*message.id, n) for n in (0, 1, 2, 7)] == [
                    theirs.ngettext(*message.id, n) for n in (0, 1, 2, 7)
                ]


PO = """\
# A translator's words.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

#, fuzzy
msgid "Review"
msgstr "Kontrolle?"

#: somewhere.py
msgid ""
"Read "
"more"
msgstr "Mehr \\"lesen\\""

msgid "hour"
msgid_plural "hours"
msgstr[0] "Stunde"
msgstr[1] "Stunden"
#~ msgid "Gone"
#~ msgstr "Weg"
msgid "Print"
msgstr ""
"""


def test_what_is_doubtful_old_or_empty_is_not_used() -> None:
    assert read_po(PO) == {
        "": ("Content-Type: text/plain; charset=utf-8\n",),
        "Read more": ('Mehr "lesen"',),
        ("hour", "hours"): ("Stunde", "Stunden"),
    }


@pytest.mark.parametrize("text", ["msgid", 'msgid "a', '"alone"\n', 'msgid "a"\nmsgstr[x] "b"\n'])
def test_what_is_no_po_file_is_refused_with_its_line(text: str, tmp_path: Path) -> None:
    place = tmp_path / "de" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "ketacontent.po").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"cannot be read: line [12]") as refused:
        words_of("de", (str(tmp_path),))
    assert refused.value.code == "KC620"


@pytest.fixture
def german(tmp_path: Path) -> tuple[str, ...]:
    place = tmp_path / "de" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "ketacontent.po").write_text(PO, "utf-8")
    return (str(tmp_path),)


def test_a_host_translates_by_a_folder_and_what_is_missing_reads_as_english(german: tuple[str, ...]) -> None:
    words = words_of("de-AT", german)
    assert words("Read more") == 'Mehr "lesen"'
    assert words("Print") == "Print"
    assert words.plural("hour", "hours", 3) == "Stunden"
    assert words.date(date(2026, 11, 21)) == "21. November 2026"
    assert words.partial_date("2026-11") == "November 2026"
    assert words.number(Decimal("1234.50")) == "1.234,50" or words.number(Decimal("1234.50")) == "1 234,50"
    assert words.join(["a", "b", "c"]) == "a, b und c"


def test_a_host_may_overrule_single_strings_of_ours(tmp_path: Path) -> None:
    place = tmp_path / "es" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "ketacontent.po").write_text('msgid "Review"\nmsgstr "Control"\n', "utf-8")
    words = words_of("es-MX", (str(tmp_path),))
    assert words("Review") == "Control"
    assert words("References") == "Referencias"


def test_a_language_beyond_ours_needs_babel_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ketacontent.pages.babel_formats", None)
    with pytest.raises(MissingExtra, match=r"ketacontent\[locale\]"):
        formats_of.__wrapped__("fr")


@pytest.mark.parametrize(
    ("locale", "value", "written"),
    [
        ("en-US", "1234567.5", "1,234,567.5"),
        ("es", "1234567.5", "1\u00a0234\u00a0567,5"),
        ("es-MX", "1234567.5", "1\u00a0234\u00a0567.5"),
        ("es", "12", "12"),
        ("de", "1234567.5", "1.234.567,5"),
        ("de", "0.10", "0,10"),
    ],
)
def test_numbers_keep_their_figures_and_have_the_signs_of_the_language(
    locale: str, value: str, written: str
) -> None:
    assert formats_of(locale).number(Decimal(value)) == written


@pytest.mark.parametrize(
    ("parts", "written"),
    [
        (["inglés"], "inglés"),
        (["español", "inglés"], "español e inglés"),
        (["a", "hielo"], "a y hielo"),
        (["a", "b", "c"], "a, b y c"),
    ],
)
def test_spanish_lists_end_as_they_are_spoken(parts: list[str], written: str) -> None:
    assert words_of("es").join(parts) == written
