"""For people at a terminal: the source line, a caret under the words, why, and what to write instead."""

from collections.abc import Sequence

from ketacontent.lint.finding import Finding, Result

_WIDEST = 120


def human(results: Sequence[tuple[Result, str]]) -> str:
    """Return a report on results, each with the text that was checked."""
    lines: list[str] = []
    for result, text in results:
        source = text.splitlines()
        for finding in result.findings:
            lines += [*_told(result.name, finding, source), ""]
        for allowed in result.allowed:
            found = allowed.finding
            place = f"{result.name}:{found.line}:{found.column}"
            lines.append(f"{place}  allowed  {found.rule}  because {allowed.reason}")
        lines += [f"{result.name}  note  {note}" for note in result.notes]
        if result.grade is not None:
            easy = "easy to read" if result.grade <= 8 else "shorter sentences and plainer words would help"
            lines.append(f"{result.name}  hint  reading level about grade {result.grade:g}: {easy}")
    return "\n".join([*lines, summary([result for result, _ in results])])


def summary(results: Sequence[Result]) -> str:
    """Return one line of counts, which also says what was read."""
    counts = dict.fromkeys(("error", "warning", "info"), 0)
    for result in results:
        for finding in result.findings:
            counts[finding.severity] += 1
    sentences = sum(result.sentences for result in results)
    allowed = sum(len(result.allowed) for result in results)
    told = (
        f"{_count(counts['error'], 'error')}, {_count(counts['warning'], 'warning')}, {counts['info']} info"
    )
    return f"{_count(len(results), 'file')}, {_count(sentences, 'sentence')}: {told}, {allowed} allowed"


def _told(name: str, finding: Finding, source: Sequence[str]) -> list[str]:
    lines = [
        f"{name}:{finding.line}:{finding.column}  {finding.severity}  {finding.rule}",
        f"  {finding.message}",
    ]
    if 0 < finding.line <= len(source):
        lines += _pointed(source[finding.line - 1], finding)
    if finding.fix:
        lines.append(f"  write:   {finding.fix}")
    lines += [f"  why:     {finding.why}", f"  instead: {finding.safer_wording}"]
    if finding.sources:
        lines.append(f"  source:  {finding.source}")
    return lines


def _pointed(line: str, finding: Finding) -> list[str]:
    column = finding.column - 1
    first = max(0, min(column - 30, len(line) - _WIDEST)) if len(line) > _WIDEST else 0
    shown = line[first : first + _WIDEST]
    width = max(1, min(len(finding.matched.split("\n")[0]), first + _WIDEST - column, len(line) - column))
    # A tab before the caret keeps the two lines in step.
    before = "".join("\t" if char == "\t" else " " for char in line[first:column])
    cut = ("..." if first else "", "..." if first + _WIDEST < len(line) else "")
    return [f"    {cut[0]}{shown}{cut[1]}", f"    {' ' * len(cut[0])}{before}{'^' * width}"]


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
