"""The file of rejects: row, field and reason of every row that gets no mail, and nothing else of the row."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from types import TracebackType

from ketacontent.newsletter.reader import Reject


class RejectsFile:
    """Writes rejects as CSV, beside the target at first; the end of the run puts the file in place.

    Args:
        path: of the file; without one the rejects are counted only.
    """

    def __init__(self, path: str | Path | None) -> None:
        self.path = Path(path) if path is not None else None
        self.count = 0

    def __enter__(self) -> RejectsFile:
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._unfinished = self.path.with_name(f".{self.path.name}.part")
            self._file = self._unfinished.open("w", newline="", encoding="utf-8")
            self._lines = csv.writer(self._file)
            self._lines.writerow(Reject._fields)
        return self

    def write(self, reject: Reject) -> None:
        """Take in one row."""
        self.count += 1
        if self.path is not None:
            self._lines.writerow(reject)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.path is not None:
            self._file.close()
            os.replace(self._unfinished, self.path)
