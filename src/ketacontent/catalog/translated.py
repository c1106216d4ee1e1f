"""One record in another language: its words replaced where they are given, marked as foreign where not.

Numbers, references and everything that is no word stay as they are, because a translation is laid over the
finished record, text by text; what it says in figures, references and merge marks is compared with the text
that it replaces.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_args

from ketacontent.models import Record, RichText, Value
from ketacontent.models.base import made_of
from ketacontent.models.block import blocks_of_markdown
from ketacontent.models.kinds import LOCKED_KINDS
from ketacontent.models.language import direction_of, language_of
from ketacontent.models.text import TextFault
from ketacontent.models.text.nodes import Foreign, MarkedWords, Node, Ref, Strong, Text, walk
from ketacontent.models.types import _one_line
from ketacontent.models.values import Contact

V = TypeVar("V", bound=Value)
Path = tuple[str | int, ...]

_NAMES: dict[str, frozenset[str]] = {
    "Change": frozenset({"note"}),
    "Signature": frozenset({"reviewer", "credentials", "conflicts_of_interest"}),
    "Code": frozenset({"display"}),
    "Contact": frozenset({"display", "instruction"}),
    "CrisisResource": frozenset({"title", "local_name", "region"}),
    "Image": frozenset({"credit"}),
    "Medicine": frozenset({"brand_names"}),
    "RegulatoryStatus": frozenset({"authority", "control_class", "programme"}),
}
"""Words that are names, or must be dialed or sent as they stand: the same in every language."""
_UNMARKED = frozenset({"Signature", "Code", "Image", "Medicine"})
"""Those of them that are in no language, or in the reader's: they are not marked."""
_UNMARKED_WORDS = frozenset({"display", "local_name"})
_NO_WORDS = frozenset({"source", "brand"})
_NUMBER = re.compile(r"(?:\d{1,3}(?:[\u00a0\u202f ]\d{3}(?!\d))+|\d+)(?:[.,]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+")
_MERGE = re.compile(r"\{\{[^{}]*\}\}")


class Misfit(NamedTuple):
    """Something in a translation that does not fit the record."""

    path: Path
    what: str
    fix: str
    code: str


class NotTranslated(Exception):
    """A translation does not fit its record; everything that is wrong is told."""

    def __init__(self, misfits: list[Misfit]) -> None:
        super().__init__(misfits)
        self.misfits = misfits


@cache
def text_fields(model: type[Value]) -> frozenset[str]:
    """Return the fields of a model that hold plain words which differ from language to language."""
    found = set()
    for name, field in model.model_fields.items():
        own = any(getattr(mark, "func", None) is _one_line for mark in field.metadata)
        if own or _holds_words(field.annotation):
            found.add(name)
    return frozenset(found) - _NAMES.get(model.__name__, frozenset())


def marked_names(model: type[Value]) -> frozenset[str]:
    """Return the fields of a model that are never translated and yet are in the language of the records."""
    if model.__name__ in _UNMARKED:
        return frozenset()
    return _NAMES.get(model.__name__, frozenset()) - _UNMARKED_WORDS


def _holds_words(annotation: Any) -> bool:
    marks = getattr(annotation, "__metadata__", ())
    if any(getattr(mark, "func", None) is _one_line for mark in marks):
        return True
    return any(_holds_words(part) for part in get_args(annotation))


def words_in(value: object, is_words: bool = False) -> Iterator[bool]:
    """Yield for each text of a record whether it is in another language than the record's page."""
    if isinstance(value, RichText):
        yield _is_marked(value)
    elif isinstance(value, str):
        if is_words:
            yield type(value) is MarkedWords and isinstance(value.nodes[0], Foreign)
    elif isinstance(value, tuple):
        for part in value:
            yield from words_in(part, is_words)
    elif isinstance(value, Value) and getattr(value, "kind", "") not in _NO_WORDS:
        plain = text_fields(type(value))
        for name, part in value.__dict__.items():
            yield from words_in(part, name in plain)


