"""`ketacontent new`: a starter for a record, that is valid as it stands and asks to be written over."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ketacontent.cli.options import day
from ketacontent.errors import UsageError
from ketacontent.models.types import SLUG

_MANIFEST = """\
id: {pack}
title: {pack}
version: 1.0.0
as_of: {day}
license: CC-BY-4.0
"""
_NEWSLETTER = """\
# yaml-language-server: $schema={schema}
id: {id}
title: A title that says what the issue is about
number: {number}
published: {day}
subject: What an inbox shows first, in at most 78 characters
preheader: What an inbox shows after it, in at most 140 characters.
# Only mail shows the greeting. Take it and `merge` out if your list has no names.
greeting: Hello {{{{name}}}},
merge:
  - name: name
    default: reader
intro: |
  What opens the issue, in a few sentences.
  Statements about treatment belong into records with sources; name those records below.
items:
  # lead: summary and key points, with a button. short: summary. link: a title that leads on.
  - record: topic/what-a-session-is-like
    treatment: lead
  - record: faq/can-i-drive-afterward
    treatment: short
  - record: checklist/questions-to-ask
    treatment: link
    heading: Take this list with you
  - heading: News of the house
    body: Words of your own, for hours, people and places.
  # Only mail shows this one, and only for readers whose row says so under `segment`.
  - heading: Welcome
    body: We are glad that you read our letters.
    channels: [email]
    segments: [new-readers]
closing: What ends the issue.
review:
  due: {due}
"""


def new(
    kind: Annotated[str, typer.Argument(help="newsletter")],
    id: Annotated[str, typer.Argument(help="Small letters, digits and hyphens; it is kept for good.")],
    pack: Annotated[Path, typer.Option("--pack", "-p", help="Your pack; a new folder becomes one.")],
    on: Annotated[str | None, typer.Option(help="The day on which it goes out; today by default.")] = None,
) -> None:
    """Write a starter for a record of your own."""
    if kind != "newsletter":
        raise UsageError(
            f"There is no starter for {kind!r}.",
            "Use newsletter; `ketacontent schema KIND` tells the fields of every kind.",
            "KC602",
        )
    if not re.fullmatch(SLUG.pattern or "", id) or len(id) > (SLUG.max_length or 0):
        raise UsageError(f"{id!r} is not an id.", "Use small letters, digits and single hyphens.", "KC602")
    published = day(on)
    file = pack / "newsletter" / f"{id}.yaml"
    if file.exists():
        raise UsageError(f"{file} is there already.", "Choose another id; nothing was changed.", "KC606")
    if not (pack / "pack.yaml").exists():
        _write(pack / "pack.yaml", _MANIFEST.format(pack=_pack_id(pack), day=published))
    number = 1 + len(list(file.parent.glob("*.yaml")))
    schema = os.path.relpath("schema/newsletter.json", file.parent)
    due = _a_year_after(published)
    _write(file, _NEWSLETTER.format(id=id, number=number, day=published, due=due, schema=schema))
    typer.echo(f"{file}: number {number}. Write it, then: ketacontent check {pack}")


def _a_year_after(when: date) -> date:
    return date(when.year + 1, when.month, min(when.day, 28))


def _pack_id(pack: Path) -> str:
    return re.sub("[^a-z0-9]+", "-", pack.absolute().name.lower()).strip("-") or "letters"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
