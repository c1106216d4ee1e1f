"""What is the same on many pages of one catalog is made once for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from ketacontent.catalog import Catalog

T = TypeVar("T")
_kept: WeakKeyDictionary[Catalog, dict[tuple[object, ...], Any]] = WeakKeyDictionary()


def once(catalog: Catalog, key: tuple[object, ...], make: Callable[[], T]) -> T:
    """Return what was made for a key of a catalog, making it the first time; it goes with the catalog."""
    own: Callable[[tuple[object, ...], Callable[[], T]], T] | None = getattr(catalog, "once", None)
    if own is not None:  # a watched catalog keeps what was made together with what it was made of
        return own(key, make)
    kept = _kept.get(catalog)
    if kept is None:
        kept = _kept.setdefault(catalog, {})
    if key not in kept:
        kept[key] = make()
    found: T = kept[key]
    return found
