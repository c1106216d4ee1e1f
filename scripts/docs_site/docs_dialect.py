"""Our pages, written for code hosts, in the dialect that MkDocs reads; no word changes.

CommonMark takes a list item's content at the column of its words, and words behind a fence's language.
Python-Markdown wants four columns a level, and the language alone. Links that leave `docs/` lead to pages of
the site or, where there is none, become words.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

MOVED: Mapping[str, str] = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
"""Pages outside `docs/` -> where they are on the site."""
_ITEM = re.compile(r"( *)([-*+]|\d+[.)])( +)(?=\S)")
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((?!https?:|mailto:|#)([^)\s]+)\)")


def translated(source: str, repository_path: str, page: str) -> str:
    """Return a page in MkDocs' dialect.

    Args:
        source: the page.
        repository_path: where it lies in the repository: its links start there.
        page: where it lies on the site, as a path of its source.
    """
    lines: list[str] = []
    fence, inside = "", 0
    columns: list[int] = []
    was_blank, is_loose = True, False
    for line in source.split("\n"):
        if fence:
            is_end = line.strip() == fence
            if inside:  # in a list, Python-Markdown knows indented code only
                lines.append("" if is_end else " " * (4 * len(columns) + 4) + line[inside:])
            else:
                lines.append(line)
            fence, was_blank = ("" if is_end else fence), is_end
            continue
        opened = re.match(r"( *)(`{3,}|~{3,})\s*([\w-]*)", line)
        if opened:
            fence, inside = opened[2], len(opened[1])
            columns = columns if inside else []
            lines += [""] if inside else ["", f"{opened[2]}{opened[3]}"]
            continue
        line = relinked(line, repository_path, page)
        indent = len(line) - len(line.lstrip())
        item = _ITEM.match(line)
        if line.strip() and (item or was_blank):
            while columns and indent < columns[-1]:
                columns.pop()
        if line.strip() and not item and not columns:
            is_loose = False  # the list is over
        elif line.strip() and columns and was_blank:
            is_loose = True
        if item and (columns or indent < 4):
            if is_loose and not was_blank:
                lines.append("")
            lines.append(" " * 4 * len(columns) + line.lstrip())
            columns.append(item.end())
        elif columns and line.strip() and indent >= columns[-1]:
            lines.append(" " * (4 * len(columns) + indent - columns[-1]) + line.lstrip())
        else:
            lines.append(line)
        was_blank = not line.strip()
    return "\n".join(lines)


def relinked(text: str, repository_path: str, page: str) -> str:
    """Return a text whose relative links lead to pages of the site."""
    here = posixpath.dirname(repository_path)

    def link(found: re.Match[str]) -> str:
        path, hash, anchor = found[2].partition("#")
        target = posixpath.normpath(posixpath.join(here, path))
        if target in MOVED:
            target = MOVED[target]
        elif target.startswith("docs/"):
            target = target.removeprefix("docs/")
            target = target if posixpath.splitext(target)[1] else f"{target}/index.md"
        else:
            return found[1]
        return f"[{found[1]}]({posixpath.relpath(target, posixpath.dirname(page) or '.')}{hash}{anchor})"

    parts = re.split(r"(`+[^`]*`+(?!\]))", text)
    # A link may hold code, so code is only passed over where no link stands around it.
    if "](" not in text:
        return text
    return _LINK.sub(link, text) if all("](" not in part for part in parts[1::2]) else text


def slug(words: str, separator: str = "-") -> str:
    """Return a heading's anchor as code hosts make it, so that one link serves both."""
    return re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", separator)
