"""The two languages that do not exist, made once for tests that need them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from tempfile import mkdtemp

_SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "pseudo_locale.py"
_made: list[str] = []


def pseudo_folder() -> str:
    """Return the folder with `en-XA` and `ar-XB`, as `Renderer(translations=...)` takes it."""
    if not _made:
        spec = importlib.util.spec_from_file_location("pseudo_locale", _SCRIPT)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        folder = mkdtemp(prefix="ketacontent-pseudo-")
        module.make(Path(folder))
        _made.append(folder)
    return _made[0]
