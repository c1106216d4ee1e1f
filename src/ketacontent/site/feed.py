"""The Atom feeds (RFC 4287): what changed in the content, and what of it is about safety.

Entries are the changes that records tell of themselves. Every date is theirs: a feed is the same whenever it
is built from the same content.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple
from xml.etree import ElementTree as XML

from ketacontent.catalog import Manifest
from ketacontent.models import Record
from ketacontent.models.base import Change
from ketacontent.site.addresses import Addresses, page_folder

ATOM = "http://www.w3.org/2005/Atom"
NEWEST = 100
"""Changes that a feed holds; who reads it less often finds the others on the pages."""


class FeedWords(NamedTuple):
    """What a feed is called."""

    title: str
    subtitle: str
    author: str
    """The pack, or the brand: whoever answers for the content."""


def changes_of(records: Iterable[Record], *, is_safety: bool = False) -> list[tuple[Record, Change]]:
    """Return what changed, newest first.

    Args:
        records: those that tell of changes.
        is_safety: only changes about what could harm.
    """
    found = [
        (record, change)
        for record in records
        for change in record.changes
        if change.kind == "safety" or not is_safety
    ]
    found.sort(key=lambda each: each[0].ref)
    found.sort(key=lambda each: each[1].date, reverse=True)
    return found


def make_feed(
    manifest: Manifest,
    records: Iterable[Record],
    addresses: Addresses,
    place: str,
    words: FeedWords,
    *,
    is_safety: bool = False,
) -> bytes:
    """Return a feed as UTF-8.

    Args:
        manifest: of the pack whose changes it tells.
        records: those that tell of changes.
        addresses: with a base, since a feed is read elsewhere.
        place: where the feed lies: `changes.atom`.
        words: what it is called.
        is_safety: tell only changes about what could harm.
    """
    changes = changes_of(records, is_safety=is_safety)
    updated = changes[0][1].date if changes else manifest.as_of
    XML.register_namespace("", ATOM)
    feed = XML.Element(f"{{{ATOM}}}feed", {"xml:lang": manifest.locale})
    _add(feed, "id", addresses.of(place))
    _add(feed, "title", words.title)
    _add(feed, "subtitle", words.subtitle)
    _add(feed, "updated", _moment(updated))
    _add(_add(feed, "author"), "name", words.author)
    _add(feed, "link", rel="self", type="application/atom+xml", href=addresses.of(place))
    _add(feed, "link", rel="alternate", type="text/html", href=addresses.of(""))
    _add(feed, "rights", manifest.license)
    _add(feed, "generator", "ketacontent")
    for record, change, id in _with_ids(changes[:NEWEST], addresses):
        entry = _add(feed, "entry")
        _add(entry, "id", id)
        _add(entry, "title", record.title)
        _add(entry, "updated", _moment(change.date))
        _add(entry, "published", _moment(change.date))
        _add(entry, "category", term=change.kind)
        address = addresses.of_record(record) or addresses.of("")
        _add(entry, "link", rel="alternate", type="text/html", href=address)
        _add(entry, "summary", change.note)
    XML.indent(feed, "")
    data: bytes = XML.tostring(feed, "utf-8", xml_declaration=True)
    return data + b"\n"


def _with_ids(
    changes: list[tuple[Record, Change]], addresses: Addresses
) -> Iterator[tuple[Record, Change, str]]:
    """Yield changes with an id that stays when newer ones come: record, version, which of it."""
    of_version = Counter((record.ref, change.version) for record, change in changes)
    for record, change in changes:
        number = of_version[record.ref, change.version]
        of_version[record.ref, change.version] -= 1
        mark = change.version if number == 1 else f"{change.version}-{number}"
        # A name, not a place: kinds without pages of their own have changes too.
        base = addresses.base_url or ""
        yield record, change, f"{base}/{page_folder(record.kind, record.id)}#{mark}"


def _moment(day: date) -> str:
    """Return a day as Atom wants it; what hour it was is not known, so it is the first."""
    return f"{day.isoformat()}T00:00:00Z"


def _add(parent: XML.Element, name: str, text: str | None = None, **attributes: str) -> XML.Element:
    element = XML.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text
    return element
