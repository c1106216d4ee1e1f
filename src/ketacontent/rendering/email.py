"""Page -> `Email`: subject, preheader, HTML with inline styles, and a text part with the same facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ketacontent.models import Brand, Newsletter, Record
from ketacontent.pages.page import Page
from ketacontent.pages.words import Words
from ketacontent.rendering import text as text_channel
from ketacontent.rendering.engine import Engine
from ketacontent.rendering.mail_colors import mail_colors, recolored
from ketacontent.rendering.mail_direction import mirrored
from ketacontent.rendering.merge import filled, mail_page, values_for
from ketacontent.rendering.message import UNSUBSCRIBE, Email, check_header
from ketacontent.rendering.must_show import MustShowCheck


def email(
    record: Record,
    page: Page,
    html: tuple[Engine, MustShowCheck],
    text: tuple[Engine, MustShowCheck],
    brand: Brand | None,
    words: Words,
    values: Mapping[str, str] | None = None,
) -> Email:
    """Render a page as a mail.

    Args:
        record: a newsletter issue gives subject and preheader; other records their title and summary.
        page: what to render.
        html: engine and check of the channel `email`.
        text: engine and check of the channel `text`.
        brand: who sends it; name and postal address stand at the end.
        words: of the page's locale.
        values: the reader's own, for the issue's merge fields.

    Raises:
        MissingNotice: a part lacks something that must show.
        MailError: the subject cannot stand in a header, or a merge field has no value.
    """
    own = values_for(record, values or {})
    subject = filled(record.subject, own) if isinstance(record, Newsletter) else record.title
    check_header(subject, "subject")
    page = mail_page(record, page, own)
    preheader = record.preheader if isinstance(record, Newsletter) else page.description
    footer = footer_lines(brand, words)
    engine, check = html
    fragment = engine.render("page", page=page)
    light, dark = mail_colors(brand)
    document = engine.render(
        "document",
        page=page,
        fragment=engine.written(fragment),
        subject=subject,
        preheader=preheader,
        brand=brand.title if brand else None,
        dark=dark,
        footer=footer,
        unsubscribe=UNSUBSCRIBE,
        unsubscribe_words=words("Unsubscribe"),
    )
    check.check(document, page, engine.name("page"))
    if page.direction == "rtl":
        document = mirrored(document)
    body = text_channel.text(page, *text)
    tail = "\n".join([*footer, "", words("Unsubscribe: {address}", address=UNSUBSCRIBE)])
    return Email(subject, preheader, recolored(document, light), f"{body}\n-- \n{text_channel.wrap(tail)}")


def footer_lines(brand: Brand | None, words: Words) -> Sequence[str]:
    """Return who sends the mail and from where."""
    if brand is None:
        return (words("Content: ketacontent, CC BY 4.0. The sender of this mail is named in its header."),)
    lines = [brand.legal_name, ", ".join(brand.postal_address), brand.email]
    if brand.is_fictitious:
        lines.insert(0, words("This sender is made up for samples."))
    return tuple(lines)
