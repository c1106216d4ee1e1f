"""The imports in `src/` are those that the layer table of docs/architecture.md allows.

Read are all imports: at the top of a module, inside functions, under TYPE_CHECKING, and by name with
`import_module`. What the table says in words about the outside (a layer that must not know Jinja) is checked
as far as `OUTSIDE` gives the words a meaning.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "ketacontent"
TABLE = ROOT / "docs" / "architecture.md"

OUTSIDE = {
    "files": {"io", "os", "pathlib", "shutil", "tempfile", "yaml"},
    "templates": {"jinja2"},
    "rendering": {"jinja2"},
    "Jinja": {"jinja2"},
}
"""What a word under "must not know" means in imports."""


@dataclass(frozen=True)
class Layer:
    """A name of the table's second column."""

    rank: int
    step: int
    """Names after a "then" in the same row come later, and may import the earlier ones."""
    must_not_know: str

    @property
    def order(self) -> tuple[int, int]:
        return (self.rank, self.step)


@dataclass(frozen=True)
class Import:
    """One import statement."""

    path: Path
    line: int
    target: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line} imports {self.target}"


def read_table(text: str) -> dict[str, Layer]:
    """Read the layer table: rank, names in backticks, what is known, what must not be."""
    layers: dict[str, Layer] = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.lstrip().startswith("|") and len(cells) == 4 and cells[0].isdigit():
            for step, group in enumerate(re.split(r"\bthen\b", cells[1])):
                for name in re.findall(r"`(\w+)(?:\.py|/)`", group):
                    assert name not in layers, f"{name} stands twice in the layer table"
                    layers[name] = Layer(int(cells[0]), step, cells[3])
    return layers


def imports_of(path: Path, source: str) -> Iterator[Import]:
    """Yield every import of a module, with the full dotted name of what it takes."""
    module = ["ketacontent", *path.relative_to(PACKAGE).with_suffix("").parts]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(path, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = module[: -node.level] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                yield Import(path, node.lineno, f"{start}.{alias.name}")
        elif isinstance(node, ast.Call) and _called(node.func) in ("import_module", "__import__"):
            names = [argument.value for argument in node.args[:1] if isinstance(argument, ast.Constant)]
            yield from (Import(path, node.lineno, str(name)) for name in names)


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def layer_name(path: Path) -> str:
    """Return the top-level name a file belongs to, such as `models` or `errors`."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def faults_of(found: Import, layers: dict[str, Layer], tops: set[str]) -> Iterator[str]:
    """Say what the table has against an import."""
    own_name = layer_name(found.path)
    own = layers[own_name]
    parts = found.target.split(".")
    if parts[0] != "ketacontent":
        words = (word for word in OUTSIDE if re.search(rf"\b{word}\b", own.must_not_know))
        yield from (
            f"{found}: {own_name} must not know {word}" for word in words if parts[0] in OUTSIDE[word]
        )
        return
    name = parts[1] if len(parts) > 1 else ""
    if name not in tops:
        if own.rank < max(layer.rank for layer in layers.values()):
            yield f"{found}: only the last rank takes names from the package's public face"
    elif name != own_name and layers[name].order >= own.order:
        yield f"{found}: {own_name} is rank {own.rank}, {name} rank {layers[name].rank}"


def modules() -> list[Path]:
    """Return the package's modules, without the public face, which may import anything."""
    return sorted(p for p in PACKAGE.rglob("*.py") if p.parent != PACKAGE or not p.stem.startswith("__"))


@pytest.fixture(scope="module")
def layers() -> dict[str, Layer]:
    return read_table(TABLE.read_text("utf-8"))


def test_every_module_stands_in_the_layer_table(layers: dict[str, Layer]) -> None:
    assert modules()
    assert sorted({layer_name(path) for path in modules()} - set(layers)) == []


def test_every_name_of_the_layer_table_exists(layers: dict[str, Layer]) -> None:
    assert len({layer.rank for layer in layers.values()}) >= 5
    assert [n for n in layers if not ((PACKAGE / n).is_dir() or (PACKAGE / f"{n}.py").is_file())] == []


def test_no_import_goes_against_the_layer_table(layers: dict[str, Layer]) -> None:
    tops = {layer_name(path) for path in modules()}
    found = [item for path in modules() for item in imports_of(path, path.read_text("utf-8"))]
    assert any(item.target.startswith("ketacontent.") for item in found)
    assert [fault for item in found for fault in faults_of(item, layers, tops)] == []


EXAMPLE = """
| rank | in `src/ketacontent/` | knows | must not know |
|---|---|---|---|
| 0 | `errors.py`, `_resources.py` | problems | anything else |
| 1 | `models/` | one record | files, templates |
| 2 | `lint/`, `export/` | text | rendering |
| 3 | `renderer.py` (the facade), then `site/` | output | each other |
"""


@pytest.mark.parametrize(
    ("module", "source", "fault"),
    [
        ("models/topic.py", "from ketacontent.lint import check", "models is rank 1, lint rank 2"),
        ("models/topic.py", "def f():\n    import ketacontent.lint.check", "models is rank 1, lint rank 2"),
        (
            "models/topic.py",
            "if TYPE_CHECKING:\n    from ketacontent import site",
            "models is rank 1, site rank 3",
        ),
        ("models/topic.py", "from ..lint import check", "models is rank 1, lint rank 2"),
        ("models/topic.py", "from pathlib import Path", "models must not know files"),
        ("models/topic.py", "from ketacontent import load", "only the last rank"),
        (
            "models/topic.py",
            "from importlib import import_module\nimport_module('ketacontent.site')",
            "site rank 3",
        ),
        ("lint/check.py", "import ketacontent.export", "lint is rank 2, export rank 2"),
        ("export/fhir.py", "from jinja2 import Template", "export must not know rendering"),
        ("renderer.py", "from ketacontent.site import build", "renderer is rank 3, site rank 3"),
        ("models/topic.py", "from ketacontent.errors import Problem\nfrom .base import Record", None),
        ("site/build.py", "from ketacontent.renderer import Renderer\nfrom ketacontent import load", None),
    ],
)
def test_a_planted_import_is_judged_by_the_table(module: str, source: str, fault: str | None) -> None:
    layers = read_table(EXAMPLE)
    found = list(imports_of(PACKAGE / module, source))
    faults = [text for item in found for text in faults_of(item, layers, set(layers))]
    assert bool(faults) is (fault is not None), faults
    assert fault is None or fault in faults[0]
