"""The bundled content is signed by nobody: a clinic signs in its own overlay."""

from __future__ import annotations

from ketacontent.models import Record


def signed(record: Record) -> list[str]:
    """Return whether a record claims that somebody reviewed it."""
    review = getattr(record, "review", None)
    if review is None or (review.state == "not-clinically-reviewed" and review.signature is None):
        return []
    return ["It claims a clinical review. Nobody signed the bundled content; take state and signature out."]
