"""Lists of readers: streamed in three forms, judged row by row, and never quoted in a reason."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from ketacontent.errors import UsageError
from ketacontent.newsletter import CompiledIssue, Reader, Reject, Variant
from ketacontent.newsletter.read import ReaderList
from ketacontent.newsletter.run import survey
from ketacontent.newsletter.suppress import suppressed_addresses
from kit.corpus import load_all

GOOD = {"address": "ann@example.org", "name": "Ann", "token": "t1", "place": "Room 5", "consent": "yes"}

BAD: list[tuple[dict[str, Any], str]] = [
    ({"address": ""}, "address"),
    ({"address": "ann"}, "address"),
    ({"address": "ann@example.org, bob@example.org"}, "address"),
    ({"address": "ann@example.org\r\nBcc: bob@example.org"}, "address"),
    ({"address": "Ann <ann@example.org>"}, "address"),
    ({"address": "änn@example.org"}, "address"),
    ({"address": "a" * 65 + "@example.org"}, "address"),
    ({"address": 17}, "address"),
    ({"name": "Ann\r\nBcc: bob@example.org"}, "name"),
    ({"name": "Ann\x00"}, "name"),
    ({"name": "=?utf-8?Q?Ann=0D=0ABcc:_x@example.org?="}, "name"),
    ({"name": "Ann \u202e nnA"}, "name"),
    ({"name": "A" * 401}, "name"),
    ({"place": "a\nb"}, "place"),
    ({"place": "=?utf-8?b?QQ==?="}, "place"),
    ({"place": "\ue0000\ue001"}, "place"),
    ({"place": ""}, "place"),
    ({"token": ""}, "token"),
    ({"token": "a\tb"}, "token"),
    ({"token": "é" * 400}, "token"),
    ({"consent": ""}, "consent"),
    ({"consent": "no"}, "consent"),
    ({"consent": False}, "consent"),
    ({"country": "us"}, "country"),
    ({"country": "JP"}, "country"),
    ({"audience": "everybody"}, "audience"),
    ({"segment": "unknown"}, "segment"),
]


def check(compiled: CompiledIssue, **cells: object) -> Reader | Reject:
    (found,) = compiled.readers([{**GOOD, **cells}])
    return found


@pytest.mark.parametrize(("cells", "field"), BAD, ids=lambda value: repr(value)[:40])
def test_a_bad_row_is_refused_by_field(compiled: CompiledIssue, cells: dict[str, Any], field: str) -> None:
    found = check(compiled, **cells)
    assert isinstance(found, Reject)
    assert (found.row, found.field) == (1, field)
    assert found.reason.endswith(".")
    for value in cells.values():
        assert len(str(value)) < 3 or str(value) not in found.reason


def test_a_good_row_is_a_reader(compiled: CompiledIssue) -> None:
    found = check(compiled, country="US", audience="caregiver", name="  Ann ")
    assert found == Reader(
        1, "ann@example.org", "Ann", "t1", Variant("US", "", "caregiver"), ("Ann", "Room 5")
    )


@pytest.mark.parametrize("consent", ["yes", "YES", "y", "true", "True", "1", True, 1])
def test_consent_is_said_in_one_of_a_few_ways(compiled: CompiledIssue, consent: object) -> None:
    assert isinstance(check(compiled, consent=consent), Reader)


def test_columns_are_found_as_people_write_them(compiled: CompiledIssue) -> None:
    row = {" E-Mail": "ann@example.org", "Name ": "Ann", "TOKEN": "t", "Place": "x", "Consent": "yes"}
    (found,) = compiled.readers([row])
    assert isinstance(found, Reader)
    assert (found.address, found.name) == ("ann@example.org", "Ann")


def test_every_hostile_value_is_refused_or_harmless(compiled: CompiledIssue) -> None:
    """What is let through is compared with a full render in test_splice.py."""
    fields = ("name", "place", "token", "address", "country", "consent")
    refused = dict.fromkeys(fields, 0)
    for payload in load_all():
        for field in fields:
            found = check(compiled, **{field: payload.text})
            if isinstance(found, Reject):
                refused[field] += 1
                assert len(payload.text.strip()) < 5 or payload.text not in found.reason
                if found.field != field:
                    assert (found.field, field) == ("place", "name")
            else:
                compiled.message(found)
    assert 10 < refused["name"] < 400
    assert refused["address"] > 800 and refused["consent"] > 700


ROWS = [
    GOOD,
    {**GOOD, "address": "zoe@example.org", "name": "Zoë, Ärmel", "place": '山 "5"'},
    {**GOOD, "address": "bad", "name": ""},
    {**GOOD, "address": "dee@example.org", "place": "a  b"},
]


def written(folder: Path, form: str) -> ReaderList:
    file = folder / f"readers.{form}"
    if form == "csv":
        with file.open("w", newline="", encoding="utf-8") as opened:
            lines = csv.DictWriter(opened, list(GOOD))
            lines.writeheader()
            lines.writerows(ROWS)
    elif form == "jsonl":
        file.write_text("".join(f"{json.dumps(row)}\n" for row in ROWS), "utf-8")
    else:
        pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: no Parquet")
        import pyarrow.parquet as pq

        pq.write_table(pa.Table.from_pylist(ROWS), file)
    return ReaderList(file)


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_the_three_forms_give_the_same_readers(form: str, compiled: CompiledIssue, tmp_path: Path) -> None:
    readers = written(tmp_path, form)
    found = [each for chunk in readers.chunks() for each in compiled.form.readers(chunk)]
    assert found == list(compiled.readers(ROWS))
    assert [type(each) for each in found] == [Reader, Reader, Reject, Reader]
    assert survey(readers, compiled.form).rows == 4


def test_a_folder_of_parquet_files_is_one_list(compiled: CompiledIssue, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: no Parquet")
    written(tmp_path, "parquet").path.rename(tmp_path / "b.parquet")
    written(tmp_path, "parquet").path.rename(tmp_path / "a.parquet")
    rows = [row for chunk in ReaderList(tmp_path).chunks() for row in chunk.rows]
    assert rows == list(range(1, 9))


def read_text(
    tmp_path: Path, compiled: CompiledIssue, text: bytes, name: str = "readers.csv"
) -> list[Reader | Reject]:
    (tmp_path / name).write_bytes(text)
    chunks = ReaderList(tmp_path / name).chunks()
    return sorted(
        (each for chunk in chunks for each in compiled.form.readers(chunk)), key=lambda each: each.row
    )


def test_a_row_that_cannot_be_read_costs_no_other(compiled: CompiledIssue, tmp_path: Path) -> None:
    good = b"a%d@example.org,A,t,x,yes\r\n"
    lines = [
        good % 1,
        b'b@example.org,"never closed,t,x,yes\r\n',
        good % 3,
        b"c@example.org,too,few\r\n",
        b"d@example.org,\xff\xfe,t,x,yes\r\n",
        b"e@example.org,nul\x00,t,x,yes\r\n",
        b'f@example.org,"closed, ""well""",t,x,yes\r\n',
        b"\r\n",
        good % 8,
    ]
    found = read_text(tmp_path, compiled, b"\xef\xbb\xbfaddress,name,token,place,consent\n" + b"".join(lines))
    assert [(each.row, each.field) for each in found if isinstance(each, Reject)] == [
        (2, "row"), (4, "row"), (5, "name"), (6, "name"),
    ]  # fmt: skip
    assert [each.name for each in found if isinstance(each, Reader)] == ["A", "A", 'closed, "well"', "A"]


