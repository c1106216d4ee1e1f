"""Every record keeps the rules of its kind: a case a kind; the message names each record and what to mend."""

from __future__ import annotations

import pytest

from content.allowed import is_allowed
from content.rules import KINDS, RULES, faults_of
from ketacontent import Catalog


@pytest.mark.parametrize("kind", KINDS)
def test_records_keep_the_rules(kind: str, bundled: Catalog) -> None:
    records = bundled.collection(kind).values()
    assert records
    faults = [
        f"{record.ref} (exceptions stand in allowed.yaml)\n  {rule}: {fault}"
        for record in records
        for rule, (_, kinds) in RULES.items()
        if kind in kinds
        for fault in faults_of(rule, record, bundled)
        if not is_allowed(rule, record.ref, fault)
    ]
    assert not faults, "\n" + "\n".join(faults)
