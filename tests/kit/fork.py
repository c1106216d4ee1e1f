"""The command in a process of its own that need not import everything again: a fork of the test's."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from ketacontent.cli import run


class Ended(NamedTuple):
    """What a process left: its exit code and its words."""

    returncode: int
    stdout: str
    stderr: str


def ended(*words: str, cwd: Path | None = None, is_read: bool = True) -> Ended:
    """Run the command to its end.

    Args:
        words: what stands after `ketacontent`.
        cwd: where.
        is_read: whether somebody reads what it prints; else the pipe is closed at the other end.
    """
    reader, writer = os.pipe()
    os.close(reader)
    with TemporaryFile() as out, TemporaryFile() as errors:
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno() if is_read else writer, 1)
            os.dup2(errors.fileno(), 2)
            os._exit(_command(words, cwd))
        os.close(writer)
        _, status = os.waitpid(child, 0)
        return Ended(os.waitstatus_to_exitcode(status), _words(out), _words(errors))


def _command(words: tuple[str, ...], cwd: Path | None) -> int:
    """Do what a fresh interpreter does, and return the exit code."""
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    code: object = 0
    try:
        if cwd is not None:
            os.chdir(cwd)
        sys.argv = ["ketacontent", *words]
        run()
        sys.stdout.flush()
    except SystemExit as end:
        code = end.code
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stderr.flush()
    return code if isinstance(code, int) else 0 if code is None else 1


def _words(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()
