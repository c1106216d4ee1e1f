"""Loads a module of an example as its one command would, and serves an app on this machine."""

from __future__ import annotations

import importlib.util
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def load_example(name: str, module: str = "app") -> ModuleType:
    """Import a module of an example, under a name that no other example has.

    Args:
        name: the example's folder.
        module: the file in it, without its ending.
    """
    file = EXAMPLES / name / f"{module}.py"
    spec = importlib.util.spec_from_file_location(f"example_{name}_{module}".replace("-", "_"), file)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing; a test's output is for the test."""


@contextmanager
def served(app: Any) -> Iterator[str]:
    """Serve a WSGI app for the time of a `with` block and give its address, without a slash at the end."""
    with make_server("127.0.0.1", 0, app, handler_class=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
