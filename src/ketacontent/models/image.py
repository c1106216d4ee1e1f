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
    """How the picture came to be."""
    drawing: Drawing | None = None
    """Which drawing; it holds no number that is not in a record."""
    file: Annotated[str, Field(pattern=_FILE)] | None = None
    """A file inside the pack's own `assets/` folder."""
    width: Annotated[int, Field(gt=0)] | None = None
    """Width in pixels."""
    height: Annotated[int, Field(gt=0)] | None = None
    """Height in pixels."""
    alt: PlainText | None = None
    """What the picture shows; left out only where it is decoration."""
    is_decorative: bool = False
    """True where the picture tells nothing; it then has no alt text."""
    long_description: RichText | None = None
    """Everything the picture tells, for those who do not see it."""
    caption: RichText | None = None
    """Words under the picture."""
    credit: PlainText | None = None
    """Who made it."""

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if (self.alt is None) != self.is_decorative:
            raise ValueError("has either an alt text or is_decorative: true")
        if (self.drawing is None) == (self.file is None):
            raise ValueError("has either a drawing or a file")
        return self
