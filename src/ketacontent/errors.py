"""Everything that can go wrong, as one tree, and the form in which a problem is told.

This module knows no file format and no model. The tree::

    KetaContentError
    |-- ContentError          problems in content: all of a run, sorted, at once
    |-- UnknownId             an id or kind that the catalog does not have
    |-- UsageError            the library was called in a way that cannot work
    |   `-- MissingExtra      an optional dependency is not installed
    |-- RenderError           a template failed, or is not there
    |   `-- MissingNotice     an output lacks a notice that must show
    `-- MailError             a mail value or address was refused

Every problem carries a permanent code. docs/errors.md has one heading per code;
a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

CODES: dict[str, str] = {
    # reading one file
    "KC101": "The file is not valid YAML or JSON",
    "KC102": "A value is wrong",
    "KC103": "A field is unknown",
    "KC104": "A field is missing",
    "KC105": "A key stands twice",
    "KC106": "Anchors, aliases, tags and merge keys are not used here",
    "KC107": "A file holds one document",
    "KC108": "The file is too large",
    "KC109": "The file is nested too deep",
    "KC110": "The text has a character that is not allowed",
    "KC111": "The id is not the file name",
    "KC112": "The file is not part of a pack",
    "KC113": "The text uses markup that is not allowed",
    "KC114": "Fields of the record contradict each other",
    "KC115": "The pack has no usable manifest",
    "KC116": "The pack is too large",
    # records against records
    "KC201": "A reference points at nothing",
    "KC202": "Two files have the same id",
    "KC203": "Steps follow each other in a circle",
    "KC204": "An efficacy claim has no human evidence",
    "KC205": "A field reference cannot be printed",
    "KC206": "A claim rests only on sources that may not stand alone",
    "KC207": "A block for some channels only holds a fact",
    # packs laid over packs
    "KC301": "Locked safety content cannot be removed or softened",
    "KC302": "The overlay names something that is not there",
    "KC303": "Two packs have the same record",
    # packs in other languages
    "KC310": "The translation is not of a record beneath",
    "KC311": "The translation gives what is not words of the record",
    "KC312": "The translation has other figures or references",
    # rendering
    "KC401": "A notice that must show is missing",
    "KC402": "A template failed",
    "KC403": "A template is not there",
    "KC404": "A template hides a notice",
    "KC405": "A template of a pack cannot be used",
    "KC406": "A template of a pack stands in for what is locked",
    "KC407": "A template of a pack does what it may not",
    "KC408": "A template of a pack writes markup that it may not",
    "KC409": "A template of a pack asks for too much",
    # mail
    "KC501": "A mail header value was refused",
    "KC502": "A mail address was refused",
    "KC503": "A web address in a mail was refused",
    # wrong use
    "KC601": "The id or kind is unknown",
    "KC602": "The jurisdiction, country or audience is unknown",
    "KC603": "An optional dependency is missing",
    "KC604": "The template environment does not escape",
    "KC605": "The record is not of this catalog",
    "KC606": "The output folder is not ours",
    "KC607": "Two pages want one address",
    "KC610": "The search index could not be made",
    "KC611": "The preview cannot listen",
    "KC612": "The installed pack is not there",
    "KC620": "The interface is not translated into this language",
    # warnings of `ketacontent check`
    "KC701": "A source is not used",
    "KC702": "The content is past its date",
    "KC703": "The overlay was written over another version",
    # newsletters
    "KC704": "Words of a starter are still there",
    "KC801": "A merge field has no value",
    "KC802": "The mail does not say who sends it",
    "KC803": "The mail does not show how to unsubscribe",
    "KC804": "The list of readers cannot be used",
    "KC805": "The ledger is of another newsletter",
    "KC806": "The mail server cannot be used",
    "KC807": "The mail is too large",
    "KC808": "The mail holds a tag that a service would fill",
}


class Problem(NamedTuple):
    """One thing that is wrong, where, and what to do about it."""

    file: str
    line: int
    column: int
    field: str
    what: str
    fix: str
    code: str
    severity: str = "error"

    def __str__(self) -> str:
        """Return ``file:line:col  field``, then what is wrong, what to do, and the code."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        head = f"{place}  {self.field}" if self.field else place
        return f"{head}\n  {self.what}\n  {self.fix}  {self.code}"


