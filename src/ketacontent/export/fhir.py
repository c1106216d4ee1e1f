"""Side effects, contraindications and warnings -> FHIR R5 `ClinicalUseDefinition`, in a `Bundle`.

Each resource is about one product: ketamine, esketamine and compounded ketamine are never one subject, and a
figure measured with one of them stands in its resource only. Codes are written where a record holds checked
ones, and nowhere else. Nothing here is a dose, an order or advice on one person's care.

The resources have the structure of R5. They follow no national or ePI profile, and no terminology server has
seen them.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Any

from ketacontent.catalog import Catalog
from ketacontent.export.plain import citation, cited_in, compared, label, plain_words, sources_of
from ketacontent.models import (
    Claim,
    Frequency,
    Medicine,
    Record,
    Review,
    RichText,
    SafetyNotice,
    SideEffect,
    Value,
)
from ketacontent.models.text.nodes import Ref
from ketacontent.models.values import Code

Resource = dict[str, Any]

CONTRAINDICATION_SECTION = "must-not"
"""A topic's section with this id lists, as claims, who must not have a medicine."""

CODE_SYSTEMS = {
    "nci-thesaurus": "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl",
    "edqm": "http://standardterms.edqm.eu",
    "icd-10-cm": "http://hl7.org/fhir/sid/icd-10-cm",
    "atc": "http://www.whocc.no/atc",
    "unii": "http://fdasis.nlm.nih.gov",
    "rxnorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
}
"""Our terminologies with the addresses by which FHIR knows them; codes of others are left out."""

_PUBLICATION_STATUS = "http://hl7.org/fhir/publication-status"
_XHTML = "http://www.w3.org/1999/xhtml"
_NOT_REVIEWED = "Not clinically reviewed"


def clinical_use_bundle(catalog: Catalog, only: Callable[[Record, Medicine], bool] | None = None) -> Resource:
    """Return a Bundle (type `collection`) of ClinicalUseDefinition resources.

    Args:
        catalog: the records.
        only: says for a side effect, claim or safety notice and a medicine whether its resource is wanted;
            by default all are.
    """
    manifest = catalog.manifest
    resources = [
        resource for record, medicine, resource in _all(catalog) if only is None or only(record, medicine)
    ]
    bundle = {
        "resourceType": "Bundle",
        "id": _resource_id(manifest.id, "clinical-use"),
        "identifier": {"system": "urn:ietf:rfc:3986", "value": _urn(manifest.id, manifest.version)},
        "type": "collection",
    }
    entries = [{"fullUrl": _urn(manifest.id, resource["id"]), "resource": resource} for resource in resources]
    return {**bundle, "entry": entries} if entries else bundle  # FHIR has no empty lists


def _all(catalog: Catalog) -> Iterator[tuple[Record, Medicine, Resource]]:
    for effect in _by_id(catalog.side_effects.values()):
        for medicine in _medicines(effect.medicines, catalog):
            yield effect, medicine, undesirable_effect(effect, medicine, catalog)
    for claim in contraindications(catalog):
        for medicine in _medicines(claim.medicines, catalog):
            yield claim, medicine, contraindication(claim, medicine, catalog)
    for medicine in _by_id(catalog.medicines.values()):
        for id in medicine.safety_notices:
            notice = catalog.safety_notices[id]
            yield notice, medicine, warning(notice, medicine, catalog)


def contraindications(catalog: Catalog) -> tuple[Claim, ...]:
    """Return the claims that say who must not have a medicine, ordered by id.

    These are the safety claims of harm that a topic quotes in its section `must-not`.
    """
    quoted = {
        reference.id
        for topic in catalog.topics.values()
        for section in topic.sections
        if section.id == CONTRAINDICATION_SECTION
        for text in _texts(section.body)
        for reference in text.references
        if isinstance(reference, Ref) and reference.kind == "claim" and not reference.field
    }
    found = (catalog.claims[id] for id in sorted(quoted))
    return tuple(claim for claim in found if claim.type == "safety" and claim.direction == "harm")


