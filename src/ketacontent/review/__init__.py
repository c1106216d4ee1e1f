"""What reviewers work with: evidence lists, review sheets, signatures, differences between packs."""

from ketacontent.review.diff import Difference, diff_text, differences
from ketacontent.review.evidence import ClaimEvidence, evidence_html, evidence_of, evidence_text
from ketacontent.review.sheet import review_sheet
from ketacontent.review.sign import check_pack, sign, signature_of

__all__ = [
    "ClaimEvidence",
    "Difference",
    "check_pack",
    "diff_text",
    "differences",
    "evidence_html",
    "evidence_of",
    "evidence_text",
    "review_sheet",
    "sign",
    "signature_of",
]
