"""What the words for certainty mean, how we word a statement for each, and how many statements there are."""

from __future__ import annotations

from typing import get_args

from ketacontent.models.block import Comparison
from ketacontent.models.vocabulary import Certainty
from ketacontent.pages.block import comparison
from ketacontent.pages.kinds import Desk
from ketacontent.pages.kinds.desk import plain


def certainty_table(desk: Desk) -> Comparison:
    """Return the table of the words for certainty, in the order of how sure they are."""
    words = desk.words
    told: dict[Certainty, tuple[str, str]] = {
        "high": (
            words("We are very sure that the true effect is close to what studies found."),
            words("“It does”"),
        ),
        "moderate": (
            words("The true effect is likely close to what studies found, but it may differ."),
            words("“It probably does”"),
        ),
        "low": (
            words("The true effect may differ a lot from what studies found."),
            words("“It may”"),
        ),
        "very-low": (
            words("We know very little. The true effect is likely to differ from what studies found."),
            words("“It is uncertain whether it does”"),
        ),
        "not-graded": (
            words(
                "Law, cost, history, and how care is run: facts that are looked up, not measured in trials."
            ),
            words("As the source says it"),
        ),
    }
    counts = dict.fromkeys(get_args(Certainty), 0)
    for claim in desk.catalog.claims.values():
        counts[claim.certainty] += 1
    rows = tuple(
        (
            plain(words.label(grade)),
            plain(told[grade][0]),
            plain(told[grade][1]),
            plain(words.number(counts[grade])),
        )
        for grade in counts
    )
    columns = (
        plain(words("Word")),
        plain(words("What it means")),
        plain(words("How we say it")),
        plain(words("Statements")),
    )
    return comparison(plain(words("Words for how sure a statement is, after GRADE")), columns, rows)
