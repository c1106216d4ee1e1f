"""A file that an image names must lie in the pack, and is looked for without following links."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kit.command import app

IMAGE = """id: our-door
title: Our door
made: photo
file: photos/door.png
alt: A green door beside the water
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    assert CliRunner().invoke(app, ["new", "pack", "mine", "--pack", str(tmp_path)]).exit_code == 0
    (tmp_path / "image").mkdir()
    (tmp_path / "image" / "our-door.yaml").write_text(IMAGE, "utf-8")
    return tmp_path


def told(pack: Path) -> str:
    return CliRunner().invoke(app, ["check", str(pack)]).output


def test_a_missing_file_is_told_with_its_place(pack: Path) -> None:
    output = told(pack)
    assert f"{pack}/image/our-door.yaml:4:7  file" in output
    assert "assets/photos/door.png" in output and "KC201" in output
    (pack / "assets" / "photos").mkdir(parents=True)
    (pack / "assets" / "photos" / "door.png").write_bytes(b"")
    assert told(pack).endswith("1 record checked: 0 problems, 0 warnings\n")


@pytest.mark.parametrize("link", ["assets", "assets/photos", "assets/photos/door.png"])
def test_links_are_not_followed(pack: Path, tmp_path: Path, link: str) -> None:
    target = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    (target / "photos").mkdir(parents=True)
    (target / "photos" / "door.png").write_bytes(b"")
    (pack / link).parent.mkdir(parents=True, exist_ok=True)
    (pack / link).symlink_to(target / link.partition("/")[2])
    assert "KC201" in told(pack) or "KC112" in told(pack)
