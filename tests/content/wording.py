"""US spelling, words that do not wound, and no promises."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from content.texts import Piece, all_pieces
from ketacontent.models import GlossaryTerm, Record

_WORDS = yaml.safe_load(Path(__file__).with_name("vocabulary.yaml").read_text("utf-8"))
BRITISH: dict[str, str] = _WORDS["british"]
_BRITISH_FORMS = re.compile(
    r"\ba?naesth\w+|\banaesth\w+|\bhaem\w+|\bpaediatr\w+|\bgynaec\w+|\boesoph\w+|\boestr\w+|\bfoet\w+"
    r"|\b(?:behavi|col|fav|lab|hon|neighb|rum|flav|tum|hum|vap|harb|end)our\w*"
    r"|\b(?!otherwise|likewise|exercise|promise|precise|advise|surprise|supervise|disguise|expertise|revise|"
    r"compromise|improvise|enterprise|premise|paradise|devise|televise|praise|noise|poise|bruise|cruise|franchise)"
    r"\w{3,}(?:[lnrtmc]is(?:e|ed|es|ing|ation|ations))\b"
    r"|\b(?:cancell|travell|counsell|labell|modell|fuell)(?:ed|ing|er|ors?)\b|\banalys(?:e|ed|ing)\b"
    r"|\bpractis(?:e|ed|ing)\b",
    re.I,
)
_WHOLE = re.compile(rf"\b(?:{'|'.join(map(re.escape, BRITISH))})\b", re.I)
_NOT_BRITISH = re.compile(
    r"(?:rais|aris|promis|exercis|advis|surpris|supervis|comparis|noris|caris|televis|malais|revis|decis|precis)\w*"
    r"|\w*(?:rise|rises|rising)\b|\bmerchandis\w*|\bminis\w*",
    re.I,
)

_HARMFUL: dict[re.Pattern[str], str] = {
    re.compile(rf"\b(?:{'|'.join(entry['patterns'])})\b", re.I): entry["instead"]
    for entry in _WORDS["harmful"]
}
_PROMISE = re.compile(
    r"\bguarante\w+|\bmiracles?\b|\bbreakthroughs?\b|\bgame.?chang\w+|\blife-?changing\b|\bcures?\b|\bcuring\b"
    r"|\brisk-free\b|\bno risks?\b|\balways works?\b|\bcompletely safe\b|\bsafe and effective\b"
    r"|\bwe recommend\b|\byou should choose\b|\bbest (?:option|choice|treatment)\b|\bworks for everyone\b",
    re.I,
)
_NOT_PROMISED = re.compile(r"\b(?:no|not|never|nobody|cannot|promise[sd]?|deny|denies|too)\b", re.I)
_SAID_BY_OTHERS = re.compile(r"^(?:avoid\.|said$)")


def british(record: Record) -> list[str]:
    """Return British forms; titles of sources and the names of bodies are not ours to spell."""
    faults = []
    for piece in _own(record):
        for sentence in piece.sentences:
            for found in _WHOLE.finditer(sentence):
                better = BRITISH.get(found.group().lower(), BRITISH.get(found.group(), "the US form"))
                faults.append(f"{piece.place}: {found.group()!r} is British. Write {better!r}: {sentence!r}")
            for found in _BRITISH_FORMS.finditer(sentence):
                if not _NOT_BRITISH.search(found.group()):
                    faults.append(f"{piece.place}: {found.group()!r} is a British form: {sentence!r}")
    return faults


def harmful(record: Record) -> list[str]:
    """Return words that wound or mislead."""
    return [
        f"{piece.place}: {found.group()!r} harms or misleads. Write {better!r}: {sentence!r}"
        for piece in _own(record)
        for sentence in piece.sentences
        for pattern, better in _HARMFUL.items()
        if (found := pattern.search(sentence))
    ]


def promises(record: Record) -> list[str]:
    """Return promises, unless the sentence denies them."""
    return [
        f"{piece.place}: {found.group()!r} promises. Say how many it helped, and how sure that is: "
        f"{sentence!r}"
        for piece in _own(record)
        for sentence in piece.sentences
        if (found := _PROMISE.search(sentence)) and not _NOT_PROMISED.search(sentence[: found.start()])
    ]


def is_checked(word: str) -> bool:
    """Say whether a word of an avoid list is found by one of the patterns."""
    return any(pattern.search(word) for pattern in _HARMFUL)


def avoided_words(term: GlossaryTerm) -> list[str]:
    """Return the words on a term's avoid list, one by one and without remarks in brackets."""
    return [
        word.strip()
        for entry in term.avoid
        for word in re.split(r"[,;]", re.sub(r"\([^)]*\)", "", entry.word))
        if word.strip()
    ]


def _own(record: Record) -> list[Piece]:
    return [piece for piece in all_pieces(record) if not _SAID_BY_OTHERS.search(piece.place)]
