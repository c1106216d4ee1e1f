"""What is wrong, as a panel that stands on top of a previewed page: file, line, column, what to do.

Its words are for authors and stay English, as those of the command line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from ketacontent.errors import ContentError, KetaContentError, Problem, RenderError, UsageError

MOST = 30
"""Problems that a panel lists; the others are counted."""


def problems_of_error(error: KetaContentError) -> tuple[Problem, ...]:
    """Return what an error says, as problems."""
    match error:
        case ContentError():
            return error.problems
        case RenderError():
            file, _, line = error.template.partition(":")
            number = int(line) if line.isdigit() else 0
            return (Problem(file, number, 1 if number else 0, "", error.what, error.fix, error.code),)
        case UsageError():
            return (Problem("preview", 0, 0, "", error.what, error.fix, error.code),)
        case _:
            what, _, fix = str(error).partition("\n")
            code = getattr(error, "code", "")
            return (Problem("preview", 0, 0, "", what, fix.strip().removesuffix(code).strip(), code),)


def fault_panel(problems: Sequence[Problem], state: int, *, is_old: bool = False) -> Markup:
    """Return the panel, empty where nothing is wrong.

    Args:
        problems: what is wrong.
        state: the number of the state that the page shows; a page says it when it asks for what is newer.
        is_old: whether the page below is that of the last content without faults.
    """
    if not problems:
        return Markup('<aside class="kc-preview" data-kc-preview="{}"></aside>').format(state)
    count = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"
    old = "Below is the page as it was before." if is_old else ""
    rest = len(problems) - MOST
    return Markup(
        '<aside class="kc-preview" data-kc-preview="{state}" role="alert"><div class="kc-preview__inner">'
        "<h2>{count}</h2>{old}<ol>{items}</ol>{rest}</div></aside>"
    ).format(
        state=state,
        count=count,
        old=Markup("<p>{}</p>").format(old) if old else "",
        items=_items(problems[:MOST]),
        rest=Markup("<p>+ {}</p>").format(rest) if rest > 0 else "",
    )


def _items(problems: Iterable[Problem]) -> Markup:
    item = Markup("<li><b>{place}</b> {field}<p>{what}</p><p>{fix} <code>{code}</code></p></li>")
    return Markup("\n").join(
        item.format(
            place=f"{each.file}:{each.line}:{each.column}" if each.line else each.file,
            field=each.field,
            what=each.what,
            fix=each.fix,
            code=each.code,
        )
        for each in problems
    )
