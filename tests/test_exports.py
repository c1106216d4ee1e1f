"""The public names: few, sorted, importable, and each with a heading in docs/reference.md."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import ketacontent

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference.md"


def test_the_public_names_are_few_and_sorted() -> None:
    names = ketacontent.__all__
    assert names == sorted(names, key=lambda name: (name.islower(), name))
    assert 12 <= len(names) <= 18


def test_every_public_name_can_be_imported_and_says_what_it_is() -> None:
    for name in ketacontent.__all__:
        assert inspect.getdoc(getattr(ketacontent, name)), name


def test_every_public_name_has_a_heading_in_the_reference_and_every_heading_a_name() -> None:
    headings = re.findall(r"^#+ .*?ketacontent\.(\w+)", REFERENCE.read_text("utf-8"), re.M)
    assert sorted(headings) == sorted(ketacontent.__all__)


def test_nothing_else_is_in_sight() -> None:
    """Sub-packages are, once they were imported; names that other modules lent are not."""
    modules = {name for name, value in vars(ketacontent).items() if inspect.ismodule(value)}
    shown = {name for name in vars(ketacontent) if not name.startswith("_")} - modules
    assert shown == set(ketacontent.__all__) - modules


def test_importing_reads_no_content_and_no_optional_package() -> None:
    code = (
        "import sys, ketacontent; from ketacontent.catalog import load as module;"
        "print([n for n in ('yaml', 'typer', 'rich', 'selectolax', 'babel') if n in sys.modules],"
        "sys.modules['ketacontent.catalog.load']._bundled)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[] []\n"
