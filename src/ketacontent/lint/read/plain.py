"""Read plain text: blank lines part paragraphs, short lines without a full stop are headings."""

import re

from ketacontent.lint.read.block import Kind, Writer

_bullet = re.compile(
    r"[ \t]*(?:[-*+\u2022\u2023\u25e6\u25aa\u2013\u2713\u2714]|\d{1,2}[.)]|[a-z]\))[ \t]+(?=\S)"
)
_hashes = re.compile(r"[ \t]*(#{1,6})[ \t]+")
_comment = re.compile(r"[ \t]*(?:#|//|<!--)?[ \t]*ketacontent-lint:", re.IGNORECASE)
_underline = re.compile(r"[ \t]*(={3,}|-{3,}|~{3,})[ \t]*\r?\n?")
_ends = re.compile(r"[.!?:;,\u2026][\"'\u201d\u2019)\]]*\s*$")
_SHORT = 60


def read_plain(text: str) -> Writer:
    """Return the blocks of a plain text."""
    writer = Writer()
    kind: Kind = "paragraph"
    group = groups = 0
    previous = ""
    margin = position = 0
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        if not line.strip() or _comment.match(line):
            writer.flush(kind, group=group)
            if not line.strip() and kind != "item":
                group = 0
            kind, previous = "paragraph", ""
            continue
        if previous and _underline.fullmatch(line):
            writer.flush("heading", level=1 if "=" in line else 2)
            kind, previous, group = "paragraph", "", 0
            continue
        bullet, hashes = _bullet.match(line), _hashes.match(line)
        if hashes:
            writer.flush(kind, group=group)
            writer.add(line[hashes.end() :], start + hashes.end(), position)
            writer.flush("heading", level=len(hashes[1]))
            kind, previous, group = "paragraph", "", 0
            continue
        if bullet:
            writer.flush(kind, group=group)
            if kind != "item" or not group:
                groups += 1
                group = groups
            kind = "item"
            writer.add(line[bullet.end() :], start + bullet.end(), position)
            margin = bullet.end()
        else:
            indent = len(line) - len(line.lstrip())
            if previous.endswith(":") and indent > margin:  # a label and, set in, what it labels
                writer.flush(kind, group=group)
                kind, previous = "paragraph", ""
            margin = indent
            if previous and _is_title(previous, line):
                writer.flush("heading" if kind == "paragraph" else kind, level=3, group=group)
                kind, group = "paragraph", 0
            writer.add(line, start, position)
        previous = line.strip()
    writer.flush(kind, group=group)
    return writer


def _is_title(line: str, following: str) -> bool:
    """Tell whether a line ends where it does on purpose: the next word would have fitted."""
    if _ends.search(line) or not following.lstrip()[:1].isupper():
        return False
    word = following.split(maxsplit=1)[0]
    return len(line) + 1 + len(word) <= max(len(following.rstrip()), _SHORT)
