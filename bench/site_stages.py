"""Where the time of a cold build goes: CPU seconds of each stage.

Every stage is a function that is timed while it runs, without the stages that it calls. The clock itself
costs a little; what no stage claims stands under `rest` (imports, planning, what the build remembers).

Usage: python bench/site_stages.py [--size 1000]      measures the work tree
"""

from __future__ import annotations

import argparse
import gc
import importlib
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from site_pack import write_pack

STAGES = (
    ("read YAML", "ketacontent.catalog.pack", "read_document"),
    ("validate", "ketacontent.catalog.load", "_Layer.take"),
    ("link", "ketacontent.catalog.link", "link_problems"),
    ("keep for the next build", "ketacontent.catalog.cache", "RecordCache.add"),
    ("compose pages", "ketacontent.renderer", "compose"),
    ("compose overviews", "ketacontent.renderer", "Renderer.compose_overview"),
    ("JSON-LD", "ketacontent.renderer", "Renderer._jsonld"),
    ("templates", "ketacontent.rendering.engine", "Engine.render"),
    ("must-show", "ketacontent.rendering.must_show", "MustShowCheck.check"),
    ("write files", "ketacontent.site.publish", "write_file"),
)
"""Name, module and function of each stage."""


class Clock:
    """Counts the CPU time of the stage that is innermost at each moment."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._running = ["rest"]
        self._since = time.process_time()

    def turn(self) -> str:
        """Book what passed to the running stage, and return it."""
        now = time.process_time()
        self.spent[self._running[-1]] += now - self._since
        self._since = now
        return self._running[-1]

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that is counted as a stage."""

        @wraps(function)
        def run(*args: Any, **options: Any) -> Any:
            self.turn()
            self._running.append(stage)
            try:
                return function(*args, **options)
            finally:
                self.turn()
                self._running.pop()

        return run


def watch(clock: Clock) -> None:
    """Put the clock around every stage."""
    for stage, module, path in STAGES:
        owner: Any = importlib.import_module(module)
        *outer, name = path.split(".")
        for part in outer:
            owner = getattr(owner, part)
        setattr(owner, name, clock.timed(stage, getattr(owner, name)))


def main() -> None:
    """Build once, cold, and print each stage's share."""
    parser = argparse.ArgumentParser(description="CPU time of a cold build by stage.")
    parser.add_argument("--size", type=int, default=1000)
    size = parser.parse_args().size
    folder = Path(tempfile.mkdtemp(prefix="ketacontent-stages-"))
    try:
        write_pack(folder / "pack", size)
        clock = Clock()
        watch(clock)
        from ketacontent.catalog.load import load_known
        from ketacontent.site import build

        gc.disable()  # as the command does
        catalog = load_known((folder / "pack",), bundled=False, cache=folder / "cache")
        build(catalog, folder / "out", cache=folder / "cache")
        clock.turn()
    finally:
        shutil.rmtree(folder)
    whole = sum(clock.spent.values())
    for stage, spent in clock.spent.most_common():
        print(f"{spent:8.2f} s {spent / whole:6.1%} {spent / size * 1e6:8.0f} us a page  {stage}")
    print(
        f"{whole:8.2f} s        {whole / size * 1e6:8.0f} us a page, {size / whole:.0f} pages per CPU-second"
    )


if __name__ == "__main__":
    main()
