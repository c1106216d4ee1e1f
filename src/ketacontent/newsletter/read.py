"""A list of readers from CSV, JSON lines or Parquet, some rows at a time: its length does not matter.

What a single row holds is judged in `reader.py`. Here a row is only refused
where it cannot be read at all.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from ketacontent.errors import UsageError
from ketacontent.newsletter.reader import Chunk, Reject

CHUNK_ROWS = 1_000


class ReaderList:
    """A file of readers, or a folder of Parquet files.

    Rows are numbered from 1, without the line of column names.

    Args:
        path: `.csv`, `.jsonl` (or `.ndjson`), `.parquet`, or a folder of Parquet files.

    Raises:
        UsageError: (KC804) the list is not there, or of another form.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        forms: dict[str, Callable[[], Iterator[Chunk]]] = {
            ".csv": self._csv,
            ".jsonl": self._json_lines,
            ".ndjson": self._json_lines,
            ".parquet": self._parquet,
        }
        suffix = ".parquet" if self.path.is_dir() else self.path.suffix.lower()
        if not self.path.exists():
            raise self.fault("There is no such file.", "Name a list in CSV, JSON lines or Parquet.")
        if suffix not in forms:
            raise self.fault(
                "The form of the list is not told by its name.", "Use .csv, .jsonl or .parquet, in UTF-8."
            )
        self._chunks = forms[suffix]

    def chunks(self) -> Iterator[Chunk]:
        """Read the list from its start.

        Raises:
            UsageError: (KC804) the file is not of its form.
        """
        return self._chunks()

    def fault(self, what: str, fix: str) -> UsageError:
        """Return an error about the list; it names the file and nothing of what it holds."""
        return UsageError(f"{self.path.name}: {what}", fix, "KC804")

    def _csv(self) -> Iterator[Chunk]:
        # Letters that are not UTF-8 become halves of characters, which the check of a row refuses.
        with self.path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            names = _csv_row(next(file, ""))
            if isinstance(names, str) or not any(name.strip() for name in names):
                raise self.fault("The first line has no names of columns.", "Write them there.")
            numbered = enumerate((line for line in file if line.strip()), 1)
            while lines := list(islice(numbered, CHUNK_ROWS)):
                rows = [(number, _csv_row(line, len(names))) for number, line in lines]
                good = [(number, row) for number, row in rows if not isinstance(row, str)]
                cells = zip(*(row for _, row in good), strict=True) if good else ((),) * len(names)
                yield Chunk(
                    [number for number, _ in good],
                    dict(zip(names, cells, strict=True)),
                    [Reject(number, "row", row) for number, row in rows if isinstance(row, str)],
                )

    def _json_lines(self) -> Iterator[Chunk]:
        with self.path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
            numbered = enumerate((line for line in file if line.strip()), 1)
            while lines := list(islice(numbered, CHUNK_ROWS)):
                rows = [(number, _json_row(line)) for number, line in lines]
                good = [(number, row) for number, row in rows if isinstance(row, dict)]
                names = dict.fromkeys(name for _, row in good for name in row)
                yield Chunk(
                    [number for number, _ in good],
                    {name: [row.get(name) for _, row in good] for name in names},
                    [Reject(number, "row", row) for number, row in rows if isinstance(row, str)],
                )

    def _parquet(self) -> Iterator[Chunk]:
        from ketacontent.newsletter.arrow import NotParquet, parquet_batches

        files = sorted(self.path.glob("*.parquet")) if self.path.is_dir() else [self.path]
        if not files:
            raise self.fault("The folder holds no Parquet file.", "Name another folder.")
        first = 1
        try:
            for file in files:
                for chunk in parquet_batches(file, CHUNK_ROWS, first):
                    first += len(chunk.rows)
                    yield chunk
        except NotParquet:
            raise self.fault("It is not a Parquet file.", "Name another file.") from None


def _csv_row(line: str, width: int | None = None) -> list[str] | str:
    """Return the cells of a line, or why it is no row.

    Each line is read by itself, so that a quote that is never closed costs one row, and not all that follow.
    """
    line = line.rstrip("\r\n")
    if '"' in line:
        try:
            (row,) = csv.reader((line,), strict=True)
        except (csv.Error, ValueError):
            return "A quote is not closed on its line, or stands where it may not."
    else:
        row = line.split(",")
    if width is not None and len(row) != width:
        return f"It has {len(row)} cells, and the first line names {width} columns."
    return row


def _json_row(line: str) -> dict[str, object] | str:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return "It is not JSON."
    if not isinstance(row, dict) or any(isinstance(value, (dict, list)) for value in row.values()):
        return "It is not a flat object of names and values."
    return row
