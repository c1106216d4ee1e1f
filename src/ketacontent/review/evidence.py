"""What every claim rests on: certainty, sources and how each was checked, expiry, and where it is used."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ketacontent.catalog import Catalog
from ketacontent.rendering.engine import Engine
from ketacontent.rendering.html import stylesheet


class SourceCheckLine(NamedTuple):
    """One source of a claim."""

    id: str
    title: str
    design: str
    checked: str
    stands_alone: bool
    address: str | None


class ClaimEvidence(NamedTuple):
    """One claim with all that it rests on."""

    ref: str
    text: str
    certainty: str
    reason: str
    expires: date
    sources: tuple[SourceCheckLine, ...]
    used_by: tuple[str, ...]

    def is_expired(self, on: date) -> bool:
        """Say whether the claim had to be checked again before a day."""
        return self.expires < on


def evidence_of(catalog: Catalog) -> tuple[ClaimEvidence, ...]:
    """Return every claim of a catalog with what it rests on, by id."""
    found = []
    for claim in catalog.claims.values():
        sources = tuple(
            SourceCheckLine(
                source.id, source.title, each.design, source.checked, source.stands_alone, source.address
            )
            for each in claim.evidence
            for source in (catalog.sources[each.source],)
        )
        found.append(
            ClaimEvidence(
                claim.ref,
                claim.text.plain,
                claim.certainty,
                claim.certainty_reason,
                claim.expires,
                sources,
                catalog.used_by.get(claim.ref, ()),
            )
        )
    return tuple(found)


def evidence_text(lines: Iterable[ClaimEvidence], on: date) -> str:
    """Return the list as text, one claim after the other."""
    parts = []
    for claim in lines:
        due = " (past)" if claim.is_expired(on) else ""
        parts.append(f"{claim.ref}  {claim.certainty}  check again by {claim.expires}{due}")
        parts.append(f"  {claim.text}")
        parts.append(f"  Why this certainty: {claim.reason}")
        for source in claim.sources:
            alone = "" if source.stands_alone else ", not alone"
            parts.append(f"  - {source.id}: {source.design}, {source.checked}{alone}")
        parts.append(f"  Used by: {', '.join(claim.used_by) or 'nothing'}")
        parts.append("")
    return "\n".join(parts)


def evidence_html(lines: Iterable[ClaimEvidence], title: str, on: date) -> str:
    """Return the list as one HTML page that needs nothing else."""
    engine = Engine("html")
    return engine.render(
        "evidence", claims=tuple(lines), title=title, on=on, stylesheet=engine.written(stylesheet())
    )
