"""Start: CPU time from a fresh process to the first page, beside importing the two libraries underneath.

The floor is importing pydantic's BaseModel and jinja2: no program that uses both can start faster. The aim is
1.75 times the floor; 2.0 is the limit.

Usage: python bench/start.py [--json] [--runs 15]
"""

from __future__ import annotations

import argparse

from installed import interpreter
from measure import compare, json_line

FLOOR = "from pydantic import BaseModel; import jinja2"
START = 'import ketacontent as kc; c = kc.load(); kc.render(c.routes["intravenous"], "html")'
LIMIT = 2.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="CPU time to the first page, beside its floor.")
    parser.add_argument("--json", action="store_true", help="one JSON line for each contender")
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    python = str(interpreter())
    # -I: neither the current folder nor a variable of the shell may change what is imported.
    contenders = {"floor": [python, "-I", "-c", FLOOR], "ketacontent": [python, "-I", "-c", START]}
    costs = compare(contenders, options.runs)
    if options.json:
        for name, cost in costs.items():
            print(json_line(name, 1, cost))
        return
    print(f"median of {options.runs} runs, in turns, fresh process each")
    for name, cost in costs.items():
        cpu, wall = cost.cpu_s * 1000, cost.wall_s * 1000
        print(f"{name:12} {cpu:7.0f} ms CPU {wall:7.0f} ms wall {cost.peak_mb:6.0f} MB")
    ratio = costs["ketacontent"].cpu_s / costs["floor"].cpu_s
    print(f"ratio        {ratio:7.2f}, limit {LIMIT}")


if __name__ == "__main__":
    main()