def _is_marked(text: RichText) -> bool:
    return isinstance(next(iter(text.nodes), None), Foreign)


class Marks:
    """Marks the texts of records as being in another language than the reader's.

    Args:
        language: of the records.
        reader: the reader's.
    """

    def __init__(self, language: str, reader: str) -> None:
        self.language = language_of(language)
        self.direction = direction_of(language) if direction_of(language) != direction_of(reader) else ""

    def marked(self, value: Any, is_words: bool = False) -> Any:
        """Return a record, or a part of one, with all its texts marked."""
        if isinstance(value, RichText):
            return RichText.of(self.node(value.nodes))
        if isinstance(value, str):
            return MarkedWords.of(self.node((Text(value),))) if is_words else value
        if isinstance(value, tuple):
            return tuple(self.marked(part, is_words) for part in value)
        if isinstance(value, Value) and getattr(value, "kind", "") not in _NO_WORDS:
            plain = text_fields(type(value)) | marked_names(type(value))
            return _with(value, {n: self.marked(part, n in plain) for n, part in value.__dict__.items()})
        return value

    def node(self, nodes: tuple[Node, ...]) -> Foreign:
        """Return nodes as one that says which language they are in."""
        return Foreign(self.language, nodes, self.direction)


class Translator:
    """Lays a translation over records.

    Args:
        language: of the records.
        reader: of the translation.
    """

    def __init__(self, language: str, reader: str) -> None:
        self.marks = Marks(language, reader)
        self.misfits: list[Misfit] = []

    def record(self, record: Record, given: Mapping[str, Any]) -> Record:
        """Return the record with what is given, and the rest marked.

        Raises:
            NotTranslated: what is given does not fit.
        """
        self.misfits = []
        made: Record = self._value(record, given, ())
        if self.misfits:
            raise NotTranslated(self.misfits)
        return made

    def beside(self, record: Record, made: Record) -> Record:
        """Return safety content with its original words behind the translated ones; other records as made."""
        if record.kind not in LOCKED_KINDS:
            return made
        before, after = record.__dict__, dict(made.__dict__)
        if record.kind == "safety-notice":
            if not any(not is_foreign for is_foreign in words_in(made)):
                return made
            original = (Strong((Text(record.title),)),), *(text.nodes for text in before["body"])
            acts = () if _is_marked(after["action"]) else (RichText.of(Strong(after["action"].nodes)),)
            shown = (RichText.of(self.marks.node(nodes)) for nodes in original)
            after["body"] = (*after["body"], *acts, *shown)
            after["action"] = RichText.of(self.marks.node(before["action"].nodes))
        else:
            for name in ("hours", "serves"):
                if after[name] and type(after[name]) is str:
                    own = self.marks.node((Text(before[name].rstrip(".")),))
                    after[name] = MarkedWords.of(Text(f"{after[name].rstrip('.')} ("), own, Text(")"))
        return _with(made, after)

    def _value(self, value: Any, given: Any, path: Path, is_words: bool = False) -> Any:
        """Return one part of a record with what is given for it."""
        if given is None or given == "":
            return self.marks.marked(value, is_words)
        if isinstance(value, RichText):
            return self._text(value, given, path)
        if isinstance(value, str) and is_words:
            return self._words(value, given, path)
        if isinstance(value, tuple) and (is_words or any(_has_words(part) for part in value)):
            return self._tuple(value, given, path, is_words)
        if isinstance(value, Value) and not isinstance(value, Contact):
            return self._fields(value, given, path)
        if value is None:
            self._tell(path, "The record has nothing there to translate.", "Take it out.", "KC311")
        else:
            what = "Only words are translated; this is the same in every language."
            self._tell(path, what, "Take it out: the record's own value stays.", "KC311")
        return value

    def _fields(self, value: V, given: Any, path: Path) -> V:
        if not isinstance(given, dict):
            what = "Fields with their words belong here."
            self._tell(path, what, "Give the fields of the original.", "KC311")
            return value
        plain, fields = text_fields(type(value)), value.__dict__
        for name in given.keys() - fields.keys():
            what = f"The original has no field {name!r}."
            self._tell((*path, name), what, "Give the fields of the original.", "KC311")
        names = _NAMES.get(type(value).__name__, frozenset())
        for name in given.keys() & names:
            what = f"`{name}` is a name, or is dialed or sent as it stands: it is the same in every language."
            self._tell((*path, name), what, "Take it out.", "KC311")
        made = {
            name: self._value(part, given.get(name), (*path, name), name in plain)
            for name, part in fields.items()
            if name not in names
        }
        named = {name: self.marks.marked(fields[name], name in marked_names(type(value))) for name in names}
        return _with(value, {name: {**made, **named}[name] for name in fields})

    def _tuple(self, value: tuple[Any, ...], given: Any, path: Path, is_words: bool) -> tuple[Any, ...]:
        if isinstance(given, str) and value and hasattr(value[0], "channels"):
            try:
                given = [_raw(block) for block in _listed(blocks_of_markdown(given))]
            except TextFault as fault:
                self._tell(path, f"{fault.what}.", "See docs/editors.", "KC113")
                return value
            kinds = [block.get("kind") for block in given]
            wanted = [block.kind for block in value]
            if kinds != wanted:
                what = f"It has the blocks {_told(kinds)}, and the original {_told(wanted)}."
                self._tell(path, what, "Give the same blocks in the same order.", "KC311")
                return value
            given = [
                {name: part for name, part in block.items() if name not in ("kind", "ordered", "channels")}
                for block in given
            ]
        if not isinstance(given, list) or len(given) != len(value):
            count = len(given) if isinstance(given, list) else 1
            what = f"It has {count} entries, and the original {len(value)}."
            fix = 'Give one for each, in the same order; "" where an entry is not translated yet.'
            self._tell(path, what, fix, "KC311")
            return value
        return tuple(
            self._value(part, own, (*path, number), is_words)
            for number, (part, own) in enumerate(zip(value, given, strict=True))
        )

    def _text(self, value: RichText, given: Any, path: Path) -> RichText:
        if not isinstance(given, str):
            self._tell(path, "A text belongs here.", "Write one text.", "KC311")
            return value
        try:
            text = RichText(given.strip())
        except TextFault as fault:
            self._tell(path, f"{fault.what}.", "See docs/concepts.md, Text.", "KC113")
            return value
        self._compare(value.source, text.source, path)
        self._compare_references(value, text, path)
        return text

    def _words(self, value: str, given: Any, path: Path) -> str:
        if not isinstance(given, str):
            self._tell(path, "Words on one line belong here.", "Write one line.", "KC311")
            return value
        try:
            words = _one_line(given)
            if len(words) > 400:
                raise ValueError("is longer than 400 characters")
        except ValueError as error:
            self._tell(path, f"The text {error}.", "Write plain words on one line.", "KC102")
            return value
        self._compare(value, words, path)
        return words

    def _compare(self, original: str, translated: str, path: Path) -> None:
        """Tell where figures, percent signs or merge marks differ."""
        for name, before, after in (
            ("figures", *_figures(original, translated)),
            ("percent signs", original.count("%"), translated.count("%")),
            ("merge marks", Counter(_MERGE.findall(original)), Counter(_MERGE.findall(translated))),
        ):
            if before != after:
                told = f"{_shown(after)} here, {_shown(before)} in the original"
                self._tell(path, f"The {name} differ: {told}.", "Write those of the original.", "KC312")

    def _compare_references(self, original: RichText, translated: RichText, path: Path) -> None:
        before, after = _references(original), _references(translated)
        if before != after:
            told = f"{_shown(after)} here, {_shown(before)} in the original"
            fix = "Keep every [@source] and [[reference]]; only the words behind a | are translated."
            self._tell(path, f"The references differ: {told}.", fix, "KC312")

    def _tell(self, path: Path, what: str, fix: str, code: str) -> None:
        self.misfits.append(Misfit(path, what, fix, code))


