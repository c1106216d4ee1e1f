"""What other site builders want of a Markdown file: how it links, where its title stands, what is reserved.

Each builder is one entry of `BUILDERS`; docs/other-builders.md says what stands behind it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ketacontent.rendering.markdown import yaml_words

Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Builder:
    """How one site builder wants its Markdown.

    Args:
        links: to `files` (`../topic/cold-feet.md`), which the builder turns into addresses, or to `folders`
            (`../../topic/cold-feet/`), the addresses that pages will have.
        index: the name of the file that is a folder's page.
        has_heading: whether the text begins with the title; else the builder's layout prints it.
        changed: what the day of the last change is called.
        nested: the field under which all but the builder's own fields stand; some names are reserved.
        extra: more fields; `{kind}` stands for the kind of the page.
    """

    links: Literal["files", "folders"]
    index: str
    has_heading: bool
    changed: str
    nested: str = ""
    extra: Mapping[str, Value] = field(default_factory=dict)


BUILDERS: Mapping[str, Builder] = {
    "mkdocs": Builder("files", "index.md", has_heading=True, changed="updated"),
    # `kind` and `lang` mean something else to Hugo.
    "hugo": Builder("folders", "_index.md", has_heading=False, changed="lastmod", nested="params"),
    "astro": Builder("folders", "index.md", has_heading=False, changed="updated"),
    "eleventy": Builder(
        "folders",
        "index.md",
        has_heading=False,
        changed="updated",
        # Eleventy would read the text as a template first; a tag makes a collection.
        extra={"templateEngineOverride": "md", "tags": ("{kind}",)},
    ),
}
"""Builder -> what it wants."""

_TAG = re.compile(r"\{(?=[{%])")


def body_for(text: str, builder: Builder) -> str:
    """Return a page's Markdown as a builder wants it, without what it would take for a tag of its own."""
    if not builder.has_heading and text.startswith("# "):
        text = text.partition("\n")[2].lstrip("\n")
    return _TAG.sub(r"{\\", text)


def front_matter(own: Mapping[str, str], other: Mapping[str, str], builder: Builder) -> str:
    """Return a page's front matter.

    Args:
        own: fields that every builder knows: title and description.
        other: fields of ours; `kind` is one of them.
        builder: who reads it.
    """
    lines = [*_lines(own)]
    if builder.nested:
        lines += [f"{builder.nested}:", *(f"  {line}" for line in _lines(other))]
    else:
        lines += _lines(other)
    for name, value in builder.extra.items():
        words = (value,) if isinstance(value, str) else value
        written = ", ".join(yaml_words(word.replace("{kind}", other["kind"])) for word in words)
        lines.append(f"{name}: {written}" if isinstance(value, str) else f"{name}: [{written}]")
    return "\n".join(["---", *lines, "---", ""])


def _lines(fields: Mapping[str, str]) -> list[str]:
    return [f"{name}: {yaml_words(value)}" for name, value in fields.items() if value]
