"""Reading one file: scalars stay strings, whatever is surprising in YAML is refused, places are exact."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ketacontent.catalog.read import MAX_BYTES, MAX_DEPTH, Document, ReadProblem, read_document, walk_raw
from ketacontent.errors import Problem
from kit.corpus import load_all
from strategies import thorough


def read(text: str | bytes) -> Document:
    return read_document(
        "file.yaml", text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    )


def refused(text: str | bytes) -> Problem:
    with pytest.raises(ReadProblem) as caught:
        read(text)
    return caught.value.problem


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each of the two parsers that PyYAML can have; their marks and styles differ."""
    if request.param == "python":
        monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
    elif not hasattr(yaml, "CBaseLoader"):
        pytest.skip("PyYAML was built without libyaml")
    return str(request.param)


@pytest.mark.parametrize(
    "scalar",
    [
        *("NO", "no", "yes", "true", "012", "0800", "0x1f", "1e3", "1.10", "1_000", "12:30", ".inf", ".nan"),
        *(
            "2026-11-21",
            "2026-02-30",
            "2026-11-21T10:00:00Z",
            "-1",
            "+44",
            "=",
            "NaN",
            "é",
            "a: b"[:1],
            "a#b",
        ),
    ],
)
def test_scalars_stay_as_they_were_written(scalar: str, parser: str) -> None:
    assert read(f"a: {scalar}\nb: [{scalar}]\nc: {{d: {scalar}}}\n").data == {
        "a": scalar,
        "b": [scalar],
        "c": {"d": scalar},
    }


@pytest.mark.parametrize("word", ["null", "Null", "NULL", "~"])
def test_a_value_that_says_nothing_is_refused_unless_it_is_in_quotes(word: str, parser: str) -> None:
    problem = refused(f"a: b\nc: {word}\n")
    assert (problem.code, problem.line, problem.column) == ("KC102", 2, 4)
    assert read(f"a: '{word}'\n{word}: b\n").data == {"a": word, word: "b"}
    assert read("a:\nb: c\n").data == {"a": "", "b": "c"}


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "word"),
    [
        ("a: 1\nb: 2\na: 3\n", "KC105", 3, 1, "line 1"),
        ("a:\n  b: 1\n  c: 2\n  b: 3\n", "KC105", 4, 3, "line 2"),
        ("a: {b: 1, 'b': 2}\n", "KC105", 1, 11, "line 1"),
        ('a: 1\n"\\x61": 2\n', "KC105", 2, 1, "line 1"),
        ("a: &b 1\n", "KC106", 1, 4, "Anchors"),
        ("a: &b [1]\n", "KC106", 1, 4, "Anchors"),
        ("&b a: 1\n", "KC106", 1, 1, "Anchors"),
        ("a: *b\n", "KC106", 1, 4, "Anchors"),
        ("*b : 1\n", "KC106", 1, 1, "Anchors"),
        ("a: !!str 1\n", "KC106", 1, 4, "Tags"),
        ("a: !b {c: 1}\n", "KC106", 1, 4, "Tags"),
        ("!!map {a: 1}\n", "KC106", 1, 1, "Tags"),
        ("a: !!python/object/apply:os.system [id]\n", "KC106", 1, 4, "Tags"),
        ("%TAG ! tag:a.example,2026:\n---\na: !b 1\n", "KC106", 3, 4, "Tags"),
        ("a: 1\n<<: {b: 2}\n", "KC106", 2, 1, "Merge"),
        ("a: 1\n'<<': {b: 2}\n", "KC106", 2, 1, "Merge"),
        ("a: 1\n---\nb: 2\n", "KC107", 2, 1, "second document"),
        ("---\n---\na: 1\n", "KC107", 2, 1, "second document"),
        ("a: 1\n...\n---\n", "KC107", 3, 1, "second document"),
        ("", "KC101", 1, 1, "fields"),
        ("# only a comment\n", "KC101", 1, 1, "fields"),
        ("words\n", "KC101", 1, 1, "fields"),
        ("- a\n", "KC101", 1, 1, "fields"),
        ("[a]: b\n", "KC101", 1, 1, "key"),
        ("? {a: b}\n: c\n", "KC101", 1, 3, "key"),
        ("a: b: c\n", "KC101", 1, 5, "not valid YAML"),
        ("a: 'b\n", "KC101", 2, 1, "not valid YAML"),
        ("a: b\n\tc: d\n", "KC101", 2, 1, "not valid YAML"),
        ("a: [b\n", "KC101", 2, 1, "not valid YAML"),
        ("a: @b\n", "KC101", 1, 4, "not valid YAML"),
        ("é: ü\na: \x07b\n", "KC110", 2, 4, "U+0007"),
        ("a: b\nd: é\u2028\n", "KC110", 2, 5, "U+2028"),
        ("a: b\rc\n", "KC110", 1, 5, "U+000D"),
        ("a: \x00\n", "KC110", 1, 4, "U+0000"),
        ("a: \x85\n", "KC110", 1, 4, "U+0085"),
        ("a: \ufeffb\n", "KC110", 1, 4, "U+FEFF"),
        ("a: \ue000\n", "KC110", 1, 4, "U+E000"),
        ('a: "b\\0"\n', "KC110", 1, 4, "U+0000"),
        ('a: "b\\u202e"\n', "KC110", 1, 4, "U+202E"),
        ('"a\\x07": b\n', "KC110", 1, 1, "U+0007"),
    ],
)
def test_what_is_not_plain_is_refused_at_its_place(
    text: str, code: str, line: int, column: int, word: str, parser: str
) -> None:
    problem = refused(text)
    assert (problem.code, problem.file) == (code, "file.yaml")
    assert word in problem.what and problem.fix
    if parser == "libyaml" or code != "KC101":  # the two disagree on where a syntax error is
        assert (problem.line, problem.column) == (line, column)
    assert problem.line >= 1 and problem.column >= 1


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"a: b\nc: \xe9\n", 2, 4),
        (b"\xff\xfea\x00", 1, 1),
        ("a: é".encode("utf-16"), 1, 1),
        ("ä: \ud800\n".encode("utf-8", "surrogatepass"), 1, 4),
        (b"\xef\xbb\xbfa: \xc0\x80", 1, 4),
        (b"a: \xf5", 1, 4),
    ],
)
def test_a_file_that_is_not_utf_8_is_refused(data: bytes, line: int, column: int) -> None:
    problem = refused(data)
    assert problem.code == "KC110" and problem.what == "The file is not UTF-8 text."
    assert (problem.line, problem.column) == (line, column)


