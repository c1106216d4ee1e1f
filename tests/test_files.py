"""Files that commands write are whole, or as they were before."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ketacontent._files import write_new, write_whole

Write = Callable[[Path, "str | Iterator[str]"], None]


def broken() -> Iterator[str]:
    yield "first"
    raise RuntimeError("no more")


@pytest.mark.parametrize("write", [write_whole, write_new])
def test_a_text_is_written_with_its_own_line_ends(tmp_path: Path, write: Write) -> None:
    write(tmp_path / "a", "naïve\r\nsecond\n")
    assert (tmp_path / "a").read_bytes() == "naïve\r\nsecond\n".encode()
    assert os.listdir(tmp_path) == ["a"]


@pytest.mark.parametrize("write", [write_whole, write_new])
def test_nothing_is_left_of_a_file_that_breaks_off(tmp_path: Path, write: Write) -> None:
    with pytest.raises(RuntimeError):
        write(tmp_path / "a", broken())
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("write", [write_whole, write_new])
def test_a_missing_folder_is_told_with_the_name_that_was_asked_for(tmp_path: Path, write: Write) -> None:
    with pytest.raises(FileNotFoundError) as fault:
        write(tmp_path / "missing" / "a", "words")
    assert fault.value.filename == str(tmp_path / "missing" / "a")


def test_the_old_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    with pytest.raises(RuntimeError):
        write_whole(tmp_path / "a", broken())
    assert (tmp_path / "a").read_text() == "old"


def test_a_file_keeps_its_permissions_and_a_link_leads_where_it_led(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "a").chmod(0o640)
    (tmp_path / "link").symlink_to("a")
    write_whole(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a").read_text() == "new"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_what_is_no_file_is_written_into_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, "words")
        assert os.read(reader, 100) == b"words"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert os.listdir(tmp_path) == ["pipe"]


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text() == "old"
    assert os.listdir(tmp_path) == ["a"]


def test_on_a_file_system_without_links_a_new_file_is_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    write_new(tmp_path / "a", "new")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a", "newer")
    assert (tmp_path / "a").read_text() == "new"
    assert os.listdir(tmp_path) == ["a"]
