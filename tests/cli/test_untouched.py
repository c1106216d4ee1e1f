"""`ketacontent site` reads nothing where nothing has changed, and everything it needs where something has."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from catalog.test_installed import install
from ketacontent.cli import site_files
from kit.command import app
from kit.sites import MINIMAL, contents, edit

RECORD = "faq/does-it-hurt.yaml"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path / "pack"))


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The packs that a command read, one entry a load."""
    found: list[str] = []
    load = site_files.load_known

    def noted(packs, **options):  # type: ignore[no-untyped-def]
        found.append(str(packs))
        return load(packs, **options)

    monkeypatch.setattr(site_files, "load_known", noted)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return found


def build(pack: Path, *options: str) -> str:
    out = str(pack.parent / "site")
    ran = CliRunner().invoke(app, ["site", out, "-p", str(pack), "--no-bundled", "--no-extras", *options])
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_a_second_build_reads_no_record_and_says_the_same(pack: Path, loads: list[str]) -> None:
    first = build(pack)
    before = contents(pack.parent / "site")
    assert build(pack).strip() == first.strip()
    assert len(loads) == 1
    assert contents(pack.parent / "site") == before


def test_a_change_of_a_young_file_that_leaves_no_trace_is_seen(pack: Path, loads: list[str]) -> None:
    """Same size, same time, same inode: only the bytes differ, as when a file changes twice in one tick."""
    file = pack / RECORD
    os.utime(file)
    build(pack)
    before = file.stat()
    text = file.read_text("utf-8")
    with file.open("r+", encoding="utf-8") as stream:
        stream.write(text.replace("goes away", "goes aWay"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    build(pack)
    assert len(loads) == 2
    assert "goes aWay" in (pack.parent / "site/faq/does-it-hurt/index.html").read_text("utf-8")


def test_old_files_are_known_without_being_read(
    pack: Path, loads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ketacontent.cli import untouched

    for file in pack.rglob("*.yaml"):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    build(pack)
    read: list[str] = []
    monkeypatch.setattr(untouched, "_digest", lambda path: read.append(path) or "")
    build(pack)
    assert not [path for path in read if path.startswith(str(pack))]


@pytest.mark.parametrize("what", ["edit", "new", "gone", "page", "no page", "option", "marker"])
def test_whatever_changes_is_built(pack: Path, loads: list[str], what: str) -> None:
    build(pack)
    site = pack.parent / "site"
    page = site / "faq/does-it-hurt/index.html"
    before = page.read_bytes()
    options: tuple[str, ...] = ()
    if what == "edit":
        edit(pack, RECORD, "The sting goes away", "The sting goes away soon")
    elif what == "new":
        text = (pack / RECORD).read_text("utf-8").replace("does-it-hurt", "how-long")
        (pack / "faq/how-long.yaml").write_text(text, "utf-8")
    elif what == "gone":
        edit(pack, "pack.yaml", "version:", "hide: []\nversion:")
    elif what == "page":
        page.write_bytes(b"somebody else's")
    elif what == "no page":
        page.unlink()
    elif what == "option":
        options = ("--country", "US")
    else:
        next(site.glob(".ketacontent*")).write_text(
            "Written by ketacontent; another build.\nBuild 0\n", "utf-8"
        )
    build(pack, *options)
    assert len(loads) == 2
    assert page.exists()
    if what in ("page", "no page", "marker"):
        assert page.read_bytes() == before


def test_an_installed_pack_is_looked_at_where_it_lies(
    pack: Path, loads: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = install(tmp_path / "packages", "riverside", "riverside = riverside_content.pack")
    shutil.copytree(pack, package / "pack")
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    command = ["site", str(tmp_path / "site"), "-p", "entry:riverside", "--no-bundled", "--no-extras"]
    for _ in range(2):
        assert CliRunner().invoke(app, command).exit_code == 0
    assert len(loads) == 1
    edit(package / "pack", RECORD, "The sting goes away", "The sting goes away soon")
    assert CliRunner().invoke(app, command).exit_code == 0
    assert "goes away soon" in (tmp_path / "site/faq/does-it-hurt/index.html").read_text("utf-8")


def test_a_broken_memory_is_no_memory(pack: Path, loads: list[str]) -> None:
    build(pack)
    for file in (pack.parent / "cache").rglob("site.untouched"):
        file.write_bytes(b"\x80\x05nonsense")
    build(pack)
    assert len(loads) == 2
