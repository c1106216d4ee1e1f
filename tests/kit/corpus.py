"""Reads the hostile corpora in `tests/hostile`. What may become of a payload is for each test to say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "hostile"
NAMES = ("own", "blns", "dompurify", "h5sc", "bleach")


@dataclass(frozen=True)
class Payload:
    """One hostile text."""

    id: str
    """File and position, such as `own-17`; stable enough for a test id."""
    text: str
    technique: str
    context: str
    """The field it is meant for; `text` fits any text field."""
    expect: str
    """`inert`, `refuse`, `either` or `bounded`; see tests/hostile/README.md."""
    must: str


@cache
def load(name: str) -> tuple[Payload, ...]:
    """Read one corpus.

    Args:
        name: one of `NAMES`.
    """
    rows = json.loads((FOLDER / f"{name}.json").read_text("ascii"))
    return tuple(_payload(f"{name}-{number}", row) for number, row in enumerate(rows))


def load_all(*contexts: str) -> tuple[Payload, ...]:
    """Read every corpus, or only what is meant for the named contexts."""
    found = (payload for name in NAMES for payload in load(name))
    return tuple(payload for payload in found if not contexts or payload.context in contexts)


def _payload(id: str, row: str | dict[str, object]) -> Payload:
    if isinstance(row, str):
        row = {"payload": row, "technique": "naughty-string"}
    return Payload(
        id=id,
        text=_expand(row),
        technique=str(row["technique"]),
        context=str(row.get("context", "text")),
        expect=str(row.get("expect", "either")),
        must=str(row.get("must", "comes out as text, or is refused")),
    )


def _expand(row: dict[str, object]) -> str:
    """Write out a payload that is stored as a unit and a count."""
    text = str(row["payload"])
    generate = row.get("generate")
    if not isinstance(generate, dict):
        return text
    times, tail = int(generate.get("times", 1)), str(generate.get("tail", ""))
    closers = tail * times if tail and tail in "]}" else tail  # a bracket is closed as often as it was opened
    return text * times + closers
