"""Check a text or a file: the public functions of the linter."""

from collections.abc import Iterable
from pathlib import Path

from ketacontent.errors import ContentError, Problem
from ketacontent.lint.engine import Linter, bundled_linter
from ketacontent.lint.finding import Finding, Result
from ketacontent.lint.read import Format, format_of

LARGEST = 20_000_000
"""Bytes of the largest file that is read."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def check_text(
    text: str, document: bool = True, *, format: Format | None = None, packs: Iterable[Path | str] = ()
) -> tuple[Finding, ...]:
    """Return what is misleading, unbalanced or unsupported in a text about ketamine therapy.

    Args:
        text: plain text, Markdown, HTML or a YAML record.
        document: whether the text is a whole document; then rules about missing risks, crisis lines and
            sources apply too.
        format: how to read the text; None takes HTML where it begins with a tag, else plain text.
        packs: folders of house rules.

    Returns:
        Findings in the order of the text.

    Example:
        >>> [finding.rule for finding in check_text("Ketamine cures depression.", document=False)]
        ['cure-claim']
    """
    return examine_text(text, document, format=format, packs=packs).findings


def examine_text(
    text: str,
    document: bool = True,
    *,
    format: Format | None = None,
    packs: Iterable[Path | str] = (),
    name: str = "",
) -> Result:
    """Return the findings with what was allowed, what was not checked, and the reading level."""
    return linter_for(packs).examine(text, format or format_of(name, text), document=document, name=name)


def check_file(
    path: Path | str, *, document: bool = True, format: Format | None = None, packs: Iterable[Path | str] = ()
) -> Result:
    """Check one file; its suffix tells the format unless one is given.

    Raises:
        ContentError: for a file that is missing, too large, not text or not UTF-8.
    """
    text = read_file(Path(path))
    return examine_text(text, document, format=format, packs=packs, name=str(path))


def linter_for(packs: Iterable[Path | str] = ()) -> Linter:
    """Return the bundled linter, or one with house rules."""
    folders = tuple(packs)
    if not folders:
        return bundled_linter()
    from ketacontent.lint.load import house_rules

    return Linter(house_rules(folders))


def read_file(path: Path) -> str:
    """Return the text of a file.

    Raises:
        ContentError: for a file that is missing, too large, not text or not UTF-8.
    """
    name = str(path)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            what = f"The file has {size:,} bytes; the linter reads files up to {LARGEST:,}."
            raise _refused(name, what, "Split it, or leave it out.", "KC108")
        data = path.read_bytes()
    except OSError as fault:
        what = f"The file cannot be read: {fault.strerror or fault}."
        raise _refused(name, what, "Name a file that can be read.", "KC112") from None
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "utf-8")
    if encoding == "utf-8" and b"\0" in data[:100_000]:
        raise _refused(
            name, "The file is not text: it has NUL bytes.", "Name text, Markdown or HTML files.", "KC110"
        )
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        before = data[: fault.start]
        line = before.count(b"\n") + 1
        column = fault.start - (before.rfind(b"\n") + 1) + 1
        what = f"The file is not UTF-8: byte {fault.start + 1} does not fit."
        fix = "Save it as UTF-8 (from Windows-1252 or Latin-1: `iconv -f WINDOWS-1252 -t UTF-8`)."
        raise ContentError([Problem(name, line, column, "", what, fix, "KC110")]) from None
    return text.removeprefix("\ufeff") if encoding == "utf-16" else text


def _refused(file: str, what: str, fix: str, code: str) -> ContentError:
    return ContentError([Problem(file, 0, 0, "", what, fix, code)])
