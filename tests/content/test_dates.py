"""Nothing is past its date on the pack's own day. The day is given, so no test breaks as time goes by."""

from __future__ import annotations

from datetime import timedelta

import pytest

from content.texts import PROSE_KINDS, READ_KINDS, refs
from ketacontent import Catalog
from ketacontent.catalog.catalog import due_date

DATED = refs(*dict.fromkeys((*READ_KINDS, *PROSE_KINDS)), "claim", "crisis-resource")


@pytest.mark.parametrize("ref", [ref for ref in DATED if not ref.startswith("image/")])
def test_record_is_fresh(ref: str, bundled: Catalog) -> None:
    due = due_date(bundled.get(ref))
    assert due is not None and due >= bundled.manifest.as_of, (
        f"{ref} was due on {due}. Check it again, then set the next date."
    )


@pytest.mark.parametrize("ref", refs("crisis-resource"))
def test_crisis_line_was_checked_lately(ref: str, bundled: Catalog) -> None:
    line = bundled.crisis_resources[ref.partition("/")[2]]
    assert line.expires - line.verified_on <= timedelta(days=180), "A number is trusted for half a year."
    assert line.verified_on <= bundled.manifest.as_of, "A check cannot lie in the future."
    assert line.seen_at, "Say where the number was seen."


@pytest.mark.parametrize("ref", refs("regulatory-status"))
def test_ruling_was_looked_up_by_the_day_of_the_pack(ref: str, bundled: Catalog) -> None:
    status = bundled.regulatory_statuses[ref.partition("/")[2]]
    assert status.as_of <= bundled.manifest.as_of <= status.review.due
