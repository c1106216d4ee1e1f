"""A review sheet: what a clinician reads, ticks and signs for one record (Markdown)."""

from __future__ import annotations

from ketacontent.catalog import Catalog
from ketacontent.catalog.pointers import pointers_of
from ketacontent.models import Claim, Record, Source
from ketacontent.models.text.write import escape_markdown
from ketacontent.renderer import Renderer

_BOXES = (
    "The text says what the sources say.",
    "Benefits and risks stand side by side.",
    "The numbers, the people they were seen in, and the comparison are right.",
    "The certainty words fit the evidence.",
    "The advice on when to get help is safe.",
    "Ketamine, esketamine and compounded ketamine are kept apart.",
    "Nothing in it reads as a dose, a promise or a recommendation.",
)


def review_sheet(catalog: Catalog, ref: str) -> str:
    """Return the review sheet of a record as Markdown.

    Args:
        catalog: where the record lies.
        ref: the record as `kind/id`.

    Raises:
        UnknownId: there is no such record.
    """
    record = catalog.get(ref)
    renderer = Renderer(catalog, audience="clinician")
    claims = _claims(catalog, record)
    parts = [
        f"# Review sheet: {escape_markdown(record.title)}",
        f"Record `{record.ref}`, version {record.version}; "
        f"pack `{catalog.manifest.id}` {catalog.manifest.version}.",
        "Reviewer:  \nCredentials:  \nConflicts of interest:  \nDate:",
        "## To tick",
        "\n".join(f"- [ ] {box}" for box in _BOXES),
        "## Changes since the last signature",
        _changes(record),
        "## Claims",
        "\n".join(_claim_lines(catalog, claim) for claim in claims) or "No claim is used.",
        "## Sources",
        "\n".join(_source_line(source) for source in _sources(catalog, record, claims))
        or "No source is used.",
        "## The text, as clinicians and patients see it",
        _demoted(renderer.markdown(record)),
        "## To sign",
        f"`ketacontent sign {record.ref} --pack YOUR-PACK --reviewer NAME --credentials TITLE "
        "--conflicts WORDS --due YYYY-MM-DD`",
    ]
    return "\n\n".join(parts) + "\n"


def _claims(catalog: Catalog, record: Record) -> list[Claim]:
    ids = dict.fromkeys(pointer.id for pointer in pointers_of(record) if pointer.kind == "claim")
    own = [record] if isinstance(record, Claim) else []
    return own + [catalog.claims[id] for id in ids]


def _sources(catalog: Catalog, record: Record, claims: list[Claim]) -> list[Source]:
    ids = dict.fromkeys(pointer.id for pointer in pointers_of(record) if pointer.kind == "source")
    ids |= dict.fromkeys(each.source for claim in claims for each in claim.evidence)
    return [catalog.sources[id] for id in ids]


def _claim_lines(catalog: Catalog, claim: Claim) -> str:
    sources = ", ".join(f"{each.source} ({each.design})" for each in claim.evidence)
    return (
        f"- [ ] {claim.text.markdown}\n"
        f"  - Certainty: {claim.certainty}. {escape_markdown(claim.certainty_reason)}\n"
        f"  - In: {escape_markdown(claim.population or 'not given')}\n"
        f"  - Rests on: {sources}. Check again by {claim.expires}. (`{claim.ref}`)"
    )


def _source_line(source: Source) -> str:
    alone = "" if source.stands_alone else ", may not stand alone"
    address = f" <{source.address}>" if source.address else ""
    return f"- [ ] `{source.id}`: {escape_markdown(source.title)} ({source.checked}{alone}){address}"


def _changes(record: Record) -> str:
    review = getattr(record, "review", None)
    signature = getattr(review, "signature", None)
    if signature is None:
        return "The record was never signed."
    if record.version == signature.version:
        return f"This version was signed on {signature.signed_on} by {escape_markdown(signature.reviewer)}."
    head = (
        f"Version {signature.version} was signed on {signature.signed_on} by "
        f"{escape_markdown(signature.reviewer)}; this is {record.version}."
    )
    signed = _numbers(signature.version)
    lines = [
        f"- {change.date} ({change.kind}, {change.version}): {escape_markdown(change.note)}"
        for change in record.changes
        if _numbers(change.version) > signed
    ]
    return "\n".join([head, "", *(lines or ["The record does not list what changed: compare the texts."])])


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, which sort as versions do."""
    return tuple(int(part) for part in version.split("."))


def _demoted(markdown: str) -> str:
    """Return Markdown whose headings stand two levels lower."""
    return "\n".join(f"##{line}" if line.startswith("#") else line for line in markdown.splitlines())
