"""What this project prints passes its own linter, in every channel that is text."""

from __future__ import annotations

import pytest
from babel.messages.pofile import read_po

from ketacontent import Renderer, load
from ketacontent._resources import package_root
from ketacontent.lint import check_text
from ketacontent.renderer import PAGE_KINDS

CATALOG = load()
CHANNELS = {"page": "html", "markdown": "markdown", "text": "text"}
STEPS = {"claim": 4, "glossary-term": 3, "faq": 2}
"""Of kinds with many short pages only some are read, unless all are asked for."""


@pytest.mark.parametrize("kind", sorted(PAGE_KINDS))
@pytest.mark.parametrize("channel", CHANNELS)
def test_bundled_pages_have_no_error_and_no_warning(kind: str, channel: str, is_thorough: bool) -> None:
    """Each record is read in one channel, the next record in the next; `--thorough` reads each in all."""
    renderer = Renderer(CATALOG)
    turn = list(CHANNELS).index(channel)
    records = [record for record in CATALOG if record.kind == kind]
    if not is_thorough:
        records = records[:: STEPS.get(kind, 1)]
    told = []
    for number, record in enumerate(records):
        if not is_thorough and number % len(CHANNELS) != turn:
            continue
        text = str(getattr(renderer, channel)(record))
        for finding in check_text(text, format=CHANNELS[channel]):
            if finding.severity != "info":
                told.append(f"{record.ref} line {finding.line}: {finding.rule}: {finding.matched!r}")
    assert told == []


def test_no_word_of_the_interface_is_a_claim() -> None:
    with (package_root() / "locale" / "ketacontent.pot").open("rb") as file:
        words = [message.id for message in read_po(file) if isinstance(message.id, str)]
    whole = [text for text in words if text and "{" not in text]
    assert len(whole) > 200
    found = {text: check_text(text, document=False) for text in whole}
    assert {text: f[0].rule for text, f in found.items() if f and f[0].severity != "info"} == {}
