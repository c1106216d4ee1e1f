"""`Value` and `Record`: what every model is made of.

Frozen, no unknown fields, tuples only. Models know nothing of files, of the
catalog or of templates; they say what one record may hold and what it may not.
"""

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, field_validator, model_validator
from pydantic.json_schema import JsonSchemaValue

from ketacontent.models.text import RichText
from ketacontent.models.types import (
    SLUG,
    Day,
    Locale,
    PlainText,
    SemanticVersion,
    SourceId,
    refuse_device_name,
)
from ketacontent.models.vocabulary import Audience, ChangeKind, Jurisdiction, Kind, ReviewStateWord


class Value(BaseModel):
    """A part of a record: frozen, with no unknown fields."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        defer_build=True,  # most programs need few of the validators, and building them takes longest
        hide_input_in_errors=True,
        protected_namespaces=(),  # no field is named model_...; the check costs a tenth of the start
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Add the fields' docstrings as descriptions; sources are read only here, never at start."""
        from ketacontent.models._descriptions import field_descriptions

        schema = handler(core_schema)
        target = handler.resolve_ref_schema(schema)
        for name, words in field_descriptions(cls).items():
            place = target.get("properties", {}).get(name)
            if place is not None:
                place["description"] = words
        return schema


V = TypeVar("V", bound=Value)
_sets: dict[frozenset[str], set[str]] = {}


def _one_set(names: frozenset[str]) -> set[str]:
    return _sets.setdefault(names, set(names))


def share_sets(model: BaseModel) -> None:
    """Let values with the same fields given share the set of their names, which nobody changes.

    Each value has such a set of its own otherwise; in a catalog of ten thousand records that is every eighth
    byte.

    Args:
        model: a record or value; those inside it are included.
    """
    left: list[object] = [model]
    while left:
        part = left.pop()
        if isinstance(part, BaseModel):
            object.__setattr__(part, "__pydantic_fields_set__", _one_set(frozenset(part.model_fields_set)))
            left.extend(part.__dict__.values())
        elif type(part) is tuple:
            left.extend(part)


def made_of(model: type[V], values: dict[str, Any], given: Iterable[str]) -> V:
    """Return a value whose fields are known to be good, as validating them would have made it.

    Args:
        model: its class.
        values: every field, in the order of the class.
        given: the names of those that are not there by default.
    """
    value = model.__new__(model)
    object.__setattr__(value, "__dict__", values)
    object.__setattr__(value, "__pydantic_fields_set__", _one_set(frozenset(given)))
    object.__setattr__(value, "__pydantic_extra__", None)
    object.__setattr__(value, "__pydantic_private__", None)
    return value


class Change(Value):
    """One change of a record, told to its readers."""

    version: SemanticVersion
    """The record's version with this change."""
    date: Day
    """The day of the change."""
    kind: ChangeKind
    """`editorial` (words), `factual` (what is said) or `safety` (what could harm)."""
    note: PlainText
    """What a reader will now see."""


class Signature(Value):
    """A real person's word that a record was clinically reviewed. Never invented."""

    reviewer: PlainText
    """Who read it: a real person's name."""
    credentials: PlainText
    """What qualifies the reviewer."""
    conflicts_of_interest: PlainText
    """The reviewer's own words, or "none declared"."""
    signed_on: Day
    """The day of the signature."""
    version: SemanticVersion
    """The version of the record that was read."""


class Review(Value):
    """Whether a record was clinically reviewed, and when it must be read again."""

    state: ReviewStateWord = "not-clinically-reviewed"
    """`signed` only where a clinician's signature stands below."""
    due: Day
    """The day by which the record must be checked again."""
    signature: Signature | None = None
    """Who signed; only with `state: signed`."""

    @model_validator(mode="after")
    def _signed_by_somebody(self) -> Self:
        if (self.state == "signed") != (self.signature is not None):
            raise ValueError("state is `signed` when, and only when, there is a signature")
        return self


class Record(Value):
    """One file of a pack: something with an id, a title and a version."""

    kind: ClassVar[Kind]

    id: str
    """Kebab-case and equal to the file name. Never changes and is never reused."""
    title: PlainText
    """What the record is called, as a heading."""
    locale: Locale = "en-US"
    """The language of the record's texts (BCP 47)."""
    version: SemanticVersion = "1.0.0"
    """Major: a medical meaning changed; minor: something was added; patch: words."""
    changes: tuple[Change, ...] = ()
    """What changed, newest first."""
    former_ids: tuple[Annotated[str, SLUG], ...] = ()
    """Ids that the record had before; on a site their addresses lead to this record."""

    @field_validator("id", check_fields=False)
    @classmethod
    def _is_a_file_name(cls, value: str) -> str:
        return refuse_device_name(value)

    @property
    def name(self) -> str:
        """The title, under the name that schema.org uses."""
        return self.title

    @property
    def ref(self) -> str:
        """The record as `kind/id`."""
        return f"{self.kind}/{self.id}"


class Content(Record):
    """A record that readers meet: it has a summary, sources and a review state."""

    summary: RichText
    """One or two sentences that can stand alone: in a list, a search result, a preheader."""
    audience: tuple[Audience, ...] = ("patient",)
    """For whom the record is written."""
    jurisdictions: tuple[Jurisdiction, ...] = ()
    """Where the record holds; empty means everywhere we cover."""
    sources: tuple[Annotated[SourceId, SLUG], ...] = ()
    """Sources of the record as a whole; a sentence cites its own with [@source-id]."""
    tags: tuple[Annotated[str, SLUG], ...] = ()
    """Words to find records by, in queries and lists."""
    review: Review
    """Review state and the day of the next check."""


class ClinicianNote(Value):
    """Words for clinicians where they must differ from the patient's; the numbers stay the same."""

    text: Annotated[tuple[RichText, ...], Field(min_length=1)]
    """Paragraphs that stand under the patient's text for a clinician."""
