"""What the live preview shows: packs as they are written, their faults, every component; not the server."""

from ketacontent.site.preview.preview import Answer, Preview
from ketacontent.site.preview.workspace import Workspace

__all__ = ["Answer", "Preview", "Workspace"]
