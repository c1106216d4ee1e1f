"""An image with words for those who cannot see it."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ketacontent.models.base import Record
from ketacontent.models.text import RichText
from ketacontent.models.types import SLUG, ImageId, PlainText
from ketacontent.models.vocabulary import Drawing, ImageSource, Kind

_FILE = r"^[a-z0-9]+(?:[-_][a-z0-9]+)*(?:/[a-z0-9]+(?:[-_][a-z0-9]+)*)*\.(?:png|jpg|jpeg|webp|svg)$"


class Image(Record):
    """A picture: a file of the pack, or a drawing made from records."""

    kind: ClassVar[Kind] = "image"

    id: Annotated[ImageId, SLUG]
    made: ImageSource = "drawn-from-data"
    drawing: Drawing | None = None
    """Which drawing; it holds no number that is not in a record."""
    file: Annotated[str, Field(pattern=_FILE)] | None = None
    """A file inside the pack's own `assets/` folder."""
    width: Annotated[int, Field(gt=0)] | None = None
    height: Annotated[int, Field(gt=0)] | None = None
    alt: PlainText | None = None
    """What the picture shows; left out only where it is decoration."""
    is_decorative: bool = False
    long_description: RichText | None = None
    caption: RichText | None = None
    credit: PlainText | None = None

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if (self.alt is None) != self.is_decorative:
            raise ValueError("has either an alt text or is_decorative: true")
        if (self.drawing is None) == (self.file is None):
            raise ValueError("has either a drawing or a file")
        return self
