"""Every paragraph and list item that states an effect, a risk, a mechanism or a law is sourced.

A sentence is a statement unless it asks, tells the reader to do something, calls for help, says what we
looked for and did not find, or leads in a list whose items are judged themselves. What stands beside its
sources by its shape is left out: a measure's note (its measure is cited), signs in a care card, questions,
red flags, what a checklist asks for (its reasons are judged), and the labels of a table, whose cells are
judged one by one.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from content.texts import Piece, is_sourced, rich_pieces
from ketacontent.models import Record

_TRIGGER = re.compile(
    r"""\b(?:
    help(?:s|ed)|works?|worked|improv\w+|reliev\w+|eas(?:es|ed)|reduc\w+|lower(?:s|ed)|lifts?|rais(?:es|ed)
    |rises?|increas\w+|effective\w*|respon(?:se|ds?|ded)|remission|relapse\w*|fades?|wears?\ off
    |caus(?:e|es|ed)|leads?\ to|triggers?|risks?|risky|harm(?:s|ed|ful)?|damag\w+|side\ effects?|danger\w*
    |fatal|deadly|overdose\w*|addict\w*|dependence|misuse\w*
    |(?:un)?approv\w+|(?:un)?licen[sc]\w+|legal\w*|illegal|laws?|crime|banned|regulat\w+|FDA|label|boxed
    |guidelines?|off-label|trials?|stud(?:y|ies|ied)|research|evidence|proven|unproven|shown|tested
    |block(?:s|ed)|receptor\w*|glutamate|brain|nerve\w*|liver|bladder|blood\ pressure|breath\w*|dissociat\w+
    |nausea|vomit\w*|dizz\w+|sedat\w+|sleepy|drows\w+|halluc\w+|psychosis|mania|seizure\w*|suicid\w+|die[sd]?
    |death
    )\b""",
    re.X | re.I,
)
_QUESTION = re.compile(r"\?[\"\u201d\u2019)\]]*$")
_COMMANDS = yaml.safe_load(Path(__file__).with_name("vocabulary.yaml").read_text("utf-8"))["commands"].split()
_OPENING = (
    r"^\W*(?:(?:if|when|before|after|until|unless|while|for|at|on)\b[^;:]*?,\s*)?\W*"
    r"(?:then |please |also |always |never |do not )*"
)
_TELLS = re.compile(rf"{_OPENING}(?:{'|'.join(_COMMANDS)})\b", re.I)
_CALLS_FOR_HELP = re.compile(
    r"\bget help (?:now|today|first)\b|\bneeds? (?:help now|emergency care)\b|\byou need help now\b", re.I
)
_OWN_SEARCH = re.compile(r"\bwe found no\b|\bas far as we found\b|\bthat we found\b|\bwe know of no\b", re.I)
_BESIDE_SOURCES = re.compile(
    r"care-card|^questions\.|^red_flags\.|^warning_signs\.|\.caption$|\.columns\.\d+$|\.label$"
    r"|^groups\.\d+\.items\.\d+\.text$"
)


def uncited(record: Record) -> list[str]:
    """Return the texts that state something and name no source."""
    return [
        f"{piece.place}: {stated[0]!r} states an effect, a risk, a mechanism or a law. Cite it with "
        "[@source-id], "
        "print a claim with [[claim/...]], or say what to do instead of what is so."
        for piece in rich_pieces(record)
        if not is_cited(piece, record) and (stated := statements(piece))
    ]


def statements(piece: Piece) -> list[str]:
    """Return the sentences of a text that state something and need a source."""
    if _BESIDE_SOURCES.search(piece.place):
        return []
    return [
        sentence
        for sentence in piece.sentences
        if _TRIGGER.search(sentence)
        and not _QUESTION.search(sentence)
        and not _TELLS.search(sentence)
        and not _CALLS_FOR_HELP.search(sentence)
        and not _OWN_SEARCH.search(sentence)
        and not sentence.rstrip().endswith(":")
    ]


def is_cited(piece: Piece, record: Record) -> bool:
    """Say whether a text names a source, prints a claim or a value, or is the note of a sourced figure."""
    if piece.rich is not None and is_sourced(piece.rich):
        return True
    return piece.place.endswith(".note") and bool(_owner(record, piece.place).sources)


def _owner(record: Record, place: str) -> object:
    """Return the measure or frequency that a note belongs to."""
    value: object = record
    for part in place.split(".")[:-1]:
        value = value[int(part)] if isinstance(value, tuple) else getattr(value, part)
    return value
