"""A product: ketamine, esketamine, compounded ketamine, or a device. One is never the other."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ketacontent.models.base import Content
from ketacontent.models.block import Body
from ketacontent.models.text import RichText
from ketacontent.models.types import SLUG, ClaimId, MedicineId, PlainText, RouteId, SafetyNoticeId
from ketacontent.models.values import Code
from ketacontent.models.vocabulary import Kind


class Medicine(Content):
    """A product, told apart from the others."""

    kind: ClassVar[Kind] = "medicine"

    id: Annotated[MedicineId, SLUG]
    active_ingredient: PlainText | None = None
    """The substance in it; a device has none."""
    is_device: bool = False
    """True for a device that gives no substance, such as a magnetic coil."""
    brand_names: tuple[PlainText, ...] = ()
    """Names under which it is sold."""
    is_compounded: bool = False
    """True where a pharmacy mixes it and no regulator has reviewed the product."""
    has_boxed_warning: bool = False
    """True where the United States label carries a boxed warning for this use."""
    what_it_is: Body
    """What it is, in plain words."""
    how_it_differs: Annotated[tuple[RichText, ...], Field(min_length=1)]
    """One sentence for each way in which it is not the other products."""
    claims: tuple[Annotated[ClaimId, SLUG], ...] = ()
    """Claims that the page's evidence table lists."""
    routes: tuple[Annotated[RouteId, SLUG], ...] = ()
    """Ways in which it is given."""
    safety_notices: tuple[Annotated[SafetyNoticeId, SLUG], ...] = ()
    """Notices beside those that the page's content triggers by itself."""
    codes: tuple[Code, ...] = ()
    """Codes of public terminologies."""

    @model_validator(mode="after")
    def _is_a_substance_or_a_device(self) -> Self:
        if self.is_device == (self.active_ingredient is not None):
            raise ValueError("has an active_ingredient, or is_device: true, and not both")
        return self
