"""Each example starts with one command, which names what is there; what it installs is not tried here."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from kit.example import EXAMPLES

WITH_COMMAND = sorted(file.parent.name for file in EXAMPLES.glob("*/Makefile"))
EXTRAS = tomllib.loads((EXAMPLES.parent / "pyproject.toml").read_text("utf-8"))["project"][
    "optional-dependencies"
]


def planned(folder: Path, *words: str) -> str:
    """Return the commands that make would run; it runs none of them."""
    if shutil.which("make") is None:
        pytest.skip("no make")
    command = ["make", "--dry-run", "--no-print-directory", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_there_are_the_three_apps() -> None:
    assert {"django-newsletter", "fastapi-service", "flask-clinic"} <= set(WITH_COMMAND)


@pytest.mark.parametrize("name", WITH_COMMAND)
def test_the_command_installs_an_extra_and_starts_what_is_there(name: str) -> None:
    folder = EXAMPLES / name
    assert "$ make run\n" in (folder / "README.md").read_text("utf-8")
    lines = planned(folder, "run", "PORT=8099").splitlines()
    (install,) = (line for line in lines if "uv pip install" in line and "-e '../..[all," in line)
    assert install.rpartition("[all,")[2].rstrip("]'") in EXTRAS
    start = lines[-1]
    assert "8099" in start
    assert [word for word in start.split() if word.endswith(".py") and not (folder / word).is_file()] == []
    assert ".py" in start or "app:create_app" in start
