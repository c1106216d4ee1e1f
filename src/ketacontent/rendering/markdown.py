"""Page -> Markdown (CommonMark and tables), with front matter where it is wanted."""

from __future__ import annotations

import json
import re

from ketacontent.pages.page import Page
from ketacontent.rendering.engine import Engine
from ketacontent.rendering.must_show import MustShowCheck


def markdown(page: Page, engine: Engine, check: MustShowCheck, *, front_matter: bool = False) -> str:
    """Render a page as Markdown.

    Args:
        page: what to render.
        engine: of the channel `markdown`.
        check: of the same engine.
        front_matter: whether a YAML block with title, description and dates stands first.

    Raises:
        MissingNotice: the templates drop something that must show.
    """
    body = engine.render("page", page=page, level=1)
    body = re.sub(r"[ \t]+\n", "\n", body)
    body = re.sub(r"\n{3,}", "\n\n", body).strip() + "\n"
    check.check(body, page, engine.name("page"))
    return f"{_front_matter(page)}\n{body}" if front_matter else body


def _front_matter(page: Page) -> str:
    fields = {
        "title": page.title.plain,
        "description": page.description,
        "kind": page.kind,
        "id": page.id,
        "lang": page.locale,
        "version": page.version,
        "review_due": page.is_stale_after,
    }
    lines = [f"{name}: {yaml_words(value)}" for name, value in fields.items() if value]
    return "\n".join(["---", *lines, "---", ""])


def yaml_words(words: str) -> str:
    """Write a YAML scalar in double quotes, in ASCII.

    JSON's escapes are YAML's too, but for signs beyond U+FFFF: JSON writes two halves, YAML one number.
    """
    escaped = "".join(
        json.dumps(sign)[1:-1] if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08x}" for sign in words
    )
    return f'"{escaped}"'
