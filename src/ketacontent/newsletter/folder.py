"""Mails into a folder: as .eml files, or as Parquet. The folder is whole, or it is not there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from ketacontent.errors import UsageError
from ketacontent.newsletter.issue import CompiledIssue
from ketacontent.newsletter.reader import Reader


@dataclass(frozen=True)
class Part:
    """Some readers, and the number of their part."""

    number: int
    readers: tuple[Reader, ...]


@dataclass(frozen=True)
class WriteEml:
    """Writes each mail of a part as a file named by its row: no file name holds personal data."""

    issue: CompiledIssue
    folder: Path

    def __call__(self, part: Part) -> int:
        """Write the mails; returns their number."""
        for reader in part.readers:
            name = f"{reader.row:09}"
            shelf = self.folder / name[:6]  # a thousand in each folder
            shelf.mkdir(exist_ok=True)
            (shelf / f"{name}.eml").write_bytes(self.issue.message(reader))
        return len(part.readers)


@dataclass(frozen=True)
class WriteParquet:
    """Writes a part as one Parquet file."""

    issue: CompiledIssue
    folder: Path

    def __call__(self, part: Part) -> int:
        """Write the mails; returns their number."""
        from ketacontent.newsletter.arrow import BATCH_ROWS, batch_of, write_part

        batches = (
            batch_of(self.issue, part.readers[at : at + BATCH_ROWS])
            for at in range(0, len(part.readers), BATCH_ROWS)
        )
        return write_part(batches, self.folder / f"part-{part.number:06}.parquet")


FORMS: dict[str, Callable[[CompiledIssue, Path], WriteEml | WriteParquet]] = {
    "eml": WriteEml,
    "parquet": WriteParquet,
}


class NewFolder:
    """A folder that is written beside its place and put there when all is written.

    Args:
        target: must not be there, or be empty.

    Raises:
        UsageError: (KC606) there is something in it.
    """

    def __init__(self, target: str | Path) -> None:
        self.target = Path(target).absolute()
        if self.target.exists() and not (self.target.is_dir() and not any(self.target.iterdir())):
            raise UsageError(f"{target} is not empty.", "Name a new folder; nothing was changed.", "KC606")

    def __enter__(self) -> Path:
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(prefix=f".{self.target.name}-", dir=self.target.parent))
        self._folder.chmod(0o700)  # mails are personal
        return self._folder

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        else:
            os.replace(self._folder, self.target)
