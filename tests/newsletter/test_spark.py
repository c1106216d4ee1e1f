"""A compiled issue on Spark: the same rows through `mapInArrow` as on one machine.

`make test-spark` installs what this needs; it also needs Java 17.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from ketacontent.newsletter import CompiledIssue

for package in ("pyspark", "pyarrow", "pandas"):  # looked for only: to import them takes seconds
    if find_spec(package) is None:
        pytest.skip(f"{package} is not installed: run `make test-spark`", allow_module_level=True)
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("there is no Java, which Spark needs", allow_module_level=True)

import pyarrow as pa  # noqa: E402 - only where it is
import pyarrow.parquet as pq  # noqa: E402 - only where it is

COLUMNS = {
    "address": [f"r{n}@example.org" if n % 10 else "bad" for n in range(1, 1001)],
    "name": [f"Zoë {n}" for n in range(1, 1001)],
    "token": [f"t{n}" for n in range(1, 1001)],
    "place": [f"Room {n}" for n in range(1, 1001)],
    "consent": ["yes"] * 1000,
    "country": [("US", "GB")[n % 2] for n in range(1, 1001)],
    "row": list(range(1, 1001)),
}
SCHEMA = "row long, address string, message binary, rejected_field string, rejected_reason string"


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYSPARK_DRIVER_PYTHON", sys.executable)
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", 200)
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


@pytest.fixture
def readers(tmp_path: Path) -> Path:
    pq.write_table(pa.table(COLUMNS), tmp_path / "readers.parquet")
    return tmp_path / "readers.parquet"


@pytest.mark.filterwarnings("ignore")  # Spark's own, about its own parts
def test_spark_makes_the_same_messages(spark: Any, compiled: CompiledIssue, readers: Path) -> None:
    def render(batches: Iterable[Any]) -> Iterator[Any]:
        return map(compiled.render_batch, batches)

    frame = spark.read.parquet(str(readers)).repartition(4).mapInArrow(render, SCHEMA)
    found = sorted(frame.collect(), key=lambda row: row["row"])
    wanted = compiled.render_batch(pa.RecordBatch.from_pydict(COLUMNS)).to_pylist()
    assert [{**row.asDict(), "message": row["message"] and bytes(row["message"])} for row in found] == wanted


@pytest.mark.filterwarnings("ignore")
def test_workers_write_parts_of_their_own(spark: Any, compiled: CompiledIssue, tmp_path: Path) -> None:
    """Messages do not pass through the engine: only the name and length of each part do."""
    table = pa.table(COLUMNS)
    for number in range(4):
        pq.write_table(table.slice(number * 250, 250), tmp_path / f"part-{number}.parquet")
    out = tmp_path / "out"
    out.mkdir()

    def write(name: str) -> int:
        return compiled.render_part(tmp_path / name, out / name)

    names = [f"part-{number}.parquet" for number in range(4)]
    counts = spark.sparkContext.parallelize(names, 4).map(write).collect()
    assert counts == [225] * 4
    written = [row for name in names for row in pq.read_table(out / name).to_pylist()]
    assert written == compiled.render_batch(pa.RecordBatch.from_pydict(COLUMNS)).to_pylist()
