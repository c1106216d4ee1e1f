"""Text files that are written whole or not at all, in UTF-8 and with the line ends of the text."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write_whole(file: Path, pieces: Iterable[str]) -> None:
    """Write a file; until its end is written, one that is there stays as it is.

    It keeps the permissions of the old one, and a link goes on leading where it led. What is no file, such as
    ``/dev/stdout``, is written into as it is.

    Args:
        file: where; its folder must be there.
        pieces: a text, or the parts of one.

    Raises:
        OSError: it cannot be written.
    """
    if file.exists() and not file.is_file():
        with file.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(_parts(pieces))
        return
    target = file.resolve()
    unfinished = _unfinished(target, pieces)
    try:
        os.chmod(unfinished, target.stat().st_mode & 0o777 if target.exists() else 0o644)
        os.replace(unfinished, target)
    except BaseException:
        os.unlink(unfinished)
        raise


def write_new(file: Path, pieces: Iterable[str]) -> None:
    """Write a file that is not there yet, never in the place of another.

    Args:
        file: where; its folder must be there.
        pieces: a text, or the parts of one.

    Raises:
        FileExistsError: it is there.
        OSError: it cannot be written.
    """
    unfinished = _unfinished(file, pieces)
    try:
        os.chmod(unfinished, 0o644)
        os.link(unfinished, file)  # unlike a renaming, it fails where something is
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if file.exists():
            raise FileExistsError(file) from None
        os.replace(unfinished, file)
    finally:
        Path(unfinished).unlink(missing_ok=True)


def _unfinished(target: Path, pieces: Iterable[str]) -> str:
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    except OSError as fault:  # it names the unfinished file, which nobody asked for
        raise OSError(fault.errno, fault.strerror, str(target)) from None
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.writelines(_parts(pieces))
    except BaseException:
        os.unlink(name)
        raise
    return name


def _parts(pieces: Iterable[str]) -> Iterable[str]:
    return [pieces] if isinstance(pieces, str) else pieces  # else a text would be written letter by letter
