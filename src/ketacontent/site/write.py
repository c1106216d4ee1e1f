"""Planned files -> a folder, all of them or none; for what is small enough to be made anew each time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ketacontent.site.output import OutputFolder
from ketacontent.site.plan import PlannedFile, unique


def write_files(files: Iterable[PlannedFile], out: Path) -> int:
    """Write planned files, and return how many there are.

    Raises:
        UsageError: the folder holds something that is not ours, or two files want one address.
    """
    count = 0
    with OutputFolder(out) as output:
        for file in unique(files):
            output.write(file.path, file.make())
            count += 1
    return count
