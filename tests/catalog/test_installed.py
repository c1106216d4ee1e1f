"""Packs of installed distributions: found by name, without importing anything of them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from catalog.packs import MINIMAL, OVERLAY
from ketacontent import KetaContentError, UsageError, load
from ketacontent.catalog import installed_packs
from ketacontent.catalog.installed import pack_folder
from ketacontent.catalog.load import load_known


def install(site: Path, name: str, entries: str, version: str = "1.0") -> Path:
    """Write what an installer leaves of a distribution, and return its package folder."""
    package = site / f"{name}_content"
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text("raise SystemExit('this code was run')\n")
    info = site / f"{name}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (info / "entry_points.txt").write_text(f"[ketacontent.packs]\n{entries}\n")
    return package


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that Python looks into for packages."""
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    return tmp_path / "site"


def test_a_pack_is_found_by_name_and_its_code_is_not_run(site: Path) -> None:
    package = install(
        site, "riverside", "riverside = riverside_content.pack\nmore = riverside_content.inner.more"
    )
    shutil.copytree(MINIMAL, package / "pack")
    shutil.copytree(OVERLAY, package / "inner" / "more")
    assert installed_packs()["riverside"] == "riverside 1.0"
    assert set(installed_packs()) >= {"more", "riverside"}
    assert pack_folder("entry:riverside") == package / "pack"
    catalog = load(["entry:riverside", "entry:more"], bundled=False)
    assert catalog.manifest.id == "overlay" and "where-to-park" in catalog.faqs
    assert "riverside_content" not in sys.modules


def test_a_package_may_be_a_pack_itself_and_a_site_may_be_built_of_it(site: Path, tmp_path: Path) -> None:
    package = install(site, "whole", "whole = whole_content")
    shutil.copytree(MINIMAL, package, dirs_exist_ok=True)
    catalog = load_known([Path("entry:whole")], bundled=False, cache=tmp_path / "cache")
    assert catalog.manifest.id == "minimal"


def test_a_folder_is_still_a_folder(tmp_path: Path) -> None:
    assert pack_folder(tmp_path) == tmp_path
    assert pack_folder("entry") == Path("entry")


def test_an_unknown_name_is_told_with_a_near_one(site: Path) -> None:
    install(site, "riverside", "riverside = riverside_content.pack")
    with pytest.raises(UsageError, match="Did you mean entry:riverside") as caught:
        load(["entry:riversid"])
    assert caught.value.code == "KC612"


def test_two_distributions_of_one_name_are_both_named(site: Path) -> None:
    install(site, "riverside", "ours = riverside_content.pack")
    install(site, "lakeside", "ours = lakeside_content.pack")
    with pytest.raises(UsageError, match=r"lakeside 1\.0 and by riverside 1\.0"):
        load(["entry:ours"])


@pytest.mark.parametrize(
    "value", ["riverside_content.gone", "not_there.pack", "riverside_content:pack", "riverside_content"]
)
def test_an_entry_that_names_no_pack_is_told(value: str, site: Path) -> None:
    install(site, "riverside", f"riverside = {value}")
    with pytest.raises(KetaContentError) as caught:
        load(["entry:riverside"])
    if value == "riverside_content":  # the folder is there and holds no manifest
        assert "KC115" in str(caught.value) and "riverside_content/pack.yaml" in str(caught.value)
    else:
        assert "KC612" in str(caught.value) and "riverside 1.0" in str(caught.value)
