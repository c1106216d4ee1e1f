"""The preview's server: it follows real files, tells open pages, and answers this machine only."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

MISSING = [name for name in ("httpx", "starlette", "uvicorn", "watchfiles") if find_spec(name) is None]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"no {', '.join(MISSING)}: install ketacontent[preview]"),
]
MINIMAL = Path(__file__).resolve().parents[1] / "packs" / "minimal"
COMMAND = [sys.executable, "-m", "ketacontent", "preview", "--no-bundled", "--port"]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL, tmp_path / "pack")
    return tmp_path / "pack"


@pytest.fixture
def address(pack: Path) -> Iterator[str]:
    """Start the command on a free port."""
    yield from served(pack)


@pytest.fixture(scope="module")
def shared_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One that nobody changes the pack of."""
    yield from served(Path(shutil.copytree(MINIMAL, tmp_path_factory.mktemp("shared") / "pack")))


def served(pack: Path) -> Iterator[str]:
    command = [*COMMAND, "0", "--pack", str(pack)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        told = server.stdout.readline()
        assert "follows" in told and str(pack) in told
        yield told.split()[0]
        server.terminate()


def save(pack: Path, word: str) -> None:
    file = pack / "topic" / "cold-feet.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("title: ", f"title: {word} ", 1), "utf-8")


def test_a_save_is_told_to_open_pages_and_is_there_when_they_ask(address: str, pack: Path) -> None:
    import httpx

    with httpx.Client(base_url=address, timeout=60) as client:
        assert "Zebra" not in client.get("/topic/cold-feet/").text
        with client.stream("GET", "/events") as events:
            assert events.headers["content-type"].startswith("text/event-stream")
            lines = events.iter_lines()
            assert next(lines).startswith("retry:")  # now it listens
            save(pack, "Zebra")
            assert next(line for line in lines if line.startswith("event:")) == "event: page"
        assert "Zebra" in client.get("/topic/cold-feet/").text


def test_what_was_saved_before_a_page_listens_is_not_lost(address: str, pack: Path) -> None:
    import httpx

    with httpx.Client(base_url=address, timeout=60) as client:
        with client.stream("GET", "/events") as events:
            lines = events.iter_lines()
            next(lines)
            save(pack, "Zebra")
            assert next(line for line in lines if line.startswith("event:"))
        with client.stream("GET", "/events?since=0") as events:
            assert next(line for line in events.iter_lines() if line.startswith("event:")) == "event: page"


def test_pages_are_served_under_a_policy_and_are_never_kept(shared_address: str) -> None:
    import httpx

    answer = httpx.get(f"{shared_address}topic/cold-feet/", timeout=60)
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_a_page_elsewhere_that_calls_this_machine_by_another_name_gets_nothing(shared_address: str) -> None:
    import httpx

    answer = httpx.get(shared_address, headers={"host": "elsewhere.example"}, timeout=60)
    assert answer.status_code == 400
    assert "kc-page" not in answer.text


def test_a_port_that_is_taken_is_told(pack: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*COMMAND, port, "--pack", str(pack)], capture_output=True, text=True, timeout=120, check=False
        )
    assert done.returncode == 2
    assert "KC611" in done.stderr and "--port" in done.stderr and "Traceback" not in done.stderr


def test_without_the_extra_the_command_says_what_to_install(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "uvicorn.py").write_text(
        "raise ImportError('no module', name='uvicorn')\n", "utf-8"
    )
    done = subprocess.run(
        [*COMMAND, "0", "--pack", str(pack)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "without")},
    )
    assert done.returncode == 2
    assert "ketacontent[preview]" in done.stderr and "KC603" in done.stderr
