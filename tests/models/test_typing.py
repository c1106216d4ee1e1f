"""What mypy sees through the models: the files of `typing_tests/` say line by line what it must refuse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "typing_tests").glob("*.py"))


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_mypy_refuses_what_the_file_says_and_nothing_else(file: Path) -> None:
    api = pytest.importorskip("mypy.api", reason="mypy is not installed; it comes with the group `check`")
    # The cache that `make check` fills: without it mypy reads pydantic first.
    settings = ["--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(ROOT / ".mypy_cache")]
    out, err, _ = api.run([*settings, "--no-error-summary", "--hide-error-context", str(file)])
    assert err == ""
    refused = {
        (int(line), code)
        for line, code in re.findall(rf"{file.name}:(\d+): error: .*\[([a-z-]+)\]$", out, re.MULTILINE)
    }
    due = {
        (number, code)
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        for code in re.findall(r"# refused: ([a-z-]+)$", line)
    }
    assert refused == due, out
    assert len(due) >= 3
    assert len(refused) == out.count(": error:")
