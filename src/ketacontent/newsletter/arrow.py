"""Arrow and Parquet: the same splicing over record batches, for one machine or a cluster.

A batch in gives a batch out, row for row, so that an engine can map over its
data. Duplicates and suppressed addresses need the whole list: on a cluster the
engine drops them first, on one machine the ledger does.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

from ketacontent.errors import MissingExtra
from ketacontent.newsletter.issue import CompiledIssue
from ketacontent.newsletter.reader import Chunk, Reader, Reject

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:
    raise MissingExtra("pyarrow", "newsletter", "read and write Parquet") from None

NotParquet: type[Exception] = pa.ArrowInvalid
ROW = "row"
"""Numbers the rows of the list; where a batch has no such column, its own rows are counted from 1."""
SCHEMA = pa.schema(
    [
        pa.field(ROW, pa.int64()),
        pa.field("address", pa.string()),
        pa.field("message", pa.binary()),
        pa.field("rejected_field", pa.string()),
        pa.field("rejected_reason", pa.string()),
    ]
)
"""What comes out: a message with its address, or why there is none."""
BATCH_ROWS = 200
"""Rows that are in memory at a time; a message has some 40 KB."""


def chunk_of(batch: pa.RecordBatch, first_row: int = 1) -> Chunk:
    """Return a batch as columns of Python values."""
    columns = {name: batch.column(at).to_pylist() for at, name in enumerate(batch.schema.names)}
    rows = columns.get(ROW) or range(first_row, first_row + batch.num_rows)
    return Chunk(rows, columns)


def parquet_batches(file: Path, rows: int, first_row: int) -> Iterator[Chunk]:
    """Read a Parquet file some rows at a time; rows are numbered from the one given."""
    with pq.ParquetFile(file) as opened:
        for batch in opened.iter_batches(rows):
            columns = {name: batch.column(at).to_pylist() for at, name in enumerate(batch.schema.names)}
            yield Chunk(range(first_row, first_row + batch.num_rows), columns)
            first_row += batch.num_rows


def batch_of(issue: CompiledIssue, checked: Iterable[Reader | Reject]) -> pa.RecordBatch:
    """Return messages and refusals as a batch."""
    rows: list[int] = []
    addresses: list[str | None] = []
    parts: list[bytes] = []
    ends = array("i", [0])
    fields: list[str | None] = []
    reasons: list[str | None] = []
    for each in checked:
        rows.append(each.row)
        if isinstance(each, Reader):
            message = issue.message_parts(each)
            parts += message
            ends.append(ends[-1] + sum(map(len, message)))
            addresses.append(each.address)
            fields.append(None)
            reasons.append(None)
        else:
            ends.append(ends[-1])
            addresses.append(None)
            fields.append(each.field)
            reasons.append(each.reason)
    columns = (rows, addresses, _messages(parts, ends, addresses), fields, reasons)
    arrays = [
        column if isinstance(column, pa.Array) else pa.array(column, field.type)
        for column, field in zip(columns, SCHEMA, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def _messages(parts: list[bytes], ends: array[int], addresses: list[str | None]) -> pa.Array:
    """Join all messages at once: a message is copied once, and never stands alone."""
    is_there = pa.array([address is not None for address in addresses], pa.bool_())
    bits = is_there.buffers()[1] if None in addresses else None
    buffers = [bits, pa.py_buffer(ends), pa.py_buffer(b"".join(parts))]
    return pa.Array.from_buffers(pa.binary(), len(addresses), buffers)


def render_batch(issue: CompiledIssue, batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a row for each row: the message, or the field and reason for which there is none."""
    return batch_of(issue, issue.form.readers(chunk_of(batch)))


def render_part(issue: CompiledIssue, source: str | Path, target: str | Path) -> int:
    """Write one Parquet file of messages from one of readers; returns the number of messages."""

    def batches() -> Iterator[pa.RecordBatch]:
        first_row = 1
        with pq.ParquetFile(source) as file:
            for batch in file.iter_batches(BATCH_ROWS):
                yield batch_of(issue, issue.form.readers(chunk_of(batch, first_row)))
                first_row += batch.num_rows

    return write_part(batches(), target)


def write_part(batches: Iterable[pa.RecordBatch], target: str | Path) -> int:
    """Write batches as one Parquet file, whole or not at all; returns the number of messages."""
    target = Path(target)
    unfinished = target.with_name(f".{target.name}.part")
    count = 0
    try:
        # Messages are much alike and never looked for by content: no dictionary, no statistics.
        with pq.ParquetWriter(
            unfinished,
            SCHEMA,
            compression="zstd",
            compression_level=2,  # half the size of 1 and no slower; 3 takes a fifth more for a tenth less
            use_dictionary=False,
            write_statistics=False,
        ) as writer:
            for batch in batches:
                writer.write_batch(batch)
                count += batch.num_rows - batch.column("message").null_count
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    return count
