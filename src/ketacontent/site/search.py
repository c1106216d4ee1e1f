"""The search index of finished pages. Pagefind makes it: a program of its own, in the extra `site`.

The index is plain files beside the pages; the script in `templates/html/scripts` asks it in the reader's
browser. No word that a reader types leaves the site.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ketacontent.errors import UsageError

SEARCH = "search"
"""The folder of the index in a site."""
EXTRA = "site"
"""The extra of the package that brings Pagefind."""

_PROGRAMS = ("pagefind", "pagefind_extended")
_ON_EVERY_PAGE = ("crisis", "notices", "references", "related", "review", "words")
"""Sections that stand on nearly every page, so that finding a page by them helps nobody."""
_NOT_OURS = ("*-ui.*", "*.css", "pagefind-highlight.js")
"""Parts that Pagefind writes for sites without a script of their own."""


@cache
def find_pagefind() -> str | None:
    """Return the path of Pagefind's program: of the Python package, or of the system; None without one."""
    endings = [".exe", ""] if os.name == "nt" else [""]
    for package in ("pagefind_bin", "pagefind_bin_extended"):
        spec = find_spec(package)
        for place in (spec.submodule_search_locations if spec else None) or ():
            for name in _PROGRAMS:
                for ending in endings:
                    program = Path(place) / f"{name}{ending}"
                    if program.is_file():
                        return str(program)
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def make_search_index(folder: Path, program: str) -> None:
    """Add the search index to a folder of finished pages, or make it anew.

    Args:
        folder: the pages; what `main` holds is found, without what stands on every page.
        program: the path of Pagefind.

    Raises:
        UsageError: (KC610) the program failed; what it said is told.
    """
    shutil.rmtree(folder / SEARCH, ignore_errors=True)
    left_out = ", ".join(f".kc-section--{id}" for id in _ON_EVERY_PAGE)
    command = [program, "--site", str(folder.absolute()), "--output-subdir", SEARCH, "--silent"]
    command += ["--keep-index-url", "--exclude-selectors", left_out]
    # Pagefind also takes settings from variables and from files in its working folder; none are meant for us.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        with tempfile.TemporaryDirectory() as empty:
            done = subprocess.run(  # noqa: S603 - our own program, no shell
                command, cwd=empty, env=variables, capture_output=True, text=True, check=False
            )
        said = (done.stderr or done.stdout).strip() if done.returncode else ""
        is_done = not done.returncode and (folder / SEARCH / "pagefind.js").is_file()
    except OSError as error:
        said, is_done = str(error), False
    if not is_done:
        raise UsageError(
            f"The search index could not be made: {said or 'Pagefind wrote none'}.",
            f"Install the program again with: pip install --force-reinstall 'ketacontent[{EXTRA}]'",
            "KC610",
        )
    for pattern in _NOT_OURS:
        for file in (folder / SEARCH).glob(pattern):
            file.unlink()
