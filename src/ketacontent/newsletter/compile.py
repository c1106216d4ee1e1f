"""Issue -> `CompiledIssue`: every variant is rendered once, read as a reader would, and cut at its slots."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import blake2b
from os import PathLike

from markupsafe import escape

from ketacontent.catalog import Catalog
from ketacontent.catalog.placeholder import placeholders_in
from ketacontent.errors import MailError, RenderError
from ketacontent.models import Brand, Newsletter
from ketacontent.newsletter.issue import CompiledIssue, CompiledMail, left_from_starter
from ketacontent.newsletter.quoted_printable import SOFT_BREAK, encode
from ketacontent.newsletter.reader import ReaderForm
from ketacontent.newsletter.splice import Frame, Slot, Spliced, Words
from ketacontent.newsletter.unsubscribe import Unsubscribe
from ketacontent.newsletter.variant import ANYONE, Variant
from ketacontent.pages.page import Page
from ketacontent.pages.texts import texts_in
from ketacontent.renderer import Renderer
from ketacontent.rendering.email import footer_lines
from ketacontent.rendering.header import mailbox_lines, words_lines
from ketacontent.rendering.message import UNSUBSCRIBE, Email, mail_address
from ketacontent.rendering.must_show import check_visible
from ketacontent.rendering.visible import visible_text

CLIPPED_AT = 102_000
"""Bytes of HTML behind which Gmail hides the rest of a mail, the way to unsubscribe included."""
_MARK = re.compile("\ue000([0-9]+|u)\ue001")
"""Stands where a slot will be: private-use characters, which no content and no value may hold."""
_LINK = "\ue000u\ue001"


def compile_issue(
    issue: Newsletter,
    catalog: Catalog,
    *,
    sender: str,
    unsubscribe: str,
    variants: Iterable[Variant] = (ANYONE,),
    date: datetime | None = None,
    needs_consent: bool = True,
    base: Variant = ANYONE,
    brand: Brand | str | None = None,
    base_url: str | None = None,
    templates: Sequence[str | PathLike[str]] = (),
    pack_templates: Sequence[str | PathLike[str]] = (),
) -> CompiledIssue:
    """Compile an issue for all readers of some variants.

    Args:
        issue: a newsletter of the catalog.
        catalog: where everything lies that the issue names.
        sender: `news@clinic.example` or `Clinic <news@clinic.example>`.
        unsubscribe: `https://clinic.example/u/{token}`: an address with the column of each reader's
            token; or `{unsubscribe}` for a column of whole addresses.
        variants: for whom: countries, audiences, segments.
        date: what the mails are dated; the moment of compiling where left out.
        needs_consent: whether each row must say `yes` under `consent`.
        base: what holds for rows that do not say otherwise, such as their country.
        brand: who sends; its name and postal address stand in each mail.
        base_url: where the pages lie that the mail leads to.
        templates: folders with templates of your own.
        pack_templates: packs whose own templates may be used, in a sandbox.

    Raises:
        MailError: sender or pattern are not usable, or the mail does not say who sends it (KC802) or how
            to unsubscribe (KC803).
        MissingNotice: a template drops or hides something that must show.
        UsageError: a variant or another argument is not of its form.
    """
    pattern = Unsubscribe.parse(unsubscribe)
    author = mail_address(sender, "sender")
    if date is not None and date.tzinfo is None:
        raise MailError("date", "It has no time zone.", "Give a datetime with tzinfo.")
    compiled = {
        variant: _compile_one(
            issue,
            Renderer(
                catalog,
                brand=brand,
                base_url=base_url,
                templates=templates,
                pack_templates=pack_templates,
                **variant.context(),
            ),
            "\r\n ".join(mailbox_lines(author.display_name, author.addr_spec, len("From: "))),
            author.domain,
            pattern,
        )
        for variant in dict.fromkeys(variants)
    }
    key = blake2b(f"{issue.ref} {issue.number} {author.addr_spec}".encode(), digest_size=16).digest()
    return CompiledIssue(
        ref=issue.ref,
        key=key,
        date=format_datetime(date or datetime.now(UTC)),
        form=ReaderForm(issue.merge, pattern, frozenset(compiled), base, needs_consent),
        mails=compiled,
    )


def _compile_one(
    issue: Newsletter, renderer: Renderer, author: str, domain: str, pattern: Unsubscribe
) -> CompiledMail:
    marks = {field.name: f"\ue000{at}\ue001" for at, field in enumerate(issue.merge)}
    mail = renderer.email(issue, marks)
    page = renderer.compose(issue)
    _check(mail, renderer, page)
    placeholders = tuple(
        dict.fromkeys(placeholders_in((issue, renderer.context.brand, tuple(texts_in(page)))))
    )
    subject = _words(mail.subject)
    href = f"{escape(pattern.before)}{_LINK}{escape(pattern.after)}"
    html = _words(mail.html.replace(UNSUBSCRIBE, href).rstrip("\n") + "\n")
    text = _words(mail.text.replace(UNSUBSCRIBE, pattern.address(_LINK)))
    return CompiledMail(
        frame=_frame(subject, html, text, author, domain, pattern),
        subject=subject,
        preheader=mail.preheader,
        html=html,
        text=text,
        warnings=_warnings(mail, placeholders),
        placeholders=placeholders,
    )


def _words(marked: str) -> Words:
    parts = _MARK.split(marked)
    return Words(tuple(parts[0::2]), tuple(-1 if part == "u" else int(part) for part in parts[1::2]))


def _frame(subject: Words, html: Words, text: Words, author: str, domain: str, pattern: Unsubscribe) -> Frame:
    # `=_` cannot stand in quoted-printable text, so no value can look like the boundary (RFC 2045, 6.7).
    boundary = f"=_{blake2b(repr((subject, html, text)).encode(), digest_size=12).hexdigest()}"
    if subject.fields:
        subject_line = Spliced((b"Subject: ", b"\r\n"), (Slot("subject"),))
    else:
        lines = "\r\n ".join(words_lines(subject.pieces[0], len("Subject: ")))
        subject_line = _fixed(f"Subject: {lines}\r\n")
    head = (
        _fixed(f"From: {author}\r\nTo: ")
        + Spliced((b"", b"\r\n"), (Slot("to"),))
        + subject_line
        + Spliced((b"Date: ", b"\r\n"), (Slot("date"),))
        + Spliced((b"Message-ID: <", f"@{domain}>\r\n".encode()), (Slot("id"),))
        + Spliced(
            (f"List-Unsubscribe: <{pattern.before}".encode(), f"{pattern.after}>\r\n".encode()),
            (Slot("link-header"),),
        )
        + _fixed("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nMIME-Version: 1.0\r\n")
        + _fixed(f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n')
    )
    body = (
        _fixed(f"\r\n--{boundary}\r\n{_part_head('plain')}")
        + _part(text, "text", "link")
        + _fixed(f"\r\n--{boundary}\r\n{_part_head('html')}")
        + _part(html, "html", "href")
        + _fixed(f"\r\n--{boundary}--\r\n")
    )
    names = ("From", "To", "Subject", "Date", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post")
    return Frame(head, body, subject, tuple(n.encode() for n in (*names, "MIME-Version", "Content-Type")))


def _fixed(text: str) -> Spliced:
    return Spliced((text.encode("ascii"),), ())


def _part_head(subtype: str) -> str:
    content_type = f'Content-Type: text/{subtype}; charset="utf-8"'
    return f"{content_type}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"


def _part(words: Words, place: str, link_place: str) -> Spliced:
    """Encode a part; soft line breaks stand before and behind each slot."""
    pieces = [encode(piece) for piece in words.pieces]
    inner = [SOFT_BREAK + piece + SOFT_BREAK for piece in pieces[1:-1]]
    if len(pieces) > 1:
        pieces = [pieces[0] + SOFT_BREAK, *inner, SOFT_BREAK + pieces[-1]]
    return Spliced(
        tuple(pieces), tuple(Slot(place, at) if at >= 0 else Slot(link_place) for at in words.fields)
    )


def _check(mail: Email, renderer: Renderer, page: Page) -> None:
    """Read a variant as its readers will: all that must show, who sends it, how to unsubscribe."""
    check_visible(mail.html, page.must_show, "email/page.html.jinja")
    brand = renderer.context.brand
    if brand is None:
        raise MailError(
            "brand",
            "Mail to many must say who sends it and from which postal address, and no brand is given.",
            "Give the id of a brand: brand='sample-clinic', or --brand.",
            "KC802",
        )
    shown = re.sub(
        rf'(<a\b[^>]*href="{re.escape(UNSUBSCRIBE)}"[^>]*>)(.*?)(</a>)',
        rf"\1\2 {_LINK}\3",
        mail.html,
        flags=re.S,
    )
    seen = visible_text(shown)
    for line in footer_lines(brand, renderer.words):
        for part, words in (("html", seen), ("text", " ".join(mail.text.split()))):
            if " ".join(line.split()) not in words:
                raise RenderError(
                    f"email ({part})",
                    f'A reader does not see who sends the mail: "{line[:80]}" is missing.',
                    "Let the template print the footer's lines.",
                    "KC802",
                )
    if _LINK not in seen or UNSUBSCRIBE not in mail.text:
        raise RenderError(
            "email (html)" if _LINK not in seen else "email (text)",
            "A reader does not see how to unsubscribe.",
            "Let the template print a link with words to `unsubscribe`.",
            "KC803",
        )


def _warnings(mail: Email, placeholders: tuple[str, ...]) -> tuple[str, ...]:
    warnings = [str(left_from_starter(placeholders))] if placeholders else []
    size = len(mail.html.encode())
    if size <= CLIPPED_AT:
        return tuple(warnings)
    return (
        *warnings,
        f"The HTML part has {size:,} bytes; Gmail hides what is behind about {CLIPPED_AT:,}.\n"
        "  Take out items, or treat them as `link`.  KC807",
    )
