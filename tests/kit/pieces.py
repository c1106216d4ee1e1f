"""One hand-made block of each kind, with words of its own, for goldens and for mutations."""

from __future__ import annotations

from ketacontent.models import Frequency, RichText
from ketacontent.models.block import CareCard, Comparison, ComparisonRow, ItemList, Paragraph
from ketacontent.models.text.nodes import Emphasis, Link, Note, Text
from ketacontent.models.values import Comparator
from ketacontent.pages import Page, Section
from ketacontent.pages.block import (
    Card,
    CardList,
    CheckGroup,
    CheckItem,
    CheckList,
    Crisis,
    CrisisCountry,
    CrisisLine,
    DoDontBlock,
    EvidenceRow,
    EvidenceTable,
    FactItem,
    FactList,
    FrequencyRow,
    FrequencyTable,
    Heading,
    LinkGroup,
    LinkList,
    MythFact,
    Notice,
    NoticeSources,
    PageBlock,
    Picture,
    QuoteBlock,
    Reference,
    References,
    ReviewLine,
    StatusRow,
    StatusTable,
    Term,
    TermList,
)


def words(text: str) -> RichText:
    """Return plain words."""
    return RichText.plain_words(text)


def noted(text: str, *numbers: int) -> RichText:
    """Return words with the numbers of sources behind them."""
    return RichText.of(Text(text), Note(numbers))


BLOCKS: tuple[PageBlock, ...] = (
    Paragraph(
        text=RichText.of(Text("Mangoes are "), Emphasis((Text("ripe"),)), Text(" & <sweet>."), Note((1, 2)))
    ),
    ItemList(ordered=True, items=(words("Apricots first"), words("1. Then * almonds"))),
    CareCard(
        urgency="emergency",
        heading=words("Bananas now"),
        items=(words("They are brown."),),
        action=words("Call the grocer."),
    ),
    DoDontBlock(
        do_label=words("Do cherries"),
        do=(words("Wash them"),),
        dont_label=words("Not stones"),
        dont=(words("Bite"),),
    ),
    Comparison(
        caption=words("Dates and figs"),
        columns=(words("What"), words("Dates"), words("Figs")),
        rows=(ComparisonRow(label=words("Sugar | salt"), cells=(words("Much"), noted("Less", 3))),),
    ),
    Heading(text=words("Elderberries ahead")),
    FactList(items=(FactItem(label=words("Grapes"), values=(words("Green"), noted("Blue", 1))),)),
    FrequencyTable(
        caption=words("Hazelnuts counted"),
        columns=(words("With"), words("Without"), words("In whom")),
        rows=(
            FrequencyRow(
                figure=words("17 of 43 people"),
                comparison=words("3 of 42 people with water"),
                basis=noted("Squirrels.", 1),
                frequency=Frequency(
                    events=17,
                    total=43,
                    outcome="Nuts found",
                    population="Squirrels",
                    medicine="spray",
                    comparator=Comparator(name="water", events=3, total=42),
                    sources=("trial-one",),
                ),
            ),
        ),
        band="very-common",
    ),
    StatusTable(
        caption=words("Iceberg rules"),
        columns=(words("Place"), words("Medicine"), words("Use"), words("Status"), words("Meaning")),
        rows=(
            StatusRow(
                place=words("United States"),
                medicine=words("Spray"),
                use=words("Salads"),
                status=words("Approved"),
                note=noted("Since May.", 2),
                jurisdiction="US",
                approval="approved",
            ),
        ),
    ),
    EvidenceTable(
        caption=words("Jackfruit findings"),
        columns=(words("Claim"), words("Certainty"), words("Basis")),
        rows=(
            EvidenceRow(
                claim=noted("It may be big.", 1),
                certainty=words("Low"),
                basis=words("One trial."),
                grade="low",
            ),
        ),
    ),
    TermList(items=(Term(term=words("Kiwi"), definition=words("A green fruit.")),)),
    LinkList(
        groups=(
            LinkGroup(
                heading=words("Lemons"),
                items=(RichText.of(Link("https://fruit.example/lemon", (Text("Yellow"),))), words("Sour")),
            ),
        )
    ),
    CardList(items=(Card(title=words("Melon"), summary=words("Round and wet.")),)),
    MythFact(
        fact_label=words("Nectarines"),
        fact=words("They have stones."),
        said_label=words("Said"),
        said=words("None."),
    ),
    CheckList(
        groups=(
            CheckGroup(
                heading=words("Oranges"),
                items=(
                    CheckItem(text=words("Peel"), why=words("It is bitter.")),
                    CheckItem(text=words("Eat")),
                ),
            ),
        )
    ),
    Picture(
        alt=words("A papaya."), long_description=words("Cut in half."), caption=words("Ripe."), image="papaya"
    ),
    QuoteBlock(text=words("I like quinces."), attribution=noted("A cook", 2)),
    Notice(
        id="raisins",
        level="warning",
        label=words("Warning"),
        heading=words("Raisins stick"),
        body=(words("They do."), words("Always & ever.")),
        action=words("Brush."),
    ),
    NoticeSources(text=noted("Sources of strawberries:", 1)),
    Crisis(
        heading=words("Tangerine help"),
        advice=(words("Ask now."), words("Stay close.")),
        countries=(
            CrisisCountry(
                name=words("Wales"),
                lines=(
                    CrisisLine(
                        name=words("Line"),
                        contacts=(
                            RichText.of(Text("Call: "), Link("tel:0000116999", (Text("0000 116 999"),))),
                        ),
                        detail=words("All day."),
                    ),
                ),
            ),
        ),
        checked=words("Checked on May 1, 2026."),
    ),
    ReviewLine(text=words("Ugli fruit: not reviewed."), state="not-clinically-reviewed"),
    References(
        entries=(
            Reference(
                number=1,
                text=RichText.of(
                    Text("Vine A. Wine. "),
                    Emphasis((Text("Vat."),)),
                    Text(" 2024;1(2):3-4. "),
                    Link("https://doi.org/10.1/x", (Text("doi:10.1/x"),)),
                ),
            ),
        )
    ),
)
"""Each kind once; the words of a block stand in no other block."""


def whole_page() -> Page:
    """Return a page that holds each block once, each in a section of its own."""
    return Page(
        kind="topic",
        id="fruit",
        title=words("Fruit"),
        summary=words("All about fruit."),
        sections=tuple(
            Section(id=block.kind, title=words(f"On {block.kind}"), blocks=(block,)) for block in BLOCKS
        ),
        locale="en-US",
        audience="patient",
        version="1.0.0",
    )
