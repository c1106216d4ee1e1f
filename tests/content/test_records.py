"""Every record keeps the rules of its kind: one case a record, and the message says what to mend, and how."""

from __future__ import annotations

import pytest

from content.allowed import is_allowed
from content.rules import KINDS, RULES, faults_of
from content.texts import refs
from ketacontent import Catalog


@pytest.mark.parametrize("ref", refs(*KINDS))
def test_record_keeps_the_rules(ref: str, bundled: Catalog) -> None:
    record = bundled.get(ref)
    faults = [
        f"{rule}: {fault}"
        for rule, (_, kinds) in RULES.items()
        if record.kind in kinds
        for fault in faults_of(rule, record, bundled)
        if not is_allowed(rule, ref, fault)
    ]
    assert not faults, f"\n{ref} (exceptions stand in allowed.yaml)\n" + "\n".join(
        f"  {fault}" for fault in faults
    )
