"""Collects the interface strings for translators: src/ketacontent/locale/ketacontent.pot.

It reads the package's sources, not its output. A string counts as an interface string where it stands

- as the first argument of `_("...")`, `words("...")`, `desk.words("...")` and the like,
- as the title of `desk.section(id, "...")`, or the words of `desk.heading("...")`,
- as the label of a pair in `desk.facts(("...", values))`,
- as the two forms of `words.plural("...", "...", count)`,
- in one of the tables of `pages/words.py` whose entries are looked up later (`TABLES`).

Records are not collected: they are translated as records, not as strings. Our translations get the new
strings, empty, and lose those that are gone.

    .venv/bin/python scripts/messages.py          writes the files
    .venv/bin/python scripts/messages.py --check  fails where one is out of date
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "ketacontent"
TEMPLATE = PACKAGE / "locale" / "ketacontent.pot"
COMMAND = ".venv/bin/python scripts/messages.py"
TABLES = frozenset({"_MONTHS", "_UNITS"})
"""Names in `pages/words.py` whose strings reach gettext through a variable."""
_HEADER = """\
# Interface strings of ketacontent: everything a reader sees that does not come from a record.
# Written by scripts/messages.py. MIT license, as the code."""

_LEFT_OUT = tuple(
    f'"{name}:'
    for name in (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Generated-By",
        "Last-Translator",
        "Language-Team",
        "Report-Msgid-Bugs-To",
        "Project-Id-Version",
    )
)
"""Header lines that differ from run to run, or hold nothing."""


def translations() -> list[Path]:
    """Return the translations that we ship."""
    return sorted(TEMPLATE.parent.glob("*/LC_MESSAGES/*.po"))


class Message(NamedTuple):
    """A string to translate, its form for several, and the file it stands in."""

    one: str
    many: str | None
    file: str


def messages_in(source: str, file: str) -> Iterator[Message]:
    """Yield the interface strings of one module.

    Args:
        source: the module's text.
        file: its name, for translators.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            if _name(node.func) == "plural":
                forms = list(_constant(node.args[:2]))
                if len(forms) == 2:
                    yield Message(forms[0], forms[1], file)
            yield from (Message(words, None, file) for words in _words_of_call(node))
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id in TABLES for target in targets):
                yield from _words_of_table(node.value, file)


def _words_of_call(call: ast.Call) -> Iterator[str]:
    name, arguments = _name(call.func), call.args
    if name in ("_", "words", "heading"):
        yield from _constant(arguments[:1])
    elif name == "section":
        yield from _constant(arguments[1:2])
    elif name == "facts":
        for pair in arguments:
            if isinstance(pair, ast.Tuple):
                yield from _constant(pair.elts[:1])


def _words_of_table(table: ast.expr, file: str) -> Iterator[Message]:
    if isinstance(table, ast.Dict):  # unit -> (one, many)
        for pair in table.values:
            one, many = _constant(getattr(pair, "elts", []))
            yield Message(one, many, file)
    elif isinstance(table, ast.Tuple):
        yield from (Message(words, None, file) for words in _constant(table.elts))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _constant(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def all_messages() -> list[Message]:
    """Return the interface strings of the package, in the order of files and then of places."""
    found: dict[str, Message] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.relative_to(PACKAGE).parts[0] in ("lint", "cli"):  # these speak to authors, in English
            continue
        file = path.relative_to(ROOT).as_posix()
        for message in messages_in(path.read_text("utf-8"), file):
            known = found.get(message.one)
            if known is None or (known.many is None and message.many is not None):
                found[message.one] = message
    return list(found.values())


def template() -> str:
    """Return the text of the template file.

    It holds no date and no line number, so it goes stale only with the strings.
    """
    catalog = Catalog(project="ketacontent", header_comment=_HEADER, charset="utf-8")
    for one, many, file in all_messages():
        key = (one, many) if many is not None else one
        catalog.add(key, locations=[(file, 1)], flags=["python-brace-format"] if "{" in one else [])
    out = io.BytesIO()
    write_po(out, catalog, width=100, include_lineno=False, sort_output=True)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_LEFT_OUT))


def updated(path: Path) -> str:
    """Return a translation with the strings of today: new ones are empty, old ones are gone.

    Args:
        path: a .po file; its header stays as it is.
    """
    text = path.read_text("utf-8")
    with path.open("rb") as file:
        known = read_po(file)
    catalog = Catalog(charset="utf-8")
    for one, many, file_name in all_messages():
        key = (one, many) if many is not None else one
        earlier = known.get(one)
        fits = earlier is not None and not earlier.fuzzy and isinstance(earlier.id, str) == (many is None)
        catalog.add(
            key,
            earlier.string if earlier is not None and fits else "" if many is None else ("", ""),
            locations=[(file_name, 1)],
            flags=["python-brace-format"] if "{" in one else [],
        )
    out = io.BytesIO()
    write_po(out, catalog, width=100, include_lineno=False, sort_output=True)
    body = out.getvalue().decode()
    header, _, _ = text.partition("\n\n")
    return f"{header}\n\n{body.partition(chr(10) * 2)[2]}"


def _forms(string: object) -> tuple[object, ...]:
    return tuple(string) if isinstance(string, (tuple, list)) else (string,)


def main() -> int:
    """Write the template and bring the translations up to it, or say that something is out of date."""
    fresh = template()
    if "--check" in sys.argv[1:]:
        stale = [path for path in translations() if updated(path) != path.read_text("utf-8")]
        if not TEMPLATE.is_file() or TEMPLATE.read_text("utf-8") != fresh:
            stale.insert(0, TEMPLATE)
        for path in stale:
            print(f"{path.relative_to(ROOT)} is out of date: {COMMAND}")
        if not stale:
            print("fresh")
        return 1 if stale else 0
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_text(fresh, "utf-8")
    print(f"{len(all_messages())} strings in {TEMPLATE.relative_to(ROOT)}")
    for path in translations():
        path.write_text(updated(path), "utf-8")
        with path.open("rb") as file:
            empty = sum(1 for each in read_po(file) if each.id and "" in _forms(each.string))
        print(f"{empty} of them to translate in {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
