"""The kinds of check a rule can be made of, one file per kind."""

from ketacontent.lint.checks.balance import Balance, Need
from ketacontent.lint.checks.base import DocumentCheck, PatternCheck, SentenceCheck, Span
from ketacontent.lint.checks.comparison import Comparison
from ketacontent.lint.checks.density import Density
from ketacontent.lint.checks.indication_list import IndicationList
from ketacontent.lint.checks.length import Length
from ketacontent.lint.checks.missing_hedge import MissingHedge
from ketacontent.lint.checks.number_without_source import NumberWithoutSource
from ketacontent.lint.checks.phrase import Phrase
from ketacontent.lint.checks.substitution import Substitution, Swap
from ketacontent.lint.checks.weighed import Weighed

__all__ = [
    "Balance",
    "Comparison",
    "Density",
    "DocumentCheck",
    "IndicationList",
    "Length",
    "MissingHedge",
    "Need",
    "NumberWithoutSource",
    "PatternCheck",
    "Phrase",
    "SentenceCheck",
    "Span",
    "Substitution",
    "Swap",
    "Weighed",
]
