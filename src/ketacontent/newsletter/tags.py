"""An issue for a mailing service: its own tags stand where the reader's values go.

The service keeps the list, fills the tags and sends. It escapes by its own
rules, which are not ours to check.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import escape

from ketacontent.errors import MailError, UnknownId
from ketacontent.newsletter.issue import CompiledIssue, Parts
from ketacontent.newsletter.splice import Words
from ketacontent.newsletter.variant import Variant


@dataclass(frozen=True)
class TagSyntax:
    """How a service writes tags.

    Args:
        title: what the service is called.
        field: a value of the reader; `{field}` is its name, `{FIELD}` in capitals, `_` for `-`.
        unsubscribe: the reader's unsubscribe address.
        openings: what starts a tag, and so may not stand in the mail's own words.
        known: fields that the service keeps under a name of its own.
    """

    title: str
    field: str
    unsubscribe: str
    openings: tuple[str, ...]
    known: tuple[tuple[str, str], ...] = ()

    def tag(self, name: str) -> str:
        """Return the tag of a field."""
        for own, tag in self.known:
            if name == own:
                return tag
        plain = name.replace("-", "_")
        return self.field.replace("{field}", plain).replace("{FIELD}", plain.upper())


SYNTAXES = {
    "mailchimp": TagSyntax(
        "Mailchimp", "*|{FIELD}|*", "*|UNSUB|*", ("*|",), (("name", "*|FNAME|*"), ("address", "*|EMAIL|*"))
    ),
    "listmonk": TagSyntax(
        "Listmonk",
        "{{ .Subscriber.Attribs.{field} }}",
        "{{ UnsubscribeURL }}",
        ("{{",),
        (("name", "{{ .Subscriber.Name }}"), ("address", "{{ .Subscriber.Email }}")),
    ),
    "buttondown": TagSyntax(
        "Buttondown",
        "{{ subscriber.metadata.{field} }}",
        "{{ unsubscribe_url }}",
        ("{{", "{%"),
        (("address", "{{ subscriber.email }}"),),
    ),
}
"""Every service that an issue can be exported for."""


def export_tags(issue: CompiledIssue, variant: Variant, service: str) -> Parts:
    """Return subject, HTML and text with a service's tags.

    Args:
        issue: compiled, with any address for unsubscribe: the service puts its own there.
        variant: which of its mails.
        service: a key of `SYNTAXES`.

    Raises:
        UnknownId: there is no such service.
        MailError: (KC808) the mail's own words hold what the service takes for a tag.
    """
    if service not in SYNTAXES:
        raise UnknownId("service", service, SYNTAXES)
    syntax = SYNTAXES[service]
    mail, link = issue.mails[variant], issue.form.unsubscribe
    tags = [syntax.tag(field.name) for field in issue.form.merge]

    def written(part: str, words: Words) -> str:
        for opening in syntax.openings:
            if any(opening in piece for piece in words.pieces):
                raise MailError(
                    part,
                    f'The words "{opening}" would be read as a tag of {syntax.title}.',
                    "Write them differently.",
                    "KC808",
                )
        found = [words.pieces[0]]
        for at, piece in zip(words.fields, words.pieces[1:], strict=True):
            found += [tags[at] if at >= 0 else _LINK, piece]
        return "".join(found)

    return Parts(
        written("subject", mail.subject),
        written("html", mail.html).replace(
            f"{escape(link.before)}{_LINK}{escape(link.after)}", syntax.unsubscribe
        ),
        written("text", mail.text).replace(link.address(_LINK), syntax.unsubscribe),
        syntax.unsubscribe,
    )


_LINK = "\ue000"
"""Stands for the reader's part of the unsubscribe address until the whole address is replaced."""
