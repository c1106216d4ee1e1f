"""Runs the Nu HTML checker, the W3C's own, over finished pages.

It needs Java and the node package vnu-jar, whose jar is called directly: the package's own start script wants
to download a Java.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
JAR = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def missing() -> str | None:
    """Say what the checker lacks on this machine, or None when it can run."""
    if shutil.which("java") is None:
        return "no java: the Nu HTML checker cannot run"
    if not JAR.is_file():
        return "no node_modules/vnu-jar: run npm ci --ignore-scripts"
    return None


def html_faults(*paths: Path) -> list[str]:
    """Check HTML files, or all HTML files and style sheets of a folder.

    Returns:
        `file:line: message` for each error; warnings are left out.
    """
    options = [
        "--errors-only",
        "--skip-non-html",
        "--also-check-css",
        "--format",
        "json",
        "--exit-zero-always",
    ]
    command = ["java", "-jar", str(JAR), *options, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{m.get('url', '').removeprefix('file:')}:{m.get('lastLine', 0)}: {m['message']}" for m in messages
    ]
