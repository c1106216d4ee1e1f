"""The sections of a claim: its evidence page."""

from ketacontent.models import Claim, Evidence, RichText
from ketacontent.models.text.nodes import Cite, Ref, Text, joined, words_nodes
from ketacontent.pages.kinds.desk import Composed, Desk, plain


def compose_claim(claim: Claim, desk: Desk) -> Composed:
    """The sentence, how sure it is, and what each source adds."""
    words = desk.words
    sources = tuple(_evidence(each, desk) for each in claim.evidence)
    until = words("This statement must be checked again by {day}.", day=words.date(claim.expires))
    users = [ref.partition("/") for ref in desk.catalog.used_by.get(claim.ref, ())]
    pages = tuple(RichText.of(Ref(kind, id)) for kind, _, id in users)
    sections = desk.section("statement", "What we say", *desk.body_of(RichText.of(Ref("claim", claim.id))))
    sections += desk.section("sources", "What it rests on", desk.items(sources), *desk.body_of(plain(until)))
    sections += desk.section("used-by", "Where it is used", desk.items(pages))
    return Composed(plain(claim.title), sections)


def _evidence(evidence: Evidence, desk: Desk) -> RichText:
    words = desk.words
    parts = [words.label(evidence.design)]
    if evidence.participants:
        parts.append(words("{number} people", number=words.number(evidence.participants)))
    parts += [part for part in (evidence.population, evidence.outcome, evidence.follow_up) if part]
    if evidence.comparator:
        parts.append(words("compared with {comparator}", comparator=evidence.comparator))
    told = joined("; ", [part.rstrip(".") for part in parts])
    return RichText.of(*words_nodes(told), Text("."), Cite((evidence.source,)))
