"""What a site is to hold: one entry a file, made when it is its turn; not how files get to the disk.

A plan is a list of `PlannedFile`. Nothing is rendered while it is drawn up:
`make` is called for the files that have to be made again, one after the other,
so that a site of any size needs the memory of one page beside its catalog.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ketacontent.errors import UsageError

EVERYTHING = "*"
"""Stands among what a file depends on where any change of any record may change it."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file of a site.

    What `make` reads from the catalog it was planned with is noted by itself, so `depends` need only name
    what is read elsewhere, or while the plan was drawn up. `EVERYTHING` is always right and costs most: the
    file is made again whenever anything has changed.

    Args:
        path: where it lies in the output folder, with `/`: `topic/cold-feet/index.html`.
        make: returns its bytes; the same bytes whenever what it depends on is the same.
        depends: what it is made of beside that: records as `kind/id`, or `EVERYTHING`.
        owner: whose file it is, as a message calls it: `topic/cold-feet`, `the home page`.
    """

    path: str
    make: Callable[[], bytes]
    depends: tuple[str, ...] = ()
    owner: str = ""

    @property
    def url(self) -> str:
        """The file's address from the top of the site: a folder's index file is the folder."""
        return self.path.removesuffix("index.html")


def unique(files: Iterable[PlannedFile]) -> Iterator[PlannedFile]:
    """Yield planned files, each of which has an address of its own.

    Addresses that differ only in the size of letters are one: many file systems do not tell them apart.

    Raises:
        UsageError: (KC607) two files have one address, or one lies where another needs a folder; both
            owners are named.
    """
    taken: dict[str, PlannedFile] = {}
    folders: dict[str, PlannedFile] = {}
    for file in files:
        key = file.path.casefold()
        parts = key.split("/")
        above = ["/".join(parts[:count]) for count in range(1, len(parts))]
        other = taken.get(key) or folders.get(key) or next((taken[f] for f in above if f in taken), None)
        if other is not None:
            raise UsageError(
                f"{other.owner or other.path} and {file.owner or file.path} both want the address "
                f"/{file.url}.",
                "Give one of them another id; nothing was written.",
                "KC607",
            )
        taken[key] = file
        for folder in above:
            folders.setdefault(folder, file)
        yield file
