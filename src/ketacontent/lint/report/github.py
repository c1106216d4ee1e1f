"""For GitHub Actions: workflow commands that become notes on the lines of a pull request."""

from collections.abc import Sequence

from ketacontent.lint.finding import Result

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def github(results: Sequence[tuple[Result, str]]) -> str:
    """Return one workflow command a finding."""
    lines = []
    for result, _ in results:
        for finding in result.findings:
            place = (
                f"file={_value(result.name)},line={finding.line},col={finding.column},title={finding.rule}"
            )
            words = f"{finding.message} Write instead: {finding.fix or finding.safer_wording}"
            lines.append(f"::{_COMMANDS[finding.severity]} {place}::{_data(words)}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
