"""`Shell`: what stands around a page in a document: header, menu, trail, search, share links, footer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from ketacontent.pages.page import Page, Section, shown
from ketacontent.pages.words import Words

_FEW = 3
"""A page with so few sections needs no list of them."""


class ShellLink(NamedTuple):
    """Words, the address they lead to, and whether that is where the reader is."""

    words: str
    href: str
    is_here: bool = False


class LanguageLink(NamedTuple):
    """The same page in a language of the site."""

    words: str
    """What the language calls itself."""
    href: str
    locale: str
    is_here: bool = False
    address: str | None = None
    """Its whole address, for search engines."""


@dataclass(frozen=True, slots=True)
class Shell:
    """What a document has beside its page. The default is a page that stands alone.

    Args:
        stylesheet_href: address of the stylesheet; without one it stands in the page.
        has_brand_style: whether that stylesheet holds the brand's colors; else they stand in the page.
        script_href: address of the script, which only adds comfort; none by default.
        first_script_href: address of the few lines that run before the page is painted.
        icon_href: address of the icon that browsers show beside the title.
        home: the name of the site and the way to its first page.
        navigation: the menu.
        trail: the way from the first page to this one, without the page itself.
        footer_links: links at the foot.
        search_href: folder of the search index; None where there is none.
        has_contents: whether the page's sections are listed beside it.
        has_sharing: whether there are links to mail, copy and print the page.
        feed_href: address of the Atom feed of changes.
        languages: the same page in the languages of the site; empty where there is one only.
        card_href: whole address of the picture that stands for the page elsewhere (Open Graph).
    """

    stylesheet_href: str | None = None
    has_brand_style: bool = False
    script_href: str | None = None
    first_script_href: str | None = None
    icon_href: str | None = None
    home: ShellLink | None = None
    navigation: tuple[ShellLink, ...] = ()
    trail: tuple[ShellLink, ...] = ()
    footer_links: tuple[ShellLink, ...] = ()
    search_href: str | None = None
    has_contents: bool = False
    has_sharing: bool = False
    feed_href: str | None = None
    card_href: str | None = None
    languages: tuple[LanguageLink, ...] = ()


PLAIN = Shell()
"""A page that stands alone."""


def shell_labels(words: Words) -> dict[str, str]:
    """Return the words of the shell's own parts."""
    return {
        "skip": words("Skip to the content"),
        "main": words("Main"),
        "trail": words("Where you are"),
        "contents": words("On this page"),
        "search": words("Search this site"),
        "nothing": words("Nothing found"),
        "found": words("{count} results", count="{count}"),
        "theme": words("Light or dark"),
        "share": words("Share or keep this page"),
        "mail": words("Send by email"),
        "copy": words("Copy the link"),
        "copied": words("Copied"),
        "print": words("Print"),
        "footer": words("About this site"),
        "changes": words("Changes"),
        "languages": words("Languages"),
    }


def contents_of(page: Page, channel: str) -> tuple[Section, ...]:
    """Return the sections that a list of contents leads to: those with a title and something to show."""
    titled = tuple(s for s in page.sections if s.title is not None and shown(s.blocks, channel))
    return titled if len(titled) > _FEW else ()


def mail_address(title: str, canonical: str) -> str:
    """Return a `mailto:` address with the page's title and address, and nobody to send it to."""
    return f"mailto:?subject={quote(title, safe='')}&body={quote(canonical, safe='')}"
