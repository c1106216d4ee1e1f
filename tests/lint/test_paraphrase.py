"""The project's own sentences: claims in many words are found, explanation near a claim is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ketacontent.lint import check_text

DATA = Path(__file__).parent / "data"


def lines(name: str) -> list[str]:
    return [
        line for line in (DATA / name).read_text("utf-8").splitlines() if line and not line.startswith("#")
    ]


@pytest.mark.parametrize("line", lines("claims.txt"))
def test_a_claim_is_found_by_its_rule(line: str) -> None:
    rule, _, sentence = line.partition(" | ")
    assert rule in {finding.rule for finding in check_text(sentence, document=False)}


@pytest.mark.parametrize("sentence", lines("clean.txt"))
def test_an_honest_sentence_passes(sentence: str) -> None:
    assert [f.rule for f in check_text(sentence, document=False) if f.severity != "info"] == []
