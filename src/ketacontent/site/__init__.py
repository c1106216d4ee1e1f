"""Many renders in one go: a folder of linked pages, or of Markdown files."""

from ketacontent.site.build import build, build_markdown, write_mails
from ketacontent.site.output import OutputFolder

__all__ = ["OutputFolder", "build", "build_markdown", "write_mails"]
