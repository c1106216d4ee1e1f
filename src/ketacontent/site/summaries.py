"""What the lists of a whole site say of each record: index.json, sitemap, feeds, redirects.

They name every record, and would read every record again after any edit. So a
build keeps what they say, and the next one makes it again only for records that
have changed, or whose summary may print something that has.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ketacontent.catalog import Catalog
from ketacontent.catalog.cache import digest_of, load_plain, save_plain
from ketacontent.catalog.watched import BULKY_KINDS
from ketacontent.models import Record
from ketacontent.models.kinds import COLLECTION_NAMES
from ketacontent.models.text.nodes import Note
from ketacontent.models.text.rich_text import RichText
from ketacontent.pages import Context
from ketacontent.pages.kinds import Desk
from ketacontent.pages.resolve import Resolver
from ketacontent.site.addresses import Addresses

_FILE = "site.summaries"
_FORM = 1
"""Changes with the form of what is kept."""


class Summary(NamedTuple):
    """What lists say of one record."""

    line: str
    """Its entry in `index.json`."""
    changed: str | None
    """The day of its last change (ISO 8601), if it tells any."""
    former_ids: tuple[str, ...]


class Summaries:
    """The summaries of a catalog's records, each made when it is first asked for.

    Args:
        catalog: the records.
        context: for whom.
        addresses: of their pages.
    """

    def __init__(self, catalog: Catalog, context: Context, addresses: Addresses) -> None:
        self.catalog = catalog
        self._desk, self._addresses = Desk(catalog, context), addresses
        self._kept: dict[str, tuple[str, Summary]] = {}
        self._made: dict[str, Summary] = {}

    def __getitem__(self, ref: str) -> Summary:
        """Return the summary of `kind/id`."""
        found = self._made.get(ref)
        if found is None:
            digest, kept = self._digest(ref), self._kept.get(ref)
            known = kept is not None and digest and kept[0] == digest
            found = kept[1] if known and kept is not None else self._make(self.catalog.get(ref))
            self._made[ref] = found
        return found

    def __contains__(self, ref: str) -> bool:
        """Say whether there is such a record."""
        kind, _, id = ref.partition("/")
        return kind in COLLECTION_NAMES and id in self.catalog.collection(kind)

    def items(self) -> Iterator[tuple[str, Summary]]:
        """Yield every record's `kind/id` and summary, in the catalog's order."""
        for ref in self.catalog.refs():
            yield ref, self[ref]

    def recall(self, folder: Path, key: str) -> None:
        """Take what an earlier build kept, where all that summaries may print is as it was.

        Args:
            folder: where builds of this site remember.
            key: the options and the code of the build.
        """
        try:
            form, found_key, kept = load_plain((folder / _FILE).read_bytes())
            if (form, found_key) == (_FORM, self._key(key)):
                self._kept = {ref: (digest, Summary(*fields)) for ref, (digest, fields) in kept.items()}
        except (OSError, ValueError, TypeError, EOFError, pickle.UnpicklingError):
            return

    def keep(self, folder: Path, key: str) -> None:
        """Keep the summaries that were asked for; a failure costs time in the next build only."""
        kept = {ref: (self._digest(ref), tuple(summary)) for ref, summary in self._made.items()}
        if {ref: (digest, tuple(summary)) for ref, (digest, summary) in self._kept.items()} == kept:
            return
        try:
            save_plain(folder / _FILE, (_FORM, self._key(key), kept))
        except OSError:
            return

    def _digest(self, ref: str) -> str:
        """Return a digest of a record's short fields and of those of the long records it points at."""
        digests, targets = self.catalog.digests, self.catalog.known_targets(ref)
        if ref not in digests or targets is None:
            return ""
        named = sorted(each for each in targets.refs if each.partition("/")[0] in BULKY_KINDS)
        return " ".join(digests[each][1] for each in (ref, *named) if each in digests)

    def _key(self, key: str) -> str:
        """Return a digest of the options and of all records of the kinds whose texts others print."""
        short = (ref for ref in self.catalog.refs() if ref.partition("/")[0] not in BULKY_KINDS)
        parts = [self._digest(ref) or self.catalog.get(ref).model_dump_json() for ref in short]
        return digest_of("\n".join([key, *parts]).encode())

    def _make(self, record: Record) -> Summary:
        resolved = Resolver(self.catalog, self._desk.context).text(self._desk.summary_of(record))
        # Numbers of sources mean nothing where no reference list is near.
        words = RichText.of(*(node for node in resolved.nodes if not isinstance(node, Note)))
        listed = {
            "kind": record.kind,
            "id": record.id,
            "title": record.title,
            "summary": words.plain.strip(),
            "version": record.version,
            "url": self._addresses.of_record(record),
        }
        changed = max((change.date for change in record.changes), default=None)
        return Summary(
            json.dumps(listed, ensure_ascii=False),
            changed.isoformat() if changed else None,
            record.former_ids,
        )
