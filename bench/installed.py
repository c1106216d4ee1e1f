"""Gives the benchmarks what a user has: the built wheel in a clean environment. It measures nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / "build" / "bench-venv"


def interpreter(*packages: str) -> Path:
    """Build the wheel from the work tree, install it, and return the Python that has it.

    Args:
        packages: what a benchmark needs beside the wheel, such as peers to compare with.
    """
    uv = _uv()
    wheels = ROOT / "build" / "bench-wheel"
    for old in wheels.glob("*.whl"):
        old.unlink()
    python = VENV / "bin" / "python"
    if not python.is_file():
        _run(uv, "venv", "--python", sys.executable, str(VENV))
    _run(uv, "build", "--wheel", "--out-dir", str(wheels), str(ROOT))
    (wheel,) = wheels.glob("*.whl")
    # Bytecode is compiled at once, as pip does it; otherwise the first run would pay for it.
    install = ["pip", "install", "--python", str(python), "-c", "constraints.txt", "--compile-bytecode"]
    _run(uv, *install, "--reinstall-package", "ketacontent", str(wheel), *packages)
    return python


def peers(*packages: str) -> Path:
    """Install what ours is compared with into an environment of its own, and return its folder of programs.

    Args:
        packages: with versions; ours and theirs may want different ones of the same library.
    """
    venv = ROOT / "build" / "bench-peers"
    python = venv / "bin" / "python"
    if not python.is_file():
        _run(_uv(), "venv", "--python", sys.executable, str(venv))
    _run(_uv(), "pip", "install", "--python", str(python), "--compile-bytecode", *packages)
    return venv / "bin"


def _uv() -> str:
    beside = Path(sys.executable).with_name("uv")
    return str(beside) if beside.is_file() else "uv"


def _run(*command: str) -> None:
    environment = {**os.environ, "UV_SYSTEM_CERTS": os.environ.get("UV_SYSTEM_CERTS", "1")}
    subprocess.run([command[0], "--quiet", *command[1:]], check=True, cwd=ROOT, env=environment)
