"""Comments that allow a rule: with a reason, at one place, and told."""

from __future__ import annotations

from ketacontent.lint import examine_text

CLAIM = "Ketamine cures depression."


def test_a_comment_allows_the_next_block_and_no_other() -> None:
    text = f"<!-- ketacontent-lint: allow cure-claim because quoted from an ad -->\n{CLAIM}\n\n{CLAIM}\n"
    result = examine_text(text, document=False, format="markdown")
    assert [finding.line for finding in result.findings] == [4]
    assert [(a.finding.line, a.reason) for a in result.allowed] == [(2, "quoted from an ad")]


def test_plain_text_has_its_own_line() -> None:
    result = examine_text(f"# ketacontent-lint: allow cure-claim because a test\n{CLAIM}", document=False)
    assert result.findings == ()
    assert len(result.allowed) == 1


def test_a_rule_about_documents_is_allowed_from_anywhere() -> None:
    comment = "<!-- ketacontent-lint: allow doc-missing-crisis-line because printed in the footer -->"
    text = f"Suicide is a topic.\n\n{comment}"
    result = examine_text(text, format="markdown")
    assert [a.finding.rule for a in result.allowed] == ["doc-missing-crisis-line"]


def test_comments_that_cannot_be_used_are_told() -> None:
    text = (
        "<!-- ketacontent-lint: allow cure-claim -->\n\n"
        "<!-- ketacontent-lint: allow no-such-rule because x -->\n\n"
        "<!-- ketacontent-lint: allow hype-language because y -->\n\nNothing here.\n"
    )
    notes = "\n".join(examine_text(text, document=False, format="markdown").notes)
    assert "Line 1" in notes
    assert "no rule no-such-rule" in notes
    assert "hype-language finds nothing there" in notes
