"""For code-scanning services: SARIF 2.1.0."""

import json
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from urllib.parse import quote

from ketacontent.lint.finding import Finding, Result
from ketacontent.lint.rule import Rule

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif(results: Sequence[tuple[Result, str]], rules: Mapping[str, Rule]) -> str:
    """Return a SARIF log with one run; allowed findings are in it as suppressed."""
    order = {name: number for number, name in enumerate(rules)}
    entries: list[dict[str, object]] = []
    for result, _ in results:
        entries += [_entry(result.name, finding, order) for finding in result.findings]
        for allowed in result.allowed:
            entry = _entry(result.name, allowed.finding, order)
            entry["suppressions"] = [{"kind": "inSource", "justification": allowed.reason}]
            entries.append(entry)
    driver = {"name": "ketacontent lint", "rules": [_described(rule) for rule in rules.values()]}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": entries,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _described(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.message},
        "fullDescription": {"text": rule.description},
        "help": {"text": f"{rule.why}\n\nWrite instead: {rule.safer_wording}"},
        "helpUri": rule.sources[0].address,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"category": rule.category},
    }


def _entry(name: str, finding: Finding, order: Mapping[str, int]) -> dict[str, object]:
    return {
        "ruleId": finding.rule,
        "ruleIndex": order[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} Write instead: {finding.fix or finding.safer_wording}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(PurePath(name).as_posix())},
                    "region": {
                        "startLine": finding.line,
                        "startColumn": finding.column,
                        "charOffset": finding.start,
                        "charLength": finding.end - finding.start,
                        "snippet": {"text": finding.matched},
                    },
                }
            }
        ],
    }
