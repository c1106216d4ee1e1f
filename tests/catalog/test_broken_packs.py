"""Every code that a pack can cause has a pack that causes it, and the exact place is told.

A folder of `tests/packs/broken` is named `CODE-what`. Its `expected.txt` holds every problem that is told of
it, one a line: `file:line:col CODE field`. Packs of KC3xx, KC4xx and KC703 lie over the minimal pack; those
of KC4xx bring templates, and pages are made with them. Where there is no manifest, the folders in it are
packs, one laid over the other. `grow.txt` names a file and the size in bytes to which a comment is added to
it, so that nobody has to keep a file of a megabyte; `limits.txt` makes a limit of packs smaller, for the
same reason.
"""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from ketacontent.catalog import pack as pack_module
from ketacontent.catalog.link import unused_sources
from ketacontent.catalog.load import load_folders, load_with_documents
from ketacontent.catalog.placeholder import placeholder_problems
from ketacontent.cli.check import _stale
from ketacontent.cli.pack_templates import pack_template_problems
from ketacontent.errors import CODES, ContentError, Problem

PACKS = Path(__file__).resolve().parents[1] / "packs"
BROKEN = sorted(folder for folder in (PACKS / "broken").iterdir() if folder.is_dir())
TODAY = date(2026, 11, 22)
OF_TEMPLATES = {"KC402", "KC405", "KC406", "KC407", "KC408", "KC409"}
OF_TRANSLATIONS = {code for code in CODES if code.startswith("KC31")}
"""Told of packs that translate; tests/locales has the packs that cause them."""
CAUSED_BY_PACKS = (
    {code for code in CODES if code[:3] in ("KC1", "KC2", "KC3", "KC7")} - OF_TRANSLATIONS
) | OF_TEMPLATES


def problems_in(pack: Path) -> tuple[Problem, ...]:
    """Return what is told of a pack, errors or else warnings."""
    over = load_folders([PACKS / "minimal"]) if pack.name.startswith(("KC3", "KC4", "KC703")) else None
    packs = [pack] if (pack / "pack.yaml").exists() or not any(pack.glob("*/pack.yaml")) else []
    packs = packs or sorted(folder for folder in pack.iterdir() if folder.is_dir())
    warnings: list[Problem] = []
    try:
        with limited(pack):
            catalog, documents = load_with_documents(packs, over, warnings)
    except ContentError as error:
        return error.problems
    if pack.name.startswith("KC4"):
        return tuple(pack_template_problems(catalog, packs, list(catalog)))
    own = [problem for problem in unused_sources(catalog, documents) if problem.file.startswith(str(pack))]
    started = placeholder_problems(documents.values())
    return (*own, *started, *_stale(catalog, documents, TODAY), *warnings)


def limits_of(pack: Path) -> dict[str, int]:
    file = pack / "limits.txt"
    words = file.read_text("utf-8").split() if file.exists() else []
    return {name: int(number) for name, number in zip(words[::2], words[1::2], strict=True)}


def limited(pack: Path) -> AbstractContextManager[object]:
    """Make the limits smaller for as long as a pack is read."""
    limits = limits_of(pack)
    return patch.multiple(pack_module, **limits) if limits else nullcontext()


def copied(folder: Path, here: Path) -> Path:
    """Copy a pack below the working folder, let it grow where it says so, and return its short name."""
    pack = here / folder.name
    shutil.copytree(folder, pack)
    if (pack / "grow.txt").exists():
        name, size = (pack / "grow.txt").read_text().split()
        file = pack / name
        file.write_bytes(file.read_bytes().ljust(int(size) - 1, b"#") + b"\n")
    return Path(folder.name)


def told(problem: Problem, pack: Path) -> str:
    file = problem.file.removeprefix(f"{pack}/")
    return f"{file}:{problem.line}:{problem.column} {problem.code} {problem.field}".rstrip()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("folder", BROKEN, ids=lambda folder: folder.name)
def test_every_problem_is_told_at_its_place(folder: Path, here: Path) -> None:
    found = problems_in(copied(folder, here))
    assert [told(problem, Path(folder.name)) for problem in found] == (
        (folder / "expected.txt").read_text("utf-8").splitlines()
    )
    assert {problem.code for problem in found} >= {folder.name.partition("-")[0]}
    for problem in found:
        assert problem.what.endswith((".", "?")) and problem.fix.endswith((".", "?", "<.")), problem
        assert (problem.severity == "warning") == problem.code.startswith("KC7")
        assert str(problem).startswith(problem.file) and str(problem).endswith(problem.code)


def test_every_code_that_a_pack_can_cause_has_a_broken_pack() -> None:
    assert {folder.name.partition("-")[0] for folder in BROKEN} == CAUSED_BY_PACKS


def test_a_repaired_pack_has_no_problems(here: Path) -> None:
    """The packs differ from a good one by their fault only."""
    pack = here / "pack"
    shutil.copytree(PACKS / "broken" / "KC105-key-twice", pack)
    file = pack / "glossary-term" / "sway.yaml"
    file.write_text(file.read_text().removesuffix("title: Sway\n"))
    assert problems_in(pack) == ()


def test_the_examples_in_the_docs_are_what_is_told(here: Path) -> None:
    """docs/errors.md shows for each code a message that a broken pack brings forth, letter for letter."""
    told_of: dict[str, set[str]] = {code: set() for code in CAUSED_BY_PACKS}
    for folder in BROKEN:
        limits = limits_of(folder).items()
        for problem in problems_in(copied(folder, here)):
            for name, number in limits:
                shown = problem.what.replace(f"than {number:,} ", f"than {getattr(pack_module, name):,} ")
                problem = problem._replace(what=shown)
            what = problem.what.replace(f"{folder.name}/", "").replace(f"{PACKS}/", "")
            file = problem.file.removeprefix(f"{folder.name}/")
            told_of[problem.code].add(str(problem._replace(file=file, what=what)))
    page = (PACKS.parents[1] / "docs" / "errors.md").read_text("utf-8")
    for code, messages in told_of.items():
        section = page.partition(f"\n## {code} ")[2].partition("\n## ")[0]
        example = section.partition("```text\n")[2].partition("\n```")[0]
        assert example in messages, code
