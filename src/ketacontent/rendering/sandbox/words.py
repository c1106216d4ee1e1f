"""The words of the language that packs' templates are written in: a part of Jinja, each word by name.

What is not named here is refused. The limits are numbers of work, not of seconds, so that the same template
is refused on every machine; a clock only stands behind them.
"""

from __future__ import annotations

GIVEN = frozenset({"page", "block", "level", "prefix", "style"})
"""Names that stand for values."""
CALLED = frozenset({"show", "blocks_of"})
"""Names that are called."""
TAKEN = CALLED | {"loop", "super", "caller", "self", "varargs", "kwargs"}
"""Names that a template cannot give to something of its own."""
FILTERS = frozenset(
    {"abs", "capitalize", "count", "d", "default", "first", "int", "join", "last", "length", "lower"}
    | {"max", "min", "replace", "reverse", "round", "string", "title", "trim", "truncate", "upper"}
)
TESTS = frozenset(
    {"boolean", "defined", "even", "false", "none", "number", "odd", "string", "true", "undefined"}
)
LOOP_FIELDS = frozenset(
    {"first", "index", "index0", "last", "length", "nextitem", "previtem", "revindex", "revindex0"}
)

MAX_NUMBER = 10**12
"""No number in a template is farther from zero."""
MAX_REPEATED = 1_000
"""Signs that `"-" * 72` may make."""
MAX_DEPTH = 48
"""How deep the syntax of a template may be nested."""
MAX_LOOPS = 8
"""Loops within loops; Python itself ends at twenty."""
MAX_TOKENS = 12_000
"""Words and signs of one template, blank space too; the largest of ours has about 1,000."""
MAX_STEPS = 200_000
"""Things done for one output: rounds of loops, printed values, calls, tags that are put out."""
MAX_SIGNS = 5_000_000
"""Characters that are printed, joined or compared for one output, each as often as it is handled."""
MAX_OUTPUT = 2_000_000
"""Characters that a template may put out at once."""
MAX_SECONDS = 20.0
"""Wall-clock time for one output; the numbers above end all but the oddest template long before."""
