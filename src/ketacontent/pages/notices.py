"""Blocks that must show: safety notices, crisis help, review state."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from ketacontent.catalog import Catalog
from ketacontent.models import Contact, CrisisResource, Record, RichText, SafetyNotice
from ketacontent.models.text.nodes import Foreign, Link, Node, Text, joined, words_nodes
from ketacontent.models.vocabulary import Trigger
from ketacontent.pages.block import Crisis, CrisisCountry, CrisisLine, Notice, ReviewLine
from ketacontent.pages.context import Context
from ketacontent.pages.memo import once
from ketacontent.pages.words import Words

_FIRST = frozenset({"emergency", "warning"})


def notices_for(
    catalog: Catalog,
    triggers: Iterable[Trigger],
    named: Iterable[str],
    context: Context,
    medicines: Iterable[str] = (),
) -> tuple[SafetyNotice, ...]:
    """Return the notices that a page must show, most pressing first.

    Args:
        catalog: where the notices lie.
        triggers: what the page says or names.
        named: ids of notices that the record asks for itself.
        context: notices of other jurisdictions are left out.
        medicines: ids of the products that the page names; notices about others only are left out.
    """
    met, asked, places = frozenset(triggers), frozenset(named), context.covered_jurisdictions
    products = frozenset(medicines)
    key = ("notices", met, asked, places, products)
    return once(catalog, key, lambda: _notices_for(catalog, met, asked, frozenset(places), products))


def _notices_for(
    catalog: Catalog,
    met: frozenset[Trigger],
    asked: frozenset[str],
    places: frozenset[str],
    products: frozenset[str],
) -> tuple[SafetyNotice, ...]:
    return tuple(
        sorted(
            (
                notice
                for notice in catalog.safety_notices.values()
                if (
                    notice.id in asked
                    or (
                        not met.isdisjoint(notice.triggers)
                        and (not notice.medicines or not products.isdisjoint(notice.medicines))
                    )
                )
                and (not notice.jurisdictions or not places or not places.isdisjoint(notice.jurisdictions))
            ),
            key=lambda notice: (notice.priority, notice.id),
        )
    )


def products_of(records: Iterable[Record]) -> set[str]:
    """Return the ids of the products that records are, or are about."""
    found: set[str] = set()
    for record in records:
        fields = record.__dict__
        found.update((record.id,) if record.kind == "medicine" else fields.get("medicines", ()))
        if "medicine" in fields:  # a ruling is about one
            found.add(fields["medicine"])
    return found


def stands_first(notice: SafetyNotice) -> bool:
    """Say whether a notice stands above the content; milder ones stand below it."""
    return notice.level in _FIRST


def notice_block(notice: SafetyNotice, words: Words) -> Notice:
    """Return a notice as a block. It holds nothing that differs from page to page."""
    level = "emergency notice" if notice.level == "emergency" else notice.level
    body = [_without_marks(text) for text in notice.body]
    if type(notice.title) is str:
        body = _with_original(body, words)
    return Notice(
        id=notice.id,
        level=notice.level,
        label=RichText.plain_words(words.label(level)),
        heading=RichText.plain_words(notice.title),
        body=tuple(body),
        action=_without_marks(notice.action),
    )


def _with_original(body: list[RichText], words: Words) -> list[RichText]:
    """Return a translated notice's texts, with words before the original ones that stand behind them."""
    at, node = next(
        ((n, text.nodes[0]) for n, text in enumerate(body) if isinstance(text.nodes[0], Foreign)), (0, None)
    )
    if not isinstance(node, Foreign):
        return body
    language = words.language_name(node.language)
    told = words("What follows is the original, in {language}:", language=language)
    return [*body[:at], RichText.plain_words(told), *body[at:]]


def _without_marks(text: RichText) -> RichText:
    """Return a text whose references are plain words, so that it is the same on every page."""
    from ketacontent.models.text.nodes import Cite, Ref
    from ketacontent.models.text.write import unresolved_words

    def plain(nodes: tuple[Node, ...]) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            if isinstance(node, Ref):
                found.append(Text(unresolved_words(node)))
            elif isinstance(node, Foreign):
                found.append(Foreign(node.language, tuple(plain(node.children)), node.direction))
            elif not isinstance(node, Cite):
                found.append(node)
        return found

    return RichText.of(*plain(text.nodes))


def crisis_block(catalog: Catalog, context: Context) -> Crisis:
    """Return crisis help for the reader's country, or for every covered one where none is known."""
    key = ("crisis", context.country, context.words)
    return once(catalog, key, lambda: _crisis_block(catalog, context))


def _crisis_block(catalog: Catalog, context: Context) -> Crisis:
    words = context.words
    resources = sorted(
        catalog.crisis_resources.values(),
        key=lambda r: (r.country_name, r.category != "emergency", r.order, r.id),
    )
    if context.country is not None:
        own = [each for each in resources if each.country == context.country]
        return _crisis(
            own, words, words.label(context.country) if not own else own[0].country_name, listed=False
        )
    pressing = [each for each in resources if each.category in ("emergency", "suicide-crisis")]
    return _crisis(pressing, words, "", listed=True)


