"""`ketacontent locales`, and what other commands do with a language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ketacontent.cli.main import command_line
from ketacontent.errors import UsageError
from kit.pseudo import pseudo_folder
from kit.sites import MINIMAL
from kit.spanish import WORDS, write_spanish


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    spanish = write_spanish(tmp_path_factory.mktemp("es"))
    return ["--no-bundled", "--pack", str(MINIMAL), "--pack", str(spanish)]


def run(*words: str) -> Result:
    return CliRunner().invoke(command_line([words[0]]), list(words), catch_exceptions=False)


def test_languages_are_listed_with_what_is_translated(packs: list[str]) -> None:
    told = run("locales", *packs).output
    assert told.startswith("es: interface strings ")
    assert "  faq: 1 of 1 records begun, texts 3 of 3 (100 percent)" in told
    assert "faq/does-it-hurt" not in told
    assert (
        "faq/does-it-hurt: 3 of 3 (100 percent), not-clinically-reviewed"
        in run("locales", "es", *packs).output
    )


def test_the_count_is_there_for_programs_too(packs: list[str]) -> None:
    told = json.loads(run("locales", "--json", "--translations", pseudo_folder(), *packs).output)
    assert set(told) == {"es", "ar-XB", "en-XA"}
    for found in told.values():
        assert found["strings"]["translated"] == found["strings"]["all"] > 500
    assert told["es"]["records"]["glossary-term/sway"]["over"] == "1.0.0"
    assert told["ar-XB"]["texts"]["translated"] == 0


def test_the_strings_to_translate_are_written_out(tmp_path: Path) -> None:
    run("locales", "--template", str(tmp_path / "strings.pot"))
    assert (tmp_path / "strings.pot").read_text("utf-8").count("\nmsgid ") > 500


def test_a_language_with_nothing_in_it_is_refused(packs: list[str]) -> None:
    with pytest.raises(UsageError, match="Nothing is translated into 'fr'"):
        run("locales", "fr", *packs)


def test_show_speaks_the_language(packs: list[str]) -> None:
    assert run("show", "faq/does-it-hurt", "--locale", "es", *packs).output.startswith("¿Duele?\n")


def test_check_tells_of_a_translation_that_is_behind(tmp_path: Path) -> None:
    for name, over, told in (
        ("words", "1.0.1", "Only words have changed"),
        ("meaning", "0.9.0", "readers get the original"),
    ):
        words = {"faq/does-it-hurt": WORDS["faq/does-it-hurt"].replace("over: 1.0.0", f"over: {over}")}
        folder = write_spanish(tmp_path / name, words)
        result = run("check", "--no-bundled", str(MINIMAL), str(folder))
        assert result.exit_code == 0 and f"warning: {folder}/faq/does-it-hurt.yaml:1:1  over" in result.output
        assert told in result.output and "KC703" in result.output


def test_check_reads_a_finished_page_in_its_own_language(packs: list[str], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(run("show", "medicine/spray", "--as", "page", "--locale", "es", *packs).output, "utf-8")
    given = ["--no-bundled", packs[2], packs[4], str(page)]
    assert "1 page checked: 0 problems" in run("check", *given).output
    page.write_text(page.read_text("utf-8").replace("The label warns", "The label says"), "utf-8")
    assert run("check", *given).exit_code == 1
