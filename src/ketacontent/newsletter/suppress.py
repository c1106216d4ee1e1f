"""A list of addresses that must get no mail: one a line, or the first column of a CSV file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ketacontent.errors import UsageError


def suppressed_addresses(path: str | Path) -> Iterator[str]:
    """Yield the addresses of a file, one after the other.

    A line without an address, such as a line of column names, is passed over.

    Raises:
        UsageError: (KC804) the file is not there, or holds no address at all.
    """
    path, count = Path(path), 0
    if not path.is_file():
        raise UsageError(
            f"{path.name}: There is no such file.", "Name a file with one address a line.", "KC804"
        )
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
        for line in file:
            address = line.partition(",")[0].strip().strip('"').strip()
            if "@" in address and address.isascii():
                count += 1
                yield address
    if not count and path.stat().st_size:
        raise UsageError(f"{path.name}: It holds no address.", "Write one address a line.", "KC804")
