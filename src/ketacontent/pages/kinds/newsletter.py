"""The sections of a newsletter issue."""

from ketacontent.models import Newsletter, RichText, Topic
from ketacontent.models.newsletter import NewsletterItem
from ketacontent.models.text.nodes import Ref, Strong
from ketacontent.pages.block import PageBlock, paragraph
from ketacontent.pages.kinds.desk import Composed, Desk, plain
from ketacontent.pages.page import Section


def compose_newsletter(issue: Newsletter, desk: Desk) -> Composed:
    """Intro, one section an item, closing words."""
    sections = desk.section("intro", None, *desk.body(issue.intro))
    for number, item in enumerate(issue.items, 1):
        if not item.segments or desk.context.segment in item.segments:
            sections += _item(item, number, desk)
    sections += desk.section("closing", None, *desk.body(issue.closing or ()))
    return Composed(plain(issue.preheader), sections)


def _item(item: NewsletterItem, number: int, desk: Desk) -> list[Section]:
    blocks: list[PageBlock] = list(desk.body(item.body or ()))
    heading = item.heading
    if item.record is not None:
        kind, _, id = item.record.partition("/")
        record = desk.catalog.get(item.record)
        heading = heading or record.title
        if item.treatment != "link":
            blocks.append(paragraph(desk.summary_of(record)))
        if item.treatment == "lead" and isinstance(record, Topic):
            points = desk.items(record.key_points)
            blocks += [points] if points else []
        more = Ref(kind, id, words=desk.words("Read more: {title}", title=record.title))
        # Mail makes a button of a link that stands alone; an issue that is all buttons has none.
        blocks.append(paragraph(RichText.of(more if item.treatment == "lead" else Strong((more,)))))
    if item.channels:
        blocks = [block.model_copy(update={"channels": item.channels}) for block in blocks]
    if not blocks:
        return []
    title = plain(heading) if heading else None
    return [Section(id=f"item-{number}", title=title, blocks=tuple(blocks))]
