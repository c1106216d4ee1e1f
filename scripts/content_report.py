r"""Writes docs/content-report.md: how hard the bundled content is to read, and what a machine can check.

The grades are those of textstat 0.7.4, a library from outside, so that the count that the tests use is not
its own judge. It needs a setuptools that still has pkg_resources, and neither belongs into the development
environment, so uv makes one for this run:

    make content-report

With --check (make content-report REPORT_ARGS=--check) nothing is written: it fails where the median grade is
over 8, a record is over 11, or the file is stale.
A grade says where to look, not that a text is understood.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from content import citations, index, reading  # type: ignore[import-not-found]  # noqa: E402
from content.allowed import EXEMPTIONS  # type: ignore[import-not-found]  # noqa: E402
from content.texts import READ_KINDS, rich_pieces  # type: ignore[import-not-found]  # noqa: E402
from ketacontent import Catalog, load  # noqa: E402
from ketacontent.models import Record  # noqa: E402

REPORT = ROOT / "docs" / "content-report.md"
HIGHEST_MEDIAN, HIGHEST = 8, 11
HARDEST = 10
"""Records named in the report."""


class Line(NamedTuple):
    """One record's figures."""

    ref: str
    kind: str
    grade: float
    sentence: float
    words: int


def grade_of(record: Record, catalog: Catalog) -> float:
    """Return textstat's Flesch-Kincaid grade of what a patient reads, without the names of medicines."""
    import textstat  # type: ignore[import-not-found]

    sentences = reading.sentences_of(record, catalog)
    return float(textstat.flesch_kincaid_grade(" ".join(f"{' '.join(words)}." for words in sentences)))


def lines_of(catalog: Catalog) -> list[Line]:
    """Return the figures of every record that is read and long enough to judge."""
    found = []
    for record in catalog:
        if record.kind in (*READ_KINDS, "newsletter"):
            sentences = reading.sentences_of(record, catalog)
            words = sum(map(len, sentences))
            if words >= reading.SHORTEST:
                length = reading.median_length(sentences)
                found.append(Line(record.ref, record.kind, grade_of(record, catalog), length, words))
    return found


def cited_of(catalog: Catalog) -> tuple[int, int]:
    """Return how many texts state an effect, a risk, a mechanism or a law, and how many of them are cited."""
    stated = cited = 0
    for record in catalog:
        if record.kind in (*READ_KINDS, "newsletter"):
            for piece in rich_pieces(record):
                if citations.statements(piece):
                    stated += 1
                    cited += citations.is_cited(piece, record)
    return stated, cited


def report(catalog: Catalog, lines: list[Line]) -> str:
    """Return the report as Markdown."""
    grades = [line.grade for line in lines]
    kinds = Counter(record.kind for record in catalog)
    marked = sum(1 for record in catalog for piece in rich_pieces(record) if piece.rich is not None)
    stated, cited = cited_of(catalog)
    exempt = sum(1 for entry in EXEMPTIONS if entry.rule == "uncited")
    numbers = sum(any(map(str.isdigit, claim.text.plain)) for claim in catalog.claims.values())
    parts = [
        "# Content report",
        "",
        f"Written by `make content-report` from pack {catalog.manifest.id} {catalog.manifest.version}, "
        f"as of {catalog.manifest.as_of}. Flesch-Kincaid grades by textstat 0.7.4, with claims in full and "
        "without names of medicines. A grade says where to look; only readers can say whether a text is "
        "understood.",
        "",
        f"- Records: {len(catalog):,}; texts: {marked:,}",
        f"- Records with a grade: {len(lines)}; median {median(grades):.1f}; highest {max(grades):.1f}",
        f"- Median sentence: {median(line.sentence for line in lines):.0f} words; the longest median of a "
        f"record is {max(line.sentence for line in lines):.0f}",
        "",
        "## Cited",
        "",
        f"- Paragraphs and list items that state an effect, a risk, a mechanism or a law: {stated:,}; with a "
        f"source or a claim: {cited:,}. The other {stated - cited} are let stand by "
        f"`tests/content/allowed.yaml`, which gives the reason for each of its {exempt} entries.",
        f"- Claims: {kinds['claim']}, {numbers} of them with a number. Each of these rests on a checked "
        "source whose address is kept.",
        "",
        "## By kind",
        "",
        "| kind | records | with a grade | median grade | highest | median sentence, words |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for kind in (*READ_KINDS, "newsletter"):
        own = [line for line in lines if line.kind == kind]
        if own:
            middle, top = median(line.grade for line in own), max(line.grade for line in own)
            length = median(line.sentence for line in own)
            parts.append(f"| {kind} | {kinds[kind]} | {len(own)} | {middle:.1f} | {top:.1f} | {length:.0f} |")
    parts += ["", "## Hardest to read", "", "| record | grade | words |", "|---|---:|---:|"]
    hardest = sorted(lines, key=lambda line: (-line.grade, line.ref))[:HARDEST]
    parts += [f"| {line.ref} | {line.grade:.1f} | {line.words} |" for line in hardest]
    parts += [
        "",
        "## CDC Clear Communication Index",
        "",
        "Points of the index that a machine can decide, on the topics. They are checks, not a score: whether "
        "the words are the reader's own, only people can say.",
        "",
        "| point | topics that meet it |",
        "|---|---:|",
    ]
    met = [index.checks(topic, catalog) for topic in catalog.topics.values()]
    parts += [f"| {point} | {sum(each[point] for each in met)} of {len(met)} |" for point in met[0]]
    return "\n".join(parts) + "\n"


def main() -> int:
    """Write the report, or with --check say what is wrong."""
    catalog = load()
    lines = lines_of(catalog)
    text = report(catalog, lines)
    faults = [f"{line.ref} reads at grade {line.grade}" for line in lines if line.grade > HIGHEST]
    if median(line.grade for line in lines) > HIGHEST_MEDIAN:
        faults.append(f"the median grade is over {HIGHEST_MEDIAN}")
    if "--check" not in sys.argv[1:]:
        REPORT.write_text(text, "utf-8")
    elif not REPORT.exists() or REPORT.read_text("utf-8") != text:
        faults.append(f"{REPORT.relative_to(ROOT)} is out of date; run `make content-report`")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
