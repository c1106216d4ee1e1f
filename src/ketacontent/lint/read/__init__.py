"""Readers: a file's text in one of the formats -> blocks with places in the file."""

from ketacontent.lint.read.block import Block, Writer
from ketacontent.lint.read.choose import FORMATS, Format, format_of, read

__all__ = ["FORMATS", "Block", "Format", "Writer", "format_of", "read"]
