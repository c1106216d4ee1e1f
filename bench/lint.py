"""Lint: CPU time for texts of a megabyte, ordinary ones and ones made to be slow.

The limit is two CPU seconds a megabyte. Loading the rules is not part of it and is told by itself. The
checkout is measured, as the linter is the same code with and without a wheel.

Usage: python bench/lint.py [--json] [--runs 3]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from measure import Cost, json_line

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

SIZE = 1_000_000
LIMIT = 2.0


def texts() -> Iterator[tuple[str, str, str]]:
    """Yield a name, a format and a text of about a megabyte."""
    from ketacontent import Renderer, load
    from ketacontent.lint.engine import bundled_linter
    from ketacontent.renderer import PAGE_KINDS

    catalog = load()
    renderer = Renderer(catalog)
    pages = [record for record in catalog if record.kind in PAGE_KINDS]
    yield "prose", "markdown", _filled(renderer.markdown(record) for record in pages)
    yield "html", "html", _filled(renderer.page(record) for record in pages)
    yield "repeats", "text", _filled(cycle(["Ketamine cures depression, and it is safe for everyone. "]))
    yield "numbered", "text", _filled(f"Ketamine cured {n} people in {n} days. " for n in range(SIZE))
    misses = [_near_miss(pattern.source) for pattern in bundled_linter().patterns]
    yield "near-misses", "text", _filled(f"{miss} {n}. " for n, miss in zip(range(SIZE), cycle(misses)))
    yield "one-line", "text", ("a" * SIZE)
    yield "one-line-of-words", "text", _filled(cycle(["ketamine relieves pain and not never no "]))
    yield "unclosed", "html", _filled(cycle(["<div><p title='", "<!--", "<a href="]))


def _filled(pieces: Iterator[str]) -> str:
    parts: list[str] = []
    size = 0
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size >= SIZE:
            break
    return "\n".join(parts)[:SIZE]


def _near_miss(source: str) -> str:
    """Return the words of a pattern, so that it begins to match in many places."""
    words = [
        word for word in source.replace("*", "").replace("|", " ").replace("(", " ").split() if word.isalpha()
    ]
    return " ".join(words[:25])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="CPU time to lint a megabyte.")
    parser.add_argument("--json", action="store_true", help="one JSON line for each contender")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    from ketacontent.lint.engine import Linter
    from ketacontent.lint.load import bundled_rules

    began = time.process_time()
    Linter(bundled_rules())
    rows = [("rules", 1, Cost(time.process_time() - began, 0.0, 0.0))]
    for name, kind, text in texts():
        found: list[tuple[float, float]] = []
        for _ in range(options.runs):
            linter = Linter(bundled_rules())  # a fresh one: it remembers sentences
            cpu, wall = time.process_time(), time.perf_counter()
            linter.examine(text, kind)  # type: ignore[arg-type]
            found.append((time.process_time() - cpu, time.perf_counter() - wall))
        cost = Cost(statistics.median(c for c, _ in found), statistics.median(w for _, w in found), 0.0)
        rows.append((name, len(text), cost))
    for name, n, cost in rows:
        if options.json:
            print(json_line(name, n, cost))
        else:
            print(f"{name:18} {n:9,} characters {cost.cpu_s:6.2f} s CPU, limit {LIMIT}")


if __name__ == "__main__":
    main()
