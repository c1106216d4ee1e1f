"""About this content: who writes and checks it, how sure it is, how numbers are treated, license, changes."""

from __future__ import annotations

from ketacontent.models import Change, Record, Review, RichText
from ketacontent.models.block import Comparison, ItemList, Paragraph
from ketacontent.models.text.nodes import Link, Node, Text, joined, words_nodes
from ketacontent.models.vocabulary import JURISDICTIONS, ChangeKind
from ketacontent.pages.block import comparison, paragraph
from ketacontent.pages.kinds import Desk
from ketacontent.pages.kinds.desk import plain
from ketacontent.pages.overviews.certainty import certainty_table
from ketacontent.pages.overviews.frame import Overview, with_jumps
from ketacontent.pages.overviews.references import checks_of

_LICENSES = {"CC-BY-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")}
"""SPDX identifier -> what readers know the license as, and where it can be read."""
_GRADE = "https://www.gradeworkinggroup.org/"
_URGENT_FIRST: tuple[ChangeKind, ...] = ("safety", "factual", "editorial")


def compose_about(desk: Desk) -> Overview:
    """Compose the page: each section answers one question about the content as a whole."""
    words = desk.words
    sections = [
        *desk.section("what", "What this is", *desk.body_of(plain(_purpose(desk)))),
        *desk.section("who", "Who writes this, and who checks it?", *_who(desk), _reviews(desk)),
        *desk.section("certainty", "How sure are we?", *desk.body_of(_grade(desk)), certainty_table(desk)),
        *desk.section("numbers", "How do we treat numbers?", _numbers(desk)),
        *desk.section("checked-sources", "How do we check sources?", *_sources(desk), checks_of(desk)),
        *desk.section("not-covered", "What is not covered?", _not_covered(desk)),
        *desk.section("license", "May I use this content?", *_license(desk)),
        *desk.section("changes", "Version and changes", *_version(desk), _changes(desk)),
    ]
    summary = words("Who writes this content, how it is checked, how sure it is, and what it leaves out.")
    return Overview(words("About this content"), summary, with_jumps(sections, desk))


def _purpose(desk: Desk) -> str:
    if "ketamine" not in set(desk.catalog.medicines):
        return desk.words(
            "This is general information about treatment. It helps you to ask good questions. It is no "
            "medical advice: your own care team knows you, and we do not."
        )
    return desk.words(
        "This is general information about ketamine, esketamine, and compounded ketamine in mental health "
        "and pain care. It helps you to ask good questions. It is no medical advice: your own care team "
        "knows you, and we do not."
    )


def _who(desk: Desk) -> tuple[Paragraph, ...]:
    words = desk.words
    written = words(
        "The people who contribute to this project write the pages from published studies, official product "
        "labels, guidelines, and laws. Statements of fact name their sources."
    )
    signed = words(
        "A page counts as clinically reviewed only after a clinician has read that version and signed it "
        "with name, training, and conflicts of interest. The page then says so. We never invent a signature."
    )
    return desk.body_of(plain(written)) + desk.body_of(plain(signed))


def _reviews(desk: Desk) -> Comparison | None:
    """Return for each kind how many records there are, how many are signed, and what is due next."""
    words = desk.words
    by_kind: dict[str, list[tuple[Record, Review]]] = {}
    for record in desk.catalog:
        review: Review | None = getattr(record, "review", None)
        if review is not None:
            by_kind.setdefault(record.kind, []).append((record, review))
    if not by_kind:
        return None
    rows = tuple(
        (
            plain(words.label(kind)),
            plain(words.number(len(found))),
            plain(words.number(sum(_is_signed(record, review) for record, review in found))),
            plain(words.date(min(review.due for _, review in found))),
        )
        for kind, found in by_kind.items()
    )
    columns = (
        plain(words("What")),
        plain(words("How many")),
        plain(words("Signed by a clinician")),
        plain(words("Next check due by")),
    )
    return comparison(plain(words("Review state today, kind by kind")), columns, rows)


def _is_signed(record: Record, review: Review) -> bool:
    """Say whether a clinician signed the version that is shown."""
    return review.signature is not None and review.signature.version == record.version


