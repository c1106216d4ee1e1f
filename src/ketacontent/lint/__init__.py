"""The claim linter: tell where a text about ketamine therapy misleads.

It reads words, not meaning: a clean result is no proof that a text is right.
"""

from ketacontent.lint.check import check_file, check_text, examine_text
from ketacontent.lint.engine import Linter
from ketacontent.lint.finding import Allowed, Finding, Result

__all__ = ["Allowed", "Finding", "Linter", "Result", "check_file", "check_text", "examine_text"]
