"""A long list, or the share of it that a test looks at where nobody asked for `--thorough`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def share(items: Sequence[T], parts: int, turn: int, is_thorough: bool) -> Sequence[T]:
    """Return every n-th item, others for each turn; all of them with `--thorough`.

    Args:
        items: the whole list.
        parts: n.
        turn: which share.
        is_thorough: whether nothing is left out.
    """
    return items if is_thorough else items[turn % parts :: parts]
