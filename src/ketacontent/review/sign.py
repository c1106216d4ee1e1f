"""Writes a clinician's signature into an overlay pack. The bundled pack is never signed."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import date
from pathlib import Path

from ketacontent._resources import data_root
from ketacontent.catalog import Catalog
from ketacontent.catalog.overlay import DIRECTIVE
from ketacontent.catalog.pack import MANIFEST
from ketacontent.catalog.read import ReadProblem, read_document
from ketacontent.errors import ContentError, UsageError
from ketacontent.models import Signature


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
    if pack.resolve() == Path(str(data_root())).resolve():
        raise UsageError(
            "The bundled pack is never signed.",
            "Name your own overlay pack; your signature is yours.",
            "KC602",
        )
    if not (pack / MANIFEST).is_file():
        raise UsageError(f"{pack} is not a pack.", f"Make {MANIFEST} in it first.", "KC115")
    file = pack / record.kind / f"{record.id}.yaml"
    text = file.read_text("utf-8") if file.exists() else f"id: {record.id}\n{DIRECTIVE}: fields\n"
    _replace(file, _with_review(file, text, signature, due))
    return file


def _with_review(file: Path, text: str, signature: Signature, due: date) -> str:
    """Return a file's text with its review block replaced, or added at the end; nothing else is touched."""
    try:
        document = read_document(str(file), text.encode())
    except ReadProblem as stopped:
        raise ContentError([stopped.problem]) from None
    lines = text.rstrip("\n").split("\n")
    starts = sorted(
        place.line
        for path, place in document.places.items()
        if len(path) == 1 and str(path[0]).endswith("(key)")
    )
    key = document.places.get(("review (key)",))
    if key is not None:
        after = next((line for line in starts if line > key.line), len(lines) + 1)
        del lines[key.line - 1 : after - 1]
    block = ["review:", "  state: signed", f"  due: {due.isoformat()}", "  signature:"]
    block += [f"    {name}: {_scalar(value)}" for name, value in signature.model_dump(mode="json").items()]
    return "\n".join([*lines, *block]) + "\n"


def _scalar(value: object) -> str:
    """Return a value as a double-quoted YAML scalar, which JSON's quoting is."""
    return json.dumps(str(value), ensure_ascii=False)


def _replace(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
    os.chmod(name, 0o644)
    os.replace(name, file)
