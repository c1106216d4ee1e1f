"""Typed, sourced, balanced content about ketamine therapy, for web pages, Markdown and email."""

from ketacontent import testing
from ketacontent.catalog import Catalog, load
from ketacontent.errors import (
    ContentError,
    KetaContentError,
    MailError,
    MissingNotice,
    Problem,
    RenderError,
    UnknownId,
    UsageError,
)
from ketacontent.integrations.jinja import install
from ketacontent.models import RichText
from ketacontent.pages import Page
from ketacontent.renderer import Renderer, render
from ketacontent.rendering.message import Email

__version__ = "0.1.0"

__all__ = [
    "Catalog",
    "ContentError",
    "Email",
    "KetaContentError",
    "MailError",
    "MissingNotice",
    "Page",
    "Problem",
    "RenderError",
    "Renderer",
    "RichText",
    "UnknownId",
    "UsageError",
    "install",
    "load",
    "render",
    "testing",
]
