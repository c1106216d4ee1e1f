"""Personal mails a CPU-second, beside the floor and other ways to make them; one process, one core each.

Every contender makes the same issue of the bundled newsletter for the same made-up readers. Set-up (loading,
compiling, inlining once) is not counted; the loop over readers is.

Usage: python bench/mail.py [--json] and one of
    [--runs 3]         one core: HTML alone, and whole messages
    --batch 200000     Parquet to Parquet: processes of this machine, and Spark where there is Java
    --memory           peak memory of each process at 10,000 and at 1,000,000 readers

The contenders in Node need their packages in build/bench-node; without them they are named as left out:
    npm install --prefix build/bench-node mjml handlebars react @react-email/render @react-email/components
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from installed import ROOT, interpreter

WORK = Path(__file__).with_name("mail_work.py")
NODE_WORK = Path(__file__).with_name("mail_work.mjs")
NODE = ROOT / "build" / "bench-node"
PACKAGES = ("pyarrow", "jinja2", "css-inline", "premailer")
CONTENDERS = {
    # name: readers in one run
    "ketacontent html": 20_000,
    "ketacontent message": 20_000,
    "ketacontent rows to messages": 20_000,
    "floor html: bytes joined": 20_000,
    "floor message: bytes joined": 20_000,
    "jinja2 + EmailMessage": 200,
    "jinja2 + css-inline each": 1_000,
    "premailer each": 30,
}
IN_NODE = {"mjml once + handlebars": 10_000, "react-email each": 300}
ENGINES = ("local", "spark")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Personal mails a CPU-second, beside other ways.")
    parser.add_argument("--json", action="store_true", help="one JSON line for each contender")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--batch", type=int, metavar="READERS", help="Parquet to Parquet, on all cores")
    parser.add_argument("--memory", action="store_true", help="peak memory by number of readers")
    options = parser.parse_args()
    python = str(interpreter(*PACKAGES, *(("pyspark", "pandas") if options.batch else ())))
    if options.batch:
        found = [_run([python, str(WORK), engine, str(options.batch)]) for engine in _engines()]
    elif options.memory:
        found = [_run([python, str(WORK), "memory", str(count)]) for count in (10_000, 1_000_000)]
    else:
        found = _in_turns(python, options.runs)
    for line in found:
        if options.json:
            print(json.dumps(line))
        else:
            print(
                f"{line['name']:32} {line['per_cpu_s']:10,.0f} a CPU-second {line['wall_s']:8.2f} s wall "
                f"{line['peak_mb']:6.0f} MB"
            )


def _engines() -> list[str]:
    if shutil.which("java"):
        return list(ENGINES)
    print("spark: left out, there is no Java", file=sys.stderr)
    return ["local"]


def _in_turns(python: str, runs: int) -> list[dict[str, float]]:
    commands = {name: [python, "-I", str(WORK), name, str(count)] for name, count in CONTENDERS.items()}
    commands |= _in_node(python)
    results: dict[str, list[dict[str, float]]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            results[name].append(_run(command))
    return [_median(lines) for lines in results.values()]


def _in_node(python: str) -> dict[str, list[str]]:
    if not (NODE / "node_modules").is_dir() or not shutil.which("node"):
        print(f"{', '.join(IN_NODE)}: left out, see the head of bench/mail.py", file=sys.stderr)
        return {}
    issue = NODE / "issue.json"
    issue.write_text(
        subprocess.run(
            [python, "-I", str(WORK), "issue", "0"], check=True, capture_output=True, text=True
        ).stdout
    )
    shutil.copy(NODE_WORK, NODE)
    return {
        name: ["node", str(NODE / NODE_WORK.name), name, str(count), str(issue)]
        for name, count in IN_NODE.items()
    }


def _run(command: list[str]) -> dict[str, float]:
    """Run one contender, which measures itself and prints one line."""
    environment = {**os.environ, "NODE_ENV": "production"}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    line: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return line


def _median(lines: list[dict[str, float]]) -> dict[str, float]:
    keys = ("cpu_s", "wall_s", "peak_mb", "per_cpu_s")
    return {**lines[0], **{key: round(statistics.median(line[key] for line in lines), 4) for key in keys}}


if __name__ == "__main__":
    main()
