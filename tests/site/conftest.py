"""A pack that tests of sites may change, and builds of it that remember."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ketacontent.catalog.cache import RecordCache
from ketacontent.catalog.load import load_folders
from ketacontent.site import build
from kit.sites import MINIMAL, stamps


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the pack with one record of each kind."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "pack"))


@pytest.fixture
def rebuild(pack: Path, tmp_path: Path) -> Callable[..., set[str]]:
    """Build `tmp_path/site` of the pack, with a cache; return the files that were made again."""
    out, cache = tmp_path / "site", tmp_path / "cache"

    def run(**context: Any) -> set[str]:
        before = stamps(out)
        catalog = load_folders([pack], None, RecordCache(cache, "test"))
        build(catalog, out, cache=cache, **context)
        after = stamps(out)
        return {path for path, stamp in after.items() if before.get(path) != stamp}

    return run