def _crisis(resources: list[CrisisResource], words: Words, country: str, *, listed: bool) -> Crisis:
    advice = [
        words("Are you thinking about suicide or about harming yourself? You deserve help now."),
        words(
            "If your life or someone else's is in danger, call your local emergency number or go to the "
            "nearest emergency department. Stay with somebody you trust."
        ),
    ]
    if not resources:
        advice.append(
            words(
                "Not covered: we have no checked crisis line for this country ({country}). "
                "Your doctor or your local emergency service can tell you who to call.",
                country=country,
            )
        )
    elif listed:
        advice.append(
            words(
                "Find your country below. If it is not listed, it is not covered here: "
                "call your local emergency number."
            )
        )
    countries = tuple(
        CrisisCountry(name=RichText.plain_words(name), lines=crisis_lines(group, words, in_full=not listed))
        for name, group in groupby(resources, key=lambda each: each.country_name)
    )
    checked = None
    if resources:
        oldest = min(each.verified_on for each in resources)
        checked = RichText.plain_words(words("Numbers checked on {day}.", day=words.date(oldest)))
    return Crisis(
        heading=RichText.plain_words(words("Get help now")),
        advice=tuple(map(RichText.plain_words, advice)),
        countries=countries,
        checked=checked,
    )


def crisis_lines(
    resources: Iterable[CrisisResource], words: Words, *, in_full: bool = True
) -> tuple[CrisisLine, ...]:
    """Return how to reach each line; in full, also for whom and when it is."""
    lines = tuple(_line(resource, words) for resource in resources)
    return lines if in_full else tuple(line.model_copy(update={"detail": None}) for line in lines)


def _line(resource: CrisisResource, words: Words) -> CrisisLine:
    name = resource.title
    if resource.local_name and resource.local_name != name:
        name = joined("", [name, f" ({resource.local_name})"])
    if resource.region:
        name = joined(", ", [name, resource.region])
    details = [
        resource.serves,
        resource.hours,
        words.join(resource.languages) if resource.languages else None,
        words("Free to call.") if resource.is_free else None,
    ]
    shown = [joined("", [detail.rstrip("."), "."]) for detail in details if detail]
    return CrisisLine(
        name=RichText.plain_words(name),
        contacts=tuple(_contact(contact, words) for contact in resource.contacts),
        detail=RichText.plain_words(joined(" ", shown)) if shown else None,
    )


def _contact(contact: Contact, words: Words) -> RichText:
    """Return how to reach a line: the act, then the number as people write it."""
    act = {
        "phone": words("Call"),
        "text": words("Text"),
        "chat": words("Chat"),
        "email": words("Email"),
        "web": words("Web"),
    }[contact.method]
    nodes: list[Node] = [Text(f"{act}: ")]
    if contact.method == "phone":
        nodes.append(Link(f"tel:{contact.number}", (Text(contact.display),)))
    elif contact.url is not None:
        nodes.append(Link(contact.url, (Text(contact.display),)))
    else:
        nodes.append(Text(contact.display))
    if contact.instruction:
        nodes += [Text(" ("), *words_nodes(contact.instruction), Text(")")]
    return RichText.of(*nodes)


def review_line(record: Record, words: Words) -> ReviewLine:
    """Return the review state, as every page prints it."""
    review = getattr(record, "review", None)
    translation = translation_words(words)
    due = words.date(review.due) if review else None
    signature = review.signature if review is not None else None
    if signature is not None and signature.version != record.version:
        text = words(
            "Not clinically reviewed in this version ({version}). "
            "Version {signed} was reviewed by {reviewer}, {credentials}, on {day}.",
            version=record.version,
            signed=signature.version,
            reviewer=signature.reviewer,
            credentials=signature.credentials,
            day=words.date(signature.signed_on),
        )
        return ReviewLine(text=RichText.plain_words(text + translation), state="not-clinically-reviewed")
    if signature is not None:
        text = words(
            "Clinically reviewed by {reviewer}, {credentials}, on {day}. Conflicts of interest: {conflicts}. "
            "Next check due by {due}.",
            reviewer=signature.reviewer,
            credentials=signature.credentials,
            day=words.date(signature.signed_on),
            conflicts=signature.conflicts_of_interest,
            due=due,
        )
        return ReviewLine(text=RichText.plain_words(text + translation), state="signed")
    text = words("Not clinically reviewed. No clinician has signed this text yet.")
    if due:
        text += " " + words("Next check due by {due}.", due=due)
    text += " " + words("It is for information only and does not replace the advice of your own clinician.")
    return ReviewLine(text=RichText.plain_words(text + translation), state="not-clinically-reviewed")


def translation_words(words: Words) -> str:
    """Return the sentence that the words around the content are a translation that nobody has reviewed."""
    if words.is_reviewed:
        return ""
    told = words(
        "Parts of this page are translated. "
        "No clinician and no native editor has reviewed the translation yet."
    )
    return f" {told}"