def test_a_line_that_is_no_flat_object_costs_no_other(compiled: CompiledIssue, tmp_path: Path) -> None:
    lines = [
        json.dumps(GOOD),
        "{",
        "[1]",
        "null",
        json.dumps({**GOOD, "name": ["Ann"]}),
        "[" * 100_000,
        json.dumps(GOOD),
    ]
    found = read_text(tmp_path, compiled, "\n".join(lines).encode(), "readers.jsonl")
    assert [each.row for each in found if isinstance(each, Reject)] == [2, 3, 4, 5, 6]
    assert [each.row for each in found if isinstance(each, Reader)] == [1, 7]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("readers.csv", "", "no names of columns"),
        ("readers.csv", "address,name\na@example.org,A\n", "no column `token`"),
        ("readers.csv", "address,token,place\na@example.org,t,x\n", "--all-consented"),
        ("readers.csv", "address,token,consent\na@example.org,t,yes\n", "no column `place`"),
        ("readers.csv", "name,token,consent,place\nA,t,yes,x\n", "no column `address`"),
        ("readers.csv", "address,token,consent,place\n", "no rows"),
        ("readers.xlsx", "", "not told by its name"),
        ("readers.parquet", "no parquet", "not a Parquet file"),
    ],
)
def test_a_list_that_cannot_serve_is_refused_whole(
    name: str, content: str, words: str, compiled: CompiledIssue, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(UsageError, match=rf"(?s){words}.*KC804"):
        survey(ReaderList(tmp_path / name), compiled.form)
    with pytest.raises(UsageError, match="KC804"):
        ReaderList(tmp_path / "absent.csv")


def test_a_survey_finds_the_variants_that_are_well_formed(compiled: CompiledIssue, tmp_path: Path) -> None:
    head = "address,token,consent,place,country,audience\n"
    rows = [("US", ""), ("GB", "caregiver"), ("US", ""), ("uk", ""), ("", "doctor"), ("", "")]
    lines = [f"a@example.org,t,yes,x,{country},{audience}\n" for country, audience in rows]
    (tmp_path / "readers.csv").write_text(head + "".join(lines))
    found = survey(ReaderList(tmp_path / "readers.csv"), compiled.form)
    assert set(found.variants) == {Variant(), Variant("US"), Variant("GB", "", "caregiver")}
    assert found.rows == 6


def test_suppressed_addresses_are_read_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "stop.csv"
    file.write_text('address,since\n"Ann@example.org",2026-01-01\n\nbob@example.org\n')
    assert list(suppressed_addresses(file)) == ["Ann@example.org", "bob@example.org"]
    file.write_text("nothing here\n")
    with pytest.raises(UsageError, match="KC804"):
        list(suppressed_addresses(file))
