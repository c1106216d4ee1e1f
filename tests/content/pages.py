"""Composed pages of the bundled pack, each made once, and what a page must set beside what it says."""

from __future__ import annotations

import re
from functools import lru_cache

from ketacontent import Catalog
from ketacontent.catalog.pointers import pointers_of
from ketacontent.models import AdministrationRoute as Route
from ketacontent.models import Claim, ProcessStep, Record, SideEffect
from ketacontent.pages.compose import compose
from ketacontent.pages.context import Context
from ketacontent.pages.page import Page

_SUICIDE = re.compile(
    r"suicid|self-harm|end(?:ing)? (?:your|their) life|harm(?:ing)? (?:yourself|themselves)", re.I
)
_OFF_LABEL = re.compile(r"\boff[- ]label\b", re.I)
_FIGURE = re.compile(r"\d[\d,.]*")
_MARK = re.compile(r"\[[^\]]*\]")


@lru_cache(maxsize=2_000)
def page_of(ref: str, catalog: Catalog) -> Page:
    """Return the page of a record for a patient whose country is not known."""
    return compose(catalog.get(ref), Context(), catalog)


def words_of(page: Page) -> str:
    """Return every word that a web page shows, one text a line."""
    return "\n".join(text.plain for text in page.texts("html"))


def without_crisis_help(page: Page) -> list[str]:
    """Return whether suicide is named and no crisis help stands on the page."""
    if any(block.kind == "crisis" for block in page.must_show) or not _SUICIDE.search(words_of(page)):
        return []
    return ["The page names suicide and has no crisis block. Widen the trigger in pages/triggers.py."]


def without_harm(record: Record, page: Page, catalog: Catalog) -> list[str]:
    """Return whether a benefit is told and no harm beside it."""
    claims = [catalog.claims[pointer.id] for pointer in pointers_of(record) if pointer.kind == "claim"]
    claims += [record] if isinstance(record, Claim) else []
    directions = {claim.direction for claim in claims}
    notices = {block.id for block in page.must_show if block.kind == "notice"}
    if "benefit" not in directions or "harm" in directions or "benefit-with-risk" in notices:
        return []
    return [
        "A claim of benefit is printed, but neither a claim of harm nor the notice benefit-with-risk. Print "
        "a harm of the same medicine beside it."
    ]


def without_off_label(record: Record, page: Page, catalog: Catalog) -> list[str]:
    """Return whether a benefit of ketamine is told and not that this use is off-label."""
    claims = [catalog.claims[pointer.id] for pointer in pointers_of(record) if pointer.kind == "claim"]
    has_benefit = any(claim.direction == "benefit" and "ketamine" in claim.medicines for claim in claims)
    if not has_benefit or _OFF_LABEL.search(words_of(page)):
        return []
    return ["A benefit of ketamine is told, and not that this use is off-label. Say so."]


def without_references(page: Page) -> list[str]:
    """Return whether a page rests on no source."""
    return (
        [] if page.source_ids and page.section("references") else ["The page rests on no source. Cite one."]
    )


def other_numbers(record: Route | SideEffect | ProcessStep, page: Page) -> list[str]:
    """Return the figures that a clinician's note has and the patient's page has not."""
    note = [text.plain for text in record.clinician.text] if record.clinician else []
    own = {figure for text in note for figure in _FIGURE.findall(_MARK.sub("", text))}
    strange = sorted(own - set(_FIGURE.findall(words_of(page))))
    return [f"The clinician's note has figures of its own: {strange}."] if strange else []
