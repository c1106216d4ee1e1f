"""Pages in another language: everything is in it, or says that it is not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from ketacontent import Catalog, Renderer
from ketacontent.errors import UsageError
from ketacontent.models import RichText
from ketacontent.models.text.nodes import Foreign, MarkedWords, Text, as_sentence, joined
from ketacontent.newsletter.variant import Variant
from ketacontent.pages.overviews import overview_names
from ketacontent.renderer import PAGE_KINDS
from ketacontent.rendering.mail_direction import mirrored
from kit.pseudo import pseudo_folder
from kit.spanish import in_spanish

NAMES = re.compile(r"[\w.@-]+\.(?:org|com|example|uk)\b|GRADE|CC BY 4\.0|.*\bExample\b.*|.*nci thesaurus.*")
"""Names, codes and addresses, which are in no language."""
SHOWN = ("aria-label", "alt", "title", "placeholder", "data-none", "data-found", "data-done")


@pytest.fixture(scope="module")
def pseudo(minimal: Catalog) -> Renderer:
    return Renderer(
        minimal,
        locale="ar-XB",
        translations=pseudo_folder(),
        audience="clinician",
        base_url="https://a.example",
    )


@pytest.fixture(scope="module")
def spanish(minimal: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return in_spanish(minimal, tmp_path_factory.mktemp("es"))


def plain_words(element: Element) -> Iterator[str]:
    """Yield what a reader meets outside of what is marked as English, sources and codes apart."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "head"):
        return
    classes = (element.get("class") or "").split()
    if "display:none" in (element.get("style") or ""):  # what an inbox shows of a mail has no markup
        return
    if (element.get("lang") or "").startswith("en") or {"kc-references", "kc-sources"} & set(classes):
        return
    if element.get("role") != "region":  # its label is the caption of the table in it, which is marked
        yield from (element.get(name) or "" for name in SHOWN)
    yield element.text or ""
    for child in element:
        yield from plain_words(child)
        yield child.tail or ""


def untranslated(html: str) -> set[str]:
    found = set()
    for words in plain_words(html5lib.parse(html, namespaceHTMLElements=False)):
        left = re.sub(r"\{\w+\}|\[[^\]]*\]", " ", words)  # translated strings stand in brackets
        left = NAMES.sub(" ", left)
        found |= {each for each in re.findall(r"[^\W\d_]{3,}", left) if each.isascii()}
    return found - NO_LANGUAGE


NO_LANGUAGE = {"HOME", "Samplaze"}
"""What is sent as it stands, and a brand name."""


def test_every_word_of_every_kind_of_page_is_translated_or_marked_as_english(pseudo: Renderer) -> None:
    left: dict[str, set[str]] = {}
    for record in pseudo.catalog:
        if record.kind in PAGE_KINDS:
            left[record.ref] = untranslated(pseudo.page(record))
    for name in overview_names(pseudo.catalog, None):
        left[name] = untranslated(pseudo.document(pseudo.compose_overview(name)))
    assert {place: words for place, words in left.items() if words} == {}


@pytest.mark.parametrize("kind", ["topic", "newsletter"])
def test_mails_are_translated_or_marked_too(kind: str, pseudo: Renderer) -> None:
    record = next(iter(pseudo.catalog.collection(kind).values()))
    sources = " ".join(str(each.__dict__) for each in pseudo.catalog.sources.values())
    left = untranslated(pseudo.email(record).html)
    assert {word for word in left if word not in sources} <= {"Journal"}


def test_languages_that_run_from_right_to_left_say_so_in_every_kind_of_html(pseudo: Renderer) -> None:
    record = pseudo.catalog.get("topic/cold-feet")
    page, mail = pseudo.page(record), pseudo.email(record).html
    assert '<html lang="ar-XB" dir="rtl">' in page
    assert re.search(r'<article [^>]*lang="ar-XB" dir="rtl"', pseudo.html(record))
    assert '<span lang="en" dir="ltr">' in page, "what is not translated runs its own way"
    assert mail.count("<table") == mail.count('<table dir="rtl"') > 2
    styles = " ".join(re.findall(r'style="([^"]*)"', mail))
    assert "text-align:left" not in styles and "border-left:" not in styles
    assert "padding:0 22px 0 0" in styles, "lists are indented on the right"


def test_only_styles_are_mirrored() -> None:
    html = '<p style="padding:1px 2px 3px 4px;border-left:2px">text-align:left; padding:1px 2px 3px 4px</p>'
    assert mirrored(html) == (
        '<p style="padding:1px 4px 3px 2px;border-right:2px">text-align:left; padding:1px 2px 3px 4px</p>'
    )


def test_english_pages_have_no_direction_and_no_notes(minimal: Catalog) -> None:
    page = Renderer(minimal).html(minimal.get("topic/cold-feet"))
    assert "dir=" not in page and "kc-language-note" not in page and "<span lang" not in page


