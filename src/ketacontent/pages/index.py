"""The page that leads to all others: every record with a page of its own, by kind."""

from __future__ import annotations

from collections.abc import Iterable

from ketacontent.catalog import Catalog
from ketacontent.models import RichText
from ketacontent.models.text.nodes import Ref
from ketacontent.pages.block import LinkGroup, LinkList, ReviewLine
from ketacontent.pages.context import Context
from ketacontent.pages.notices import crisis_block
from ketacontent.pages.page import Page, Section
from ketacontent.pages.resolve import Resolver
from ketacontent.pages.texts import replace_texts
from ketacontent.pages.words import words_of

_ORDER = (
    "topic",
    "step",
    "route",
    "side-effect",
    "medicine",
    "condition",
    "checklist",
    "faq",
    "myth",
    "newsletter",
)


def compose_index(catalog: Catalog, context: Context, kinds: Iterable[str]) -> Page:
    """Compose the page that lists the records of the given kinds, with crisis help and review state."""
    words = words_of(context.locale)
    plain = RichText.plain_words
    wanted = set(kinds)
    groups = tuple(
        LinkGroup(
            heading=plain(words.label(kind)),
            items=tuple(RichText.of(Ref(kind, id)) for id in _ids(catalog, kind)),
        )
        for kind in (*_ORDER, *sorted(wanted - set(_ORDER)))
        if kind in wanted and catalog.collection(kind)
    )
    review = plain(words("Nothing here is clinically reviewed unless its own page says who signed it."))
    sections = (
        Section(id="contents", title=plain(words("Contents")), blocks=(LinkList(groups=groups),)),
        Section(id="crisis", blocks=(crisis_block(catalog, context),)),
        Section(
            id="review",
            title=plain(words("Review")),
            blocks=(ReviewLine(text=review, state="not-clinically-reviewed"),),
        ),
    )
    resolver = Resolver(catalog, context)
    return Page(
        kind="index",
        id="index",
        title=plain(catalog.manifest.title),
        summary=plain(words("Benefits and risks side by side, with a source for every statement.")),
        sections=tuple(replace_texts(section, resolver.text) for section in sections),
        locale=catalog.manifest.locale,
        audience=context.audience,
        jurisdiction=context.jurisdiction,
        country=context.country,
        version=catalog.manifest.version,
    )


def _ids(catalog: Catalog, kind: str) -> list[str]:
    """Return the ids of a kind, in the order of the pathway for steps, else by title."""
    records = catalog.collection(kind).values()
    return [record.id for record in sorted(records, key=lambda r: (getattr(r, "order", 0), r.title.lower()))]
