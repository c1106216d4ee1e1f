"""What `ketacontent lint` does, without the shell: paths in, report and exit code out."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from ketacontent.errors import ContentError, Problem, UsageError
from ketacontent.lint.check import linter_for, read_file
from ketacontent.lint.engine import Linter
from ketacontent.lint.finding import SEVERITIES, Result
from ketacontent.lint.read import FORMATS, Format, format_of
from ketacontent.lint.report import as_json, github, human, sarif

Report = Literal["human", "json", "github", "sarif"]
REPORTS: tuple[Report, ...] = ("human", "json", "github", "sarif")
FailOn = Literal["error", "warning", "info", "never"]
FAIL_ON: tuple[FailOn, ...] = ("error", "warning", "info", "never")
_READ = frozenset({".md", ".markdown", ".mdx", ".html", ".htm", ".xhtml", ".txt"})


def run(
    paths: Sequence[Path | str],
    report: str = "human",
    fail_on: str = "error",
    *,
    document: bool = True,
    input_format: str | None = None,
    packs: Iterable[Path | str] = (),
) -> tuple[str, int]:
    """Check files, and folders file by file.

    Args:
        paths: files or folders; of a folder, all text, Markdown and HTML files are read.
        report: `human`, `json`, `github` or `sarif`.
        fail_on: the lowest severity that makes the exit code 1; `never` for none.
        document: run the rules about whole documents too.
        input_format: how to read every file; None goes by suffix.
        packs: folders of house rules.

    Returns:
        The report, and the exit code: 0 fine, 1 findings or files that could not be read.

    Raises:
        UsageError: for a word that is not one of those above, or no paths.
        ContentError: for a house pack that cannot be used.
    """
    _one_of("report", report, REPORTS)
    _one_of("severity", fail_on, FAIL_ON)
    limit = next(known for known in FAIL_ON if known == fail_on)
    kind = _format(input_format)
    if not paths:
        raise UsageError("No files were given.", "Name files or folders to check.", "KC112")
    linter = linter_for(packs)
    results: list[tuple[Result, str]] = []
    problems: list[Problem] = []
    for path in _files(map(Path, paths)):
        try:
            text = read_file(path)
            chosen = kind or format_of(str(path), text)
            results.append((linter.examine(text, chosen, document=document, name=str(path)), text))
        except ContentError as fault:
            problems += [p if p.file else p._replace(file=str(path)) for p in fault.problems]
    told = _report(report, results, linter)
    if problems:
        listed = "\n".join(str(problem) for problem in problems)
        told = f"{listed}\n{told}" if report in {"human", "github"} else told
    failed = bool(problems) or any(_fails(result, limit) for result, _ in results)
    return told, int(failed)


def _report(report: str, results: Sequence[tuple[Result, str]], linter: Linter) -> str:
    if report == "json":
        return as_json(results)
    if report == "github":
        return github(results)
    if report == "sarif":
        return sarif(results, linter.rules)
    return human(results)


def _fails(result: Result, fail_on: FailOn) -> bool:
    if fail_on == "never":
        return False
    worst = result.worst()
    return worst is not None and SEVERITIES.index(worst) <= FAIL_ON.index(fail_on)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in _READ and p.is_file())
        else:
            yield path


def _one_of(what: str, word: str, known: Sequence[str]) -> None:
    if word not in known:
        raise UsageError(f"{word!r} is not a {what}.", f"Use one of: {', '.join(known)}.", "KC102")


def _format(word: str | None) -> Format | None:
    if word is None:
        return None
    _one_of("format", word, FORMATS)
    return next(known for known in FORMATS if known == word)
