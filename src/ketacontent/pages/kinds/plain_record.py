"""The pages of kinds that are mostly parts of other pages, such as sources and crisis lines."""

from ketacontent.models import (
    Brand,
    CrisisResource,
    Image,
    RegulatoryStatus,
    RichText,
    SafetyNotice,
    Source,
)
from ketacontent.models.text.nodes import Cite, Text, joined
from ketacontent.pages.block import paragraph
from ketacontent.pages.citation import reference
from ketacontent.pages.kinds.desk import Composed, Desk, plain
from ketacontent.pages.notices import crisis_lines, notice_block


def compose_source(source: Source, desk: Desk) -> Composed:
    """The entry of the reference list, and where the source is used."""
    users = [ref.partition("/") for ref in desk.catalog.used_by.get(source.ref, ())]
    sections = desk.section("entry", "Reference", paragraph(reference(source, desk.words)))
    items = tuple(item for kind, _, id in users for item in desk.named(kind, [id]))
    return Composed(
        plain(source.title), sections + desk.section("used-by", "Where it is used", desk.items(items))
    )


def compose_safety_notice(notice: SafetyNotice, desk: Desk) -> Composed:
    """The notice itself, as it stands on every page that triggers it."""
    source = RichText.of(Text(desk.words("Sources of this notice:") + " "), Cite(notice.sources))
    return Composed(
        notice.action, desk.section("notice", None, notice_block(notice, desk.words), paragraph(source))
    )


def compose_regulatory_status(status: RegulatoryStatus, desk: Desk) -> Composed:
    """One row of the law, in full; the row itself comes from the law section."""
    return Composed(status.note, [], (status.medicine,), (status.use,))


def compose_crisis_resource(resource: CrisisResource, desk: Desk) -> Composed:
    """One line: how to reach it, when it was checked."""
    checked = desk.words("Checked on {day}.", day=desk.words.date(resource.verified_on))
    lines = crisis_lines([resource], desk.words)
    texts = [text for line in lines for text in (*line.contacts, *((line.detail,) if line.detail else ()))]
    return Composed(
        plain(joined(", ", [resource.title, resource.country_name])),
        desk.section("line", "How to reach it", desk.items(texts), paragraph(plain(checked))),
    )


def compose_image(image: Image, desk: Desk) -> Composed:
    """The picture's words."""
    return Composed(plain(image.title), desk.section("picture", "Picture", *desk.picture(image.id)))


def compose_brand(brand: Brand, desk: Desk) -> Composed:
    """Who speaks, and where to find them."""
    words = desk.words
    facts = desk.facts(
        ("Name", (plain(brand.legal_name),)),
        ("Address", (plain(", ".join(brand.postal_address)),)),
        ("Phone", (plain(brand.phone),) if brand.phone else ()),
        ("Email", (plain(brand.email),)),
    )
    summary = (
        words("A sample that does not exist: {name}.", name=brand.title)
        if brand.is_fictitious
        else brand.title
    )
    return Composed(plain(summary), desk.section("about", "Who we are", facts))
