"""Reports: results -> text in one of four forms."""

from ketacontent.lint.report.github import github
from ketacontent.lint.report.human import human
from ketacontent.lint.report.json import as_json
from ketacontent.lint.report.sarif import sarif

__all__ = ["as_json", "github", "human", "sarif"]
