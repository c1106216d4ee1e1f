"""docs/errors.md has one heading for each code, in order, and under each what it means and what to do."""

from __future__ import annotations

import copy
import pickle
import re
from pathlib import Path

import pytest

from ketacontent import errors
from ketacontent.errors import CODES, KetaContentError, Problem

PAGE = Path(__file__).resolve().parents[1] / "docs" / "errors.md"
SECTION = re.compile(r"^## (KC\d{3}) (.+)\n((?:(?!^## )[\s\S])*)", re.MULTILINE)


def sections() -> list[tuple[str, str, str]]:
    return SECTION.findall(PAGE.read_text("utf-8"))


def test_the_headings_are_the_codes_in_order() -> None:
    assert [(code, title) for code, title, _ in sections()] == list(CODES.items())


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_explained_with_an_example_and_what_to_do(code: str) -> None:
    body = next(text for each, _, text in sections() if each == code)
    examples = re.findall(r"^```text\n([\s\S]*?)^```", body, re.MULTILINE)
    assert len(examples) == 1
    lines = examples[0].rstrip("\n").split("\n")
    assert lines[-1].endswith(f"  {code}"), "the message ends with its code"
    assert len(lines) >= 2
    assert re.search(r"^What to do: .+", body, re.MULTILINE)
    before = body.partition("```")[0].strip()
    assert len(before.split()) >= 8, "what it means, in a sentence"


def test_codes_have_one_form_and_are_not_used_twice() -> None:
    assert all(re.fullmatch(r"KC[1-8]\d\d", code) for code in CODES)
    assert list(CODES) == sorted(CODES)
    assert len(set(CODES.values())) == len(CODES)


def test_every_code_in_the_source_is_a_known_one() -> None:
    source = Path(errors.__file__).parent
    used = {
        code
        for file in source.rglob("*.py")
        if file.name != "errors.py"
        for code in re.findall(r"\bKC\d{3}\b", file.read_text("utf-8"))
    }
    assert used <= set(CODES)


ERRORS = [
    errors.ContentError([Problem("a.yaml", 1, 2, "title", "It is wrong.", "Mend it.", "KC102")]),
    errors.UsageError("It is wrong.", "Mend it.", "KC602"),
    errors.MissingExtra("PyYAML", "authoring", "read YAML packs"),
    errors.UnknownId("route", "nasl", ["nasal"]),
    errors.RenderError("a.html.jinja", "It failed.", "Mend it."),
    errors.MissingNotice("a.html.jinja", "Do not drive"),
    errors.MailError("subject", "It has a line break.", "Take it out."),
]


def test_the_list_of_errors_here_is_whole() -> None:
    found: set[type[KetaContentError]] = set()
    open_classes = [KetaContentError]
    while open_classes:
        below = open_classes.pop().__subclasses__()
        found.update(each for each in below if each.__module__ == "ketacontent.errors")
        open_classes += below
    assert found == {type(error) for error in ERRORS}


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_travels_between_processes(error: KetaContentError) -> None:
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is type(error)
        assert str(again) == str(error) and again.__dict__ == error.__dict__
        assert again.exit_code == error.exit_code
    assert re.search(r"KC\d{3}", str(error))