def _grade(desk: Desk) -> RichText:
    words = desk.words
    before = words("Our words for how sure a statement is follow a method that guideline makers use:")
    nodes: list[Node] = [Text(before + " "), Link(_GRADE, (Text("GRADE"),)), Text(". ")]
    nodes.append(Text(words("The more we doubt a result, the more careful our verb.")))
    address = desk.context.overview_link("claim")
    if address and desk.catalog.claims:
        nodes += [
            Text(" "),
            Link(address, (Text(words("See all statements and how sure each is")),)),
            Text("."),
        ]
    return RichText.of(*nodes)


def _numbers(desk: Desk) -> ItemList | None:
    words = desk.words
    rules = (
        words("Every figure comes with its source. How often a side effect comes is told with its people."),
        words("Where we know the figure of a group without the medicine, it stands beside."),
        words("Where a source gives only a share, we say that the number of people is not given."),
        words("We never add up the figures of two studies, and we never rank them."),
        words("Figures from misuse or from anesthesia never stand for treatment."),
        words("Where nobody has counted, we say that it is not known."),
    )
    return desk.items(map(plain, rules))


def _sources(desk: Desk) -> tuple[Paragraph, ...]:
    words = desk.words
    told = words(
        "Each statement on our list of what is known rests on at least one source that we checked ourselves."
    )
    nodes: list[Node] = [Text(told)]
    address = desk.context.overview_link("references")
    if address and desk.catalog.sources:
        nodes += [
            Text(" "),
            Link(address, (Text(words("See all sources and what rests on them")),)),
            Text("."),
        ]
    return (paragraph(RichText.of(*nodes)),)


def _not_covered(desk: Desk) -> ItemList | None:
    words, catalog = desk.words, desk.catalog
    countries = sorted({each.country_name for each in catalog.crisis_resources.values()})
    told = [
        words("Doses, for any reader."),
        words("What is right for one person: that is for you and your own care team."),
        words(
            "The law of other places than these: {places}.",
            places=words.join(words.label(place) for place in JURISDICTIONS),
        ),
    ]
    if countries:
        told.append(
            words("Crisis lines of other countries than these: {places}.", places=words.join(countries))
        )
    told.append(words("Clinics: we rate none, and we recommend none."))
    return desk.items(map(plain, told))


def _license(desk: Desk) -> tuple[Paragraph, ...]:
    words = desk.words
    spdx = desk.catalog.manifest.license
    name, address = _LICENSES.get(spdx, (spdx, ""))
    license: Node = Link(address, (Text(name),)) if address else Text(name)
    content = RichText.of(Text(words("License of the words:") + " "), license, Text("."))
    if spdx == "CC-BY-4.0":
        terms = words("You may copy and change them, if you give credit and say what you changed.")
        content = RichText.of(*content.nodes, Text(" " + terms))
    code = words(
        "The code and the templates that make the pages have a license of their own: MIT. The works that we "
        "cite belong to their owners."
    )
    return desk.body_of(content) + desk.body_of(plain(code))


def _version(desk: Desk) -> tuple[Paragraph, ...]:
    words, manifest = desk.words, desk.catalog.manifest
    told = words(
        "This is version {version}, put together on {day}.",
        version=manifest.version,
        day=words.date(manifest.as_of),
    )
    return desk.body_of(plain(told))


def _changes(desk: Desk) -> ItemList | None:
    """Return every change that a record tells of: what could harm first, then the newest."""
    words = desk.words
    labels: dict[ChangeKind, str] = {
        "safety": words("Safety"),
        "factual": words("Facts"),
        "editorial": words("Wording"),
    }
    found = [(record, change) for record in desk.catalog for change in record.changes]
    if not found:
        return desk.items([plain(words("No page has been changed since it was first written."))])
    found.sort(key=lambda pair: pair[1].date, reverse=True)
    found.sort(key=lambda pair: _URGENT_FIRST.index(pair[1].kind))
    return desk.items(_change(record, change, labels[change.kind], desk) for record, change in found)


def _change(record: Record, change: Change, label: str, desk: Desk) -> RichText:
    address = desk.context.link(record)
    title = words_nodes(record.title)
    name = (Link(address, title),) if address else title
    note = words_nodes(joined("", [change.note.rstrip("."), "."]))
    return RichText.of(Text(f"{label}, {desk.words.date(change.date)}. "), *name, Text(": "), *note)
