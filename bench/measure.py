"""Runs whole processes and reads what they cost: CPU and wall seconds, peak memory; not what they do."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What one process took, its children included."""

    cpu_s: float
    wall_s: float
    peak_mb: float


def run(command: Sequence[str], cwd: Path | None = None) -> Cost:
    """Run a process to its end.

    Args:
        command: what to run.
        cwd: where to run it.

    Raises:
        RuntimeError: the process failed; a failed run is no measurement.
    """
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"exit code {process.returncode}: {' '.join(command)}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def compare(contenders: Mapping[str, Sequence[str]], runs: int) -> dict[str, Cost]:
    """Run the contenders in turns, so that whatever else the machine does meets all of them.

    Args:
        contenders: a command for each name.
        runs: how often each is run, after one run each that is not counted.

    Returns:
        The median of each figure, by name.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in contenders}
    for round_number in range(runs + 1):
        for name, command in contenders.items():
            cost = run(command)
            if round_number:
                costs[name].append(cost)
    return {name: median(found) for name, found in costs.items()}


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(
        statistics.median(cost.cpu_s for cost in costs),
        statistics.median(cost.wall_s for cost in costs),
        statistics.median(cost.peak_mb for cost in costs),
    )


def json_line(name: str, n: int, cost: Cost) -> str:
    """Return a contender's result as the one line of JSON that all benchmarks print.

    Args:
        name: the contender.
        n: how many pieces of work one run does.
        cost: the median of its runs.
    """
    return json.dumps(
        {
            "name": name,
            "n": n,
            "cpu_s": round(cost.cpu_s, 4),
            "wall_s": round(cost.wall_s, 4),
            "peak_mb": round(cost.peak_mb, 1),
            "per_cpu_s": round(n / cost.cpu_s, 2),
        }
    )