def test_no_stylesheet_names_a_side_where_it_means_start_or_end() -> None:
    from ketacontent.rendering.html import stylesheet

    rules = re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.S)
    sides = re.findall(
        r"(?:margin|padding|border)-(?:left|right)\b|text-align: ?(?:left|right)|[{;] ?(?:left|right):", rules
    )
    assert sides == []
    for name, values in re.findall(r"\b(padding|margin|inset|border-width): ?([^;}]+)", rules):
        sizes = values.split()
        assert len(sizes) < 4 or "(" in values or sizes[1] == sizes[3], f"{name}: {values}"


def test_a_page_that_is_not_translated_says_so_once_at_its_top(minimal: Catalog) -> None:
    page = Renderer(minimal, locale="es").compose(minimal.get("topic/cold-feet"))
    notes = [(s.id, b.text.plain) for s in page.sections for b in s.blocks if b.kind == "language-note"]
    assert [place for place, _ in notes] == ["language"]
    assert notes[0][1] == "Esta página no está traducida del todo: tiene textos en inglés."
    assert page.sections[0].id == "language" and page.locale == "es"


def test_a_page_that_is_translated_in_part_says_where_not(spanish: Catalog) -> None:
    page = Renderer(spanish, locale="es").compose(spanish.get("glossary-term/sway"))
    noted = {s.id for s in page.sections for b in s.blocks if b.kind == "language-note"}
    assert "words-to-avoid" in noted and "language" not in noted
    assert page.title.nodes == (Text("Vaivén"),)


def test_english_words_inside_a_translated_sentence_are_told_in_english(spanish: Catalog) -> None:
    """`[[sway]]` is translated; in a sentence that is not, its own word stands, and leads to its page."""
    html = Renderer(spanish, locale="es", base_url="https://a.example").html(
        spanish.get("side-effect/dizziness")
    )
    assert re.search(r'<span lang="en">The room seems to <a [^>]*>sway</a>\.</span>', html)
    assert ">Vaivén</dt>" in html.replace("</span>", ""), "it is explained in the page's language"


def test_a_figure_is_told_in_the_language_and_its_study_in_its_own(spanish: Catalog) -> None:
    text = " ".join(Renderer(spanish, locale="es").text(spanish.get("side-effect/dizziness")).split())
    assert "17 de 43 personas (alrededor de 40 de cada 100)" in text
    assert "alrededor de 2 a 4 de cada 100 personas" in text
    assert "Adults with cold feet" in text


def test_search_engines_and_builders_are_told_the_language(spanish: Catalog) -> None:
    renderer = Renderer(spanish, locale="es")
    record = spanish.get("faq/does-it-hurt")
    assert json.loads(renderer.jsonld(record))["inLanguage"] == "es"
    assert '\nlang: "es"\n' in renderer.markdown(record, front_matter=True)
    assert '<html lang="es" xmlns' in renderer.email(record).html
    assert renderer.email(record).subject == "¿Duele?"


def test_every_page_says_that_nobody_has_reviewed_the_translation(spanish: Catalog, minimal: Catalog) -> None:
    told = "Ningún profesional clínico ni ningún editor nativo ha revisado aún la traducción."
    renderer = Renderer(spanish, locale="es")
    assert told in renderer.compose(spanish.get("topic/cold-feet")).must_show[-1].text.plain
    for name in overview_names(spanish, None):
        assert told in renderer.compose_overview(name).must_show[-1].text.plain
    english = Renderer(minimal).compose(minimal.get("topic/cold-feet"))
    assert "translat" not in english.must_show[-1].text.plain


def test_a_translation_that_somebody_answers_for_is_not_called_unreviewed(
    spanish: Catalog, tmp_path: Path
) -> None:
    place = tmp_path / "es" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "ketacontent.po").write_text(
        'msgid ""\nmsgstr ""\n"X-Reviewed: our translators, 2026\\n"\n',
        "utf-8",
    )
    page = Renderer(spanish, locale="es", translations=tmp_path).compose(spanish.get("topic/cold-feet"))
    assert "ha revisado" not in page.must_show[-1].text.plain


def test_a_language_without_interface_words_is_refused_when_the_renderer_is_made(minimal: Catalog) -> None:
    with pytest.raises(UsageError, match="not translated into 'fr'"):
        Renderer(minimal, locale="fr")


def test_a_reader_whose_language_is_not_there_gets_the_issue_as_it_was_written() -> None:
    assert Variant(locale="fr").context() == {}
    assert Variant(locale="es", country="US").context() == {"country": "US", "locale": "es"}
    assert not Variant(locale="no language").is_well_formed


FRENCH = Foreign("fr", (Text("deux mots."),))


def test_marked_words_keep_their_marks_where_sentences_are_made() -> None:
    words = MarkedWords.of(FRENCH)
    assert str(words) == "deux mots." and words == "deux mots."
    assert words.rstrip(".") == "deux mots"
    filled = MarkedWords.filled("In: {who} ({count})", {"who": words.rstrip("."), "count": 3})
    assert filled == "In: deux mots (3)"
    html = RichText.plain_words(joined("; ", ["one", as_sentence(words)])).__html__()
    assert html == 'one; <span lang="fr">Deux mots</span>.'
    assert joined(", ", ["a", "b"]) == "a, b" and type(joined(", ", ["a", "b"])) is str
    assert RichText.of(FRENCH).markdown == "deux mots."
    assert RichText.of(FRENCH).plain == "deux mots."
