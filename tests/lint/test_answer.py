"""A question and a plain yes or no after it make a claim together."""

from __future__ import annotations

import pytest

from ketacontent.lint import check_text
from ketacontent.lint.answer import statement

SAID = [
    ("Is ketamine addictive?", "No.", "Ketamine is not addictive."),
    ("Q: Is IV ketamine therapy safe?", "Yes, absolutely!", "IV ketamine therapy is safe."),
    ("Does ketamine cure depression?", "Yes, it does.", "Ketamine cures depression."),
    ("Does ketamine have any side effects?", "None at all.", "Ketamine has no side effects."),
    ("Do ketamine infusions have risks?", "Not at all.", "Ketamine infusions have no risks."),
    ("Are there any risks?", "No, there aren't.", "There are no risks."),
    ("Will ketamine work for me?", "Absolutely.", "Ketamine will work for you."),
    ("Can I stop my antidepressants?", "Yes.", "You can stop your antidepressants."),
    ("Is at-home ketamine FDA-approved?", "Yes!", "At-home ketamine is FDA-approved."),
    ("Am I a candidate?", "Of course!", "You are a candidate."),
    ("Does it reach the brain?", "Yes", "It reaches the brain."),
    ("Do the lozenges contain ketamine?", "Yes.", "The lozenges contain ketamine."),
]
UNSAID = [
    ("Is ketamine addictive?", "It can be."),
    ("Is ketamine addictive?", "No one knows."),
    ("Is ketamine safe?", "Not for everyone."),
    ("Is ketamine safe?", "Yes, for some people."),
    ("Why is ketamine safe?", "Yes."),
    ("Is my insurer on your list?", "Yes."),
    ("Is ketamine?", "Yes."),
]


def told(text: str) -> set[str]:
    return {f.rule for f in check_text(text, format="markdown", document=False) if f.severity != "info"}


@pytest.mark.parametrize(("question", "answer", "said"), SAID)
def test_question_and_answer_are_one_statement(question: str, answer: str, said: str) -> None:
    assert statement(question, answer) == said


@pytest.mark.parametrize(("question", "answer"), UNSAID)
def test_what_is_not_plain_is_no_statement(question: str, answer: str) -> None:
    assert statement(question, answer) == ""


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Is ketamine addictive? No.", "not-addictive"),
        ("## Is ketamine addictive?\n\nNo. Ketamine is used in hospitals.", "not-addictive"),
        ("- Is ketamine therapy safe?\n- Yes!", "unqualified-safe"),
        ("Does ketamine cure depression? Yes.", "cure-claim"),
        ("Does ketamine have side effects? None at all.", "absolute-safety"),
        ("Is ketamine FDA-approved for depression? Yes.", "ketamine-fda-approved-psychiatric"),
    ],
)
def test_a_claim_made_by_an_answer_is_found(text: str, rule: str) -> None:
    assert rule in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Is ketamine addictive? Yes.",
        "Is ketamine a cure? No.",
        "Is ketamine safe for everyone? No.",
        "Is ketamine FDA-approved for depression? No.",
        "Can ketamine raise blood pressure? Yes.",
        "## Myths\n\n- Is ketamine addictive? No.",
        "Is ketamine addictive? It can be.",
        "Is ketamine addictive? We are asked this often. No.",
    ],
)
def test_an_honest_answer_passes(text: str) -> None:
    assert told(text) == set()


def test_the_finding_stands_at_the_question_and_tells_what_was_said() -> None:
    text = "Welcome.\n\nIs ketamine addictive?\n\nNo, not at all."
    (found,) = check_text(text, format="markdown", document=False)
    assert (found.line, found.column, found.matched) == (3, 1, "Is ketamine addictive?")
    assert 'Question and answer say: "Ketamine is not addictive."' in found.message
    assert found.fix == ""


def test_a_question_that_is_a_claim_by_itself_is_told_once() -> None:
    text = "Does ketamine work faster than SSRIs? Yes."
    rules = [found.rule for found in check_text(text, document=False) if found.severity != "info"]
    assert rules == list(dict.fromkeys(rules))
