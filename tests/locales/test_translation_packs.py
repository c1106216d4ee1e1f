"""Packs in another language: words only, the same figures and references, and nothing softened."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest

from ketacontent import Catalog, Renderer
from ketacontent.catalog.coverage import coverage_of
from ketacontent.catalog.load import load_folders
from ketacontent.catalog.translation import Translation
from ketacontent.errors import ContentError
from ketacontent.pages.block import Notice
from kit.spanish import MANIFEST, WORDS, in_spanish, write_spanish

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "locale-es"


@pytest.fixture(scope="module")
def spanish(minimal: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return in_spanish(minimal, tmp_path_factory.mktemp("es"))


def test_records_are_translated_for_readers_of_the_language_only(spanish: Catalog, minimal: Catalog) -> None:
    assert spanish.faqs["does-it-hurt"] == minimal.faqs["does-it-hurt"]
    assert spanish.in_locale("en-US") is spanish
    own = spanish.in_locale("es-MX")
    assert own.faqs["does-it-hurt"].title == "¿Duele?"
    assert own.glossary_terms["sway"].also_called == ("Rock",), "what is not translated stays"
    assert own.manifest.title == "Un registro de cada tipo"
    assert own.used_by == spanish.used_by


def test_numbers_cannot_differ_because_only_words_are_taken(spanish: Catalog, minimal: Catalog) -> None:
    for record in minimal:
        own = spanish.in_locale("es").get(record.ref)
        for name, value in record:
            if name in ("locale", "review"):
                continue
            if name in ("frequencies", "evidence", "triggers", "sources", "priority", "level", "certainty"):
                after = getattr(own, name)
                kept = [getattr(e, "percentages", e if isinstance(e, str) else None) for e in _list(value)]
                assert kept == [
                    getattr(e, "percentages", e if isinstance(e, str) else None) for e in _list(after)
                ]


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, tuple) else [value]


CLAIM = "over: 1.0.0\ntext: "
CASES = {
    "no such record": ("faq/nobody", "over: 1.0.0\ntitle: Nadie\n", "KC310", 1),
    "a source": ("source/trial-one", "over: 1.0.0\ntitle: Uno\n", "KC310", 1),
    "no version": ("faq/does-it-hurt", "title: ¿Duele?\n", "KC310", 1),
    "no such version": ("faq/does-it-hurt", "over: newest\ntitle: ¿Duele?\n", "KC310", 2),
    "a number": ("safety-notice/boxed-warning", "over: 1.0.0\npriority: 90\n", "KC311", 3),
    "a level": ("safety-notice/boxed-warning", "over: 1.0.0\nlevel: information\n", "KC311", 3),
    "triggers": ("safety-notice/boxed-warning", "over: 1.0.0\ntriggers: [session]\n", "KC311", 3),
    "a field of nobody": ("faq/does-it-hurt", "over: 1.0.0\ncolor: azul\n", "KC311", 3),
    "what the record lacks": ("faq/does-it-hurt", "over: 1.0.0\nreview: {due: x}\n", "KC102", 3),
    "fewer paragraphs": ("safety-notice/boxed-warning", "over: 1.0.0\nbody: []\n", "KC311", 3),
    "more paragraphs": (
        "safety-notice/boxed-warning",
        "over: 1.0.0\nbody: [La ficha advierte., Pero no pasa nada.]\n",
        "KC311",
        3,
    ),
    "other blocks": ("faq/does-it-hurt", "over: 1.0.0\nanswer: |\n  - Una lista. [@trial-one]\n", "KC311", 3),
    "another figure": (
        "claim/warms-feet",
        f"{CLAIM}Tras un día, 71 de 43 frente a 3 de 42; probablemente ayuda.\n",
        "KC312",
        3,
    ),
    "a figure more": ("glossary-term/sway", "over: 1.0.0\ndefinition: Moverse 2 veces.\n", "KC312", 3),
    "a percent sign": ("glossary-term/sway", "over: 1.0.0\ndefinition: Moverse al %.\n", "KC312", 3),
    "no source": ("faq/does-it-hurt", "over: 1.0.0\nsummary: No se usa aguja.\n", "KC312", 3),
    "another source": (
        "faq/does-it-hurt",
        "over: 1.0.0\nsummary: No se usa aguja. [@label-two]\n",
        "KC312",
        3,
    ),
    "another link": (
        "glossary-term/sway",
        "over: 1.0.0\ndefinition: Moverse como [aquí](https://elsewhere.example).\n",
        "KC312",
        3,
    ),
    "HTML": ("glossary-term/sway", "over: 1.0.0\ndefinition: Moverse <b>así</b>.\n", "KC113", 3),
}


@pytest.mark.parametrize(("ref", "text", "code", "line"), CASES.values(), ids=list(CASES))
def test_what_is_no_faithful_translation_is_refused_with_its_line(
    ref: str, text: str, code: str, line: int, minimal: Catalog, tmp_path: Path
) -> None:
    with pytest.raises(ContentError) as refused:
        in_spanish(minimal, tmp_path / "es", {ref: text})
    found = refused.value.problems
    assert [problem.code for problem in found] == [code]
    assert found[0].file.endswith(f"{ref}.yaml") and found[0].line == line
    if code in ("KC311", "KC312"):
        kind, _, id = ref.partition("/")
        assert f"{kind}/{id}.yaml)" in found[0].what, "the original's file is named too"


def test_a_pack_in_the_records_own_language_or_with_hide_is_refused(minimal: Catalog, tmp_path: Path) -> None:
    manifest = MANIFEST.replace("locale: es", "locale: en-GB") + "hide: [faq/does-it-hurt]\n"
    with pytest.raises(ContentError) as refused:
        load_folders([write_spanish(tmp_path / "gb", {}, manifest)], minimal)
    assert sorted(problem.code for problem in refused.value.problems) == ["KC310", "KC311"]


@pytest.mark.parametrize("number", ["1,000", "1.000", "1 000", "1\u00a0000", "1000"])
def test_thousands_may_be_written_as_the_language_does(number: str, minimal: Catalog, tmp_path: Path) -> None:
    from ketacontent.catalog.translated import _figures

    before, after = _figures("In 1,000 people, 1.5 hours", f"En {number} personas, 1,5 horas")
    assert before == after


@pytest.mark.parametrize(
    ("before", "after"), [("1.5", "15"), ("1,000", "100"), ("17", "71"), ("3 of 4", "4")]
)
def test_a_slip_in_a_figure_is_seen(before: str, after: str) -> None:
    from ketacontent.catalog.translated import _figures

    one, other = _figures(before, after)
    assert one != other


def page_notices(catalog: Catalog, ref: str, locale: str) -> list[str]:
    page = Renderer(catalog, locale=locale).compose(catalog.get(ref))
    return [block.id for block in page.must_show if isinstance(block, Notice)]


def test_a_translation_loses_no_notice_though_its_words_are_others(spanish: Catalog) -> None:
    for record in spanish:
        if record.kind in ("source", "brand", "image", "crisis-resource"):
            continue
        assert page_notices(spanish, record.ref, "es") == page_notices(spanish, record.ref, "en-US"), (
            record.ref
        )


def notice_of(catalog: Catalog, channel: str) -> str:
    renderer = Renderer(catalog, locale="es")
    page = renderer.compose(catalog.medicines["spray"])
    notice = next(b for b in page.must_show if isinstance(b, Notice) and b.id == "boxed-warning")
    assert notice.heading.plain == "Advertencia del espray"
    return str(getattr(renderer, channel)(catalog.medicines["spray"]))


@pytest.mark.parametrize("channel", ["html", "markdown", "text", "jsonld"])
def test_a_boxed_warning_keeps_its_own_words_beside_an_unsigned_translation(
    channel: str, spanish: Catalog
) -> None:
    shown = " ".join(notice_of(spanish, channel).split())
    for words in (
        "La ficha advierte de sueño",
        "The label warns of sleepiness",
        "Lo que sigue es el original",
    ):
        assert words in shown
    assert "Stay until staff say you may go" in shown


SIGNED = WORDS["safety-notice/boxed-warning"] + (
    "review:\n  state: signed\n  due: 2027-11-21\n  signature:\n    reviewer: Sample Person (not real)\n"
    "    credentials: sample\n    conflicts_of_interest: none declared\n    signed_on: 2026-11-22\n"
    "    version: 1.0.0\n"
)


def test_only_a_signed_translation_of_this_very_version_stands_alone(
    minimal: Catalog, tmp_path: Path
) -> None:
    def shown(words: str, name: str) -> str:
        return notice_of(in_spanish(minimal, tmp_path / name, {"safety-notice/boxed-warning": words}), "text")

    assert "The label warns" not in shown(SIGNED, "signed")
    assert "The label warns" in shown(SIGNED.replace("over: 1.0.0", "over: 1.0.1"), "patch")


def test_a_translation_of_an_older_text_is_not_shown(minimal: Catalog, tmp_path: Path) -> None:
    old = {ref: text.replace("over: 1.0.0", "over: 0.9.0") for ref, text in WORDS.items()}
    catalog = in_spanish(minimal, tmp_path, old)
    text = Renderer(catalog, locale="es").text(catalog.faqs["does-it-hurt"])
    assert "Duele" not in text and "Does it hurt?" in text
    report = coverage_of(catalog, "es")
    assert {each.state for each in report.records} == {"outdated"} and report.texts[0] == 0


def test_a_signature_under_the_original_is_none_under_its_translation(spanish: Catalog) -> None:
    own = spanish.in_locale("es").faqs["does-it-hurt"]
    assert own.review.state == "not-clinically-reviewed" and own.review.signature is None


def test_what_is_translated_is_counted(spanish: Catalog) -> None:
    report = coverage_of(spanish, "es")
    by_ref = {each.ref: each for each in report.records}
    assert by_ref["faq/does-it-hurt"].texts == (3, 3)
    assert by_ref["glossary-term/sway"].texts == (2, 5)
    assert report.kinds["faq"].begun == 1 and report.kinds["topic"].begun == 0
    assert report.texts[0] == sum(each.texts[0] for each in report.records)
    assert coverage_of(spanish, "es-MX").texts == report.texts


def test_the_later_of_two_packs_wins_record_by_record(spanish: Catalog, tmp_path: Path) -> None:
    words = {"glossary-term/sway": "over: 1.0.0\ntitle: Balanceo\n"}
    catalog = load_folders([write_spanish(tmp_path, words)], spanish)
    own = catalog.in_locale("es")
    assert own.glossary_terms["sway"].title == "Balanceo"
    assert own.faqs["does-it-hurt"].title == "¿Duele?"


def test_the_example_translates_what_it_says_and_is_marked_as_not_reviewed() -> None:
    import ketacontent as kc

    catalog = kc.load(packs=[EXAMPLE])
    translation = catalog.translations["es"]
    assert len(translation.records) == 5
    assert not any(each.is_signed or each.is_outdated for each in translation.records.values())
    text = Renderer(catalog, locale="es").text(catalog.faqs["must-somebody-come-with-me"])
    assert "Ningún profesional clínico ni ningún editor nativo ha revisado" in " ".join(text.split())
    for file in EXAMPLE.glob("*/*.yaml"):
        assert file.read_text("utf-8").startswith("# Not clinically reviewed")


def test_translations_cannot_be_changed_behind_a_catalog(spanish: Catalog) -> None:
    assert isinstance(spanish.translations, MappingProxyType)
    assert isinstance(spanish.translations["es"], Translation)