def undesirable_effect(effect: SideEffect, medicine: Medicine, catalog: Catalog) -> Resource:
    """Return what is known of a side effect with one medicine."""
    figures = [frequency for frequency in effect.frequencies if frequency.medicine == medicine.id]
    main = next((frequency for frequency in figures if frequency.setting == "treatment"), None)
    resource = _resource("undesirable-effect", effect, medicine)
    resource["status"] = _status(effect.review, effect.version)
    resource["undesirableEffect"] = {
        "symptomConditionEffect": {"concept": _concept(effect.clinical_name, effect.codes)},
        "classification": {"text": label(effect.body_system)},
        "frequencyOfOccurrence": {"text": _how_often(effect, main)},
    }
    if main is not None:
        resource["population"] = [{"type": "Group", "display": main.population}]
    texts = [effect.summary, effect.what_it_is, effect.severity, effect.band_basis]
    told = [plain_words(text, catalog) for text in texts[:3]]
    told.append(f"Seriousness: {label(effect.seriousness)}.")
    if main is not None and main is effect.frequency:
        told.append(plain_words(effect.band_basis, catalog))
    measured = [id for frequency in figures for id in frequency.sources]
    notes = [frequency.note for frequency in figures if frequency.note is not None]
    sources = list(dict.fromkeys([*measured, *effect.sources, *cited_in([*texts, *notes], catalog)]))
    listed = [_told(frequency, sources, catalog) for frequency in figures]
    resource["text"] = _narrative(
        f"{medicine.title}: {effect.title}",
        told,
        listed or ["No figure is held for this product. That does not mean that the effect is rare."],
        sources,
        _review_words(effect.review, effect.version),
        catalog,
        effect.locale,
    )
    return _in_order(resource)


def contraindication(claim: Claim, medicine: Medicine, catalog: Catalog) -> Resource:
    """Return a claim about who must not have a medicine."""
    words = plain_words(claim.text, catalog)
    resource = _resource("contraindication", claim, medicine)
    resource["status"] = _status(None, claim.version)
    resource["contraindication"] = {"diseaseSymptomProcedure": {"concept": {"text": words}}}
    if claim.population:
        resource["population"] = [{"type": "Group", "display": claim.population}]
    basis = ", ".join(dict.fromkeys(label(evidence.design) for evidence in claim.evidence))
    facts = [
        f"Certainty: {label(claim.certainty)} ({claim.certainty_reason}).",
        f"Rests on: {basis}.",
    ]
    if claim.jurisdictions:
        facts.append(f"Holds in: {', '.join(claim.jurisdictions)}.")
    resource["text"] = _narrative(
        f"{medicine.title}: {claim.title}",
        [words],
        facts,
        sources_of(claim),
        f"{_NOT_REVIEWED}.",
        catalog,
        claim.locale,
    )
    return _in_order(resource)


def warning(notice: SafetyNotice, medicine: Medicine, catalog: Catalog) -> Resource:
    """Return a safety notice that a medicine's record names."""
    words = [plain_words(text, catalog) for text in (*notice.body, notice.action)]
    resource = _resource("warning", notice, medicine)
    resource["status"] = _status(notice.review, notice.version)
    resource["category"] = [{"text": label(notice.level)}]
    resource["warning"] = {"description": "\n\n".join(words), "code": {"text": notice.title}}
    facts = [f"Applies in: {', '.join(notice.jurisdictions)}."] if notice.jurisdictions else []
    resource["text"] = _narrative(
        f"{medicine.title}: {notice.title}",
        words,
        facts,
        notice.sources,
        _review_words(notice.review, notice.version),
        catalog,
        notice.locale,
    )
    return _in_order(resource)


def _resource(type_: str, record: Record, medicine: Medicine) -> Resource:
    return {
        "resourceType": "ClinicalUseDefinition",
        "id": _resource_id(record.kind, record.id, medicine.id),
        "language": record.locale,
        "identifier": [
            {"system": "urn:ietf:rfc:3986", "value": _urn(record.ref, medicine.id)},
        ],
        "type": type_,
        "subject": [{"type": "MedicinalProductDefinition", "display": medicine.title}],
    }


_ORDER = (
    "resourceType",
    "id",
    "language",
    "text",
    "identifier",
    "type",
    "category",
    "subject",
    "status",
    "contraindication",
    "population",
    "undesirableEffect",
    "warning",
)


def _in_order(resource: Resource) -> Resource:
    """Return a resource with its elements in the order of the specification."""
    return {name: resource[name] for name in _ORDER if name in resource}


def _how_often(effect: SideEffect, main: Frequency | None) -> str:
    if main is None:
        return "Frequency not known: no figure from treatment is held for this product"
    # The effect's word was chosen for its main figure; it says nothing of other products.
    band = f"{label(effect.band).capitalize()}: " if main is effect.frequency else ""
    return f"{band}{compared(main)}"