def test_a_lone_surrogate_written_as_an_escape_is_refused(parser: str) -> None:
    assert refused('a: "\\ud800"\n').code in ("KC101", "KC110")


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    plain = "a: b\nc: |\n  d\n  e\nf:\n  - g\n"
    windows = read(b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode())
    assert windows.data == read(plain).data == {"a": "b", "c": "d\ne\n", "f": ["g"]}
    assert windows.places == read(plain).places
    assert windows.position(("c",), 2) == (4, 3)


def test_a_file_may_have_a_megabyte_and_not_more() -> None:
    text = b"a: b\n"
    assert read(text + b"#" * (MAX_BYTES - len(text))).data == {"a": "b"}
    assert refused(text + b"#" * (MAX_BYTES - len(text) + 1)).code == "KC108"


@pytest.mark.parametrize(("start", "end"), [("[", "]"), ("{a: ", "}"), ("[{a: ", "}]")])
def test_a_file_may_be_nested_so_deep_and_not_deeper(start: str, end: str, parser: str) -> None:
    levels = 2 if start == "[{a: " else 1
    fits = (MAX_DEPTH - 1) // levels
    read(f"a: {start * fits}b{end * fits}\n")
    problem = refused(f"a: {start * (fits + 1)}b{end * (fits + 1)}\n")
    assert (problem.code, problem.line) == ("KC109", 1)


@pytest.mark.parametrize("text", ["[" * 500_000, "{a: " * 200_000, "- " * 300_000, "a: " + "[" * 900_000])
def test_a_bomb_of_brackets_is_refused(text: str) -> None:
    assert refused(text).code in ("KC101", "KC109")


def test_blocks_nested_by_indentation_are_counted_too(parser: str) -> None:
    lines = "".join(" " * level + "a:\n" for level in range(MAX_DEPTH + 1))
    assert refused(lines + " " * 40 + "b: c\n").code == "KC109"


PLACES = """\
plain: one two   # comment
"quoted key": "é two"
literal: |
  ä one
   two

  three
kept: |2-

    deep
  flat
folded: >
  one
  two
many:
  one two
  three
list:
  - a
  -   b
  - |
    c
flow: {x: é y, z: [p, q]}
empty:
last: end
"""


