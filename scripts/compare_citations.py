"""Compares our references with those of citeproc-js, over every source of the bundled pack.

Two formatters that were written apart and agree are worth more than one. Differences are printed for a person
to judge: AMA leaves room, and citeproc follows its style file. Needs node and the package citeproc (npm ci).

Usage: python scripts/compare_citations.py [--all]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

import ketacontent as kc
from ketacontent.models import Source
from ketacontent.pages.citation import reference
from ketacontent.pages.words import words_of

FORMATTER = Path(__file__).with_suffix(".mjs")

Item = dict[str, object]


def csl_date(value: str) -> Item:
    """Return a partial date as CSL-JSON has it."""
    return {"date-parts": [[int(part) for part in value.split("-")]]}


def csl_item(source: Source) -> Item:
    """Return a source as CSL-JSON."""
    authors: list[Item] = [author.model_dump(exclude_none=True) for author in source.authors]
    if source.authors_truncated:
        authors.append({"literal": "et al"})
    item: Item = {
        "id": source.id,
        "type": str(source.type),
        "title": source.title,
        "author": authors,
        "container-title": source.container_title,
        "publisher": source.publisher,
        "volume": source.volume,
        "issue": source.issue,
        "page": source.page,
        "number": source.number,
        "DOI": source.doi,
        "URL": None if source.doi else source.url,
        "issued": csl_date(source.issued) if source.issued else None,
        "accessed": csl_date(source.accessed) if source.accessed and not source.doi else None,
    }
    return {name: value for name, value in item.items() if value}


def plain(line: str) -> str:
    """Return a reference without what the two may write differently: spaces and kinds of dash and quote."""
    line = line.translate(str.maketrans("–—’“”\xa0", '--\'"" '))
    return " ".join(line.split()).rstrip(".")


def main() -> int:
    """Print each difference, and how many references agree."""
    parser = argparse.ArgumentParser(description="Compare references with citeproc-js.")
    parser.add_argument("--all", action="store_true", help="print the references that agree, too")
    options = parser.parse_args()
    sources = sorted(kc.load().sources.values(), key=lambda source: source.id)
    items = json.dumps([csl_item(source) for source in sources])
    done = subprocess.run(["node", str(FORMATTER)], input=items, capture_output=True, text=True, check=True)
    different = 0
    for source, theirs in zip(sources, json.loads(done.stdout), strict=True):
        ours = str(reference(source, words_of("en-US")))
        agree = plain(ours) == plain(theirs)
        different += not agree
        if options.all or not agree:
            print(f"{source.id}{' (agree)' if agree else ''}\n  ours    {ours}\n  theirs  {theirs}")
    print(f"{len(sources)} references, {different} differ")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