def _with(value: V, fields: dict[str, Any]) -> V:
    return made_of(type(value), fields, value.model_fields_set)


def _has_words(value: object) -> bool:
    return isinstance(value, RichText) or (isinstance(value, Value) and not isinstance(value, Contact))


def _listed(blocks: object) -> list[Any]:
    return list(blocks) if isinstance(blocks, (list, tuple)) else []


def _raw(block: Any) -> dict[str, Any]:
    """Return a parsed block as the mapping that an author would have written."""
    if isinstance(block, Value):
        return {
            name: [text.source for text in part] if isinstance(part, tuple) else _source(part)
            for name, part in block.__dict__.items()
        }
    return dict(block)


def _source(part: object) -> object:
    return part.source if isinstance(part, RichText) else part


def _told(kinds: list[Any]) -> str:
    return ", ".join(map(str, kinds)) or "none"


def _shown(found: object) -> str:
    if isinstance(found, Counter):
        return ", ".join(sorted(map(str, found.elements()))) or "none"
    return str(found)


def _references(text: RichText) -> Counter[str]:
    """Count what a text points at; the words of a link are words, its address is not."""
    found: Counter[str] = Counter()
    for node in walk(text.nodes):
        match node:
            case Ref():
                found[f"[[{node.target}]]"] += 1
            case _:
                ids: tuple[str, ...] = getattr(node, "source_ids", ())
                found.update(f"[@{id}]" for id in ids)
                if hasattr(node, "href"):
                    found[str(node.href)] += 1
    return found


