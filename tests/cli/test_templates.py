"""`ketacontent templates`: what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ketacontent import KetaContentError, load
from ketacontent.cli.pack_templates import pack_template_problems
from ketacontent.rendering.components import own_names
from kit.command import app
from kit.pack_templates import pack_with


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["templates", *words])


def test_list_names_every_template_and_what_it_is_for() -> None:
    lines = run("list").output.splitlines()
    assert [line.split()[0] for line in lines] == [n for c in ("html", "email", "markdown", "text")
                                                   for n in own_names() if n.startswith(f"{c}/")]  # fmt: skip
    assert all(len(line.split()) > 2 for line in lines)
    assert len(run("list", "--channel", "text").output.splitlines()) < len(lines) / 3


def test_list_as_json_is_for_programs() -> None:
    data = json.loads(run("list", "--channel", "html", "--json").output)
    page = next(each for each in data if each["stem"] == "page")
    assert page["places"] == ["title", "sections"] and page["since"] == "0.1.0"
    assert {"name": "page", "type": "Page"} in page["data"]
    assert next(each for each in data if each["stem"] == "notice")["is_for_packs"] is False


def test_list_of_one_tells_all_of_it() -> None:
    told = run("list", "html/notice", "html/page").output
    for words in ("a pack may not", "and so may a pack", "title, sections", "block.heading", "Since 0.1.0"):
        assert words in told


def test_copy_list_and_check(tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    copied = run("copy", "html/list", "page", "--to", str(ours))
    assert copied.exit_code == 0
    assert {Path(line).relative_to(ours).as_posix() for line in copied.output.splitlines()} == {
        "html/list.html.jinja",
        *(name for name in own_names() if "/page." in name),
    }
    listed = run("list", "--mine", str(ours))
    assert listed.exit_code == 0 and listed.output.count(" same from 0.1.0") == 5
    assert run("check", str(ours)).exit_code == 0
    file = ours / "html" / "list.html.jinja"
    file.write_text(file.read_text().replace(", f", ", 0", 1) if ", f" in file.read_text() else "{# x #}")
    (ours / "html" / "lst.html.jinja").write_text("x")
    checked = run("check", str(ours), "--json")
    states = {each["name"]: each["state"] for each in json.loads(checked.output)}
    assert checked.exit_code == 1
    assert states["html/lst.html.jinja"] == "unknown"
    assert states["html/list.html.jinja"] in ("changed", "own")


def test_copy_overwrites_nothing(tmp_path: Path) -> None:
    assert run("copy", "list", "--to", str(tmp_path)).exit_code == 0
    again = run("copy", "list", "--to", str(tmp_path))
    assert isinstance(again.exception, KetaContentError) and "KC606" in str(again.exception)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("lst",), "KC602"),
        (("list", "--channel", "pdf"), "KC602"),
        (("list", "html/lst"), "KC403"),
        (("copy", "html/list"), "KC602"),
        (("copy", "--to", "x"), "KC602"),
        (("check",), "KC602"),
        (("check", "no-such-folder"), "KC602"),
        (("list", "--mine", "no-such-folder"), "KC602"),
    ],
)
def test_wrong_use_is_told(words: tuple[str, ...], code: str) -> None:
    result = run(*words)
    assert isinstance(result.exception, KetaContentError)
    assert code in str(result.exception)


def test_check_of_a_pack_reads_and_runs_its_templates(tmp_path: Path) -> None:
    minimal = Path(__file__).resolve().parents[1] / "packs" / "minimal"
    cases = {
        "{{ block.text | safe }}": "paragraph.html.jinja:1:17 KC407",
        "<p>\n{{ block.txt }}</p>": "paragraph.html.jinja:2:1 KC402",
        "<p>{{ block.text }}</p>": "",
    }
    catalog = load(packs=[minimal], bundled=False)
    for number, (source, told) in enumerate(cases.items()):
        pack = pack_with(tmp_path / str(number), {"html/paragraph.html.jinja": source})
        found = [
            f"{Path(each.file).name}:{each.line}:{each.column} {each.code}"
            for each in pack_template_problems(catalog, [minimal, pack], [])
        ]
        assert found == ([told] if told else [])
    words = ["check", str(pack_with(tmp_path / "0", {})), "--json"]
    problems = json.loads(CliRunner().invoke(app, words).output)
    assert [each["code"] for each in problems] == ["KC407"]
