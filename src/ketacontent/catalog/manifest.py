"""`Manifest`: what a pack says about itself, in `pack.yaml`."""

from typing import Annotated

from ketacontent.models import Value
from ketacontent.models.types import SLUG, Day, Locale, PlainText, RecordRef, SemanticVersion


class Manifest(Value):
    """What a pack says about itself."""

    id: Annotated[str, SLUG]
    """The pack's name."""
    title: PlainText
    """What the pack is called."""
    version: SemanticVersion
    """The pack's own version."""
    as_of: Day
    """The day on which the content was last put together; freshness tests use it, never the clock."""
    locale: Locale = "en-US"
    """The language of the pack's texts (BCP 47)."""
    license: PlainText
    """SPDX identifier of the content's license."""
    hide: tuple[RecordRef, ...] = ()
    """Records of the packs beneath that this pack takes away."""
