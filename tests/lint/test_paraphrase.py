"""The project's own sentences: claims in many words are found, explanation near a claim is not."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from ketacontent.lint import check_text

DATA = Path(__file__).parent / "data"


def lines(name: str) -> list[str]:
    return [
        line for line in (DATA / name).read_text("utf-8").splitlines() if line and not line.startswith("#")
    ]


def claims() -> dict[str, list[tuple[str, set[str]]]]:
    """Return the claims of each rule, each with rules that must not speak.

    One case a rule, as a case a sentence costs more than the check.
    """
    found: dict[str, list[tuple[str, set[str]]]] = defaultdict(list)
    for line in lines("claims.txt"):
        named, _, sentence = line.partition(" | ")
        rule, *others = named.split(" !")
        found[rule].append((sentence, set(others)))
    return found


def rules_of(sentence: str) -> set[str]:
    return {finding.rule for finding in check_text(sentence, document=False)}


@pytest.mark.parametrize(("rule", "sentences"), claims().items())
def test_a_claim_is_found_by_its_rule(rule: str, sentences: list[tuple[str, set[str]]]) -> None:
    told = {sentence: (rules_of(sentence), others) for sentence, others in sentences}
    assert [
        sentence for sentence, (found, others) in told.items() if rule not in found or found & others
    ] == []


@pytest.mark.parametrize("part", range(8))
def test_an_honest_sentence_passes(part: int) -> None:
    told = {}
    for sentence in lines("clean.txt")[part::8]:
        found = [f.rule for f in check_text(sentence, document=False) if f.severity != "info"]
        if found:
            told[sentence] = found
    assert told == {}
