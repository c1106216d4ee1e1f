"""Every record is reached from some page: what nobody can come to, nobody checks."""

from __future__ import annotations

import pytest

from content.allowed import is_allowed
from content.reach import reached
from content.texts import DATA, refs
from ketacontent import Catalog

KINDS = sorted(path.name for path in DATA.iterdir() if path.is_dir())


@pytest.mark.parametrize("ref", refs(*KINDS))
def test_record_is_reached(ref: str, bundled: Catalog) -> None:
    if not is_allowed("unreachable", ref, "no page leads to it"):
        assert ref in reached(bundled), (
            f"No page leads to {ref}. Name it in a text or a field of a record that has a page, or "
            "take it out."
        )
