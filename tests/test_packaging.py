"""What is built is whole: the sdist builds the wheel; the wheel has what it needs, nothing else, and works.

The builds are made once for all tests of this file. A mapping fault works in a checkout and ships an empty
folder, so none of this is left to trust.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = [pytest.mark.packaging, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[1]
UV = Path(sys.executable).with_name("uv")
CHANNELS = ("html", "markdown", "text", "jsonld", "email")
FOREIGN_SUFFIXES = (".yaml", ".yml", ".pyc", ".swp", ".md")
"""Kinds of file that have no business in the package of an installed wheel."""


@dataclass(frozen=True)
class Built:
    """The two distributions and what is in them."""

    sdist: Path
    wheel: Path

    def sdist_names(self) -> set[str]:
        with tarfile.open(self.sdist) as archive:
            return {name.partition("/")[2] for name in archive.getnames()}

    def wheel_names(self) -> set[str]:
        with zipfile.ZipFile(self.wheel) as archive:
            return {name for name in archive.namelist() if not name.endswith("/")}

    def text(self, name: str) -> str:
        with zipfile.ZipFile(self.wheel) as archive:
            return archive.read(name).decode("utf-8")


def uv(*arguments: str, cwd: Path) -> str:
    environment = {**os.environ, "UV_SYSTEM_CERTS": os.environ.get("UV_SYSTEM_CERTS", "1")}
    environment.pop("VIRTUAL_ENV", None)
    done = subprocess.run([str(UV), *arguments], cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the sdist from the checkout, and the wheel from the sdist, both in clean environments."""
    out = tmp_path_factory.mktemp("dist")
    uv("build", "--out-dir", str(out), str(ROOT), cwd=out)  # uv builds the wheel from the sdist it just made
    (sdist,), (wheel,) = out.glob("*.tar.gz"), out.glob("*.whl")
    return Built(sdist, wheel)


@pytest.fixture(scope="module")
def python(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel, with nothing optional, into an environment of its own."""
    folder = tmp_path_factory.mktemp("user")
    uv("venv", "--python", sys.executable, "venv", cwd=folder)
    found = folder / "venv" / "bin" / "python"
    constraints = str(ROOT / "constraints.txt")
    uv("pip", "install", "--python", str(found), "-c", constraints, str(built.wheel), cwd=folder)
    return found


def run(python: Path, code: str, folder: Path) -> str:
    """Run code as a user would who has only the wheel: another folder, an empty home, no variables."""
    variables = {"HOME": str(folder), "PATH": os.defpath, "PYTHONWARNINGS": "error", "PYTHONUTF8": "1"}
    done = subprocess.run([python, "-c", code], cwd=folder, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def sources(*folders: str, suffix: str = "") -> set[str]:
    """Return the files below some folders of the checkout, as paths from its root."""
    found = (path for folder in folders for path in (ROOT / folder).rglob(f"*{suffix}") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts}


def test_the_wheel_holds_every_template(built: Built) -> None:
    templates = sources("templates")
    assert len(templates) > 20
    assert {f"ketacontent/{path}" for path in templates} <= built.wheel_names()


def test_the_wheel_holds_a_compiled_form_of_every_template(built: Built) -> None:
    compiled = [
        n for n in built.wheel_names() if n.startswith("ketacontent/_compiled/") and n.endswith(".py")
    ]
    assert len(compiled) == len(sources("templates", suffix=".jinja"))


def test_the_wheel_holds_every_module_and_no_other(built: Built) -> None:
    modules = {path.removeprefix("src/") for path in sources("src", suffix=".py")}
    shipped = {n for n in built.wheel_names() if n.endswith(".py") and "/_compiled/" not in n}
    assert shipped == modules
    assert "ketacontent/py.typed" in built.wheel_names()


def test_the_wheel_holds_a_starter_of_every_kind(built: Built) -> None:
    from ketacontent.models.kinds import COLLECTIONS

    assert {f"ketacontent/starters/{kind}.txt" for kind in ("pack", *COLLECTIONS)} <= built.wheel_names()


def test_the_packed_content_equals_the_yaml(built: Built) -> None:
    from ketacontent.catalog.pack import dump_pack

    assert built.text("ketacontent/data/pack.json") == dump_pack()


def test_the_packed_rules_equal_the_yaml(built: Built) -> None:
    from ketacontent.lint.load import compiled_rules

    assert built.text("ketacontent/lint/rules.json") == compiled_rules()


def test_the_wheel_holds_no_sources_of_content_and_no_tests(built: Built) -> None:
    names = built.wheel_names()
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"ketacontent"}
    assert [n for n in names if n.endswith(FOREIGN_SUFFIXES) and ".dist-info/" not in n] == []
    assert [n for n in names if "/tests/" in n or "hostile" in n or "schemaorg" in n] == []


def test_both_licenses_are_in_the_wheel(built: Built) -> None:
    for license in ("LICENSE", "LICENSE-CONTENT"):
        (name,) = [n for n in built.wheel_names() if n.endswith(f".dist-info/licenses/{license}")]
        assert built.text(name) == (ROOT / license).read_text("utf-8")


def test_the_sdist_holds_what_builds_the_wheel_and_no_tests(built: Built) -> None:
    names = built.sdist_names()
    assert sources("templates", suffix=".jinja") | sources("src", suffix=".yaml") <= names
    assert {"scripts/hatch_build.py", "LICENSE", "LICENSE-CONTENT", "README.md", "pyproject.toml"} <= names
    assert [name for name in names if name.startswith(("tests/", "docs/", "bench/"))] == []


def test_the_installed_wheel_renders_a_route_in_every_channel(python: Path, tmp_path: Path) -> None:
    code = f"""
import importlib.util
for extra in ("yaml", "typer", "rich", "selectolax"):
    assert importlib.util.find_spec(extra) is None, extra
import ketacontent as kc
catalog = kc.load()
route = catalog.routes["intravenous"]
for channel in {CHANNELS}:
    output = kc.render(route, channel)
    text = output if isinstance(output, str) else output.subject + output.html + output.text
    assert len(text) > 500, channel
    print(channel, route.title in text)
"""
    assert run(python, code, tmp_path).splitlines() == [f"{channel} True" for channel in CHANNELS]
    assert list(tmp_path.iterdir()) == [], "rendering left something in the home or the current folder"


def test_the_installed_wheel_uses_the_compiled_templates(python: Path, tmp_path: Path) -> None:
    code = """
import jinja2, ketacontent as kc
def refuse(*arguments, **keywords):
    raise AssertionError("a template was compiled at run time")
jinja2.Environment.compile = refuse
print(len(kc.render(kc.load().routes["intravenous"], "html")) > 500)
"""
    assert run(python, code, tmp_path) == "True\n"


def test_the_command_without_its_extra_says_what_to_install(python: Path, tmp_path: Path) -> None:
    command = [str(python.with_name("ketacontent")), "list"]
    done = subprocess.run(command, cwd=tmp_path, env={"PATH": os.defpath}, capture_output=True, text=True)
    assert done.returncode == 2
    assert "ketacontent[cli]" in done.stderr
    assert "Traceback" not in done.stderr
