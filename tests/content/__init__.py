"""What the bundled content must hold and must not say: one case a record, and the message says how to mend.

Rules live in plain modules (`figures.py`, `citations.py`, ...), as functions that return what is wrong with
one record; `test_rules.py` shows each of them a fault that it must find. Exceptions stand in `allowed.yaml`,
each with its reason, and one that nothing needs any more fails too.
"""
