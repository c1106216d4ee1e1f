"""The templates of packs, read and checked: what a renderer is given, or all that is wrong at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ketacontent.errors import ContentError, Problem
from ketacontent.rendering.sandbox.files import PackTemplate, read_templates
from ketacontent.rendering.sandbox.tree import check_templates

if TYPE_CHECKING:
    from importlib_resources.abc import Traversable

Packs = tuple[Mapping[str, PackTemplate], ...]
"""The templates of each pack that has some, by name; the last pack lies on top."""


def template_problems(folder: Traversable, shown: str) -> tuple[list[Problem], Mapping[str, PackTemplate]]:
    """Return what is wrong with the templates of a pack before they run, and those that are right."""
    problems: list[Problem] = []
    good = check_templates(read_templates(folder, shown, problems), problems)
    return problems, good


def read_packs(folders: Sequence[tuple[Traversable, str]]) -> Packs:
    """Read and check the templates of packs.

    Args:
        folders: each pack's folder, and how it is called in messages.

    Raises:
        ContentError: everything that is wrong with them.
    """
    problems: list[Problem] = []
    found = []
    for folder, shown in folders:
        wrong, good = template_problems(folder, shown)
        problems += wrong
        if good:
            found.append(good)
    if problems:
        raise ContentError(problems)
    return tuple(found)
