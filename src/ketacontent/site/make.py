"""Planned files -> written files with what each was made of, in one process or in several."""

from __future__ import annotations

import errno
import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext

from ketacontent.catalog.watched import WatchedCatalog
from ketacontent.site.plan import PlannedFile
from ketacontent.site.publish import Publication, write_file
from ketacontent.site.state import Written

Progress = Callable[[int, int], None]
_ENOUGH = 400
"""Files for each process: with fewer, starting it takes longer than it saves."""


def make_files(
    files: Sequence[PlannedFile],
    publication: Publication,
    catalog: WatchedCatalog | None,
    progress: Progress | None = None,
    jobs: int = 1,
) -> dict[str, Written]:
    """Make files and write them; no more than one is held at a time.

    Args:
        files: what to make.
        publication: where they are written.
        catalog: that they were planned with; it notes what each is made of. None where nobody asks.
        progress: is told how many of how many are done.
        jobs: how many processes may work side by side.

    Returns:
        For each path what was written, and what it was made of.
    """
    jobs = min(jobs, len(files) // _ENOUGH)
    if jobs > 1 and hasattr(os, "fork"):
        return _in_processes(files, publication, catalog, progress, jobs)
    made: dict[str, Written] = {}
    for done, file in enumerate(files, 1):
        with _watching(catalog) as used:
            content = file.make()
        publication.write(file.path, content)
        made[file.path] = Written(publication.written[file.path], _names(used, file.depends))
        if progress:
            progress(done, len(files))
    return made


def _watching(catalog: WatchedCatalog | None) -> AbstractContextManager[set[str]]:
    return nullcontext(set()) if catalog is None else catalog.watching()


def _names(used: set[str], declared: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a file depends on, each named once: who reads all of a kind need not name each."""
    whole = tuple(name.removesuffix("*~") for name in used if name.endswith("/*~"))
    if whole:
        used = {
            name for name in used if not (name.endswith("~") and name[-2] != "*" and name.startswith(whole))
        }
    # Thousands of pages name the same few records: one string for each is enough.
    return tuple(sorted(map(sys.intern, used.union(declared))))


def _in_processes(
    files: Sequence[PlannedFile],
    publication: Publication,
    catalog: WatchedCatalog | None,
    progress: Progress | None,
    jobs: int,
) -> dict[str, Written]:
    """Share the files out; each process gets every n-th, so that all are done at about the same time."""
    sys.stdout.flush()
    sys.stderr.flush()
    told, tell = os.pipe()
    children = []
    for number in range(jobs):
        child = os.fork()
        if child == 0:
            os.close(told)
            _work(files[number::jobs], publication.folder, catalog, tell, _report(publication, number))
        children.append(child)
    os.close(tell)
    done = 0
    made: dict[str, Written] = {}
    try:
        while ticks := os.read(told, 4096):  # ends when the last child has closed its end
            done += len(ticks)
            if progress:
                progress(done, len(files))
    except BaseException:
        for child in children:
            os.kill(child, signal.SIGTERM)
        raise
    finally:
        os.close(told)
        for child in children:
            os.waitpid(child, 0)
    for number in range(jobs):
        report = _report(publication, number)
        if not os.path.exists(report):
            raise OSError(errno.ECHILD, "A process that made pages was ended from outside")
        with open(report, "rb") as stream:
            found = pickle.load(stream)  # noqa: S301 - our own process wrote it
        os.unlink(report)
        if isinstance(found, BaseException):
            raise found
        made |= {path: Written(stamp, names) for path, stamp, names in found}
    publication.written |= {path: file.stamp for path, file in made.items()}
    return made


def _report(publication: Publication, number: int) -> str:
    """Return the file in which a process says what came of its work."""
    return f"{publication.folder}/.report-{number}"


def _work(
    files: Sequence[PlannedFile], folder: str, catalog: WatchedCatalog | None, tell: int, report: str
) -> None:
    """Make files in a process of its own, say what came of it, and end the process."""
    found: list[tuple[str, tuple[int, int], tuple[str, ...]]] | BaseException
    folders: set[str] = set()
    try:
        found = []
        for file in files:
            with _watching(catalog) as used:
                content = file.make()
            stamp = write_file(folder, file.path, content, folders)
            found.append((file.path, stamp, _names(used, file.depends)))
            os.write(tell, b".")
    except BaseException as error:
        found = error
    try:
        with open(f"{report}.new", "wb") as stream:
            pickle.dump(found, stream, protocol=5)
        os.rename(f"{report}.new", report)
    finally:
        os._exit(0)
