"""Files: what is read, and what is refused with which words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ketacontent.errors import ContentError
from ketacontent.lint import check, check_file, check_text

CLAIM = "Ketamine cures depression."


def test_a_file_is_read_by_its_suffix(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(f"<script>{CLAIM}</script><p>{CLAIM}</p>", "utf-8")
    result = check_file(file, document=False)
    assert [finding.rule for finding in result.findings] == ["cure-claim"]
    assert result.name == str(file)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(CLAIM, encoding)
    assert check_file(file, document=False).findings[0].start == CLAIM.index("cures")


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"PK\x03\x04\x00\x00", "NUL"), ("Ketamine caf\u00e9".encode("latin-1"), "not UTF-8")],
)
def test_binary_and_foreign_encodings_are_refused_in_words(tmp_path: Path, data: bytes, told: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    with pytest.raises(ContentError, match=told) as caught:
        check_file(file)
    assert caught.value.problems[0].fix


def test_the_place_of_a_foreign_byte_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"one\ntwo \xe9")
    with pytest.raises(ContentError) as caught:
        check_file(file)
    assert (caught.value.problems[0].line, caught.value.problems[0].column) == (2, 5)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "LARGEST", 10)
    file = tmp_path / "a.txt"
    file.write_text(CLAIM)
    with pytest.raises(ContentError, match="KC108"):
        check_file(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        check_file(tmp_path / "none.txt")


def test_a_finding_carries_why_and_what_to_write() -> None:
    finding = check_text(CLAIM, document=False)[0]
    assert finding.severity == "error"
    assert finding.why
    assert finding.safer_wording
    assert finding.source.startswith("http")


def test_importing_the_package_does_not_load_the_linter() -> None:
    code = (
        "import sys, ketacontent; sys.exit(any(name.startswith('ketacontent.lint') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
