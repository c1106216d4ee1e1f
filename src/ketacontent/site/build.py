"""Catalog -> files: linked HTML pages, Markdown, sample mails."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ketacontent._resources import package_root, template_root
from ketacontent.catalog import Catalog
from ketacontent.catalog.cache import digest_of
from ketacontent.catalog.load import folders_of
from ketacontent.catalog.watched import WatchedCatalog
from ketacontent.models import Record
from ketacontent.models.kinds import COLLECTION_NAMES
from ketacontent.pages import Context
from ketacontent.pages.overviews import HOME, NOT_FOUND, overview_names
from ketacontent.renderer import PAGE_KINDS, Renderer
from ketacontent.rendering.html import brand_style, stylesheet
from ketacontent.rendering.shell import Shell
from ketacontent.site.addresses import Addresses
from ketacontent.site.cards import ICON, read_icon
from ketacontent.site.extras import extra_files, extras_shell, search_files, with_card
from ketacontent.site.languages import SiteLanguage, site_languages, with_languages
from ketacontent.site.make import Progress, make_files
from ketacontent.site.output import OutputFolder, check_ours
from ketacontent.site.plan import PlannedFile, unique
from ketacontent.site.publish import Publication, build_number, finish_interrupted
from ketacontent.site.search import SEARCH
from ketacontent.site.shell import SiteShell, seen_from
from ketacontent.site.state import State, Written, code_digest, intact, option_digest, read_state, save_state
from ketacontent.site.summaries import Summaries

STYLES = "assets/ketacontent.css"
SHELL = Shell(stylesheet_href=STYLES, has_brand_style=True, icon_href=ICON, has_sharing=True)
SAMPLE_KINDS = ("newsletter", "topic", "route")
"""Kinds of which one record each is written as a sample mail."""


def pages_of(catalog: Catalog) -> list[Record]:
    """Return the records that have a page of their own."""
    return [record for record in catalog if record.kind in PAGE_KINDS]


def plan_pages(
    catalog: Catalog,
    context: Mapping[str, Any],
    site: Shell = SHELL,
    languages: Sequence[SiteLanguage] = (),
) -> Iterator[PlannedFile]:
    """Yield the files of a site: stylesheet, overviews, and a page for each record that has one.

    Args:
        catalog: what to show.
        context: arguments of `Renderer`, such as `country` or `brand`.
        site: what stands around every page, seen from the first.
        languages: all languages of the site, that of the context first, where it has several.
    """
    brand = Renderer(catalog, **context).context.brand
    styles = stylesheet() + (brand_style(brand) if brand else "")
    yield PlannedFile(STYLES, styles.encode, owner="the stylesheet")
    yield PlannedFile(ICON, read_icon, owner="the icon")
    here = languages[0] if languages else SiteLanguage(context.get("locale", "en-US"), "")
    yield from _plan_language(catalog, context, site, here, languages)
    for language in languages[1:]:
        base_url = context.get("base_url")
        own = {**context, "locale": language.locale}
        own["base_url"] = f"{base_url.rstrip('/')}/{language.folder.rstrip('/')}" if base_url else None
        shared = seen_from(site, language.to_top)
        original = catalog.plain if isinstance(catalog, WatchedCatalog) else catalog
        yield from _plan_language(
            original.in_locale(language.locale), own, shared, language, languages, base_url
        )


def _plan_language(
    catalog: Catalog,
    context: Mapping[str, Any],
    site: Shell,
    here: SiteLanguage,
    languages: Sequence[SiteLanguage],
    site_url: str | None = None,
) -> Iterator[PlannedFile]:
    """Yield the pages of one language of a site."""
    site_url = site_url or context.get("base_url")
    card_base = site_url if site.script_href else None
    first = Renderer(catalog, **context)
    words, brand, catalog = first.words, first.context.brand, first.catalog
    names = overview_names(catalog, brand)
    shells = SiteShell(words, brand.title if brand else catalog.manifest.title, names, site)
    for name in names:
        if name == NOT_FOUND and here.folder:
            continue  # a server has one page for all that it does not find
        path, root = _place(name, context.get("base_url"))
        outer = Renderer(catalog, link=_relative(root), overview_link=_relative_overview(root), **context)
        shell = with_card(shells.for_overview(name, root), "overview", card_base)
        if name != NOT_FOUND:
            shell = with_languages(shell, here, languages, path, root, site_url)
        yield PlannedFile(
            f"{here.folder}{path}", partial(_overview, outer, name, shell), owner=f"the overview {name!r}"
        )
    inner = Renderer(catalog, link=_relative("../../"), overview_link=_relative_overview("../../"), **context)
    for kind in COLLECTION_NAMES:
        if kind in PAGE_KINDS:
            shell = with_card(shells.for_record(kind, "../../"), kind, card_base)
            for id in catalog.collection(kind):
                ref = f"{kind}/{id}"
                path = f"{ref}/index.html"
                around = with_languages(shell, here, languages, path, "../../", site_url)
                yield PlannedFile(
                    f"{here.folder}{path}",
                    partial(_page, inner, ref, around),
                    (ref,),
                    f"the page of {ref}" + (f" ({here.locale})" if here.folder else ""),
                )


def _place(name: str, base_url: str | None) -> tuple[str, str]:
    """Return where the file of an overview lies, and the way from there to the first page.

    A server shows the page for addresses that lead nowhere under any address, so its links begin at the top.
    """
    if name == HOME:
        return "index.html", ""
    if name == NOT_FOUND:
        return "404.html", f"{urlsplit(base_url or '').path.rstrip('/')}/"
    return f"{name}/index.html", "../" * (name.count("/") + 1)


def _overview(renderer: Renderer, name: str, shell: Shell) -> bytes:
    return renderer.document(renderer.compose_overview(name), shell=shell).encode()


def _page(renderer: Renderer, ref: str, shell: Shell) -> bytes:
    catalog = renderer.catalog
    record = catalog.record(ref) if isinstance(catalog, WatchedCatalog) else catalog.get(ref)
    return renderer.page(record, shell=shell).encode()


def build(
    catalog: Catalog,
    out: str | Path,
    *,
    progress: Progress | None = None,
    cache: Path | None = None,
    jobs: int = 1,
    extras: bool = False,
    locales: Sequence[str] = (),
    **context: Any,
) -> int:
    """Write a folder of linked HTML pages with overviews and one stylesheet.

    Args:
        catalog: what to show.
        out: a folder that is new, empty, or written by an earlier build.
        progress: is told how many files of how many are done.
        cache: a folder of this site's own, which remembers between builds; then only what has changed
            is made again. Without one everything is made.
        jobs: how many processes make pages side by side, where there are enough of them.
        extras: whether it has a script, search, and the files for programs.
        locales: the languages of the site. The first lies at its top, each other one in a folder of its
            name; every page leads to itself in the others.
        context: arguments of `Renderer`, such as `country` or `brand`.

    Returns:
        The number of pages.

    Raises:
        UsageError: the folder holds something that is not ours, or two files want one address.
        MissingNotice: a page lacks something that must show; nothing is written.
    """
    target = Path(out)
    check_ours(target)
    finish_interrupted(target)
    languages = site_languages(locales)
    if languages:
        context["locale"] = languages[0].locale
    original, catalog = catalog, catalog.in_locale(context.get("locale", "en-US"))
    watched = WatchedCatalog(catalog)
    reader = Renderer(catalog, **context).context
    summaries = Summaries(catalog, reader, Addresses(context.get("base_url")))
    options = option_digest({**context, "code": _code(context)})
    if cache is not None and extras:
        summaries.recall(cache, options)
    files = list(unique(_plan(catalog, watched, context, summaries if extras else None, reader, languages)))
    has_search = extras and extras_shell(SHELL, None).search_href is not None
    key = option_digest(
        {
            "options": options,
            "plan": watched.digest("manifest") + " ".join(file.path for file in files if not file.depends),
            "brands": watched.digest("brand/*"),
            "extras": (extras, has_search),
            # Pages in another language rest on the original too; any change makes all of them again.
            **({"original": _whole(original)} if len(languages) > 1 or catalog is not original else {}),
        }
    )
    state = read_state(cache, key) if cache is not None else State(key)
    same = _same(state, target, watched)
    todo = [file for file in files if file.path not in same]
    paths = {file.path for file in files}
    index = {path for path in state.files if path.startswith(f"{SEARCH}/")}
    keeps_index = has_search and _keeps_index(state, same, paths, index)
    if keeps_index:
        paths |= index
    gone = state.files.keys() - paths if same else ()
    if todo or gone or not same:
        kept = same & paths
        with Publication(target, kept, gone) as publication:
            made = make_files(todo, publication, watched, progress, jobs)
            if has_search and not keeps_index:
                made |= _write_index(publication, files, same)
            new = State(key, files={path: state.files[path] for path in kept} | made)
            names = sorted({name for file in new.files.values() for name in file.depends})
            new.digests = {name: watched.digest(name) for name in names}
            new.build = publication.number = new.number()
        if cache is not None:
            save_state(cache, new)
            if extras:
                summaries.keep(cache, options)
    return sum(1 for path in paths if path.endswith(".html"))


def _plan(
    catalog: Catalog,
    watched: WatchedCatalog,
    context: Mapping[str, Any],
    summaries: Summaries | None,
    reader: Context,
    languages: Sequence[SiteLanguage],
) -> Iterator[PlannedFile]:
    """Yield the files of a site, with the extras where summaries for them are given."""
    if summaries is None:
        yield from plan_pages(watched, context, SHELL, languages)
        return
    base_url = context.get("base_url")
    pages = []
    for file in plan_pages(watched, context, extras_shell(SHELL, base_url), languages):
        if file.path.endswith(".html") and file.path != "404.html":
            pages.append(file.path)
        yield file
    # What these read is said with each of them, so they need not be watched.
    title = catalog.manifest.title
    yield from extra_files(
        catalog, reader, pages, title=title, base_url=base_url, languages=languages, summaries=summaries
    )


def _whole(catalog: Catalog) -> str:
    """Return a digest of all records of a catalog, and of all that translates them."""
    watched = WatchedCatalog(catalog)
    translated = [
        f"{locale} {ref} {each.over} {each.record.model_dump_json()}"
        for locale, translation in sorted(catalog.translations.items())
        for ref, each in sorted(translation.records.items())
    ]
    titles = [f"{locale} {each.manifest.title}" for locale, each in sorted(catalog.translations.items())]
    return digest_of("\n".join([watched.digest("*"), *titles, *translated]).encode())


def _keeps_index(state: State, same: frozenset[str], paths: set[str], index: set[str]) -> bool:
    """Say whether the search index of the last build still fits: no page is new, other or gone."""
    before = {path for path in state.files if path.endswith(".html")}
    return bool(index) and index <= same and before <= same and before == _pages_in(paths)


def _pages_in(paths: Iterable[str]) -> set[str]:
    return {path for path in paths if path.endswith(".html")}


def _write_index(
    publication: Publication, files: Iterable[PlannedFile], same: frozenset[str]
) -> dict[str, Written]:
    """Make the search index of all pages, those that stay as they are too, and write its files."""
    pages = {
        path: (publication.target if path in same else Path(publication.folder)) / path
        for path in _pages_in(file.path for file in files)
        if path != "404.html"
    }
    made = {}
    for path, content in search_files(pages):
        publication.write(path, content)
        made[path] = Written(publication.written[path], ())
    publication.gone = {path for path in publication.gone if path not in made}
    return made


def _same(state: State, target: Path, catalog: WatchedCatalog) -> frozenset[str]:
    """Return the paths of the files that need not be made again."""
    if not state.files or build_number(target) != state.build:
        return frozenset()
    now = {name: catalog.digest(name) for name in state.digests}
    return state.unchanged(now) & intact(target, state.files)


def _code(context: Mapping[str, Any]) -> str:
    folders = [Path(str(package_root())), Path(str(template_root()))]
    for name, within in (("templates", ""), ("pack_templates", "templates")):
        given = context.get(name) or ()
        listed = folders_of([given] if isinstance(given, (str, os.PathLike)) else given)
        folders += [folder / within for folder in listed]
    return code_digest(folders)


def build_markdown(catalog: Catalog, out: str | Path, **context: Any) -> int:
    """Write one Markdown file with front matter for each record that has a page; returns their number."""
    with OutputFolder(Path(out)) as output:
        records = pages_of(catalog)
        for renderer, record in _with_markdown_links(catalog, records, context):
            output.write(f"{record.kind}/{record.id}.md", renderer.markdown(record, front_matter=True))
    return len(records)


def write_mails(catalog: Catalog, out: str | Path, **context: Any) -> int:
    """Write one sample mail of each kind of `SAMPLE_KINDS` as .eml, dated on the pack's own day."""
    day = datetime.combine(catalog.manifest.as_of, time(9), UTC)
    renderer = Renderer(catalog, **{"brand": next(iter(catalog.brands), None), **context})
    brand = renderer.context.brand
    sender = f"{brand.title.split('(')[0].strip()} <{brand.email}>" if brand else "Sample <news@example.org>"
    written = 0
    with OutputFolder(Path(out)) as output:
        for kind in SAMPLE_KINDS:
            for record in list(catalog.collection(kind).values())[:1]:
                message = renderer.email(record).to_message(
                    to="Reader <reader@example.org>",
                    sender=sender,
                    unsubscribe=f"https://example.org/unsubscribe/{record.id}",
                    date=day,
                    message_id=f"<{record.kind}.{record.id}@example.org>",
                )
                output.write(f"{record.kind}-{record.id}.eml", message.as_bytes())
                written += 1
    return written


def _relative(root: str) -> Callable[[Record], str | None]:
    def link(record: Record) -> str | None:
        return f"{root}{record.kind}/{record.id}/index.html" if record.kind in PAGE_KINDS else None

    return link


def _relative_overview(root: str) -> Callable[[str], str | None]:
    return lambda name: f"{root}index.html" if name == "home" else f"{root}{name}/index.html"


def _with_markdown_links(
    catalog: Catalog, records: list[Record], context: dict[str, Any]
) -> Iterator[tuple[Renderer, Record]]:
    def link(record: Record) -> str | None:
        return f"../{record.kind}/{record.id}.md" if record.kind in PAGE_KINDS else None

    renderer = Renderer(catalog, **{"link": link, **context})
    for record in records:
        yield renderer, record
