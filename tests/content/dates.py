"""Nothing is past its date on the pack's own day. The day is given, so no test breaks as time goes by."""

from __future__ import annotations

from datetime import timedelta

from ketacontent import Catalog
from ketacontent.catalog.catalog import due_date
from ketacontent.models import CrisisResource, Record, RegulatoryStatus

_TRUSTED = timedelta(days=180)
"""How long a telephone number is taken for right after somebody looked."""


def past(record: Record, catalog: Catalog) -> list[str]:
    """Return whether a record is past its date, or has none."""
    due = due_date(record)
    if due is not None and due >= catalog.manifest.as_of:
        return []
    return [f"It was due on {due}. Check it again, then set the next date."]


def old_line(line: CrisisResource, catalog: Catalog) -> list[str]:
    """Return what is wrong with the dates of a crisis line."""
    faults = []
    if line.expires - line.verified_on > _TRUSTED:
        faults.append(
            f"It is trusted until {line.expires}. Half a year after {line.verified_on} is the longest."
        )
    if line.verified_on > catalog.manifest.as_of:
        faults.append(f"It cannot have been checked on {line.verified_on}, after the day of the pack.")
    return faults


def early_ruling(status: RegulatoryStatus, catalog: Catalog) -> list[str]:
    """Return whether a ruling was looked up after the day of the pack."""
    late = status.as_of > catalog.manifest.as_of
    return [f"It cannot have been looked up on {status.as_of}, after the day of the pack."] if late else []
