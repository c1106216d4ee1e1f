"""Something that a statement rests on, in the fields of CSL-JSON."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ketacontent.models.base import Record, Value
from ketacontent.models.types import SLUG, PartialDate, PlainText, SourceId, WebAddress
from ketacontent.models.vocabulary import STANDS_ALONE, CslType, Kind, SourceCheck


class Author(Value):
    """A person (`family`, `given`) or a body (`literal`)."""

    family: PlainText | None = None
    """A person's family name."""
    given: PlainText | None = None
    """A person's given names."""
    literal: PlainText | None = None
    """The name of a body, as it is printed."""

    @model_validator(mode="after")
    def _person_or_body(self) -> Self:
        if (self.family is None) == (self.literal is None):
            raise ValueError("has either a family name or a literal name")
        return self


class Source(Record):
    """A paper, label, guideline, law or page that statements rest on."""

    kind: ClassVar[Kind] = "source"

    id: Annotated[SourceId, SLUG]
    type: CslType
    """What it is, in the words of CSL."""
    authors: tuple[Author, ...] = ()
    """Who wrote it, in the order of the source."""
    authors_truncated: bool = False
    """True where the list ends early; "et al" is printed."""
    container_title: PlainText | None = None
    """The journal, book or website."""
    publisher: PlainText | None = None
    """Who brought it out."""
    issued: PartialDate | None = None
    """When it came out, as exact as it is known."""
    volume: PlainText | None = None
    """Volume of the journal."""
    issue: PlainText | None = None
    """Issue of the journal."""
    page: PlainText | None = None
    """Pages, first to last."""
    number: PlainText | None = None
    """Number of the report or law."""
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    """The DOI, without the address before it."""
    pmid: Annotated[str, Field(pattern=r"^\d{1,9}$")] | None = None
    """The number in PubMed."""
    pmcid: Annotated[str, Field(pattern=r"^PMC\d+$")] | None = None
    """The number in PubMed Central, with PMC."""
    url: WebAddress | None = None
    """Where a reader finds it."""
    accessed: PartialDate | None = None
    """When the page was last read."""
    checked: SourceCheck
    """How the source was checked. Some kinds of check cannot carry a claim alone."""
    seen_at: tuple[WebAddress, ...] = ()
    """Addresses where it was seen; kept for editors, never printed."""
    is_retracted: bool = False
    """True where it was withdrawn; no claim may rest on it alone."""
    note: PlainText | None = None
    """For editors; never printed."""

    @property
    def stands_alone(self) -> bool:
        """Whether a claim may rest on this source only."""
        return self.checked in STANDS_ALONE and not self.is_retracted

    @property
    def address(self) -> str | None:
        """Where a reader finds it: the DOI first, then the page."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return self.url
