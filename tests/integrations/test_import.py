"""No framework is imported before its own module is."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

SHARED = ("answer", "choose", "complete", "jinja", "links", "placed")
FRAMEWORKS = ("flask", "starlette", "fastapi", "django", "mkdocs", "sphinx")
"""In this order each brings one more."""
CODE = """
import sys
from importlib import import_module
for name in {modules}:
    import_module(name)
    print(*[name for name in {frameworks} if name in sys.modules])
"""


def test_each_module_imports_its_own_framework_only() -> None:
    """In a process of its own, one module after the other; those that are not installed are left out."""
    here = [name for name in FRAMEWORKS if find_spec(name) is not None]
    names = ["ketacontent", *(f"ketacontent.integrations.{name}" for name in (*SHARED, *here))]
    code = CODE.format(modules=names, frameworks=FRAMEWORKS)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found = [set(line.split()) for line in done.stdout.splitlines()]
    assert found == [set()] * (1 + len(SHARED)) + [set(here[: at + 1]) for at in range(len(here))]
