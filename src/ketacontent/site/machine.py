"""The files of a site that programs read: sitemap, robots.txt, feeds, list of records, redirects, cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from ketacontent.catalog import Catalog
from ketacontent.pages import Context
from ketacontent.pages.words import Words
from ketacontent.renderer import PAGE_KINDS
from ketacontent.site.addresses import INDEX, Addresses, page_folder
from ketacontent.site.cards import CARDS, card_names, read_card
from ketacontent.site.feed import FeedWords, make_feed
from ketacontent.site.languages import SiteLanguage
from ketacontent.site.listing import make_listing
from ketacontent.site.plan import EVERYTHING, PlannedFile
from ketacontent.site.redirect import make_redirect
from ketacontent.site.sitemap import Entry, make_robots, make_sitemap, make_sitemap_index, parts
from ketacontent.site.summaries import Summaries

CHANGES = "changes.atom"
SAFETY = "safety.atom"
LISTING = "index.json"
ROBOTS = "robots.txt"
SITEMAP = "sitemap.xml"
NEED_BASE_URL = (SITEMAP, ROBOTS, CHANGES, SAFETY, CARDS)
"""What a site lacks that does not know its own address: all of it names whole addresses."""


def machine_files(
    catalog: Catalog,
    context: Context,
    pages: Sequence[str],
    *,
    title: str,
    base_url: str | None,
    languages: Sequence[SiteLanguage] = (),
    summaries: Summaries | None = None,
) -> Iterator[PlannedFile]:
    """Yield the files for programs.

    Args:
        catalog: what the site shows.
        context: for whom; its brand, if there is one, answers for the feeds.
        pages: the files of all pages that a reader may come to: `topic/cold-feet/index.html`.
        title: the name of the site.
        base_url: where the site will lie; without one, the files of `NEED_BASE_URL` are left out.
        languages: all languages of the site, where it has several.
        summaries: what lists say of each record, where an earlier build kept some.
    """
    addresses = Addresses(base_url)
    known = summaries or Summaries(catalog, context, addresses)
    yield PlannedFile(LISTING, lambda: make_listing(catalog.manifest, known).encode(), (EVERYTHING,))
    yield from redirect_files(known, addresses, context.words)
    if base_url:
        yield from sitemap_files(known, addresses, pages, languages)
        # What changed is told in the language of the records.
        yield from feed_files(catalog.base or catalog, known, context, addresses, title)
        for name in card_names():
            yield PlannedFile(f"{CARDS}/{name}", partial(read_card, name))


def redirect_files(summaries: Summaries, addresses: Addresses, words: Words) -> Iterator[PlannedFile]:
    """Yield a page for each address that a record had under a former id."""
    for ref, summary in summaries.items():
        kind = ref.partition("/")[0]
        if kind in PAGE_KINDS:
            for id in summary.former_ids:
                yield PlannedFile(
                    f"{page_folder(kind, id)}{INDEX}",
                    partial(_redirect, summaries.catalog, ref, addresses, words),
                    (ref,),
                    f"{kind}/{id}, a former id of {ref},",
                )


def _redirect(catalog: Catalog, ref: str, addresses: Addresses, words: Words) -> bytes:
    return make_redirect(catalog.get(ref), addresses, words).encode()


def sitemap_files(
    summaries: Summaries, addresses: Addresses, pages: Sequence[str], languages: Sequence[SiteLanguage] = ()
) -> Iterator[PlannedFile]:
    """Yield the sitemap, with parts where there are very many pages, and robots.txt, which names it."""
    folders = [language.folder for language in languages if language.folder]

    def sitemap(some: Sequence[str]) -> bytes:
        return make_sitemap(_entry(summaries, addresses, page, languages, folders) for page in some).encode()

    several = parts(pages)
    if len(several) > 1:
        names = [f"sitemap-{number}.xml" for number in range(1, len(several) + 1)]
        whole = make_sitemap_index(addresses.of(name) for name in names).encode()
        yield PlannedFile(SITEMAP, lambda: whole, (EVERYTHING,))
    else:
        names = [SITEMAP]
    for name, some in zip(names, several or [()], strict=True):
        yield PlannedFile(name, partial(sitemap, some), (EVERYTHING,))
    yield PlannedFile(ROBOTS, lambda: make_robots(addresses.of(SITEMAP)).encode())


def feed_files(
    catalog: Catalog, summaries: Summaries, context: Context, addresses: Addresses, title: str
) -> Iterator[PlannedFile]:
    """Yield the feed of all changes, and the one of changes about safety."""
    words = context.words
    author = context.brand.title if context.brand else catalog.manifest.title
    subtitles = {
        CHANGES: (words("What changed in the content"), False),
        SAFETY: (words("Changes about safety"), True),
    }
    for place, (subtitle, is_safety) in subtitles.items():
        told = FeedWords(f"{title}: {subtitle}", subtitle, author)
        yield PlannedFile(
            place,
            partial(_feed, catalog, summaries, addresses, place, told, is_safety),
            (EVERYTHING,),
        )


def _feed(
    catalog: Catalog,
    summaries: Summaries,
    addresses: Addresses,
    place: str,
    words: FeedWords,
    is_safety: bool,
) -> bytes:
    changed = [catalog.get(ref) for ref, summary in summaries.items() if summary.changed]
    return make_feed(catalog.manifest, changed, addresses, place, words, is_safety=is_safety)


def _entry(
    summaries: Summaries,
    addresses: Addresses,
    page: str,
    languages: Sequence[SiteLanguage],
    folders: Sequence[str],
) -> Entry:
    """Return a page's entry; only a record's own page has a day of change."""
    folder = next((each for each in folders if page.startswith(each)), "")
    own = page.removeprefix(folder)
    ref = own.removesuffix(f"/{INDEX}")
    changed = summaries[ref].changed if ref in summaries else None
    day = date.fromisoformat(changed) if changed else None
    alternates = tuple((each.locale, addresses.of(f"{each.folder}{own}")) for each in languages)
    return Entry(addresses.of(page), day, alternates if len(languages) > 1 else ())
