"""An output folder that is whole or not there: written beside, then put in place."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType

from ketacontent.errors import UsageError

MARKER = ".ketacontent-output"


def check_ours(target: Path) -> None:
    """Refuse a folder that holds what is not ours, and the one where the user is: a build replaces it.

    Raises:
        UsageError: (KC606) it is neither new, nor empty, nor does it bear our marker.
    """
    if Path.cwd().is_relative_to(target.resolve()):
        raise UsageError(
            f"{target} is the folder where you are, and a build replaces its folder.",
            "Name a folder in it, such as public.",
            "KC606",
        )
    if target.exists() and not (
        target.is_dir() and ((target / MARKER).is_file() or not any(target.iterdir()))
    ):
        raise UsageError(
            f"{target} is not an output folder of ketacontent.",
            "Name a new or an empty folder; nothing was changed.",
            "KC606",
        )


class OutputFolder:
    """Collects files in a temporary folder and swaps it in when all are written.

    An existing folder is replaced only if it is empty or bears our marker; a
    failure leaves what was there untouched.

    Args:
        target: where the files shall be.

    Raises:
        UsageError: (KC606) the target holds something that is not ours.
    """

    def __init__(self, target: Path) -> None:
        self.target = target.absolute()
        check_ours(target)

    def __enter__(self) -> OutputFolder:
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self.folder = Path(tempfile.mkdtemp(prefix=f".{self.target.name}-", dir=self.target.parent))
        self.folder.chmod(0o755)
        (self.folder / MARKER).write_text("Written by ketacontent; a build replaces this folder.\n", "utf-8")
        return self

    def write(self, name: str, content: str | bytes) -> None:
        """Write one file; folders are made as needed."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
            return
        if not self.target.exists():
            os.replace(self.folder, self.target)
            return
        old = Path(tempfile.mkdtemp(prefix=f".{self.target.name}-old-", dir=self.target.parent))
        os.replace(self.target, old / "site")
        try:
            os.replace(self.folder, self.target)
        except OSError:
            os.replace(old / "site", self.target)
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        finally:
            shutil.rmtree(old, ignore_errors=True)
