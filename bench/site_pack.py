"""Makes up a pack of any size, and the same pages for other site builders; it measures nothing.

The words are drawn from a small list by a seeded generator, so that every machine builds the same pages. They
mean nothing: what they share with real records is their size and make-up. A page has about 3.2 KB of source:
six sections of paragraphs and lists, a table, citations, related pages, a statement with its evidence.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TEXT = """
patient clinic monitoring response symptom mood sleep relapse weekly clinician review baseline score
pressure heart nausea event consent history interval maintenance evidence trial placebo outcome supportive
care safety protocol observation escort guidance plan goals measure scale option concern interaction support
family daily routine activity appointment morning evening question answer friend teacher garden window
letter paper minute quiet steady gentle
"""
_WORDS = _TEXT.split()
_HEADS = (
    ("overview", "What it is"),
    ("suitability", "Who it may help"),
    ("preparation", "Before your first visit"),
    ("what-happens", "What happens during a visit"),
    ("side-effects", "Side effects and safety"),
    ("aftercare", "Afterwards, and follow-up"),
)
_SOURCES = 200
_CLAIMS = 50
_TERMS = 25


@dataclass(frozen=True)
class Source:
    """A source of the made-up pack."""

    id: str
    title: str
    year: int


@dataclass(frozen=True)
class Page:
    """One page, as every builder gets it: sections of paragraphs and lists in Markdown."""

    id: str
    title: str
    summary: str
    sections: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...]
    """(aspect, heading, blocks); a block of one text is a paragraph, of more a list."""
    rows: tuple[tuple[str, str, str], ...]
    sources: tuple[str, ...]
    claim: str
    related: tuple[str, ...]


def _sentence(pick: random.Random, low: int = 6, high: int = 9, *, rich: bool = True) -> str:
    words = [pick.choice(_WORDS) for _ in range(pick.randint(low, high))]
    words[0] = words[0].capitalize()
    at, chance = pick.randrange(1, max(2, len(words) - 2)), pick.random()
    if rich and chance < 0.35:
        words[at : at + 2] = [f"**{' '.join(words[at : at + 2])}**"]
    elif rich and chance < 0.45:
        words[at : at + 2] = [
            f"[{' '.join(words[at : at + 2])}](https://example.org/more/{pick.randrange(9999)})"
        ]
    elif rich and chance < 0.55:
        words[at] = "R&D"
    return " ".join(words) + "."


def sources() -> list[Source]:
    """Return the sources that pages cite."""
    pick = random.Random("sources")
    return [
        Source(
            f"s-{number:03d}",
            " ".join(pick.choice(_WORDS) for _ in range(7)).capitalize(),
            pick.randint(1999, 2025),
        )
        for number in range(_SOURCES)
    ]


def claims() -> dict[str, str]:
    """Return the statements that pages print, by id."""
    pick = random.Random("claims")
    return {f"c-{number:02d}": _sentence(pick, 12, 16, rich=False) for number in range(_CLAIMS)}


def pages(count: int) -> Iterator[Page]:
    """Yield the pages of a pack."""
    for number in range(count):
        pick = random.Random(number)
        cited = [f"s-{each:03d}" for each in pick.sample(range(_SOURCES), 3)]
        sections = []
        for place, (aspect, heading) in enumerate(_HEADS):
            blocks = [
                (" ".join(_sentence(pick) for _ in range(pick.randint(2, 3))),)
                for _ in range(pick.randint(1, 2))
            ]
            if place < len(cited):
                blocks[0] = (f"{blocks[0][0]} [@{cited[place]}]",)
            if pick.random() < 0.3:
                blocks.append(tuple(_sentence(pick, 5, 8) for _ in range(3)))
            sections.append((aspect, heading, tuple(blocks)))
        yield Page(
            id=f"p-{number:06d}",
            title=f"{' '.join(pick.choice(_WORDS) for _ in range(4)).capitalize()} {number}",
            summary=_sentence(pick, 14, 18, rich=False),
            sections=tuple(sections),
            rows=tuple(
                (f"Visit {row}", _sentence(pick, 3, 5, rich=False), _sentence(pick, 3, 6, rich=False))
                for row in range(1, 4)
            ),
            sources=tuple(cited),
            claim=f"c-{pick.randrange(_CLAIMS):02d}",
            related=tuple(f"p-{(number * 7 + k * 13 + 1) % count:06d}" for k in range(3)),
        )


def put(file: Path, text: str) -> None:
    """Write a file; its folder is made."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def write_pack(folder: Path, count: int) -> None:
    """Write the pack in our format; `count` of its records have a page of their own."""
    shutil.rmtree(folder, ignore_errors=True)
    put(
        folder / "pack.yaml",
        "id: bench\ntitle: Made-up pages\nversion: 1.0.0\nas_of: 2026-11-21\nlicense: CC0-1.0\n",
    )
    for source in sources():
        put(
            folder / f"source/{source.id}.yaml",
            f"id: {source.id}\ntitle: {source.title}\ntype: article-journal\nauthors:\n"
            "  - {family: Example, given: Ann}\ncontainer_title: Journal of Samples\n"
            f'issued: "{source.year}"\nvolume: "12"\npage: 45-50\n'
            f"url: https://journal.example.org/{source.id}\nchecked: page-checked\n",
        )
    for number, (id, sentence) in enumerate(claims().items()):
        put(
            folder / f"claim/{id}.yaml",
            f"id: {id}\ntitle: Statement {number}\ntext: {sentence}\ntype: process\ncertainty: not-graded\n"
            f"certainty_reason: Made up\nevidence:\n  - {{source: s-{number:03d}, design: report}}\n"
            "expires: 2027-11-21\n",
        )
    for number in range(_TERMS):
        put(
            folder / f"glossary-term/t-{number:02d}.yaml",
            f"id: t-{number:02d}\ntitle: Word {number}\ndefinition: A word that stands for a made-up thing.\n"
            "review: {due: 2027-11-21}\n",
        )
    for id, trigger in (("care", "session"), ("benefit", "benefit"), ("misuse", "misuse")):
        put(
            folder / f"safety-notice/{id}.yaml",
            f"id: {id}\ntitle: Take care\nlevel: caution\nbody:\n  - This is made up.\n"
            f"action: Ask your own clinician.\ntriggers: [{trigger}]\nsources: [s-000]\n"
            "review: {due: 2027-11-21}\n",
        )
    put(
        folder / "crisis-resource/us-emergency.yaml",
        "id: us-emergency\ntitle: Emergency services\ncountry: US\ncountry_name: United States\n"
        'category: emergency\ncontacts:\n  - {method: phone, display: "911", number: "911"}\n'
        "verified_on: 2026-11-21\nexpires: 2027-05-20\nseen_at: [https://emergency.example.org/]\n",
    )
    for page in pages(count - _CLAIMS - _TERMS):
        put(folder / f"topic/{page.id}.yaml", _topic(page))


