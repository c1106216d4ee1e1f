"""Text: restricted inline Markdown as a frozen value, its nodes, and how it is read and written."""

from ketacontent.models.text.characters import (
    TextFault,
    has_words,
    is_allowed_address,
    is_visible,
    refuse_characters,
)
from ketacontent.models.text.rich_text import TRUSTED, RichText

__all__ = [
    "TRUSTED",
    "RichText",
    "TextFault",
    "has_words",
    "is_allowed_address",
    "is_visible",
    "refuse_characters",
]
