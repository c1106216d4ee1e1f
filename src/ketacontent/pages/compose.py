"""`compose(record, context) -> Page`: the one place where a record becomes what readers see.

A kind's own sections come from `pages/kinds/`. Around them this module puts
what every page carries: notices, crisis help, law, evidence, words explained,
references and the review state. The order of work matters:

1. the kind's sections, with marks still in the texts;
2. what these sections say and name decides the notices;
3. all sections in reading order, resolved one text after the other, so that
   citations are numbered as a reader meets them;
4. what the texts turned out to use: evidence, words explained, references.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ketacontent.catalog import Catalog
from ketacontent.catalog.catalog import due_date
from ketacontent.errors import UsageError
from ketacontent.models import Claim, Content, Record, RichText, SafetyNotice
from ketacontent.models.text.nodes import Cite, joined
from ketacontent.pages.around import notice_blocks, reference_blocks, resolve_section
from ketacontent.pages.block import (
    EvidenceRow,
    EvidenceTable,
    PageBlock,
    ReviewLine,
    Term,
    TermList,
)
from ketacontent.pages.context import Context
from ketacontent.pages.kinds import Composed, Desk, composer_of
from ketacontent.pages.law import law_blocks, statuses_for
from ketacontent.pages.memo import once
from ketacontent.pages.notices import crisis_block, notices_for, products_of, review_line, stands_first
from ketacontent.pages.page import Page, Section
from ketacontent.pages.resolve import Resolver
from ketacontent.pages.texts import texts_in
from ketacontent.pages.triggers import names_suicide, triggers_of
from ketacontent.pages.words import Words


def compose(record: Record, context: Context, catalog: Catalog) -> Page:
    """Compose the page of a record.

    Args:
        record: a record of the catalog.
        context: for whom and where.
        catalog: where everything lies that the record points at.

    Returns:
        The page, the same for every channel.

    Raises:
        UsageError: the record is not of this catalog.
    """
    if record not in catalog:
        raise UsageError(
            f"{record.ref} is not a record of this catalog.",
            "Render it with a Renderer made for its own catalog.",
            "KC605",
        )
    desk = Desk(catalog, context)
    composed = composer_of(record.kind)(record, desk)
    law = _section(
        "law", desk.words("Law and approval"), law_blocks(catalog, composed.medicines, composed.uses, context)
    )
    notices, own = _notices(record, composed, law, desk)
    if catalog.base is not None:
        notices, own = _with_those_of_original(record, notices, own, desk)
    first = [notice for notice in notices if stands_first(notice) and notice.id in own]
    rest = [notice for notice in notices if notice not in first]
    # A mail stands alone in an inbox, so that every issue carries crisis help.
    has_crisis = "suicide" in desk.triggers or record.kind == "newsletter"

    resolver = Resolver(catalog, context)
    words = desk.words
    summary = resolver.text(composed.summary)
    above = [
        *_section("notices", words("Important"), notice_blocks(catalog, first, words)),
        *composed.sections,
    ]
    resolved = [resolve_section(section, resolver) for section in above]
    for id in getattr(record, "claims", ()):
        resolver.claim(catalog.claims[id])
    below = [
        *_section("evidence", words("What studies found, and how sure it is"), _evidence(resolver)),
        *_section("more-notices", words("Please keep in mind"), notice_blocks(catalog, rest, words)),
        *(_section("crisis", None, (crisis_block(catalog, context),)) if has_crisis else ()),
        *law,
        *_section("related", words("Read more"), desk.related_blocks(record)),
    ]
    resolved += [resolve_section(section, resolver) for section in below]
    resolved += _section("words", words("Words explained"), _terms(resolver))
    if isinstance(record, Content):
        for source in record.sources:
            resolver.note((source,))
    resolved += _section("references", words("References"), reference_blocks(resolver))
    resolved += _section("review", words("Review"), (_review(record, catalog, words),))
    due = due_date(record)
    title = RichText.plain_words(record.title)
    if catalog.base is not None:
        from ketacontent.pages.language_notes import with_language_notes

        resolved = with_language_notes(resolved, (title, summary), catalog, words)
    return Page(
        kind=record.kind,
        id=record.id,
        title=title,
        summary=summary,
        sections=tuple(resolved),
        locale=record.locale if catalog.base is None else context.locale,
        audience=context.audience,
        jurisdiction=context.jurisdiction,
        country=context.country,
        version=record.version,
        source_ids=tuple(resolver.numbers),
        is_stale_after=due.isoformat() if due else None,
    )


def _section(id: str, title: str | None, blocks: Iterable[PageBlock]) -> list[Section]:
    """Return a section, or nothing where there are no blocks."""
    listed = tuple(blocks)
    return (
        [Section(id=id, title=RichText.plain_words(title) if title else None, blocks=listed)]
        if listed
        else []
    )


def _notices(
    record: Record, composed: Composed, law: list[Section], desk: Desk
) -> tuple[tuple[SafetyNotice, ...], frozenset[str]]:
    """Return the notices of a page, judged on a trial reading of it, and the ids of those it asks for itself.

    The others come from what stands around its own words: law, evidence, titles of sources and related pages.
    """
    catalog, trial = desk.catalog, Resolver(desk.catalog, desk.context)
    shown = [trial.text(RichText.plain_words(record.title)), trial.text(desk.summary_of(record))]
    shown += [trial.text(text) for section in composed.sections for text in texts_in(section)]
    blocks = [block for section in composed.sections for block in section.blocks]
    about = [catalog.medicines[id] for id in composed.medicines]
    named = [*trial.records.values(), *trial.claims.values(), *about]
    desk.triggers |= triggers_of(record, named, [text.plain for text in shown], blocks)
    asked = getattr(record, "safety_notices", ())
    rulings = statuses_for(catalog, composed.medicines, composed.uses, desk.context)
    products = products_of((record, *trial.records.values(), *trial.claims.values(), *rulings))
    own = frozenset(
        notice.id for notice in notices_for(catalog, desk.triggers, asked, desk.context, products)
    )

    shown = [trial.text(text) for section in law for text in texts_in(section)]
    for id in getattr(record, "claims", ()):
        trial.claim(catalog.claims[id])
    shown += [trial.text(text) for block in _evidence(trial) for text in texts_in(block)]
    shown += [text for block in _terms(trial) for text in texts_in(block)]
    named = [
        *trial.records.values(),
        *trial.claims.values(),
        *rulings,
        *(catalog.conditions[id] for id in getattr(record, "conditions", ())),
    ]
    desk.triggers |= triggers_of(None, named, [text.plain for text in shown], ())
    # Titles of other records and of sources say what those are about; crisis help stands beside them too.
    cited = [*trial.numbers, *(record.sources if isinstance(record, Content) else ())]
    titles = [trial.text(text).plain for block in desk.related_blocks(record) for text in texts_in(block)]
    if names_suicide([*titles, *_source_words(desk.catalog, cited)]):
        desk.triggers.add("suicide")
    products |= products_of(trial.claims.values())
    notices = notices_for(desk.catalog, desk.triggers, asked, desk.context, products)
    said = [text.plain for notice in notices for text in (*notice.body, notice.action)]
    said += [words for notice in notices for words in _source_words(desk.catalog, notice.sources)]
    if "suicide" not in desk.triggers and names_suicide(said):
        desk.triggers.add("suicide")
        notices = notices_for(desk.catalog, desk.triggers, asked, desk.context, products)
    return notices, own


def _with_those_of_original(
    record: Record, notices: tuple[SafetyNotice, ...], own: frozenset[str], desk: Desk
) -> tuple[tuple[SafetyNotice, ...], frozenset[str]]:
    """Return the notices of a page in another language, with all that its original shows.

    Words decide which notices a page needs, and they are known in English only; a translation must not lose
    a notice because it says the same in other words.
    """
    catalog, base = desk.catalog, desk.catalog.base
    if base is None:
        return notices, own
    from ketacontent.pages.original import merged_notices, notices_on  # for other languages only

    page = compose(base.get(record.ref), replace(desk.context, locale="en-US", translations=()), base)
    ids, named, has_crisis = notices_on(page)
    if has_crisis:
        desk.triggers.add("suicide")
    return merged_notices(catalog, notices, ids), own | named


def _source_words(catalog: Catalog, ids: Iterable[str]) -> list[str]:
    """Return the words of the sources' entries in a reference list."""
    sources = [catalog.sources[id] for id in ids]
    names = [author.literal for source in sources for author in source.authors]
    titles = [each for s in sources for each in (s.title, s.container_title, s.publisher)]
    return [words for words in (*titles, *names) if words]


