"""House rules that a search can check, each with what to write instead.

Every file of the project is read: those that git knows or would add or, in a copy without git, those that are
there.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = {
    *(".git", ".venv", "build", "dist", "node_modules", "__pycache__"),
    *(".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"),
}
"""What tools leave in the tree; git ignores it, but a copy without git cannot tell."""
FOREIGN = ("tests/hostile/", "tests/kit/csl/", "tests/kit/schemaorg.json")
"""Data of other projects, which follows their manners."""


@dataclass(frozen=True)
class Rule:
    """Something that must not stand in a file."""

    name: str
    pattern: str
    instead: str
    files: Callable[[str], bool] = lambda path: True


def is_template(path: str) -> bool:
    """Say whether a file is a template that is to be shown; those of broken packs are there to be refused."""
    return path.endswith(".jinja") and not path.startswith("tests/packs/broken/")


def is_template_but_for_trusted(path: str) -> bool:
    return is_template(path) and not path.endswith("/trusted.html.jinja")


def is_code(path: str) -> bool:
    return path.endswith((".py", ".jinja", ".sh", ".mjs", ".css")) or path == "Makefile"


# Words are written with a bracket around one letter, so that this file does not break its own rules.
RULES = [
    Rule(
        "registry-host",
        r"p[y]pi\.org|python[h]osted|registry\.np[m]|registry\.yar[n]|deb\.deb[i]an|security\.deb[i]an",
        "name the package and let the reader's own setting choose the host",
    ),
    Rule(
        "machine-path",
        r"(?<![\w./~-])/(?:work|farm|home|root|Users|tmp)/\w",
        "a path relative to the repository, or one that a test makes with tmp_path",
    ),
    Rule("left-to-do", r"\b(?:TOD[O]|FIXM[E]|XX[X])\b", "do it, or open an issue", is_code),
    Rule("not-implemented", r"raise NotImplemente[d]", "an abstract method, or the code", is_code),
    Rule(
        "safe-filter",
        r"\|\s*safe\b|\bautoescape\s+false\b",
        "a filter in rendering/engine.py that returns Markup, or macros/trusted.html.jinja",
        is_template_but_for_trusted,
    ),
    Rule(
        "inline-script",
        r"<script\b(?![^>]*\b(?:type=\"application/ld\+json\"|src=))",
        "no inline script: code lies in templates/html/scripts, data goes into a JSON-LD script",
        is_template,
    ),
    Rule("event-attribute", r"<[a-z][^<>]*\son[a-z]+\s*=", "no script: pages work without", is_template),
    Rule(
        "foreign-request",
        r"<(?:link|img|iframe|source)\b[^>]*\b(?:href|src)=\"https?:|@import\b|url\(\s*['\"]?https?:",
        "ship the file, or leave it out: a page asks no other host for anything",
        lambda path: is_template(path) or path.endswith(".css"),
    ),
]


@cache
def listing() -> tuple[str, ...]:
    """Return the project's files, as paths from its root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        found = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        found = [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file()]
    return tuple(sorted(p for p in found if p and not LEFT_OUT & set(Path(p).parts) and (ROOT / p).is_file()))


@cache
def text_of(path: str) -> str | None:
    """Return a file's text, or None for a file that is not text."""
    try:
        return (ROOT / path).read_text("utf-8")
    except UnicodeDecodeError:
        return None


def breaches(rule: Rule, text: str) -> Iterator[int]:
    """Yield the lines on which a text breaks a rule."""
    for match in re.finditer(rule.pattern, text):
        yield text.count("\n", 0, match.start()) + 1


def python_files() -> list[str]:
    return [path for path in listing() if path.endswith(".py")]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_file_breaks_a_house_rule(rule: Rule) -> None:
    found = [
        f"{path}:{line}: {rule.name}; write instead: {rule.instead}"
        for path in listing()
        if rule.files(path) and not path.startswith(FOREIGN) and (text := text_of(path)) is not None
        for line in breaches(rule, text)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("registry-host", "https://p" + "ypi.org/simple"),
        ("machine-path", "open('/ro" + "ot/x')"),
        ("left-to-do", "# TO" + "DO: more"),
        ("not-implemented", "raise NotImpl" + "ementedError"),
        ("safe-filter", "{{ text |" + " safe }}"),
        ("safe-filter", "{% autoescape" + " false %}"),
        ("inline-script", "<script" + ">go()</script>"),
        ("event-attribute", '<a href="#" on' + 'click="go()">'),
        ("foreign-request", '<link rel="stylesheet" href="https' + '://cdn.example/a.css">'),
    ],
)
def test_a_planted_breach_is_found(name: str, text: str) -> None:
    rule = next(rule for rule in RULES if rule.name == name)
    assert list(breaches(rule, f"fine\n{text}\n")) == [2]


def test_jsonld_scripts_and_relative_paths_are_no_breach() -> None:
    text = '<script type="application/ld+json">{}</script> <script src="a.js" defer></script> '
    text += '<img src="a.png"> docs/root/x https://a.example/home/x'
    assert [rule.name for rule in RULES if list(breaches(rule, text))] == []


def test_every_python_file_says_what_it_is_for() -> None:
    assert python_files()
    silent = [path for path in python_files() if not ast.get_docstring(ast.parse(text_of(path) or ""))]
    assert silent == []


def test_text_files_end_with_a_line_end_and_hold_no_carriage_return() -> None:
    made = (*FOREIGN, "tests/packs/", "tests/golden/")  # there a byte may be meant as it is
    texts = {path: text for path in listing() if not path.startswith(made) and (text := text_of(path))}
    assert [path for path, text in texts.items() if "\r" in text or not text.endswith("\n")] == []
