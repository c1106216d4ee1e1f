"""Nobody ever finds half a site: kills, Ctrl-C and full disks leave the old one whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ketacontent.site import publish
from ketacontent.site.publish import Publication, finish_interrupted
from kit.sites import contents

FILES = {"index.html": b"old home", "topic/a/index.html": b"old a", "topic/b/index.html": b"old b"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    out = tmp_path / "site"
    with Publication(out) as publication:
        for path, content in FILES.items():
            publication.write(path, content)
    return out


def left_over(site: Path) -> list[str]:
    return [file.name for file in site.parent.iterdir() if file.name != site.name]


def test_a_new_folder_holds_what_was_written_and_what_is_kept(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "_FEW", 0)
    inode = (site / "index.html").stat().st_ino
    with Publication(site, {"index.html"}) as publication:
        publication.write("topic/a/index.html", b"new a")
    assert contents(site) == {"index.html": b"old home", "topic/a/index.html": b"new a"}
    assert (site / "index.html").stat().st_ino == inode
    assert left_over(site) == []


def test_kept_files_are_copied_where_there_are_no_hard_links(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(publish, "_FEW", 0)
    monkeypatch.setattr(os, "link", refuse)
    stamp = (site / "index.html").stat().st_mtime_ns
    with Publication(site, {"index.html"}) as publication:
        publication.write("new.html", b"new")
    assert contents(site) == {"index.html": b"old home", "new.html": b"new"}
    assert (site / "index.html").stat().st_mtime_ns == stamp


def test_folders_change_places_where_the_system_cannot_exchange_them(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    with Publication(site) as publication:
        publication.write("index.html", b"new home")
    assert contents(site) == {"index.html": b"new home"}
    assert left_over(site) == []


def test_a_few_changed_files_are_moved_and_nothing_else_is_touched(site: Path) -> None:
    inode = (site / "topic/b/index.html").stat().st_ino
    with Publication(site, {"index.html", "topic/b/index.html"}, {"topic/a/index.html"}) as publication:
        publication.write("faq/c/index.html", b"new c")
    assert contents(site) == {
        "index.html": b"old home",
        "topic/b/index.html": b"old b",
        "faq/c/index.html": b"new c",
    }
    assert not (site / "topic/a").exists()
    assert (site / "topic/b/index.html").stat().st_ino == inode
    assert left_over(site) == []


def test_an_error_before_the_end_changes_nothing(site: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Publication(site, {"index.html"}) as publication:
        publication.write("topic/a/index.html", b"new a")
        raise KeyboardInterrupt
    assert contents(site) == FILES
    assert left_over(site) == []


def test_a_full_disk_changes_nothing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"), Publication(site, {"index.html"}) as publication:
        publication.write("topic/a/index.html", b"new a")
        monkeypatch.setattr(os, "write", full)
        publication.write("topic/b/index.html", b"new b")
    assert contents(site) == FILES
    assert left_over(site) == []


def test_a_disk_that_is_full_when_the_list_of_moves_is_written_changes_nothing(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"), Publication(site, {"index.html"}) as publication:
        publication.write("topic/a/index.html", b"new a")
    assert contents(site) == FILES
    assert left_over(site) == []


@pytest.mark.parametrize("moves", [0, 1, 2])
def test_a_kill_between_two_moves_is_finished_by_the_next_build(
    site: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    """The process is as good as dead: no line of it runs after the move that fails."""
    real, made = os.replace, []

    def replace(source: Path, target: Path) -> None:
        inside = Path(target).is_relative_to(site)
        if inside and len(made) == moves:
            raise SystemExit
        made.extend([target] if inside else [])
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(publish.shutil, "rmtree", lambda *_, **__: None)
    with pytest.raises(SystemExit), Publication(site, {"index.html"}) as publication:
        publication.write("topic/a/index.html", b"new a")
        publication.write("topic/b/index.html", b"new b")
    monkeypatch.undo()
    assert all(page in (FILES[path], b"new " + path[6:7].encode()) for path, page in contents(site).items())
    finish_interrupted(site)
    assert contents(site) == {**FILES, "topic/a/index.html": b"new a", "topic/b/index.html": b"new b"}
    assert left_over(site) == []


_HEARS = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
"""
"""A shell starts what runs in its background deaf to Ctrl-C; the children of these tests must hear it."""

_SLOW = """
import sys, time
from pathlib import Path
from ketacontent.site.publish import Publication
with Publication(Path(sys.argv[1]), {"index.html"}) as publication:
    publication.write("topic/a/index.html", b"new a")
    print("writing", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill"])
def test_a_build_that_is_ended_leaves_the_old_site_whole(site: Path, end: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _HEARS + _SLOW, str(site)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(end)
    process.wait(timeout=30)
    process.stdout.close()
    assert contents(site) == FILES
    if end is signal.SIGINT:
        assert left_over(site) == []


_INTERRUPTED = """
import os, signal, sys
from pathlib import Path
from ketacontent.site.publish import Publication
real = os.replace
def replace(source, target):
    os.kill(os.getpid(), signal.SIGINT)
    real(source, target)
os.replace = replace
with Publication(Path(sys.argv[1]), {"index.html"}) as publication:
    publication.write("topic/a/index.html", b"new a")
    publication.write("topic/b/index.html", b"new b")
"""


def test_ctrl_c_waits_until_files_are_in_place(site: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _HEARS + _INTERRUPTED, str(site)],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert "KeyboardInterrupt" in ended.stderr
    assert contents(site) == {**FILES, "topic/a/index.html": b"new a", "topic/b/index.html": b"new b"}
    assert left_over(site) == []