def _evidence(resolver: Resolver) -> tuple[PageBlock, ...]:
    """Return the claims of the page with how sure each is."""
    words, plain = resolver.words, RichText.plain_words
    rows = tuple(
        EvidenceRow(
            claim=RichText.of(
                *claim.text.nodes, Cite(tuple(dict.fromkeys(e.source for e in claim.evidence)))
            ),
            certainty=plain(words.label(claim.certainty)),
            basis=plain(joined(" ", _basis(claim, words))),
            grade=claim.certainty,
        )
        for claim in resolver.claims.values()
    )
    if not rows:
        return ()
    columns = (plain(words("What we say")), plain(words("How sure")), plain(words("What it rests on")))
    return (EvidenceTable(caption=plain(words("Statements of this page")), columns=columns, rows=rows),)


def _basis(claim: Claim, words: Words) -> list[str]:
    designs = dict.fromkeys(words.label(each.design) for each in claim.evidence)
    reason = joined("", [claim.certainty_reason.rstrip("."), "."])
    found = [f"{'; '.join(designs)}.", reason]
    if claim.population:
        found.append(words("In: {population}.", population=claim.population.rstrip(".")))
    return found


def _terms(resolver: Resolver) -> tuple[PageBlock, ...]:
    """Return the technical words that the page used, and those that explain them."""
    trial = Resolver(resolver.catalog, resolver.context)  # finds all words before numbers are given in order
    trial.terms.update(resolver.terms)
    read: set[str] = set()
    while len(read) < len(trial.terms):
        for id, term in tuple(trial.terms.items()):
            if id not in read:
                read.add(id)
                trial.text(term.definition)
    items = tuple(
        Term(term=RichText.plain_words(term.title), definition=resolver.text(term.definition))
        for term in sorted(trial.terms.values(), key=lambda term: term.title.lower())
    )
    return (TermList(items=items),) if items else ()


def _review(record: Record, catalog: Catalog, words: Words) -> ReviewLine:
    """Return the review state, which many records share to the letter."""
    review = getattr(record, "review", None)
    signature = review.signature if review is not None else None
    key = ("review", review and review.due, signature, signature and record.version, words)
    return once(catalog, key, lambda: review_line(record, words))
