"""What the linter hands back: findings, allowed findings and the result of one text.

Plain frozen values; how they are printed is the business of ``report``.
"""

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule speaks up; offsets count characters of the original text."""

    rule: str
    severity: Severity
    category: str
    line: int
    column: int
    start: int
    end: int
    matched: str
    """The original text from ``start`` to ``end``, markup included."""
    message: str
    why: str
    safer_wording: str
    fix: str = ""
    """A direct replacement for the matched words, where the rule knows one."""
    sources: tuple[tuple[str, str], ...] = ()
    """Name and address of what the rule rests on."""

    @property
    def source(self) -> str:
        """The first source's address, or an empty string."""
        return self.sources[0][1] if self.sources else ""


@dataclass(frozen=True, slots=True)
class Allowed:
    """A finding that a comment in the text allows, with the reason given there."""

    finding: Finding
    reason: str
    line: int
    """The line of the comment."""


@dataclass(frozen=True, slots=True)
class Result:
    """Everything one text gave."""

    findings: tuple[Finding, ...]
    allowed: tuple[Allowed, ...] = ()
    notes: tuple[str, ...] = ()
    """What was not checked, and comments that could not be used."""
    words: int = 0
    sentences: int = 0
    grade: float | None = None
    """Reading level as a US school grade (Flesch-Kincaid), a hint; None where there is too little text."""
    name: str = field(default="", compare=False)

    def worst(self) -> Severity | None:
        """Return the highest severity among the findings."""
        return next((level for level in SEVERITIES if any(f.severity == level for f in self.findings)), None)
