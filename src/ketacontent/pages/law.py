"""Law and approval: rows of regulatory status for the medicines and uses of a page."""

from __future__ import annotations

from collections.abc import Iterable

from ketacontent.catalog import Catalog
from ketacontent.models import RegulatoryStatus, RichText
from ketacontent.models.text.nodes import Cite, Text, joined, words_nodes
from ketacontent.models.vocabulary import JURISDICTIONS
from ketacontent.pages.block import PageBlock, StatusRow, StatusTable, paragraph
from ketacontent.pages.context import Context
from ketacontent.pages.memo import once
from ketacontent.pages.words import Words


def statuses_for(
    catalog: Catalog, medicines: Iterable[str], uses: Iterable[str], context: Context
) -> tuple[RegulatoryStatus, ...]:
    """Return the statuses of medicines for uses in the places that a reader asked for."""
    wanted, used, places = tuple(medicines), tuple(uses), context.covered_jurisdictions
    if not (wanted and used and places):
        return ()
    return once(
        catalog, ("statuses", wanted, used, places), lambda: _statuses_for(catalog, wanted, used, places)
    )


def _statuses_for(
    catalog: Catalog, wanted: tuple[str, ...], used: tuple[str, ...], places: tuple[str, ...]
) -> tuple[RegulatoryStatus, ...]:
    return tuple(
        sorted(
            (
                status
                for status in catalog.regulatory_statuses.values()
                if status.medicine in wanted and status.use in used and status.jurisdiction in places
            ),
            key=lambda s: (
                JURISDICTIONS.index(s.jurisdiction),
                wanted.index(s.medicine),
                used.index(s.use),
                s.id,
            ),
        )
    )


def law_blocks(
    catalog: Catalog, medicines: Iterable[str], uses: Iterable[str], context: Context
) -> tuple[PageBlock, ...]:
    """Return the blocks of the law section; an uncovered place is said to be not covered."""
    words = context.words
    if context.jurisdiction is not None and not context.covered_jurisdictions:
        return (
            paragraph(
                RichText.plain_words(
                    words(
                        "Not covered: we have not looked up the law of this place ({place}). "
                        "Ask a doctor or pharmacist there what is approved.",
                        place=words.label(context.jurisdiction),
                    )
                )
            ),
        )
    statuses = statuses_for(catalog, medicines, uses, context)
    if not statuses:
        return ()
    plain = RichText.plain_words
    return (
        StatusTable(
            caption=plain(words("What regulators say, and when we looked")),
            columns=(
                plain(words("Place")),
                plain(words("Medicine")),
                plain(words("Use")),
                plain(words("Status")),
                plain(words("What it means")),
            ),
            rows=tuple(_row(catalog, status, words) for status in statuses),
        ),
    )


def _row(catalog: Catalog, status: RegulatoryStatus, words: Words) -> StatusRow:
    cite = (Cite(status.sources),) if status.sources else ()
    plain = RichText.plain_words
    return StatusRow(
        place=plain(words.label(status.jurisdiction)),
        medicine=plain(catalog.medicines[status.medicine].title),
        use=plain(use_label(status, words)),
        status=plain(words.label(status.status)),
        note=RichText.of(
            *status.note.nodes, *cite, Text(" "), *words_nodes(joined(" ", details_of(status, words)))
        ),
        jurisdiction=status.jurisdiction,
        approval=status.status,
    )


def use_label(status: RegulatoryStatus, words: Words) -> str:
    """Return what a status's use is called."""
    return words.label("anesthesia use" if status.use == "anesthesia" else status.use)


def details_of(status: RegulatoryStatus, words: Words) -> list[str]:
    """Return who rules, when that was looked up, and what the ruling is tied to: a sentence each."""
    told = [
        words("{authority}, looked up on {day}.", authority=status.authority, day=words.date(status.as_of))
    ]
    if status.since:
        told.append(words("Since {day}.", day=words.partial_date(status.since)))
    if status.control_class:
        told.append(words("Controlled drug: {control_class}.", control_class=status.control_class))
    if status.programme:
        told.append(words("Safety program: {programme}.", programme=status.programme))
    return told
