"""Newsletters: an issue is compiled once and becomes any number of personal mails."""

from ketacontent.newsletter.compile import compile_issue
from ketacontent.newsletter.issue import CompiledIssue, Mail, Parts
from ketacontent.newsletter.reader import Reader, Reject
from ketacontent.newsletter.variant import Variant

__all__ = ["CompiledIssue", "Mail", "Parts", "Reader", "Reject", "Variant", "compile_issue"]
