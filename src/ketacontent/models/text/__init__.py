"""Text: restricted inline Markdown as a frozen value, its nodes, and how it is read and written."""

from ketacontent.models.text.characters import TextFault, is_allowed_address, refuse_characters
from ketacontent.models.text.rich_text import TRUSTED, RichText

__all__ = ["TRUSTED", "RichText", "TextFault", "is_allowed_address", "refuse_characters"]
