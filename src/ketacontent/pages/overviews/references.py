"""All sources: what each is, how it was checked, and what rests on it."""

from __future__ import annotations

from typing import get_args

from ketacontent.models import RichText, Source
from ketacontent.models.block import Comparison
from ketacontent.models.text.nodes import Link, Ref, Text, words_nodes
from ketacontent.models.vocabulary import STANDS_ALONE, CslType, SourceCheck
from ketacontent.pages.block import comparison
from ketacontent.pages.citation import reference
from ketacontent.pages.kinds import Desk
from ketacontent.pages.kinds.desk import plain
from ketacontent.pages.memo import once
from ketacontent.pages.overviews.blocks import SourceItem, SourceList
from ketacontent.pages.overviews.frame import Overview, section, with_jumps
from ketacontent.pages.page import Section


def _(message: str) -> str:
    """Mark a string for extraction; it is translated when it is used."""
    return message


_TYPES: dict[CslType, str] = {
    "article-journal": _("Articles in journals"),
    "article": _("Other articles"),
    "book": _("Books"),
    "chapter": _("Chapters of books"),
    "thesis": _("Theses"),
    "report": _("Reports"),
    "legislation": _("Laws"),
    "document": _("Labels and other documents"),
    "webpage": _("Pages on the web"),
}
_CHECKS: dict[SourceCheck, str] = {
    "doi-and-title-checked": _("We opened its address (DOI), and it led to this title"),
    "page-checked": _("We opened the page and read what we cite"),
    "title-checked": _("We found the title at its publisher or in an index"),
    "citation-checked": _("We saw it cited by a source that we checked"),
    "doi-checked": _("We saw that its address (DOI) exists"),
    "unchecked": _("Not checked yet"),
}
_PARTS = frozenset({"regulatory-status", "safety-notice", "crisis-resource", "image", "brand", "source"})
"""Kinds with no page of their own: their users are counted under the name of the kind."""


def compose_references(desk: Desk) -> Overview:
    """Compose one section for each type of source."""
    words = desk.words
    sources = sorted(desk.catalog.sources.values(), key=lambda source: _entry(source, desk).plain.lower())
    note = words("The list shows how we checked each source, and what rests on it.")
    sections: list[Section] = [
        *desk.section("checks", "How sources are checked", *desk.body_of(plain(note)), checks_of(desk))
    ]
    for type in get_args(CslType):
        items = tuple(_item(source, desk) for source in sources if source.type == type)
        sections += section(type, words(_TYPES[type]), SourceList(items=items) if items else None)
    summary = words("Everything that this content rests on, with links to where each source is used.")
    return Overview(words("Sources"), summary, with_jumps(sections, desk))


def checks_of(desk: Desk) -> Comparison:
    """Return how many sources were checked in which way, and what may rest on them."""
    words = desk.words
    counts = dict.fromkeys(_CHECKS, 0)
    for source in desk.catalog.sources.values():
        counts[source.checked] += 1
    rows = tuple(
        (
            plain(words(_CHECKS[check])),
            plain(words.number(count)),
            plain(words("Yes") if check in STANDS_ALONE else words("No, only beside another one")),
        )
        for check, count in counts.items()
        if count
    )
    columns = (
        plain(words("How we checked")),
        plain(words("Sources")),
        plain(words("May a statement rest on it alone?")),
    )
    return comparison(plain(words("Sources by how they were checked")), columns, rows)


def _entry(source: Source, desk: Desk) -> RichText:
    """Return the source's entry in a reference list, which is the same on every page."""
    words = desk.words
    return once(desk.catalog, ("reference", source.id, words), lambda: reference(source, words))


def _item(source: Source, desk: Desk) -> SourceItem:
    words = desk.words
    refs = desk.catalog.used_by.get(source.ref, ())
    count = len(refs)
    used = words("Not used at present")
    if count:
        used = words.plural("Used in {number} place", "Used in {number} places", count).format(
            number=words.number(count)
        )
    return SourceItem(
        id=source.id,
        text=_entry(source, desk),
        checked=plain(f"{words(_CHECKS[source.checked])}."),
        used=plain(used),
        users=_users(refs, desk),
    )


def _users(refs: tuple[str, ...], desk: Desk) -> tuple[RichText, ...]:
    """Return what uses a source, linked; kinds without pages once each, under their name."""
    users: list[RichText] = []
    parts: list[str] = []
    for ref in refs:
        record = desk.catalog.get(ref)
        if record.kind in _PARTS:
            parts.append(record.kind)
        elif record.kind == "claim":  # a reference would print the claim's sources behind its name
            address = desk.context.link(record)
            name = words_nodes(record.title)
            users.append(RichText.of(*((Link(address, name),) if address else name)))
        else:
            users.append(RichText.of(Ref(record.kind, record.id, words=record.title)))
    users += [_part(kind, desk) for kind in dict.fromkeys(parts)]
    return tuple(users)


def _part(kind: str, desk: Desk) -> RichText:
    address = desk.context.overview_link("law") if kind == "regulatory-status" else None
    name = Text(desk.words.label(kind))
    return RichText.of(Link(address, (name,)) if address else name)