def _told(frequency: Frequency, sources: list[str], catalog: Catalog) -> str:
    """Return a figure with all that must be read beside it, and the numbers of its sources."""
    setting = "" if frequency.setting == "treatment" else f" Seen in {frequency.setting}, not in treatment."
    period = f" Over: {frequency.period}." if frequency.period else ""
    note = f" {plain_words(frequency.note, catalog)}" if frequency.note else ""
    people = f"Counted: {frequency.outcome}. In: {frequency.population}."
    numbers = ", ".join(str(sources.index(id) + 1) for id in frequency.sources)
    return f"{compared(frequency)}. {people}{period}{setting}{note} [{numbers}]"


def _status(review: Review | None, version: str) -> Resource:
    """Return `active` for what a clinician has signed as it stands, else `draft`, with the state in words."""
    signature = review.signature if review is not None else None
    is_signed = signature is not None and signature.version == version
    code, display = ("active", "Active") if is_signed else ("draft", "Draft")
    return {
        "coding": [{"system": _PUBLICATION_STATUS, "code": code, "display": display}],
        "text": "Clinically reviewed" if is_signed else _NOT_REVIEWED,
    }


def _review_words(review: Review, version: str) -> str:
    signature = review.signature
    due = f"To be checked again by {review.due.isoformat()}."
    if signature is None:
        return f"{_NOT_REVIEWED}. {due}"
    signed = f"{signature.reviewer}, {signature.credentials}, on {signature.signed_on.isoformat()}"
    if signature.version != version:
        return f"{_NOT_REVIEWED} in this version. Version {signature.version} was signed by {signed}. {due}"
    return f"Clinically reviewed by {signed}. {due}"


def _concept(words: str, codes: Iterable[Code]) -> Resource:
    coding = [
        {"system": CODE_SYSTEMS[code.system], "code": code.code, "display": code.display}
        for code in codes
        if code.system in CODE_SYSTEMS
    ]
    return {"coding": coding, "text": words} if coding else {"text": words}


def _narrative(
    heading: str,
    paragraphs: Iterable[str],
    items: Iterable[str],
    source_ids: Iterable[str],
    review: str,
    catalog: Catalog,
    locale: str,
) -> Resource:
    """Return the narrative: XHTML in which every word is escaped. It tells more than the elements do."""
    sources = [_source(catalog, id) for id in source_ids]
    body = [
        f"<h2>{escape(heading)}</h2>",
        *(f"<p>{escape(words)}</p>" for words in paragraphs),
        _list([escape(words) for words in items]),
        "<h3>Sources</h3>" if sources else "",
        _list(sources, "ol"),
        f"<p><b>{escape(review)}</b> General information, no medical advice.</p>",
    ]
    div = f'<div xmlns="{_XHTML}" xml:lang="{locale}" lang="{locale}">{"".join(body)}</div>'
    return {"status": "additional", "div": div}


def _source(catalog: Catalog, id: str) -> str:
    source = catalog.sources[id]
    words = citation(source)
    if source.address is None:
        return escape(words)
    address = escape(source.address)
    return f'{escape(words.removesuffix(source.address))}<a href="{address}">{address}</a>'


def _list(items: list[str], name: str = "ul") -> str:
    return f"<{name}>{''.join(f'<li>{item}</li>' for item in items)}</{name}>" if items else ""


def _texts(value: object) -> Iterator[RichText]:
    """Yield every text in a body."""
    if isinstance(value, RichText):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, Value):
        yield from _texts(tuple(value.__dict__.values()))


def _medicines(ids: Iterable[str], catalog: Catalog) -> Iterator[Medicine]:
    return (catalog.medicines[id] for id in ids)


def _by_id(records: Iterable[Any]) -> list[Any]:
    return sorted(records, key=lambda record: record.id)


def _resource_id(*parts: str) -> str:
    """Return an id of at most 64 characters, as FHIR wants it; longer ones end in a digest."""
    whole = ".".join(parts)
    if len(whole) <= 64:
        return whole
    return f"{whole[:47]}.{hashlib.sha256(whole.encode()).hexdigest()[:16]}"


def _urn(*parts: str) -> str:
    """Return an address that is the same in every export."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'ketacontent:' + '/'.join(parts))}"