@pytest.mark.parametrize(
    ("path", "offset", "place"),
    [
        (("plain",), 0, (1, 8)),
        (("plain",), 4, (1, 12)),
        (("quoted key",), 2, (2, 15)),
        (("literal",), 0, (4, 3)),
        (("literal",), 2, (4, 5)),
        (("literal",), 7, (5, 4)),
        (("literal",), 12, (7, 3)),
        (("literal",), 16, (7, 7)),
        (("kept",), 3, (10, 5)),
        (("kept",), 8, (11, 3)),
        (("folded",), 4, (12, 9)),
        (("many",), 8, (16, 3)),
        (("list", 0), 0, (19, 5)),
        (("list", 1), 0, (20, 7)),
        (("list", 2), 0, (22, 5)),
        (("flow", "x"), 2, (23, 13)),
        (("flow", "z", 1), 0, (23, 23)),
        (("empty",), 0, (24, 7)),
        (("last",), 1, (25, 8)),
        (("no", "such", 3), 5, (1, 1)),
        (("list", 9), 0, (19, 3)),
    ],
)
def test_a_character_of_a_text_has_its_place(
    path: tuple[str | int, ...], offset: int, place: tuple[int, int], parser: str
) -> None:
    """Exact in one-line plain scalars and literal blocks; elsewhere it is the start of the field."""
    assert read(PLACES).position(path, offset) == place


def test_keys_and_values_have_places(parser: str) -> None:
    document = read(PLACES)
    assert (document.keys[("flow", "z")].line, document.keys[("flow", "z")].column) == (23, 16)
    assert document.places[("flow", "z")].column == 19
    assert set(document.keys) < set(document.places)
    assert dict(walk_raw(document.data))[("list", 1)] == "b"


@pytest.mark.parametrize(
    "text", ['a: "b\u2028c"\n', "a: b\u2029c\n", "a: |\n  b\u2028c\n", "a: b # \u2028\n"]
)
def test_what_yaml_takes_for_a_line_break_and_editors_do_not_is_refused(text: str, parser: str) -> None:
    problem = refused(text)
    assert problem.code == "KC110" and "breaks the line" in problem.what
    assert read('a: "b\\u2028c"\n').data == {"a": "b\u2028c"}


def test_json_is_read_like_yaml() -> None:
    document = read('{\n  "a": "b",\n  "c": [1, true, {"d": "\\u00e9"}]\n}\n')
    assert document.data == {"a": "b", "c": ["1", "true", {"d": "é"}]}
    assert document.place(("c", 2, "d")).line == 3


@pytest.mark.parametrize("payload", load_all("yaml_file", "json_file"), ids=lambda payload: payload.id)
def test_a_hostile_file_is_read_as_plain_strings_or_refused(payload: object) -> None:
    text = payload.text  # type: ignore[attr-defined]
    try:
        document = read(text)
    except ReadProblem as stopped:
        problem = stopped.problem
        assert problem.file == "file.yaml" and problem.line >= 1 and problem.what and problem.fix
        return
    assert all(isinstance(value, str) for _, value in walk_raw(document.data))


@thorough
@given(
    st.lists(
        st.sampled_from([*"{}[]:-?,&*!|>'\"%@`#~\\ \n\tab0", "- ", ": ", "\n  ", "<<", "---\n", "é"]),
        max_size=30,
    ).map("".join)
)
def test_any_file_is_read_as_plain_strings_or_refused(text: str) -> None:
    try:
        document = read(text)
    except ReadProblem as stopped:
        assert stopped.problem.line >= 1 and stopped.problem.column >= 1
        assert stopped.problem.line <= text.count("\n") + 2  # the end may be told as the line after the last
        return
    lines = text.split("\n")
    for path, value in walk_raw(document.data):
        line, column = document.position(path, 0)
        assert 1 <= line <= len(lines) + 1 and column >= 1
        place = document.places[path]
        if value and place.style is None and place.is_one_line:
            assert lines[line - 1][column - 1 :].startswith(value)


def test_without_pyyaml_the_error_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['yaml'] = None\n"
        "from ketacontent.catalog.read import read_document\n"
        "from ketacontent.errors import MissingExtra\n"
        "try: read_document('a', b'a: b')\n"
        "except MissingExtra as error: print(error)\n"
    )
    source = Path(__file__).resolve().parents[2] / "src"
    out = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(source)},
    ).stdout
    assert "pip install 'ketacontent[authoring]'" in out and "KC603" in out
