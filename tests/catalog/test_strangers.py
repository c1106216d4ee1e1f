"""A pack from somebody else: every hostile name, path and file is refused, and its file is named."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from catalog.packs import MANIFEST, copy_of_minimal, problems_of_load, write_pack
from ketacontent.catalog import pack as pack_module
from ketacontent.catalog.load import load_known
from ketacontent.errors import ContentError, KetaContentError
from kit.corpus import Payload, load_all

FAQ = "title: Who drives?\nsummary: A friend.\nreview: {due: 2027-11-21}\n"


def payloads(*contexts: str) -> list[Payload]:
    return [payload for payload in load_all() if payload.context in contexts]


def quoted(text: str) -> str:
    """Return a text as a YAML value that says just this."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def test_the_corpus_has_cases_for_packs() -> None:
    assert len(payloads("slug", "slug_pair")) > 20
    assert len(payloads("pack_name")) > 5 and len(payloads("asset_path")) > 4


@pytest.mark.parametrize("payload", payloads("slug"), ids=lambda payload: repr(payload.text[:20]))
def test_an_id_that_is_a_path_or_no_id_is_refused(payload: Payload, tmp_path: Path) -> None:
    """In a file of any name, and in a file of that name where there can be one."""
    name = payload.text
    pack = write_pack(tmp_path / "pack", {"faq/a.yaml": f"id: {quoted(name)}\n{FAQ}"})
    assert {problem.file for problem in problems_of_load(pack)} == {f"{pack}/faq/a.yaml"}
    if name and name not in (".", "..") and "/" not in name:
        pack = write_pack(tmp_path / "named", {f"faq/{name}.yaml": f"id: {quoted(name)}\n{FAQ}"})
        problems = problems_of_load(pack)
        assert problems and all(problem.file.startswith(f"{pack}/faq/") for problem in problems)


@pytest.mark.parametrize("payload", payloads("pack_name"), ids=lambda payload: repr(payload.text))
def test_a_pack_with_such_a_name_is_refused(payload: Payload, tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", {"faq/a.yaml": f"id: a\n{FAQ}"})
    (pack / "pack.yaml").write_text(MANIFEST.format(name=quoted(payload.text)))
    (problem,) = problems_of_load(pack)
    assert (problem.file, problem.line, problem.code) == (f"{pack}/pack.yaml", 1, "KC115")


@pytest.mark.parametrize("payload", payloads("asset_path"), ids=lambda payload: repr(payload.text))
def test_a_picture_outside_the_pack_is_refused(payload: Payload, tmp_path: Path) -> None:
    text = f"id: a\ntitle: A\nalt: A\nfile: {quoted(payload.text)}\n"
    pack = write_pack(tmp_path / "pack", {"image/a.yaml": text})
    (problem,) = problems_of_load(pack)
    assert (problem.file, problem.line, problem.field) == (f"{pack}/image/a.yaml", 4, "file")


@pytest.mark.parametrize(
    "payload", payloads("yaml_file", "json_file"), ids=lambda payload: repr(payload.text[:20])
)
def test_a_hostile_file_is_refused_as_a_record_and_as_a_manifest(payload: Payload, tmp_path: Path) -> None:
    ending = "json" if payload.context == "json_file" else "yaml"
    pack = write_pack(tmp_path / "pack", {f"faq/a.{ending}": payload.text})
    problems = problems_of_load(pack)
    assert problems and {problem.file for problem in problems} == {f"{pack}/faq/a.{ending}"}
    pack = write_pack(tmp_path / "manifest", {})
    (pack / "pack.yaml").write_text(payload.text)
    problems = problems_of_load(pack)
    assert problems and {problem.file for problem in problems} == {f"{pack}/pack.yaml"}


@pytest.mark.parametrize("name", ["../outside", "/outside", "a/../../outside", "outside"])
def test_references_and_hidden_records_do_not_lead_out_of_the_pack(name: str, tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text(f"id: outside\n{FAQ}")
    pack = write_pack(
        tmp_path / "pack", {"faq/a.yaml": f"id: a\n{FAQ}topic: {name}\n"}, f"hide: [faq/{name}]\n"
    )
    problems = problems_of_load(pack)
    assert {problem.file for problem in problems} == {f"{pack}/faq/a.yaml", f"{pack}/pack.yaml"}
    assert not any("A friend" in str(problem) for problem in problems)


def test_folders_that_are_links_are_not_entered(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.yaml").write_text(f"id: a\n{FAQ}")
    pack = write_pack(tmp_path / "pack", {"topic/.keep": ""})
    (pack / "faq").symlink_to(outside)
    (problem,) = problems_of_load(pack)
    assert (problem.file, problem.code) == (f"{pack}/faq", "KC112")


@pytest.mark.parametrize("is_cached", [False, True])
def test_what_a_pack_may_hold_is_bounded_however_it_is_read(is_cached: bool, tmp_path: Path) -> None:
    pack = copy_of_minimal(tmp_path / "pack")

    def read(**limits: int) -> None:
        with patch.multiple(pack_module, **limits):
            if is_cached:
                load_known([pack], bundled=False, cache=tmp_path / "cache")
            elif problems := problems_of_load(pack):
                raise ContentError(problems)

    read(MAX_FILES=100_000)
    for limits in ({"MAX_FILES": 20}, {"MAX_TOTAL": 5_000}):
        with pytest.raises(KetaContentError) as caught:
            read(**limits)
        assert "KC116" in str(caught.value) and f"{pack}/pack.yaml" in str(caught.value)
    read(MAX_FILES=100_000)