def _topic(page: Page) -> str:
    lines = [
        f"id: {page.id}",
        f"title: {page.title}",
        f"summary: {page.summary}",
        "key_points:",
        f'  - "[[claim/{page.claim}]]"',
        f"  - Read about [[t-{int(page.id[2:]) % _TERMS:02d}]] first.",
        "sections:",
    ]
    for aspect, heading, blocks in page.sections:
        lines += [f"  - id: {aspect}", f"    aspect: {aspect}", f"    heading: {heading}", "    body: |"]
        for block in blocks:
            texts = block if len(block) == 1 else [f"- {text}" for text in block]
            lines += [f"      {text}" for text in texts] + [""]
    lines += [
        "  - id: schedule",
        "    aspect: overview",
        "    heading: Typical visits",
        "    body:",
        "      - kind: comparison",
        "        caption: Visit by visit",
        "        columns: [Visit, What, Notes]",
        "        rows:",
    ]
    for label, what, note in page.rows:
        lines += [f"          - label: {label}", f"            cells: [{what}, {note}]"]
    lines += [f"topics: [{', '.join(page.related)}]", "review: {due: 2027-11-21}", ""]
    return "\n".join(lines)


def body_markdown(page: Page, named: dict[str, Source], said: dict[str, str]) -> str:
    """Return a page's body for other builders: the same words, with citations and references written out."""
    number = {id: place for place, id in enumerate(page.sources, 1)}
    lines = [said[page.claim], ""]
    for _, heading, blocks in page.sections:
        lines += [f"## {heading}", ""]
        for block in blocks:
            texts = block if len(block) == 1 else [f"- {text}" for text in block]
            for text in texts:
                for id, place in number.items():
                    text = text.replace(f" [@{id}]", f" [{place}](#ref-{place})")
                lines.append(text)
            lines.append("")
    lines += ["## Typical visits", "", "| Visit | What | Notes |", "|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in page.rows]
    lines += ["", "## References", ""]
    for id, place in number.items():
        source = named[id]
        lines.append(
            f"{place}. Example A. {source.title}. *Journal of Samples*. {source.year};12:45-50. "
            f"[https://journal.example.org/{id}](https://journal.example.org/{id})"
        )
    lines += ["", "## Read more", ""]
    lines += [f"- [{id}](/{id}/)" for id in page.related]
    lines += ["", "Not clinically reviewed. It is for information only.", ""]
    return "\n".join(lines)
