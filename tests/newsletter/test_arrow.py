"""Batches and parts: row for row what splicing gives, on one machine or a cluster."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from ketacontent.newsletter import CompiledIssue, Reader, Reject

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: no Parquet")
import pyarrow.parquet as pq  # noqa: E402 - only where pyarrow is

from ketacontent.newsletter.read import ReaderList  # noqa: E402
from ketacontent.newsletter.run import write_folder  # noqa: E402

COLUMNS = {
    "address": [f"r{n}@example.org" if n % 10 else "bad" for n in range(1, 451)],
    "name": [f"Zoë {n}" if n % 3 else None for n in range(1, 451)],
    "token": [f"t{n}" for n in range(1, 451)],
    "place": [f"Room {n}" for n in range(1, 451)],
    "consent": [n % 7 != 0 for n in range(1, 451)],
    "country": [("US", "GB", None)[n % 3] for n in range(1, 451)],
}


def expected(compiled: CompiledIssue) -> list[Reader | Reject]:
    rows = [dict(zip(COLUMNS, cells, strict=True)) for cells in zip(*COLUMNS.values(), strict=True)]
    return list(compiled.readers(rows))


def compare(compiled: CompiledIssue, written: Iterable[dict[str, object]]) -> None:
    """Hold rows of output against what splicing one reader after the other gives."""
    for got, want in zip(written, expected(compiled), strict=True):
        assert got["row"] == want.row
        if isinstance(want, Reader):
            assert got["address"] == want.address
            assert got["message"] == compiled.message(want)
            assert got["rejected_field"] is got["rejected_reason"] is None
        else:
            assert got["address"] is got["message"] is None
            assert (got["rejected_field"], got["rejected_reason"]) == (want.field, want.reason)


def test_a_batch_gives_a_row_for_each_row(compiled: CompiledIssue) -> None:
    batch = pa.RecordBatch.from_pydict(COLUMNS)
    compare(compiled, compiled.render_batch(batch).to_pylist())


def test_rows_keep_the_numbers_they_come_with(compiled: CompiledIssue) -> None:
    batch = pa.RecordBatch.from_pydict({**COLUMNS, "row": range(1000, 1450)})
    assert compiled.render_batch(batch).column("row").to_pylist() == list(range(1000, 1450))


def test_a_part_gives_a_part(compiled: CompiledIssue, tmp_path: Path) -> None:
    pq.write_table(pa.table(COLUMNS), tmp_path / "in.parquet")
    count = compiled.render_part(tmp_path / "in.parquet", tmp_path / "out.parquet")
    compare(compiled, pq.read_table(tmp_path / "out.parquet").to_pylist())
    assert count == sum(isinstance(each, Reader) for each in expected(compiled))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["in.parquet", "out.parquet"]


def test_a_part_that_fails_is_not_half_written(compiled: CompiledIssue, tmp_path: Path) -> None:
    (tmp_path / "in.parquet").write_bytes(b"no parquet")
    with pytest.raises(pa.ArrowInvalid):
        compiled.render_part(tmp_path / "in.parquet", tmp_path / "out.parquet")
    assert [file.name for file in tmp_path.iterdir()] == ["in.parquet"]


def test_a_run_into_parquet_holds_every_mail_once(
    compiled: CompiledIssue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ketacontent.newsletter.run.PART_ROWS", 100)
    pq.write_table(pa.table(COLUMNS), tmp_path / "in.parquet")
    report = write_folder(compiled, ReaderList(tmp_path / "in.parquet"), tmp_path / "out", "parquet")
    good = {each.row: compiled.message(each) for each in expected(compiled) if isinstance(each, Reader)}
    files = sorted((tmp_path / "out").iterdir())
    rows = [row for file in files for row in pq.read_table(file).to_pylist()]
    assert {row["row"]: row["message"] for row in rows} == good
    assert len(rows) == len(good) == report.mails
    assert len(files) == 4
