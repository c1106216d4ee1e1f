"""Build hook: writes what the wheel carries instead of YAML.

It imports the package from `src/` and puts generated things into the wheel: the pack as JSON and as a
snapshot of its objects, the templates compiled to Python, translations of the interface as gettext reads
them, and the linter's rules as JSON. None of it lies in the work tree at any time. It does nothing for an
editable install (a checkout reads the YAML) nor for the sdist, which holds sources.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's config type is not public
    """Generate the wheel's data files in a temporary folder and include them from there."""

    _folder: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the generated files and tell hatchling where in the wheel they belong.

        Args:
            version: hatchling's name for the build, `standard` or `editable`.
            build_data: what hatchling lets a hook change; `force_include` maps a path on disk to one in
                the wheel.
        """
        if self.target_name != "wheel" or version == "editable":
            return
        self._folder = Path(tempfile.mkdtemp(prefix="ketacontent-build-"))
        source = Path(self.root, "src")
        for path, place in generate(source, self._folder).items():
            build_data["force_include"][str(path)] = place

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


def generate(source: Path, folder: Path) -> dict[Path, str]:
    """Write the generated files into a folder.

    Args:
        source: the `src/` folder that holds the package.
        folder: an existing, empty folder.

    Returns:
        Where each generated file or folder belongs in the wheel.
    """
    # The build must not leave bytecode beside the sources, and must not see an installed copy of the package.
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(source))
    try:
        from ketacontent.catalog.pack import dump_pack
        from ketacontent.catalog.shipped import load_shipped
        from ketacontent.catalog.snapshot import take_snapshot
        from ketacontent.lint.load import compiled_rules
        from ketacontent.pages.po import mo_bytes, read_po
        from ketacontent.rendering.engine import compile_templates

        pack = folder / "pack.json"
        pack.write_text(dump_pack(), encoding="utf-8")
        snapshot = folder / "pack.pickle"
        snapshot.write_bytes(take_snapshot(load_shipped(pack.read_bytes())))
        rules = folder / "rules.json"
        rules.write_text(compiled_rules(), encoding="utf-8")
        compiled = folder / "_compiled"
        compiled.mkdir()
        compile_templates(compiled)
        translations = {}
        for written in sorted((source / "ketacontent" / "locale").rglob("*.po")):
            place = written.relative_to(source).with_suffix(".mo")
            made = folder / place.as_posix().replace("/", "-")
            made.write_bytes(mo_bytes(read_po(written.read_text("utf-8"))))
            translations[made] = place.as_posix()
    finally:
        sys.path.remove(str(source))
    return {
        pack: "ketacontent/data/pack.json",
        snapshot: "ketacontent/data/pack.pickle",
        rules: "ketacontent/lint/rules.json",
        compiled: "ketacontent/_compiled",
        **translations,
    }
