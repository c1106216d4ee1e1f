"""Writes a clinician's signature into an overlay pack. The bundled pack is never signed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from ketacontent._files import write_whole
from ketacontent._resources import data_root
from ketacontent.catalog import Catalog
from ketacontent.catalog.overlay import DIRECTIVE, OVER
from ketacontent.catalog.pack import MANIFEST
from ketacontent.catalog.read import Document, ReadProblem, read_document
from ketacontent.errors import ContentError, UsageError
from ketacontent.models import Record, Signature


def signature_of(
    reviewer: str, credentials: str, conflicts_of_interest: str, signed_on: date, version: str
) -> Signature:
    """Return a signature made of a person's own words.

    Raises:
        UsageError: one of them is empty, or is more than a line of plain words.
    """
    try:
        return Signature(
            reviewer=reviewer.strip(),
            credentials=credentials.strip(),
            conflicts_of_interest=conflicts_of_interest.strip(),
            signed_on=signed_on,
            version=version,
        )
    except ValidationError as error:
        faults = error.errors(include_url=False)
        fields = ", ".join(str(fault["loc"][0]).replace("_", " ") for fault in faults)
        reasons = dict.fromkeys(
            "nothing is written there"
            if fault["type"] == "string_too_short"
            else fault["msg"].removeprefix("Value error, ")
            for fault in faults
        )
        raise UsageError(
            f"The signature cannot be written: {fields}: {'; '.join(reasons)}.",
            "Give each in plain words, on one line.",
            "KC602",
        ) from None


def check_pack(pack: Path) -> None:
    """Refuse a folder that cannot hold signatures.

    Raises:
        UsageError: it is the bundled pack, or no pack.
    """
    if pack.resolve() == Path(str(data_root())).resolve():
        raise UsageError(
            "The bundled pack is never signed.",
            "Name your own overlay pack; your signature is yours.",
            "KC602",
        )
    if not (pack / MANIFEST).is_file():
        raise UsageError(f"{pack} is not a pack.", f"Make {MANIFEST} in it first.", "KC115")


def sign(catalog: Catalog, ref: str, pack: Path, signature: Signature, due: date) -> Path:
    """Write a signature for one record into an overlay pack.

    Args:
        catalog: where the record lies, as the reviewer read it.
        ref: the record as `kind/id`.
        pack: the overlay's folder; it must have a manifest and must not be the bundled one.
        signature: a real person's word. Its version must be the record's.
        due: the day by which the record must be reviewed again.

    Returns:
        The file that now holds the signature.

    Raises:
        UnknownId: there is no such record.
        UsageError: the pack cannot hold it, or the record has no review state.
        ContentError: the pack's file cannot be read.
    """
    record = catalog.get(ref)
    if not hasattr(record, "review"):
        raise UsageError(f"{ref} has no review state.", "Sign the records that show it.", "KC602")
    if signature.version != record.version:
        raise UsageError(
            f"The signature is for version {signature.version}, the record is {record.version}.",
            "Read the present version, then sign it.",
            "KC602",
        )
    if due <= signature.signed_on:
        raise UsageError("The next review is due before the signature.", "Give a later day.", "KC602")
    check_pack(pack)
    files = [pack / record.kind / f"{record.id}{ending}" for ending in (".yaml", ".yml", ".json")]
    file = next((each for each in files if each.exists()), files[0])
    text = file.read_text("utf-8") if file.exists() else _new(record)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, _with_review(file, text, signature, due))
    return file


def _new(record: Record) -> str:
    """Return the file of a record beneath of which nothing but the review changes."""
    return f"id: {record.id}\n{DIRECTIVE}: fields\n{OVER}: {record.version}\n"


def _with_review(file: Path, text: str, signature: Signature, due: date) -> str:
    """Return a file's text with its review block replaced, or added at the end; nothing else is touched.

    Raises:
        ContentError: the file cannot be read.
        UsageError: the file is written in a form in which a block cannot be replaced by lines.
    """
    before = _read(file, text)
    lines = text.rstrip("\n").split("\n")
    key = before.keys.get(("review",))
    if key is not None:
        del lines[key.line - 1 : _end_of_block(before, lines, key.line)]
    block = ["review:", "  state: signed", f"  due: {due.isoformat()}", "  signature:"]
    block += [f"    {name}: {_scalar(value)}" for name, value in signature.model_dump(mode="json").items()]
    signed = "\n".join([*lines, *block]) + "\n"
    try:
        after = read_document(str(file), signed.encode()).data
    except ReadProblem:
        after = {}
    if after.pop("review", None) is None or after != {k: v for k, v in before.data.items() if k != "review"}:
        raise UsageError(
            f"{file} is written in a form that a signature cannot be added to.",
            "Write it as plain YAML with one field a line and `review:` last; nothing was changed.",
            "KC602",
        )
    return signed


def _read(file: Path, text: str) -> Document:
    try:
        return read_document(str(file), text.encode())
    except ReadProblem as stopped:
        raise ContentError([stopped.problem]) from None


def _end_of_block(document: Document, lines: list[str], start: int) -> int:
    """Return the last line of a field; remarks before the next one are not its own."""
    keys = sorted(place.line for path, place in document.keys.items() if len(path) == 1)
    end = next((line - 1 for line in keys if line > start), len(lines))
    while end > start and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _scalar(value: object) -> str:
    """Return a value as a double-quoted YAML scalar, which JSON's quoting is."""
    return json.dumps(str(value), ensure_ascii=False)
