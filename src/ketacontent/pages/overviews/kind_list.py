"""The list of all records of a kind, each in short, under subjects where the kind has some."""

from __future__ import annotations

from ketacontent.catalog import Catalog
from ketacontent.models import Newsletter, Record, RichText
from ketacontent.models.block import Comparison
from ketacontent.models.text.nodes import Node, Ref, Text, joined
from ketacontent.pages.block import Card, CardList, comparison
from ketacontent.pages.kinds import Desk
from ketacontent.pages.kinds.desk import plain
from ketacontent.pages.overviews.frame import Overview, section, with_jumps
from ketacontent.pages.overviews.subjects import by_subject
from ketacontent.pages.page import Section


def by_title(catalog: Catalog, kind: str) -> list[Record]:
    """Return the records of a kind in the order of their titles, what no regulator has reviewed last."""
    return sorted(
        catalog.collection(kind).values(),
        key=lambda record: (bool(getattr(record, "is_compounded", False)), record.title.lower()),
    )


def compose_kind_list(kind: str, desk: Desk) -> Overview:
    """Compose the overview of a kind: linked titles and summaries."""
    title = desk.words.label(kind)
    summary = desk.words("Each page tells benefits and risks side by side, with its sources.")
    if kind == "newsletter":
        return Overview(title, desk.words("Every issue so far, the newest first."), _issues(desk))
    if kind == "checklist":
        summary = desk.words("Lists to print, tick off, and take with you.")
    if kind == "medicine":
        summary = desk.words("Products that are easy to mix up, and how they differ.")
    return Overview(title, summary, with_jumps([*_grouped(kind, desk), *_apart(kind, desk)], desk))


def _grouped(kind: str, desk: Desk) -> list[Section]:
    sections: list[Section] = []
    groups = by_subject(kind, by_title(desk.catalog, kind))
    for subject, records in groups:
        cards = desk.cards(kind, [record.id for record in records])
        if subject is not None:
            sections += section(subject.id, desk.words(subject.title), cards)
        else:
            title = desk.words("More") if len(groups) > 1 else desk.words("All")
            sections += section("all", title, cards)
    return sections


def _apart(kind: str, desk: Desk) -> list[Section]:
    """Return for medicines the table that tells them apart."""
    if kind != "medicine" or len(desk.catalog.medicines) < 2:
        return []
    return desk.section("apart", "How to tell them apart", _differences(desk))


def _differences(desk: Desk) -> Comparison:
    words = desk.words
    medicines = [desk.catalog.medicines[each.id] for each in by_title(desk.catalog, "medicine")]
    rows = (
        (
            plain(words("Active ingredient")),
            *(plain(each.active_ingredient or words("None")) for each in medicines),
        ),
        (
            plain(words("Brand names")),
            *(plain(", ".join(each.brand_names) or words("None")) for each in medicines),
        ),
        (
            plain(words("Mixed by a pharmacy")),
            *(
                plain(
                    words("Yes; no regulator has reviewed the product") if each.is_compounded else words("No")
                )
                for each in medicines
            ),
        ),
        (plain(words("Ways it is given")), *(_names("route", each.routes, desk) for each in medicines)),
    )
    columns = (plain(words("Question")), *desk.named("medicine", [each.id for each in medicines]))
    return comparison(plain(words("The medicines side by side")), columns, rows)


def _names(kind: str, ids: tuple[str, ...], desk: Desk) -> RichText:
    """Return linked names in one cell."""
    nodes: list[Node] = []
    for id in ids:
        nodes += [*([Text("; ")] if nodes else []), Ref(kind, id)]
    return RichText.of(*nodes) if nodes else plain(desk.words("None that we know"))


def _issues(desk: Desk) -> list[Section]:
    """Return newsletters by year, newest first, each with its day."""
    issues = sorted(desk.catalog.newsletters.values(), key=lambda issue: (issue.published, issue.number))
    by_year: dict[int, list[Newsletter]] = {}
    for issue in reversed(issues):
        by_year.setdefault(issue.published.year, []).append(issue)
    sections: list[Section] = []
    for year, listed in by_year.items():
        cards = tuple(
            Card(
                title=RichText.of(Ref("newsletter", issue.id)),
                summary=plain(joined("", [f"{desk.words.date(issue.published)}. ", issue.preheader])),
            )
            for issue in listed
        )
        sections += section(f"year-{year}", str(year), CardList(items=cards))
    return sections
