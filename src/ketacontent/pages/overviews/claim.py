"""The evidence: every statement of fact, by subject and then by how sure it is, with its sources."""

from __future__ import annotations

from typing import get_args

from ketacontent.models import Claim, RichText
from ketacontent.models.text.nodes import Cite, Link, Node, Text, joined, words_nodes
from ketacontent.models.vocabulary import Certainty, ClaimKind
from ketacontent.pages.block import EvidenceRow, EvidenceTable
from ketacontent.pages.kinds import Desk
from ketacontent.pages.kinds.desk import plain
from ketacontent.pages.overviews.certainty import certainty_table
from ketacontent.pages.overviews.frame import Overview, section, with_jumps
from ketacontent.pages.page import Section
from ketacontent.pages.pictures.certainty import certainty_map


def _(message: str) -> str:
    """Mark a string for extraction; it is translated when it is used."""
    return message


_SUBJECTS: dict[ClaimKind, str] = {
    "efficacy": _("Does it help?"),
    "safety": _("What are the risks?"),
    "mechanism": _("How may it work?"),
    "process": _("How is treatment given?"),
    "legal": _("What do laws and regulators say?"),
    "cost": _("What does it cost?"),
    "history": _("Where does it come from?"),
}
"""What readers ask, for each kind of statement; the order of the page."""
_GRADES: tuple[Certainty, ...] = get_args(Certainty)


def compose_claim(desk: Desk) -> Overview:
    """Compose what the words for certainty mean, then the statements of each subject."""
    words = desk.words
    claims = sorted(desk.catalog.claims.values(), key=lambda claim: claim.title.lower())
    intro = words(
        "Each statement has a page of its own. It shows what every source adds, in whom, and why we are no "
        "surer than we say."
    )
    subjects = ((plain(words(_SUBJECTS[each])), [c for c in claims if c.type == each]) for each in _SUBJECTS)
    drawn = certainty_map(words, [(name, own) for name, own in subjects if own])
    sections: list[Section] = [
        *desk.section("how-sure", "How sure can we be?", *desk.body_of(plain(intro)), certainty_table(desk)),
        *desk.section("map", "What is known, at a glance", drawn),
    ]
    for subject, title in _SUBJECTS.items():
        own = sorted((c for c in claims if c.type == subject), key=lambda c: _GRADES.index(c.certainty))
        sections += section(subject, words(title), _table(own, words(title), desk))
    summary = words("Every statement of fact on this site, how sure it is, and what it rests on.")
    return Overview(words("What is known, and how sure it is"), summary, with_jumps(sections, desk))


def _table(claims: list[Claim], subject: str, desk: Desk) -> EvidenceTable | None:
    if not claims:
        return None
    words = desk.words
    caption = words("{subject} The surest statements stand first.", subject=subject)
    columns = (plain(words("What we say")), plain(words("How sure")), plain(words("What it rests on")))
    return EvidenceTable(
        caption=plain(caption), columns=columns, rows=tuple(_row(claim, desk) for claim in claims)
    )


def _row(claim: Claim, desk: Desk) -> EvidenceRow:
    words = desk.words
    designs = dict.fromkeys(words.label(each.design) for each in claim.evidence)
    basis = f"{'; '.join(designs)}."
    if claim.population:
        basis = joined(" ", [basis, words("In: {population}.", population=claim.population.rstrip("."))])
    sources = tuple(dict.fromkeys(each.source for each in claim.evidence))
    return EvidenceRow(
        claim=RichText.of(_named(claim, desk), Text(". "), *claim.text.nodes, Cite(sources)),
        certainty=plain(words.label(claim.certainty)),
        basis=plain(basis),
        grade=claim.certainty,
    )


def _named(claim: Claim, desk: Desk) -> Node:
    """Return the claim's name, linked; a reference would print its sources twice."""
    address = desk.context.link(claim)
    name = words_nodes(claim.title.rstrip("."))
    return Link(address, name) if address else name[0]
