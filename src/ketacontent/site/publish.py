"""New and changed files of a site -> its folder, so that nobody ever finds half a site there.

Files are written beside the folder first. Where most of them are new, a whole new
folder takes the old one's place in one step, with hard links to the files that
stay. Where a few have changed, they are put in place one by one: a folder of what
is to be moved is complete, under a name of its own, before the first is moved, and
a later build finishes what a crash interrupted.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from ketacontent.site.output import MARKER, check_ours

_FEW = 200
"""So many changed files are moved one by one; more get a new folder."""
_PLAN = ".moves.json"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


class Publication:
    """Writes the files of one build beside a site's folder, and puts them in place at the end.

    Leaving the `with` block by an error leaves the folder as it was.

    Args:
        target: the site's folder.
        kept: paths of the files that stay as they are.
        gone: paths of the files of the last build that the site has no more.
    """

    def __init__(self, target: Path, kept: Collection[str] = (), gone: Collection[str] = ()) -> None:
        self.target = target.absolute()
        self.kept, self.gone = kept, gone
        self.number = ""
        """The number of this build, which the folder will bear."""
        self.written: dict[str, tuple[int, int]] = {}
        """Size and time of change of each file that was written."""
        self._folders: set[str] = set()

    def __enter__(self) -> Publication:
        self.target.parent.mkdir(parents=True, exist_ok=True)
        made = tempfile.mkdtemp(prefix=f".{self.target.name}-", dir=self.target.parent)
        Path(made).chmod(0o755)
        self.folder = made
        return self

    def write(self, path: str, content: bytes) -> None:
        """Write one file; folders are made as needed."""
        self.written[path] = write_file(self.folder, path, content, self._folders)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
            return
        try:
            with _undisturbed():
                if self.kept and len(self.written) + len(self.gone) <= _FEW:
                    self._move()
                else:
                    self._swap()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def _move(self) -> None:
        """Move the files one by one, after a complete list of them has its name."""
        self.write(MARKER, marker_text(self.number))
        moves = {"written": sorted(self.written), "gone": sorted(self.gone)}
        Path(self.folder, _PLAN).write_text(json.dumps(moves), "utf-8")
        del self.written[MARKER]
        journal = _journal(self.target)
        os.replace(self.folder, journal)
        _finish(self.target, journal)

    def _swap(self) -> None:
        """Put a whole new folder in the place of the old one."""
        for path in self.kept:
            folder = path.rpartition("/")[0]
            if folder and folder not in self._folders:
                os.makedirs(f"{self.folder}/{folder}", exist_ok=True)
                self._folders.add(folder)
            _link(f"{self.target}/{path}", f"{self.folder}/{path}")
        Path(self.folder, MARKER).write_bytes(marker_text(self.number))
        replace_folder(Path(self.folder), self.target)


def write_file(root: str, path: str, content: bytes, folders: set[str]) -> tuple[int, int]:
    """Write a file below a folder, and return its size and time of change.

    Args:
        root: the folder.
        path: the file's path in it, with `/`.
        content: its bytes.
        folders: those that were made already; it is added to.
    """
    folder = path.rpartition("/")[0]
    if folder and folder not in folders:
        try:
            os.mkdir(f"{root}/{folder}")
        except FileExistsError:
            pass
        except FileNotFoundError:
            os.makedirs(f"{root}/{folder}", exist_ok=True)
        folders.add(folder)
    file = os.open(f"{root}/{path}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(file, left) :]
        status = os.fstat(file)
    finally:
        os.close(file)
    return status.st_size, status.st_mtime_ns


def marker_text(number: str) -> bytes:
    """Return what the marker of an output folder says."""
    return f"Written by ketacontent; a build replaces this folder.\nBuild {number}\n".encode()


def build_number(target: Path) -> str:
    """Return the number of the build that a folder bears, or nothing."""
    try:
        words = (target / MARKER).read_text("utf-8").split()
    except (OSError, UnicodeDecodeError):
        return ""
    return words[-1] if words[-2:-1] == ["Build"] else ""


def finish_interrupted(target: Path) -> None:
    """Finish what an earlier build had begun to put in place when it was killed."""
    journal = _journal(target.absolute())
    if (journal / _PLAN).is_file():
        check_ours(target)
        with _undisturbed():
            _finish(target.absolute(), journal)


def replace_folder(new: Path, target: Path) -> None:
    """Put a folder in another's place in one step where the system can, and take the old one away."""
    if not target.exists():
        os.replace(new, target)
        return
    if _exchange(new, target):
        shutil.rmtree(new, ignore_errors=True)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    os.replace(target, old / "site")
    try:
        os.replace(new, target)
    except OSError:
        os.replace(old / "site", target)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _journal(target: Path) -> Path:
    return target.with_name(f".{target.name}-moving")


def _finish(target: Path, journal: Path) -> None:
    """Move what is still to be moved; what was moved before is not there any more."""
    moves = json.loads((journal / _PLAN).read_text("utf-8"))
    for path in moves["written"]:
        if (journal / path).exists():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(journal / path, target / path)
    for path in moves["gone"]:
        (target / path).unlink(missing_ok=True)
        for folder in (target / path).parents:
            if folder == target:
                break
            try:
                folder.rmdir()
            except OSError:  # something else lies in it
                break
    shutil.rmtree(journal, ignore_errors=True)


def _link(old: str, new: str) -> None:
    try:
        os.link(old, new)
    except OSError:  # a file system without hard links
        shutil.copy2(old, new)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; say whether the system could."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if rename is None:
        return False
    done = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if done and ctypes.get_errno() not in (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not done


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C and a polite end wait until the block is through: it takes moments."""
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
