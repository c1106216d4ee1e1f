"""Comments that allow a rule at one place, with a reason.

``<!-- ketacontent-lint: allow RULE because REASON -->`` in Markdown and HTML, a line of its own that begins
``ketacontent-lint:`` (or ``# ketacontent-lint:``) in plain text and YAML. A comment counts for the block that
follows it, or in which it stands; for a rule about documents it counts anywhere.
"""

import re
from dataclasses import dataclass

from ketacontent.lint.read import Format

_comment = re.compile(r"<!--\s*ketacontent-lint:\s*([^\n]{0,600}?)\s*--!?>", re.IGNORECASE)
_line = re.compile(
    r"^[ \t]*(?:#|//|<!--)?[ \t]*ketacontent-lint:[ \t]*([^\n]{0,600}?)[ \t]*(?:-->)?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_order = re.compile(r"allow\s+([a-z0-9-]+)\s+because\s+(\S.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Allowance:
    """One comment: which rule, why, and where the comment ends."""

    rule: str
    reason: str
    end: int


def allowances(text: str, kind: Format) -> tuple[list[Allowance], list[tuple[int, str]]]:
    """Return the comments of a text that can be used, and for the others their place and what is wrong."""
    if "ketacontent-lint:" not in text.lower():
        return [], []
    found: list[Allowance] = []
    faults: list[tuple[int, str]] = []
    expression = _comment if kind in {"html", "markdown"} else _line
    for match in expression.finditer(text):
        order = _order.fullmatch(match[1].strip())
        if order is None:
            faults.append(
                (match.start(), 'Comment not used: write "ketacontent-lint: allow RULE because REASON".')
            )
        else:
            found.append(Allowance(order[1].lower(), " ".join(order[2].split()), match.end()))
    return found, faults
