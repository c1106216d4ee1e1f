"""`Desk`: what the composers of all kinds work with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ketacontent.catalog import Catalog
from ketacontent.models import Content, Measure, Record, RichText
from ketacontent.models.block import Block, CareCard, DoDont, Embed, Figure, ItemList, Paragraph, Quote
from ketacontent.models.text.nodes import Cite, Ref, words_nodes
from ketacontent.models.vocabulary import Trigger
from ketacontent.pages.block import (
    Card,
    CardList,
    CheckGroup,
    CheckItem,
    CheckList,
    DoDontBlock,
    FactItem,
    FactList,
    Heading,
    LinkGroup,
    LinkList,
    PageBlock,
    Picture,
    QuoteBlock,
    item_list,
    paragraph,
)
from ketacontent.pages.context import Context
from ketacontent.pages.page import Section
from ketacontent.pages.pictures.block import PictureNote
from ketacontent.pages.pictures.measure import measure_texts
from ketacontent.pages.texts import texts_in

if TYPE_CHECKING:
    from ketacontent.models import Checklist

plain = RichText.plain_words


class Composed(NamedTuple):
    """What a kind's composer returns: its own sections, and what the law section is about."""

    summary: RichText
    sections: list[Section]
    medicines: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()


class Desk:
    """Catalog, context and words, with the small blocks that many kinds need."""

    def __init__(self, catalog: Catalog, context: Context) -> None:
        self.catalog = catalog
        self.context = context
        self.words = context.words
        self.triggers: set[Trigger] = set()
        self.effects: tuple[str, ...] = ()
        """The side effects that a drawing of frequencies shows; empty means all with a figure."""
        self._pictures: dict[str, int] = {}

    def section(self, id: str, title: str | None, *blocks: PageBlock | None) -> list[Section]:
        """Return a section of the blocks that are there, or nothing."""
        present = tuple(block for block in blocks if block is not None)
        heading = plain(self.words(title)) if title else None
        return [Section(id=id, title=heading, blocks=present)] if present else []

    def items(self, texts: Iterable[RichText], *, ordered: bool = False) -> ItemList | None:
        """Return a list block, or None for no texts."""
        listed = tuple(texts)
        return item_list(listed, ordered=ordered) if listed else None

    def heading(self, words: str, texts: Sequence[object] = (True,)) -> Heading | None:
        """Return a heading, or None where nothing would stand under it."""
        return Heading(text=plain(self.words(words))) if texts else None

    def facts(self, *items: tuple[str, Sequence[RichText]]) -> FactList | None:
        """Return labels and values; labels with no values are left out."""
        found = tuple(
            FactItem(label=plain(self.words(label)), values=tuple(values))
            for label, values in items
            if values
        )
        return FactList(items=found) if found else None

    def measure(self, measure: Measure | None) -> tuple[RichText, ...]:
        """Return a measure's figure with its sources, then its note."""
        return measure_texts(measure, self.words)

    def labels(self, words: Iterable[str]) -> tuple[RichText, ...]:
        """Return the labels of vocabulary words."""
        return tuple(plain(self.words.label(word)) for word in words)

    def named(self, kind: str, ids: Iterable[str]) -> tuple[RichText, ...]:
        """Return references to records of a kind, which become their linked titles."""
        return tuple(RichText.of(Ref(kind, id)) for id in ids)

    def cards(self, kind: str, ids: Iterable[str], *, ordered: bool = False) -> CardList | None:
        """Return records in short: linked title and summary."""
        cards = tuple(
            Card(title=RichText.of(Ref(kind, id)), summary=self.summary_of(self.catalog.collection(kind)[id]))
            for id in ids
        )
        return CardList(items=cards, ordered=ordered) if cards else None

    def body(self, blocks: Iterable[Block]) -> list[PageBlock]:
        """Return authored blocks as they stand on a page."""
        found: list[PageBlock] = []
        for block in blocks:
            match block:
                case Embed():
                    found.extend(self.embedded(block.record))
                case Figure():
                    found.extend(self.picture(block.image, block.caption))
                case DoDont():
                    found.append(self.do_dont(block))
                case Quote():
                    attribution = RichText.of(*words_nodes(block.attribution), Cite((block.source,)))
                    found.append(QuoteBlock(text=block.text, attribution=attribution))
                case _:
                    found.append(block)
        return found

    def body_of(self, text: RichText | None) -> tuple[Paragraph, ...]:
        """Return one paragraph, or nothing."""
        return (paragraph(text),) if text is not None else ()

    def do_dont(self, block: DoDont) -> DoDontBlock:
        """Return what to do and what to leave, under their words."""
        return DoDontBlock(
            do_label=plain(self.words("Do")) if block.do else None,
            do=block.do,
            dont_label=plain(self.words("Do not")) if block.dont else None,
            dont=block.dont,
            channels=block.channels,
        )

    def embedded(self, ref: str) -> list[PageBlock]:
        """Return the short form of a record inside another's page."""
        record = self.catalog.get(ref)
        if record.kind == "checklist":
            return [self.check_list(self.catalog.checklists[record.id])]
        if record.kind == "image":
            return list(self.picture(record.id))
        cards = self.cards(record.kind, [record.id])
        return [cards] if cards else []

    def check_list(self, record: Checklist) -> CheckList:
        """Return a checklist's groups."""
        return CheckList(
            groups=tuple(
                CheckGroup(
                    heading=plain(group.heading),
                    items=tuple(CheckItem(text=item.text, why=item.why) for item in group.items),
                )
                for group in record.groups
            )
        )

    def picture(self, id: str, caption: RichText | None = None) -> tuple[PageBlock, ...]:
        """Return an image with its words; where it draws records, how to read the drawing stands apart."""
        from ketacontent.pages.pictures.draw import draw  # most pages have no picture, and it loads them all

        image = self.catalog.images[id]
        alt, caption = plain(image.alt or image.title), caption or image.caption
        drawing = draw(image.drawing, self.catalog, self.words, self._picture_id(id), self.effects)
        if drawing is None:
            long = image.long_description
            return (Picture(alt=alt, long_description=long, caption=caption, image=id),)
        return (
            Picture(title=plain(image.title), drawing=drawing, caption=caption, image=id),
            PictureNote(alt=alt, long_description=image.long_description),
        )

    def sureness(
        self, summary: RichText, sections: Iterable[Section], listed: Iterable[str]
    ) -> list[Section]:
        """Return a section that counts the claims of a page by how sure they are, or nothing."""
        from ketacontent.pages.pictures.certainty import certainty_map, claims_in

        texts = (text for part in (summary, *sections) for text in texts_in(part))
        claims = claims_in(self.catalog, texts, listed)
        if not claims:
            return []
        subject = plain(self.words("Statements of this page, by how sure they are"))
        drawn = certainty_map(self.words, [(subject, claims)]).model_copy(update={"caption": None})
        return self.section("how-sure", "How sure is this?", drawn)

    def _picture_id(self, id: str) -> str:
        """Return an id that no other picture of the page has."""
        self._pictures[id] = number = self._pictures.get(id, 0) + 1
        return id if number == 1 else f"{id}-{number}"

    def care(self, cards: Iterable[CareCard]) -> tuple[CareCard, ...]:
        """Return care cards, most urgent first."""
        order = ("emergency", "urgent", "non-urgent")
        return tuple(sorted(cards, key=lambda card: order.index(card.urgency)))

    def clinician(self, note: object) -> list[Section]:
        """Return the clinician's section where the reader is one."""
        texts = getattr(note, "text", ())
        if not (texts and self.context.is_for_clinicians):
            return []
        return self.section("for-clinicians", "For clinicians", *(paragraph(text) for text in texts))

    def summary_of(self, record: Record) -> RichText:
        """Return one or two sentences that stand for a record."""
        if isinstance(record, Content):
            return record.summary
        field = _SHORT_FORM.get(record.kind)
        short: RichText | str = getattr(record, field) if field else record.title
        return short if isinstance(short, RichText) else plain(short)

    def related_blocks(self, record: Record) -> tuple[PageBlock, ...]:
        """Return the records that a record names in its fields, grouped by kind."""
        groups = []
        for kind in (
            "topic",
            "medicine",
            "condition",
            "route",
            "step",
            "side-effect",
            "checklist",
            "faq",
            "myth",
        ):
            ids = getattr(record, _FIELD_OF_KIND[kind], ())
            ids = (ids,) if isinstance(ids, str) else ids
            if ids:
                groups.append(LinkGroup(heading=plain(self.words.label(kind)), items=self.named(kind, ids)))
        return (LinkList(groups=tuple(groups)),) if groups else ()


_SHORT_FORM = {
    "claim": "text",
    "glossary-term": "definition",
    "regulatory-status": "note",
    "safety-notice": "action",
    "newsletter": "preheader",
}
"""The field that stands for a record that has no summary."""

_FIELD_OF_KIND = {
    "topic": "topics",
    "medicine": "medicines",
    "condition": "conditions",
    "route": "routes",
    "step": "steps",
    "side-effect": "side_effects",
    "checklist": "checklists",
    "faq": "faqs",
    "myth": "myths",
}
