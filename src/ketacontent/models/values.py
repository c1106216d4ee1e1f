"""Numbers as data: ranges, frequencies, evidence, contacts and codes.

No figure is ever typed in prose; a text points at one of these, or at a claim.
"""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from ketacontent.models.base import Value
from ketacontent.models.text import RichText
from ketacontent.models.types import SLUG, Address, MedicineId, PlainText, RouteId, SourceId, WebAddress
from ketacontent.models.vocabulary import (
    CodeSystem,
    ContactMethod,
    Design,
    FrequencyBand,
    FrequencySetting,
    Unit,
)

# Bounded in digits: "1e999999" is a number too, and would be printed with a million zeros.
Amount = Annotated[Decimal, Field(max_digits=10, decimal_places=4)]
Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=10, decimal_places=6)]
People = Annotated[int, Field(ge=0, le=10_000_000_000)]
# Lower bounds of the CIOMS III bands, in percent.
_BANDS: tuple[tuple[FrequencyBand, Decimal], ...] = (
    ("very-common", Decimal(10)),
    ("common", Decimal(1)),
    ("uncommon", Decimal("0.1")),
    ("rare", Decimal("0.01")),
    ("very-rare", Decimal(0)),
)


class Range(Value):
    """From one number to another, with a unit; the two are equal for a single number."""

    min: Amount
    """The lower end."""
    max: Amount
    """The upper end; equal to the lower one for a single number."""
    unit: Unit
    """What is counted."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min > self.max:
            raise ValueError(f"min {self.min} is more than max {self.max}")
        if self.min < 0:
            raise ValueError("a range cannot be negative")
        return self


class Measure(Value):
    """Something measured: a range or words, and what it rests on."""

    range: Range | None = None
    """The figure; leave it out where none is known."""
    at_least: bool = False
    """True where the range's lower end is a minimum ("at least 2 hours")."""
    note: RichText | None = None
    """Words beside the figure, or instead of it: a full sentence."""
    population: PlainText | None = None
    """In whom it was measured."""
    sources: tuple[Annotated[SourceId, SLUG], ...] = ()
    """Where the figure stands."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.range is None and self.note is None:
            raise ValueError("needs a range, a note, or both")
        if self.range is not None and not self.sources:
            raise ValueError("a figure needs at least one source")
        return self


class Proportion(Value):
    """How many of how many: counts, a percentage, or a span of percentages."""

    events: People | None = None
    """People who had it. Goes with `total`."""
    total: Annotated[People, Field(gt=0)] | None = None
    """People who could have had it. A percentage alone is printed with "number of people not given"."""
    percent: Percent | None = None
    """Percentage as the source gives it."""
    percent_min: Percent | None = None
    """Lower end where the source gives a span."""
    percent_max: Percent | None = None
    """Upper end where the source gives a span."""

    @model_validator(mode="after")
    def _counts_agree(self) -> Self:
        if self.events is not None and self.total is None:
            raise ValueError("events need a total")
        if (self.percent_min is None) != (self.percent_max is None):
            raise ValueError("percent_min and percent_max go together")
        if (
            self.percent_min is not None
            and self.percent_max is not None
            and self.percent_min > self.percent_max
        ):
            raise ValueError("percent_min is more than percent_max")
        given = (self.events is not None) + (self.percent is not None) + (self.percent_min is not None)
        if given == 0:
            raise ValueError("needs events and total, a percent, or percent_min and percent_max")
        if self.percent_min is not None and given > 1:
            raise ValueError("a span of percentages stands alone")
        if self.events is not None and self.total is not None:
            if self.events > self.total:
                raise ValueError(f"{self.events} events are more than the total of {self.total}")
            exact = Decimal(100 * self.events) / self.total
            if self.percent is not None and abs(exact - self.percent) > Decimal(1):
                raise ValueError(f"{self.events} of {self.total} is {exact:.1f} percent, not {self.percent}")
        return self

    @property
    def percentages(self) -> tuple[Decimal, Decimal]:
        """Lowest and highest percentage that the figures give."""
        if self.percent_min is not None and self.percent_max is not None:
            return self.percent_min, self.percent_max
        if self.percent is not None:
            return self.percent, self.percent
        value = Decimal(100 * (self.events or 0)) / (self.total or 1)
        return value, value


class Comparator(Proportion):
    """The same count in people who got something else."""

    name: PlainText
    """What they got: "placebo spray", "midazolam"."""


class Frequency(Proportion):
    """How often something happened, in one trial or population."""

    outcome: PlainText
    """What was counted: "reported by patients", "seen on a rating scale"."""
    population: PlainText
    """In whom: "adults with treatment-resistant depression, short trials"."""
    setting: FrequencySetting = "treatment"
    """Figures from misuse or anesthesia never stand for treatment."""
    medicine: Annotated[MedicineId, SLUG]
    """Which product people got."""
    route: Annotated[RouteId, SLUG] | None = None
    """How it was given."""
    comparator: Comparator | None = None
    """The same count in people who got something else."""
    period: PlainText | None = None
    """Over what time people were watched."""
    note: RichText | None = None
    """A sentence that must be read beside the figure."""
    sources: Annotated[tuple[Annotated[SourceId, SLUG], ...], Field(min_length=1)]
    """Where the figure stands."""

    @property
    def band(self) -> FrequencyBand | None:
        """The CIOMS band of the figures, or None where they span two."""
        low, high = (band_of(percent) for percent in self.percentages)
        return low if low == high else None


def band_of(percent: Decimal) -> FrequencyBand:
    """Return the CIOMS III band of a percentage."""
    return next(band for band, bound in _BANDS if percent >= bound)


class Evidence(Value):
    """What one source says for or against a claim."""

    source: Annotated[SourceId, SLUG]
    """The source."""
    design: Design
    """What kind of study or text it is."""
    population: PlainText | None = None
    """Who took part."""
    participants: Annotated[People, Field(gt=0)] | None = None
    """How many took part."""
    comparator: PlainText | None = None
    """What the others got."""
    outcome: PlainText | None = None
    """What was measured."""
    follow_up: PlainText | None = None
    """How long people were watched."""


class Code(Value):
    """A code of a public terminology, and where it was checked."""

    system: CodeSystem
    """The terminology."""
    code: Annotated[str, Field(pattern=r"^[A-Za-z0-9. -]+$", max_length=40)]
    """The code itself."""
    display: PlainText
    """What the terminology calls it."""
    seen_at: tuple[WebAddress, ...] = ()
    """Where it was checked; kept for editors."""


class Contact(Value):
    """One way to reach somebody."""

    method: ContactMethod
    """How one reaches it."""
    display: PlainText
    """What is printed: the number as people write it, or the words of a link."""
    number: Annotated[str, Field(pattern=r"^\+?[0-9]{2,15}$")] | None = None
    """What is dialed."""
    url: Address | None = None
    """Where the link leads."""
    instruction: PlainText | None = None
    """What to do: "Text HOME", "Press 1"."""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if self.method in ("phone", "text") and self.number is None:
            raise ValueError(f"a {self.method} contact needs a number")
        if self.method in ("chat", "web", "email") and self.url is None:
            raise ValueError(f"a {self.method} contact needs a url")
        return self
