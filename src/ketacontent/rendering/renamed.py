"""Templates and places that were renamed: old names keep working for a while, and say what to write.

A line is added here when a template, or a Jinja block of one, gets another name. It stays until the version
that it names; then the old name is as unknown as any other. Nothing has been renamed so far.
"""

from __future__ import annotations

import warnings
from typing import NamedTuple

from jinja2 import nodes


class Renamed(NamedTuple):
    """What something is called now, and when its old name goes."""

    new: str
    since: str
    """The version that brought the new name."""
    gone: str
    """The version in which the old name is no longer known."""


RENAMED_TEMPLATES: dict[str, Renamed] = {}
"""Old name of a template (`html/old.html.jinja`) -> its new one."""
RENAMED_PLACES: dict[tuple[str, str], Renamed] = {}
"""Template and the old name of one of its Jinja blocks -> its new one."""


def warn_of(what: str, renamed: Renamed) -> None:
    """Tell whoever wrote a template that a name in it will go."""
    warnings.warn(
        f"{what} is called {renamed.new} since ketacontent {renamed.since}; "
        f"the old name goes in {renamed.gone}.",
        DeprecationWarning,
        stacklevel=3,
    )


def old_names_of(name: str) -> list[tuple[str, Renamed]]:
    """Return the old names of a template."""
    return [(old, renamed) for old, renamed in RENAMED_TEMPLATES.items() if renamed.new == name]


def with_new_places(tree: nodes.Template, prefix: str) -> nodes.Template:
    """Return a template in which places of ours that it fills by their old names have their new ones.

    Args:
        tree: its syntax tree, which is changed.
        prefix: may stand before the name of the template that it extends.
    """
    extended = tree.find(nodes.Extends)
    if RENAMED_PLACES and extended is not None and isinstance(extended.template, nodes.Const):
        base = str(extended.template.value).removeprefix(prefix)
        for block in tree.find_all(nodes.Block):
            renamed = RENAMED_PLACES.get((base, block.name))
            if renamed is not None:
                warn_of(f"The place {block.name} of {base}", renamed)
                block.name = renamed.new
    return tree