class KetaContentError(Exception):
    """The base of every error that this package raises on purpose."""

    exit_code = 1

    def __reduce__(self) -> tuple[object, ...]:
        """Let an error travel between processes: made again without its `__init__`."""
        return _made_again, (type(self), self.args, dict(self.__dict__))


def _made_again(
    cls: type[KetaContentError], args: tuple[object, ...], state: dict[str, object]
) -> KetaContentError:
    error = cls.__new__(cls, *args)
    error.__dict__.update(state)
    return error


class ContentError(KetaContentError):
    """Problems in content files: all that one run found, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(
            sorted(problems, key=lambda p: (p.file, p.line, p.column, p.code, p.what))
        )
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Return every problem, one after the other, and their number."""
        count = len(self.problems)
        tail = f"{count} problem{'' if count == 1 else 's'}"
        return "\n".join([*(str(problem) for problem in self.problems), tail])


class UsageError(KetaContentError):
    """The library or the command was called in a way that cannot work."""

    exit_code = 2

    def __init__(self, what: str, fix: str, code: str) -> None:
        self.what, self.fix, self.code = what, fix, code
        super().__init__(f"{what}\n  {fix}  {code}")


class MissingExtra(UsageError):
    """An optional dependency is needed for this and is not installed."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(
            f"{package} is needed to {purpose}, and it is not installed.",
            f"Install it with: pip install 'ketacontent[{extra}]'",
            "KC603",
        )


class UnknownId(KetaContentError, KeyError):
    """An id or kind is not in the catalog; near matches are named."""

    code = "KC601"
    exit_code = 2

    def __init__(self, kind: str, wanted: str, known: Iterable[str]) -> None:
        self.kind, self.wanted = kind, wanted
        self.near: tuple[str, ...] = tuple(near_matches(wanted, known))
        super().__init__(wanted)

    def __str__(self) -> str:
        """Return the sentence with the near matches."""
        hint = f"Did you mean {' or '.join(f'{n!r}' for n in self.near)}?" if self.near else ""
        hint = hint or "`ketacontent list` shows every id."
        if self.kind == "kind":
            hint = hint if self.near else "`ketacontent list` shows every kind."
            return f"There is no kind {self.wanted!r}.\n  {hint}  {self.code}"
        return f"There is no {self.kind} with the id {self.wanted!r}.\n  {hint}  {self.code}"


class RenderError(KetaContentError):
    """A template failed: the template and the line are named."""

    def __init__(self, template: str, what: str, fix: str, code: str = "KC402") -> None:
        self.template, self.what, self.fix, self.code = template, what, fix, code
        super().__init__(f"{template}: {what}\n  {fix}  {code}")


class MissingNotice(RenderError):
    """An output lacks a notice that must show, or hides it."""

    def __init__(self, template: str, notice: str, what: str = "", code: str = "KC401") -> None:
        self.notice = notice
        super().__init__(
            template,
            what or f'The output does not show "{notice}", which must show.',
            "Let the template print the page's notices, crisis help and review state unchanged.",
            code,
        )


class MailError(KetaContentError):
    """A value for a mail was refused before any mail code saw it; the field is named."""

    def __init__(self, field: str, what: str, fix: str, code: str = "KC501") -> None:
        self.field, self.what, self.fix, self.code = field, what, fix, code
        super().__init__(f"{field}: {what}\n  {fix}  {code}")


def near_matches(wanted: str, known: Iterable[str]) -> Sequence[str]:
    """Return up to three known words that look like the wanted one, best first."""
    import difflib  # here because only errors need it

    return difflib.get_close_matches(wanted, list(known), n=3, cutoff=0.6)
