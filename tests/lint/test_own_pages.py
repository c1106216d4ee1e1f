"""What this project prints passes its own linter, in every channel that is text."""

from __future__ import annotations

import pytest

from ketacontent import Renderer, load
from ketacontent.lint import check_text
from ketacontent.renderer import PAGE_KINDS

CATALOG = load()
KINDS = sorted(PAGE_KINDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("channel", ["page", "markdown", "text"])
def test_bundled_pages_have_no_error_and_no_warning(kind: str, channel: str) -> None:
    renderer = Renderer(CATALOG)
    read_as = {"page": "html", "markdown": "markdown", "text": "text"}[channel]
    told = []
    for record in CATALOG:
        if record.kind != kind:
            continue
        text = str(getattr(renderer, channel)(record))
        for finding in check_text(text, format=read_as):
            if finding.severity != "info":
                told.append(f"{record.ref} line {finding.line}: {finding.rule}: {finding.matched!r}")
    assert told == []
