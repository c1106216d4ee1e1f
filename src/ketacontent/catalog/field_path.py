"""Fields inside fields, with `overlay: fields`: `duration.note`, `sections.the-day.body`, `questions.add`.

A part of such a name is a field, or the id of an entry of a list. The last part
may be `add` (entries that come after those that are there) or `hide` (ids of
entries that are taken away). An entry without an id cannot be named: its number
would mean another entry as soon as the record beneath grows. Whether what comes
out is a record is for validation to say.
"""

from __future__ import annotations

import copy

from ketacontent.catalog.overlay import changes_fields, own_fields
from ketacontent.catalog.plain_yaml import Raw, RawValue
from ketacontent.catalog.read import Document, Path, Place
from ketacontent.errors import Problem, near_matches

ADD, HIDE = "add", "hide"
MAX_PARTS = 8
"""No field of a record lies deeper."""


class LaidDocument(Document):
    """A file whose fields were laid into those of the record beneath; it still knows its own lines.

    Args:
        document: the file.
        data: the fields of both.
        moved: for each field of the file that names a field inside another, where it went.
    """

    __slots__ = ("_keys", "_moved", "_places", "written")

    def __init__(self, document: Document, data: Raw, moved: dict[str, Path]) -> None:
        super().__init__(document.file, document.text, data)
        self._moved = moved
        self.written = document
        """The file by itself, which can be laid over another record, or over the same after a change."""
        self._places: dict[Path, Place] | None = None
        self._keys: dict[Path, Place] | None = None

    @property
    def places(self) -> dict[Path, Place]:
        """Where each value stands that this file gives."""
        if self._places is None:
            self._places = self._renamed(super().places)
        return self._places

    @property
    def keys(self) -> dict[Path, Place]:
        """Where the key of each value stands that this file gives."""
        if self._keys is None:
            self._keys = self._renamed(super().keys)
        return self._keys

    def _renamed(self, places: dict[Path, Place]) -> dict[Path, Place]:
        renamed: dict[Path, Place] = {}
        for path, place in places.items():
            name = str(path[0]) if path else ""
            moved = self._moved.get(name)
            if moved is None:
                renamed[path] = place
                continue
            first = moved[-1]
            if name.endswith(f".{HIDE}"):
                renamed.setdefault(moved, place)
            elif name.endswith(f".{ADD}") and isinstance(first, int):
                # An entry of the file's list has the number it got behind those that were there.
                number = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
                renamed[(*moved[:-1], first + number, *path[2:])] = place
            else:
                renamed[(*moved, *path[1:])] = place
            for end in range(1, len(moved)):
                renamed.setdefault(moved[:end], place)
        return renamed


def lay(base: Raw | None, document: Document) -> tuple[Raw, Document, list[Problem]]:
    """Lay a file's fields over the record beneath.

    Args:
        base: the fields of the record beneath, or None.
        document: the file.

    Returns:
        The fields of the record, the file as it knows their places, and what cannot be found beneath.
    """
    own = own_fields(document.data)
    if base is None or not changes_fields(document.data):
        return own, document, []
    inner = [name for name in own if "." in name]
    raw: Raw = {**base, **{name: value for name, value in own.items() if name not in inner}}
    if not inner:
        return raw, document, []
    raw = copy.deepcopy(raw)
    moved: dict[str, Path] = {}
    problems: list[Problem] = []
    for name in inner:
        try:
            moved[name] = _put(raw, name, own[name])
        except _NotThere as wrong:
            place = document.keys.get((name,)) or document.place((name,))
            problems.append(
                Problem(document.file, place.line, place.column, name[:80], wrong.what, wrong.fix, "KC302")
            )
    return raw, LaidDocument(document, raw, moved), problems


class _NotThere(Exception):
    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


def _put(raw: Raw, name: str, value: RawValue) -> Path:
    """Put a value where a name such as `sections.the-day.body` says, and return that place."""
    if name.count(".") >= MAX_PARTS:
        raise _NotThere(f"`{name[:60]}...` has more than {MAX_PARTS} parts.", "No field lies so deep.")
    *before, last = name.split(".")
    holder: RawValue = raw
    path: tuple[str | int, ...] = ()
    for number, part in enumerate(before):
        key = _key(holder, part, name)
        if isinstance(holder, list) and isinstance(key, int):
            holder = holder[key]
        elif isinstance(holder, dict):
            # What is not there yet begins empty: a list where something is added to it.
            is_list = last == ADD and number == len(before) - 1
            holder = holder.setdefault(str(key), [] if is_list else {})
        path = (*path, key)
    if isinstance(holder, list) and last == ADD:
        path = (*path, len(holder))
        holder.extend(value if isinstance(value, list) else [value])
        return path
    if isinstance(holder, list) and last == HIDE:
        for id in value if isinstance(value, list) else [value]:
            del holder[_entry(holder, str(id), name)]
        return path
    key = _key(holder, last, name)
    if isinstance(holder, list) and isinstance(key, int):
        holder[key] = {"id": last, **value} if isinstance(value, dict) else value
    elif isinstance(holder, dict):
        holder[str(key)] = value
    return (*path, key)


def _key(holder: RawValue, part: str, name: str) -> str | int:
    if isinstance(holder, list):
        return _entry(holder, part, name)
    if isinstance(holder, str):
        raise _NotThere(
            f"What stands before `{part}` in `{name}` is a single value.", "Give the value as a whole."
        )
    return part


def _entry(holder: list[RawValue], id: str, name: str) -> int:
    """Return the number of the entry with an id."""
    ids = [str(entry.get("id", "")) if isinstance(entry, dict) else "" for entry in holder]
    if id in ids and id:
        return ids.index(id)
    known = [each for each in ids if each]
    if not known:
        what = f"The entries of this list have no ids, so that `{id}` in `{name}` names none."
        raise _NotThere(what, f"Give the list as a whole, or add entries with `.{ADD}`.")
    near = near_matches(id, known)
    fix = f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(known)}."
    raise _NotThere(f"There is no `{id}` for `{name}` in the record beneath.", fix)
