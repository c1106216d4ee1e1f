"""Record + context -> `Page`: what a reader sees, the same in every channel."""

from ketacontent.pages.compose import compose
from ketacontent.pages.context import Context, jurisdiction_of
from ketacontent.pages.page import Page, Section

__all__ = ["Context", "Page", "Section", "compose", "jurisdiction_of"]
