"""Exceptions to the rules of this folder: data with a reason each, never code."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import yaml

FILE = Path(__file__).with_name("allowed.yaml")


class Exemption(NamedTuple):
    """Words of one record that a rule lets stand, and why."""

    rule: str
    record: str
    words: str
    reason: str


def _read() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return found


_DATA = _read()
EXEMPTIONS = tuple(
    Exemption(rule, entry["record"], entry["words"], entry["reason"])
    for rule, entries in _DATA["exemptions"].items()
    for entry in entries
)
EVERYDAY_NAMES: frozenset[str] = frozenset(_DATA["everyday_names"]["names"])
"""Names of glossary terms that are everyday words themselves."""
LEFT_TO_PEOPLE: frozenset[str] = frozenset(_DATA["avoid_words_left_to_people"]["words"])
"""Words on the glossary's avoid lists that only a person can judge in their sentence."""


def is_allowed(rule: str, record: str, words: str) -> bool:
    """Say whether a rule lets words of a record stand."""
    return any(e.rule == rule and e.record == record and e.words in words for e in EXEMPTIONS)
