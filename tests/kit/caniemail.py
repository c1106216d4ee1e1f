"""Holds mails against caniemail's data: which features does a large mail program leave out?

It needs node and the package caniemail. What is left out and used all the same
stands in `ACCEPTED`; docs/newsletters.md says for each what the reader sees
then.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_suffix(".mjs")
PROGRAMS = (
    "apple-mail.*",
    "gmail.*",
    "outlook.outlook-com",
    "outlook.windows",
    "samsung-email.android",
    "yahoo.*",
)
GMAIL_WEB = "gmail.mobile-webmail"
OUTLOOK = "outlook.windows"
YAHOO = frozenset({"yahoo.android", "yahoo.desktop-webmail", "yahoo.ios"})
ALL = YAHOO | {
    "apple-mail.ios",
    "gmail.android",
    "gmail.desktop-webmail",
    "gmail.ios",
    GMAIL_WEB,
    "outlook.outlook-com",
    OUTLOOK,
    "samsung-email.android",
}
ACCEPTED: dict[str, frozenset[str]] = {
    "<style> element": frozenset({GMAIL_WEB}),
    "@media": frozenset({GMAIL_WEB, OUTLOOK}),
    "color-scheme meta tag": ALL,
    "display:none": frozenset({GMAIL_WEB}),
    "max-height property": frozenset({OUTLOOK}),
    "overflow": frozenset({OUTLOOK}),
    "border-radius": frozenset({OUTLOOK}),
    "word-break": YAHOO,
    "<body> element": YAHOO - {"yahoo.desktop-webmail"},
}
"""Features by caniemail's names, and the programs that may leave them out."""


def missing() -> str | None:
    """Say what the check lacks on this machine, or None when it can run."""
    if shutil.which("node") is None:
        return "no node: mails are not held against caniemail's data"
    if not (ROOT / "node_modules" / "caniemail").is_dir():
        return "no node_modules/caniemail: run npm ci --ignore-scripts"
    return None


def left_out(files: Iterable[Path]) -> dict[str, dict[str, frozenset[str]]]:
    """Return, by name of file, each feature that a program leaves out, and the programs."""
    command = ["node", str(SCRIPT), ",".join(PROGRAMS), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    return {
        Path(file).name: {feature: frozenset(programs) for feature, programs in features.items()}
        for file, features in json.loads(done.stdout).items()
    }


def faults(found: dict[str, dict[str, frozenset[str]]]) -> list[str]:
    """Return one line for each feature that a program leaves out and that is not accepted of it."""
    return [
        f"{name}: {feature}: {', '.join(sorted(more))}"
        for name, features in found.items()
        for feature, programs in features.items()
        if (more := programs - ACCEPTED.get(feature, frozenset()))
    ]
