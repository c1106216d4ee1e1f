"""`ketacontent sign`: a signature lands in an overlay, whole, and nowhere else."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ketacontent import Catalog, ContentError, KetaContentError, Renderer, UsageError
from ketacontent._resources import data_root
from ketacontent.catalog.load import load_folders
from ketacontent.review import sign, signature_of
from kit.command import app

MANIFEST = "id: ours\ntitle: Ours\nversion: 1.0.0\nas_of: 2026-11-22\nlicense: CC0-1.0\n"
WORDS = {"--reviewer": "A. Name", "--credentials": "A title", "--conflicts": "none declared"}
DAYS = {"--on": "2026-11-22", "--due": "2027-11-22"}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """An overlay without a record."""
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "pack.yaml").write_text(MANIFEST)
    return folder


def run(ref: str, pack: Path, **changed: str) -> Result:
    options = {**WORDS, **DAYS, **{f"--{name}": value for name, value in changed.items()}}
    words = [word for option in options.items() for word in option]
    return CliRunner().invoke(app, ["sign", ref, "--pack", str(pack), *words])


def content(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_signature_is_one_small_file_in_the_overlay(pack: Path, bundled: Catalog) -> None:
    before = content(Path(str(data_root())))
    result = run("route/oral", pack)
    assert result.exit_code == 0
    assert set(content(pack)) == {"pack.yaml", "route/oral.yaml"}
    assert content(Path(str(data_root()))) == before
    signed = load_folders([pack], base=bundled).routes["oral"]
    assert signed.review.state == "signed"
    assert signed.review.due == date(2027, 11, 22)
    signature = signed.review.signature
    assert signature is not None
    assert f"over: {bundled.routes['oral'].version}\n" in (pack / "route" / "oral.yaml").read_text("utf-8")
    assert (signature.reviewer, signature.credentials) == ("A. Name", "A title")
    assert (signature.signed_on, signature.version) == (date(2026, 11, 22), signed.version)
    assert signed.model_copy(update={"review": bundled.routes["oral"].review}) == bundled.routes["oral"]


def test_page_then_names_the_reviewer(pack: Path, bundled: Catalog) -> None:
    run("route/oral", pack)
    catalog = load_folders([pack], base=bundled)
    assert "A. Name" in Renderer(catalog).text(catalog.routes["oral"])
    assert "A. Name" not in Renderer(catalog).text(catalog.routes["intravenous"])


def test_second_signature_takes_the_place_of_the_first(pack: Path, bundled: Catalog) -> None:
    run("route/oral", pack)
    result = run("route/oral", pack, reviewer="B. Name", on="2026-12-01")
    assert result.exit_code == 0
    text = (pack / "route" / "oral.yaml").read_text("utf-8")
    assert text.count("review:") == 1
    assert "A. Name" not in text
    signature = load_folders([pack], base=bundled).routes["oral"].review.signature
    assert signature is not None and signature.reviewer == "B. Name"


def test_words_that_mean_something_to_yaml_stay_words(pack: Path, bundled: Catalog) -> None:
    odd = 'O\'Name: "the" #1, Zoë [x] {y} \\ & *'
    assert run("route/oral", pack, reviewer=odd, conflicts="no").exit_code == 0
    signature = load_folders([pack], base=bundled).routes["oral"].review.signature
    assert signature is not None
    assert (signature.reviewer, signature.conflicts_of_interest) == (odd, "no")


def test_rest_of_the_overlays_file_is_kept_letter_for_letter(pack: Path) -> None:
    file = pack / "route" / "oral.yaml"
    file.parent.mkdir()
    head = "# Ours.\nid: oral\noverlay: fields\n"
    rest = "\n# The name that we use.\ntitle: By mouth, at our clinic  # here\n"
    file.write_text(f"{head}review:\n  due: 2027-01-01\n{rest}", "utf-8")
    assert run("route/oral", pack).exit_code == 0
    text = file.read_text("utf-8")
    assert text.startswith(head + rest + "review:\n  state: signed\n")
    assert "2027-01-01" not in text


def test_signature_joins_the_file_that_the_overlay_has(pack: Path, bundled: Catalog) -> None:
    file = pack / "route" / "oral.yml"
    file.parent.mkdir()
    file.write_text("id: oral\noverlay: fields\ntitle: By mouth\n", "utf-8")
    assert run("route/oral", pack).exit_code == 0
    assert set(content(pack)) == {"pack.yaml", "route/oral.yml"}
    assert load_folders([pack], base=bundled).routes["oral"].review.state == "signed"


@pytest.mark.parametrize(
    "text",
    [
        '{"id": "oral", "overlay": "fields"}\n',
        "{id: oral, overlay: fields,\nreview: {due: 2027-01-01}, title: By mouth}\n",
        "id: oral\noverlay: fields\n...\n",
    ],
    ids=["one-line", "flow", "ended"],
)
def test_file_that_lines_cannot_be_added_to_is_left_as_it_is(text: str, pack: Path) -> None:
    file = pack / "route" / "oral.yaml"
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    before = content(pack)
    result = run("route/oral", pack)
    assert isinstance(result.exception, UsageError)
    assert "oral.yaml" in str(result.exception)
    assert "nothing was changed" in str(result.exception)
    assert content(pack) == before


@pytest.mark.parametrize(
    ("ref", "changed", "said"),
    [
        ("route/oral", {"reviewer": ""}, "reviewer"),
        ("route/oral", {"due": "2027-13-01"}, "is not a day"),
        ("route/oral", {"due": "soon"}, "is not a day"),
        ("route/oral", {"on": "22.11.2026"}, "is not a day"),
        ("route/oral", {"due": "2026-11-22"}, "due before the signature"),
        ("route/orall", {}, "oral"),
        ("oral", {}, "There is no record with the id"),
        ("claim/eff-onset", {}, "has no review state"),
        ("source/fda-spravato-label", {}, "has no review state"),
    ],
)
def test_wrong_use_is_told_and_writes_nothing(
    ref: str, changed: dict[str, str], said: str, pack: Path
) -> None:
    before = content(pack)
    result = run(ref, pack, **changed)
    assert isinstance(result.exception, KetaContentError), result.exception
    assert result.exception.exit_code == 2
    assert said in str(result.exception)
    assert "pydantic" not in str(result.exception)
    assert content(pack) == before
    assert not list(pack.iterdir()) or {file.name for file in pack.iterdir()} == {"pack.yaml"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("", "B", "none"), "reviewer"),
        (("  ", "B", "none"), "reviewer"),
        (("A", "two\nlines", "none"), "credentials"),
        (("A", "B", "a\ttab"), "conflicts of interest"),
        (("", "", ""), "reviewer, credentials, conflicts of interest"),
    ],
)
def test_words_that_are_no_signature_are_told(words: tuple[str, str, str], said: str) -> None:
    with pytest.raises(UsageError, match=f"cannot be written: {said}:") as told:
        signature_of(*words, date(2026, 11, 22), "1.0.0")
    assert "one line" in str(told.value)
    assert "String" not in str(told.value)


def test_bundled_pack_is_never_signed() -> None:
    before = content(Path(str(data_root())))
    result = run("route/oral", Path(str(data_root())))
    assert isinstance(result.exception, UsageError)
    assert "never signed" in str(result.exception)
    assert content(Path(str(data_root()))) == before


def test_bundled_pack_is_not_signed_by_another_name_either(tmp_path: Path, bundled: Catalog) -> None:
    link = tmp_path / "link"
    link.symlink_to(Path(str(data_root())), target_is_directory=True)
    made = signature_of("A", "B", "none", date(2026, 11, 22), bundled.routes["oral"].version)
    with pytest.raises(UsageError, match="never signed"):
        sign(bundled, "route/oral", link, made, date(2027, 11, 22))


def test_folder_that_is_no_pack_is_not_made_one(tmp_path: Path, bundled: Catalog) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    made = signature_of("A", "B", "none", date(2026, 11, 22), bundled.routes["oral"].version)
    with pytest.raises(UsageError, match="is not a pack"):
        sign(bundled, "route/oral", folder, made, date(2027, 11, 22))
    assert not list(folder.iterdir())
    assert isinstance(run("route/oral", tmp_path / "nowhere").exception, KetaContentError)


def test_signature_is_for_the_version_that_was_read(pack: Path, bundled: Catalog) -> None:
    made = signature_of("A", "B", "none", date(2026, 11, 22), "0.0.1")
    with pytest.raises(UsageError, match=r"version 0\.0\.1"):
        sign(bundled, "route/oral", pack, made, date(2027, 11, 22))


def test_broken_overlay_is_told_and_left_as_it_is(pack: Path) -> None:
    file = pack / "route" / "oral.yaml"
    file.parent.mkdir()
    file.write_text("id: oral\nid: oral\n", "utf-8")
    before = content(pack)
    result = run("route/oral", pack)
    assert isinstance(result.exception, ContentError)
    assert "KC105" in str(result.exception)
    assert content(pack) == before


def test_failed_write_leaves_no_trace(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("route/oral", pack)
    before = content(pack)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    assert isinstance(run("route/oral", pack, reviewer="B. Name").exception, OSError)
    assert content(pack) == before


def test_locked_notice_can_be_signed(pack: Path, bundled: Catalog) -> None:
    assert run("safety-notice/no-driving", pack).exit_code == 0
    assert load_folders([pack], base=bundled).safety_notices["no-driving"].review.state == "signed"


def test_record_of_an_overlay_is_signed_where_it_stands(tmp_path: Path, minimal: Catalog) -> None:
    overlay = tmp_path / "overlay"
    shutil.copytree(Path(__file__).parents[1] / "packs" / "overlay", overlay)
    catalog = load_folders([overlay], base=minimal)
    faq = catalog.faqs["where-to-park"]
    made = signature_of("A", "B", "none", date(2026, 11, 22), faq.version)
    file = sign(catalog, faq.ref, overlay, made, date(2027, 11, 22))
    assert file == overlay / "faq" / "where-to-park.yaml"
    again = load_folders([overlay], base=minimal).faqs["where-to-park"]
    assert again.review.signature == made
    assert again.model_copy(update={"review": faq.review}) == faq
