"""Reads gettext's .po files, and writes .mo files from them.

The standard library reads .mo files only. With this a translator's file works as it is, in a checkout and
in a host's folder, and the wheel's .mo files are made without a tool. It is no full parser: obsolete entries,
contexts and comments are passed over, and what is marked fuzzy is not used.
"""

from __future__ import annotations

import ast
import re
import struct
from collections.abc import Iterator

Messages = dict[str | tuple[str, str], tuple[str, ...]]
"""Message, or message and its form for several, with its translations; the header stands under ""."""

_LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d+)\])?)?\s*(".*")\s*')


def read_po(text: str) -> Messages:
    """Return the messages of a .po file that are translated and not fuzzy.

    Raises:
        ValueError: a line is none of such a file; the message gives its number.
    """
    found: Messages = {}
    for entry in _entries(text):
        one, many = entry.get("msgid", ""), entry.get("msgid_plural")
        forms = [entry[key] for key in sorted(entry, key=_form) if key.startswith("msgstr")]
        if all(forms) and forms and "msgctxt" not in entry:
            found[one if many is None else (one, many)] = tuple(forms)
    return found


def _form(key: str) -> int:
    number = re.search(r"\d+", key)
    return int(number.group()) if number else 0


def _entries(text: str) -> Iterator[dict[str, str]]:
    entry: dict[str, str] = {}
    key, is_fuzzy = "", False
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        starts = line.startswith(("msgid ", "msgctxt ", "#")) and any(k.startswith("msgstr") for k in entry)
        if not line or starts:
            if entry and (not is_fuzzy or entry.get("msgid") == ""):  # a fuzzy header is a header
                yield entry
            if entry or not line:
                entry, key, is_fuzzy = {}, "", False
        if not line or line.startswith("#"):
            is_fuzzy = is_fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        read = _LINE.fullmatch(line)
        if read is None or not (read[1] or key):
            raise ValueError(f"line {number} is none of a .po file")
        key = read[1] or key
        entry[key] = entry.get(key, "") + str(ast.literal_eval(read[3]))
    if entry and (not is_fuzzy or entry.get("msgid") == ""):
        yield entry


def mo_bytes(messages: Messages) -> bytes:
    """Return messages as a .mo file: two tables of lengths and places, then the strings, sorted."""
    whole = {"": ("Content-Type: text/plain; charset=utf-8\n",), **messages}
    pairs = sorted(
        (
            (one if isinstance(one, str) else "\0".join(one)).encode(),
            "\0".join(forms).encode(),
        )
        for one, forms in whole.items()
    )
    head, count = 28, len(pairs)
    place = head + 16 * count
    tables, strings = [], []
    for side in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<2I", len(pair[side]), place))
            strings.append(pair[side] + b"\0")
            place += len(pair[side]) + 1
    start = struct.pack("<7I", 0x950412DE, 0, count, head, head + 8 * count, 0, head + 16 * count)
    return start + b"".join(tables) + b"".join(strings)
