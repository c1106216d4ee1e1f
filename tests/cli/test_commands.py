"""The commands `list`, `show`, `check`, `site` and `schema`: what they print, and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from ketacontent import Catalog, KetaContentError, Renderer, UsageError, __version__
from ketacontent.models.kinds import COLLECTIONS
from ketacontent.site.output import OutputFolder
from kit.command import app
from kit.fork import ended

MINIMAL = Path(__file__).resolve().parents[1] / "packs" / "minimal"
PACK = ("--pack", str(MINIMAL), "--no-bundled")


def run(*words: str) -> Result:
    """Run a command inside this process; an error of ours is left in `exception`."""
    return CliRunner().invoke(app, list(words))


# list


def test_list_counts_every_kind() -> None:
    result = run("list", *PACK)
    assert result.exit_code == 0
    counts = dict(line.split() for line in result.output.splitlines()[1:])
    assert set(counts) == set(COLLECTIONS)
    assert counts["safety-notice"] == "5"


def test_list_as_json_is_for_programs() -> None:
    data = json.loads(run("list", *PACK, "--json").output)
    assert (data["pack"], data["kinds"]["route"]) == ("minimal", 1)
    rows = json.loads(run("list", "step", *PACK, "--json").output)
    assert rows == [
        {"kind": "step", "id": "arrival", "title": "You arrive", "version": "1.0.0"},
        {"kind": "step", "id": "leaving", "title": "You leave", "version": "1.0.0"},
    ]


def test_list_shows_ids_and_titles() -> None:
    assert "route/nasal  Into the nose" in run("list", "route", *PACK).output


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--search", "barefoot"), ["topic/cold-feet"]),
        (("step", "--search", "blood pressure"), ["step/arrival"]),
        (("--search", "nothing-at-all-like-this"), []),
        (("--tag", "no-such-tag"), []),
    ],
)
def test_list_finds_by_words_and_tags(words: tuple[str, ...], found: list[str]) -> None:
    rows = json.loads(run("list", *words, *PACK, "--json").output)
    assert [f"{row['kind']}/{row['id']}" for row in rows] == found


# show


@pytest.mark.parametrize("form", ["text", "markdown", "html", "page", "jsonld"])
def test_show_prints_what_the_renderer_makes(minimal: Catalog, form: str) -> None:
    result = run("show", "route/nasal", "--as", form, *PACK)
    assert result.exit_code == 0
    assert result.output == f"{getattr(Renderer(minimal), form)(minimal.routes['nasal'])}\n"


def test_show_takes_a_reader(minimal: Catalog) -> None:
    words = ("--country", "GB", "--audience", "clinician", "--brand", "sample")
    result = run("show", "topic/cold-feet", *words, *PACK)
    made = Renderer(minimal, country="GB", audience="clinician", brand="sample")
    assert result.output == f"{made.text(minimal.topics['cold-feet'])}\n"


def test_show_prints_a_mail_whole(minimal: Catalog) -> None:
    output = run("show", "newsletter/first", "--as", "email", *PACK).output
    mail = Renderer(minimal).email(minimal.newsletters["first"])
    assert output.startswith("Subject: Warm feet news, number one\nPreheader: What is new")
    assert mail.text in output
    assert mail.html in output


def test_show_as_json_is_the_record(minimal: Catalog) -> None:
    data = json.loads(run("show", "route/nasal", "--as", "json", *PACK).output)
    assert type(minimal.routes["nasal"]).model_validate(data) == minimal.routes["nasal"]


def test_show_open_writes_a_page_and_opens_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    result = run("show", "route/nasal", "--open", *PACK)
    (file,) = tmp_path.iterdir()
    assert result.output.strip() == str(file)
    assert opened == [file.as_uri()]
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("show", "route/nassal"), "KC601", "nasal"),
        (("show", "rout/nasal"), "KC601", "route"),
        (("show", "nasal"), "KC601", "Did you mean 'route/nasal'?"),
        (("show", "route/nasal", "--as", "pdf"), "KC602", "'pdf' is not a form"),
        (("show", "route/nasal", "--country", "uk"), "KC602", "'uk' is not a country"),
        (("show", "route/nasal", "--jurisdiction", "Mars"), "KC602", "'Mars' is not a jurisdiction"),
        (("show", "route/nasal", "--audience", "doctor"), "KC602", "clinician"),
        (("show", "route/nasal", "--brand", "nobody"), "KC601", "nobody"),
        (("list", "routes"), "KC601", "route"),
    ],
)
def test_wrong_use_is_told_with_a_code_and_what_to_do(words: tuple[str, ...], code: str, said: str) -> None:
    result = run(*words, *PACK)
    assert isinstance(result.exception, KetaContentError)
    assert result.exception.exit_code == 2
    assert code in str(result.exception)
    assert said in str(result.exception)
    assert result.output == ""


# check


def test_check_of_a_sound_pack_is_silent_but_for_its_count() -> None:
    result = run("check", str(MINIMAL), "--no-bundled", "--on", "2026-12-01")
    assert (result.exit_code, result.output) == (0, "29 records checked: 0 problems, 0 warnings\n")


def test_check_tells_what_is_past_its_date_and_fails_where_asked() -> None:
    words = ("check", str(MINIMAL), "--no-bundled", "--on", "2027-06-01")
    told = run(*words)
    assert told.exit_code == 0
    assert "warning: " in told.output
    assert "KC702" in told.output
    assert "crisis-resource/us-emergency.yaml:" in told.output
    for flag in ("--fail-stale", "--strict"):
        assert run(*words, flag).exit_code == 1


def broken(folder: Path) -> Path:
    """Write a pack with three faults."""
    (folder / "step").mkdir(parents=True)
    (folder / "pack.yaml").write_text(
        "id: ours\ntitle: Ours\nversion: 1.0.0\nas_of: 2026-11-21\nlicense: CC0-1.0\n"
    )
    step = (MINIMAL / "step" / "arrival.yaml").read_text("utf-8")
    (folder / "step" / "arrival.yaml").write_text(step.replace("phase: administration", "phase: arrival"))
    (folder / "step" / "leaving.yaml").write_text("id: leaving\nid: leaving\ntitle: x\n")
    return folder


def test_check_tells_all_problems_with_their_places(tmp_path: Path) -> None:
    result = run("check", str(broken(tmp_path / "ours")), "--no-bundled")
    assert result.exit_code == 1
    assert f"{tmp_path / 'ours'}/step/arrival.yaml:4:8  phase" in result.output
    assert f"{tmp_path / 'ours'}/step/leaving.yaml:2:1" in result.output
    assert "KC102" in result.output
    assert "KC105" in result.output
    assert "Traceback" not in result.output


def test_check_as_json_names_the_same_places(tmp_path: Path) -> None:
    result = run("check", str(broken(tmp_path / "ours")), "--no-bundled", "--json")
    rows = json.loads(result.output)
    assert result.exit_code == 1
    places = {(Path(row["file"]).name, row["line"], row["column"], row["code"]) for row in rows}
    assert {("arrival.yaml", 4, 8, "KC102"), ("leaving.yaml", 2, 1, "KC105")} <= places


def test_every_command_refuses_a_broken_pack(tmp_path: Path) -> None:
    pack = ("--pack", str(broken(tmp_path / "ours")), "--no-bundled")
    out = tmp_path / "site"
    for words in (("list",), ("show", "step/arrival"), ("site", str(out))):
        result = run(*words, *pack)
        assert isinstance(result.exception, KetaContentError)
        assert result.exception.exit_code == 1
        assert "arrival.yaml:4:8" in str(result.exception)
    assert not out.exists()


# check of finished pages


@pytest.fixture
def page(tmp_path: Path, bundled: Catalog) -> Path:
    file = tmp_path / "page.html"
    file.write_text(Renderer(bundled, country="GB").page(bundled.routes["intravenous"]), "utf-8")
    return file


def test_check_of_a_page_reads_what_its_reader_sees(page: Path) -> None:
    result = run("check", str(page))
    assert (result.exit_code, result.output) == (0, "1 page checked: 0 problems, 0 warnings\n")


def spoil(page: Path, change: Any) -> Result:
    page.write_text(change(page.read_text("utf-8")), "utf-8")
    return run("check", str(page))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda html: html.replace("Not clinically reviewed", "Reviewed"), "KC401"),
        (lambda html: html.replace("<main", "<main hidden"), "KC404"),
        (lambda html: html.replace("<article", "<div style='display:none'><article"), "KC404"),
        (lambda html: html.replace("route/intravenous", "route/intravenouss"), "KC601"),
        (lambda html: html.replace('data-audience="patient"', 'data-audience="doctor"'), "KC602"),
        (lambda html: html.replace("data-record", "data-gone"), "KC401"),
        (lambda html: "", "KC401"),
    ],
    ids=["altered", "hidden", "wrapped", "unknown", "reader", "unmarked", "empty"],
)
def test_check_of_a_page_that_hides_or_alters_fails(page: Path, change: Any, code: str) -> None:
    result = spoil(page, change)
    assert result.exit_code == 1
    assert code in result.output
    assert str(page) in result.output


def test_check_of_a_page_names_the_line_of_the_record(page: Path) -> None:
    line = page.read_text("utf-8").split("data-record")[0].count("\n") + 1
    result = spoil(page, lambda html: html.replace("Not clinically reviewed", "Reviewed"))
    assert f"{page}:{line}:1" in result.output


# site


def test_site_writes_linked_pages_markdown_and_mails(tmp_path: Path) -> None:
    out, markdown, email = (tmp_path / name for name in ("site", "markdown", "email"))
    result = run("site", str(out), "--markdown", str(markdown), "--email", str(email), *PACK)
    assert result.exit_code == 0
    assert f"in {out}" in result.output
    pages = sorted(file.relative_to(out).as_posix() for file in out.rglob("*.html"))
    assert "index.html" in pages
    assert "route/nasal/index.html" in pages
    assert (out / "assets" / "ketacontent.css").is_file()
    assert (markdown / "route" / "nasal.md").read_text("utf-8").startswith("---\n")
    assert {file.suffix for file in email.iterdir() if not file.name.startswith(".")} == {".eml"}


def test_site_as_markdown_writes_markdown_only(tmp_path: Path) -> None:
    assert run("site", str(tmp_path / "out"), "--as", "markdown", *PACK).exit_code == 0
    assert {file.suffix for file in (tmp_path / "out").rglob("*.*") if file.name[0] != "."} == {".md"}


def test_site_refuses_a_folder_that_is_not_ours_and_writes_nothing(tmp_path: Path) -> None:
    foreign = tmp_path / "photos"
    foreign.mkdir()
    (foreign / "cat.jpg").write_text("cat")
    for words in ((str(foreign),), (str(tmp_path / "site"), "--email", str(foreign))):
        result = run("site", *words, *PACK)
        assert "KC606" in str(result.exception)
        assert sorted(file.name for file in tmp_path.iterdir()) == ["photos"]
        assert [file.name for file in foreign.iterdir()] == ["cat.jpg"]


# schema


def test_schema_prints_one_kind_or_writes_all(tmp_path: Path) -> None:
    data = json.loads(run("schema", "route").output)
    assert data["properties"]["how_given"]["description"]
    result = run("schema", "--out", str(tmp_path / "schema"))
    assert result.exit_code == 0
    assert {file.stem for file in (tmp_path / "schema").iterdir()} == {
        *COLLECTIONS,
        "pack",
        "lint-rule",
        "page",
    }
    assert json.loads((tmp_path / "schema" / "route.json").read_text("utf-8")) == data
    assert "KC601" in str(run("schema", "routes").exception)


# As a shell sees it


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("list", "--json", *PACK), 0, ""),
        (("show", "route/nassal", *PACK), 2, "Did you mean 'nasal'?"),
        (("show",), 2, "Missing argument"),
        (("shew",), 2, "No such command"),
        (("check", "--on", "tomorrow"), 2, "'tomorrow'"),
        (("check", "gone.html"), 2, "gone.html: No such file"),
        (("check", "gone"), 2, "There is no pack folder gone"),
        (("site", "/proc/1/nowhere", *PACK), 2, ""),
    ],
)
def test_the_command_ends_with_its_code_and_without_a_traceback(
    words: tuple[str, ...], code: int, said: str, tmp_path: Path
) -> None:
    done = ended(*words, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_broken_pack_ends_with_1_and_its_places(tmp_path: Path) -> None:
    done = ended("list", "--pack", str(broken(tmp_path / "ours")), "--no-bundled")
    assert done.returncode == 1
    assert "step/arrival.yaml:4:8  phase" in done.stderr
    assert done.stderr.rstrip().endswith("problems")
    assert done.stdout == ""


@pytest.mark.parametrize(
    "words",
    [
        ("list", "claim"),
        ("show", "route/nasal", "--as", "page", *PACK),
        ("check", str(MINIMAL), "--no-bundled"),
    ],
)
def test_a_reader_who_stops_reading_is_no_error(words: tuple[str, ...]) -> None:
    done = ended(*words, is_read=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_signs_that_the_terminal_cannot_show_do_not_stop_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ketacontent", "show", "glossary-term/sway", *PACK],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert r"Write \u201csway\u201d, not" in done.stdout


def test_the_version_is_told() -> None:
    assert run("--version").output == f"{__version__}\n"


def test_a_build_does_not_take_away_the_folder_where_you_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be replaced, and the shell would stand in a folder that is gone."""
    below = tmp_path / "public" / "topic"
    below.mkdir(parents=True)
    for here, out in ((tmp_path / "public", "."), (below, tmp_path / "public")):
        monkeypatch.chdir(here)
        with pytest.raises(UsageError, match="where you are"):
            OutputFolder(Path(out))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "new").mkdir()
    OutputFolder(Path("new"))


def test_a_search_in_one_kind_is_not_crowded_out_by_others(bundled: Catalog) -> None:
    """More records of other kinds speak of ketamine, and do so more often, than a list shows."""
    found = json.loads(run("list", "faq", "--search", "ketamine", "--json").output)
    assert {each["kind"] for each in found} == {"faq"}
    assert len(bundled.search("ketamine", limit=1_000)) > 100
    assert len(found) > 10
