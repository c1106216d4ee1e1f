"""Writes docs/rules: one page per rule of the claim linter, and an index.

Everything on a page comes from the rule's own file, so a page cannot say what the linter does not do.

Usage: python scripts/lint_docs.py [--check]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ketacontent.lint.checks import Weighed
from ketacontent.lint.load import bundled_rules
from ketacontent.lint.rule import Rule

TARGET = Path(__file__).resolve().parents[1] / "docs" / "rules"
_CLEARS = {
    "negation": "a negation of it",
    "denial": "a denial before it",
    "hedge": "a hedge (may, can, some, often) in the same clause",
    "hedge-before": "a hedge before it in the same clause",
    "hedge-anywhere": "a hedge in the sentence",
    "firm-hedge": "a firm hedge (may, might, could, appears)",
    "question": "a question",
    "open-question": "a question that begins like one",
    "attribution": "words that report it of critics, regulators, journalists or advertisers",
    "myth": "a myth label, or words that call it wrong",
    "history": "an account of the past",
    "approved-use": "anesthesia or surgery as the use",
    "other-drug": "another treatment as the subject",
    "named-source": "a named study, or its comparator",
    "caution": "a risk or limit in the same sentence",
    "off-label": "words that say off-label or under study",
}


def _linked(name: str, address: str) -> str:
    """Return a source's name, linked; an address without https is printed as it is."""
    return f"[{name}]({address})" if address.startswith("https://") else f"{name}: `{address}`"


def page(rule: Rule) -> str:
    """Return the page of one rule as Markdown."""
    lines = [
        f"# {rule.id}",
        "",
        f"{rule.severity.capitalize()}, about a {rule.scope}, in the group {rule.category}.",
        "",
        rule.description,
        "",
        "## Why",
        "",
        rule.why,
        "",
        "## Write instead",
        "",
        f"> {rule.safer_wording}",
        "",
        "## Found",
        "",
        *[f"- {example}" for example in rule.examples.bad],
        "",
        "## Not found",
        "",
        *[f"- {example}" for example in rule.examples.good],
        "",
    ]
    readings = sorted(
        {
            reading.value
            for check in rule.checks
            if not isinstance(check, Weighed)
            for reading in getattr(check, "cleared_by", ())
        }
    )
    if readings:
        lines += ["It is cleared by:", "", *[f"- {_CLEARS[reading]}" for reading in readings], ""]
    if any(isinstance(check, Weighed) for check in rule.checks):
        lines += [
            "Where no phrase of any rule stands, words that often say such a thing may add up to a hint",
            "(info) that names them. A hedge, a negation, a question, a report, a study or a risk in the",
            "sentence clears it.",
            "",
        ]
    if rule.yields_to:
        others = ", ".join(f"[{other}]({other}.md)" for other in rule.yields_to)
        lines += [f"Where one of these speaks in the same sentence, this rule is silent: {others}.", ""]
    lines += [
        "## Rests on",
        "",
        *[f"- {_linked(source.name, source.address)} (read: {source.seen})" for source in rule.sources],
        "",
        "## Allow it in one place",
        "",
        "```html",
        f"<!-- ketacontent-lint: allow {rule.id} because REASON -->",
        "```",
        "",
        "Written from the rule's file by scripts/lint_docs.py.",
    ]
    return "\n".join(lines) + "\n"


def index(rules: tuple[Rule, ...]) -> str:
    """Return the list of all rules as Markdown."""
    order = {"error": 0, "warning": 1, "info": 2}
    rows = [
        f"| [{rule.id}]({rule.id}.md) | {rule.severity} | {rule.scope} | {rule.message} |"
        for rule in sorted(rules, key=lambda rule: (order[rule.severity], rule.category, rule.id))
    ]
    head = [
        "# Rules of the claim linter",
        "",
        f"{len(rules)} rules. How to use them: [the linter](../lint.md).",
        "",
    ]
    return (
        "\n".join([*head, "| rule | severity | about | what it says |", "| --- | --- | --- | --- |", *rows])
        + "\n"
    )


def pages() -> dict[str, str]:
    """Return every file of docs/rules by name."""
    rules = bundled_rules().rules
    return {"index.md": index(rules), **{f"{rule.id}.md": page(rule) for rule in rules}}


def main() -> int:
    """Write the pages, or with --check tell whether they are fresh."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a page is stale")
    wanted = pages()
    if parser.parse_args().check:
        there = {path.name: path.read_text("utf-8") for path in TARGET.glob("*.md")}
        stale = sorted(name for name in {*wanted, *there} if wanted.get(name) != there.get(name))
        for name in stale:
            print(f"docs/rules/{name} is stale: run python scripts/lint_docs.py")
        return int(bool(stale))
    TARGET.mkdir(parents=True, exist_ok=True)
    for path in TARGET.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (TARGET / name).write_text(text, "utf-8")
    print(f"{len(wanted)} pages written to {TARGET}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