def _figures(original: str, translated: str) -> tuple[Counter[Decimal], Counter[Decimal]]:
    """Return the numbers of both texts; the translation's as the original has them, where they can be that.

    Languages write numbers in different ways: 1.5 and 1,5; 1,000 and 1 000 and 1.000.
    """
    before = [_english(found) for found in _NUMBER.findall(_words_only(original))]
    left = Counter(before)
    after: Counter[Decimal] = Counter()
    for found in _NUMBER.findall(_words_only(translated)):
        readings = _readings(found)
        fitting = next((value for value in readings if left[value] > 0), None)
        if fitting is not None:
            left[fitting] -= 1
        after[fitting if fitting is not None else readings[0]] += 1
    return Counter(before), after


def _words_only(source: str) -> str:
    """Return a text's source without its references and addresses, whose ids may hold digits."""
    without = re.sub(r"\[@[^\]]*\]|\]\([^)]*\)|\{\{[^{}]*\}\}", " ", source)
    return re.sub(r"\[\[[^\]|]*(?:\|([^\]]*))?\]\]", r" \1 ", without)


def _digits(words: str) -> str:
    return "".join(str(int(sign)) if sign.isdigit() else sign for sign in words)


def _english(number: str) -> Decimal:
    plain = _digits(re.sub(r"[,\u00a0\u202f ]", "", number))
    return Decimal(plain if plain.count(".") < 2 else plain.replace(".", ""))


def _readings(number: str) -> list[Decimal]:
    """Return what a number may mean in some language: with a point, with a comma, with groups of three."""
    plain = _digits(re.sub(r"[\u00a0\u202f ]", "", number))
    found = []
    for decimal, group in ((".", ","), (",", ".")):
        written = plain.replace(group, "").replace(decimal, ".")
        if written.count(".") < 2 and not (group in plain and not _GROUPED.match(plain)):
            found.append(Decimal(written))
    if _GROUPED.fullmatch(number):
        found.append(Decimal(re.sub(r"[.,]", "", plain)))
    return found or [Decimal(re.sub(r"[.,]", "", plain))]
