"""`Manifest`: what a pack says about itself, in `pack.yaml`."""

from typing import Annotated

from ketacontent.models import Value
from ketacontent.models.types import SLUG, Day, FaqId, Locale, PlainText, RecordRef, SemanticVersion


class Home(Value):
    """What the first page of a site offers beside its lists; without it, the first records of each kind."""

    questions: tuple[Annotated[FaqId, SLUG], ...] = ()
    """What readers ask most, most asked first."""
    worries: tuple[RecordRef, ...] = ()
    """Pages for what readers are afraid of, as `kind/id`."""


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
    translates: bool = False
    """Whether the pack holds the words of other records in its own language, and nothing else."""
    license: PlainText
    """SPDX identifier of the content's license."""
    home: Home = Home.model_construct(questions=(), worries=())
    """What the first page of a site offers."""
    hide: tuple[RecordRef, ...] = ()
    """Records of the packs beneath that this pack takes away."""
