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
    LanguageNote,
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
from ketacontent.pages.overviews.blocks import (
    EffectGroup,
    EffectList,
    EffectRow,
    Jump,
    JumpList,
    LawRow,
    LawTable,
    RowFact,
    RowFilter,
    SourceItem,
    SourceList,
    StepItem,
    StepList,
)
from ketacontent.pages.pictures.block import (
    AbsorptionRanges,
    CarePathway,
    CertaintyLevel,
    CertaintyMap,
    CertaintyRow,
    IconArray,
    IconArrays,
    KeyEntry,
    PathwayPhase,
    PathwayStep,
    PictureKey,
    PictureNote,
    RangeRow,
    RouteComparison,
    RouteTimes,
    SessionTimeline,
    TimelineStop,
    TimeRow,
)
from ketacontent.pages.pictures.shape import Bar, DotGrid, Marks, Shape, Tick


def words(text: str) -> RichText:
    """Return plain words."""
    return RichText.plain_words(text)


def noted(text: str, *numbers: int) -> RichText:
    """Return words with the numbers of sources behind them."""
    return RichText.of(Text(text), Note(numbers))


_FIGURE = Frequency(
    events=17,
    total=43,
    outcome="Nuts found",
    population="Squirrels",
    medicine="spray",
    comparator=Comparator(name="water", events=3, total=42),
    sources=("trial-one",),
)


def _grid(id: str, low: int, high: int) -> DotGrid:
    """Return a grid of four dots in one row."""
    paths = (
        f"M{10 * a + 5} 5h{10 * (b - a) - 9}" if b > a else "" for a, b in ((0, low), (low, high), (high, 4))
    )
    filled, between, empty = paths
    return DotGrid(
        id=id,
        title="Some are filled",
        description="The words beside it",
        width=40,
        height=10,
        filled=filled,
        between=between,
        empty=empty,
        low=low,
        high=high,
        whole=4,
    )


def _bar(id: str, *, is_point: bool = False, is_open: bool = False) -> Bar:
    return Bar(
        id=id,
        title="A bar",
        description="On a scale",
        start="25%",
        width="0%" if is_point else "50%",
        is_point=is_point,
        is_open=is_open,
    )


_TICKS = (Tick(at="0%", label="0", anchor="start"), Tick(at="100%", label="9", anchor="end"))

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
                frequency=_FIGURE,
                grid=_grid("hazelnuts", 1, 2),
                other_grid=_grid("hazelnuts-other", 0, 0),
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
        title=words("Papayas"),
        alt=words("A papaya."),
        long_description=words("Cut in half."),
        caption=words("Ripe."),
        image="papaya",
    ),
    PictureNote(channels=(), alt=words("Peaches in rows."), long_description=words("Two by two.")),
    PictureKey(
        channels=(),
        entries=(
            KeyEntry(sign="filled", text=words("Pears eaten")),
            KeyEntry(sign="between", text=words("Perhaps")),
            KeyEntry(sign="empty", text=words("Not eaten")),
            KeyEntry(sign="square", text=words("Canned")),
        ),
    ),
    IconArrays(
        id="plums",
        caption=words("Plums counted"),
        items=(
            IconArray(
                name=words("Blue"),
                figure=words("3 of 4"),
                comparison=words("none with water"),
                basis=noted("In jars.", 1),
                frequency=_FIGURE,
                grid=_grid("plums-blue", 3, 4),
                other_grid=_grid("plums-blue-other", 0, 0),
            ),
            IconArray(
                name=words("Red"),
                figure=words("1 of 10,000"),
                comparison=words("not counted"),
                basis=noted("In trees.", 2),
                frequency=_FIGURE,
            ),
        ),
    ),
    SessionTimeline(
        id="rhubarb",
        caption=words("Rhubarb day"),
        stops=(
            TimelineStop(
                title=words("Cut"),
                times=(noted("2 hours", 1), words("Slowly.")),
                rail=Shape(id="rhubarb-cut", title="Stop 1", description="Whole"),
                is_measured=True,
            ),
            TimelineStop(
                title=words("Boil"),
                times=(words("A while."),),
                rail=Shape(id="rhubarb-boil", title="Stop 2", description="End"),
                is_measured=False,
                is_last=True,
            ),
        ),
    ),
    CarePathway(
        id="satsumas",
        caption=words("Satsumas, step by step"),
        phases=(
            PathwayPhase(
                name=words("Winter"),
                steps=(
                    PathwayStep(
                        title=words("Choose"),
                        number=1,
                        rail=Shape(id="satsumas-1", title="Step 1"),
                        is_first=True,
                    ),
                    PathwayStep(
                        title=words("Unwrap"),
                        mark=words("Here."),
                        number=2,
                        rail=Shape(id="satsumas-2", title="Step 2"),
                        is_current=True,
                    ),
                ),
                repeats=words("And again."),
                loop=Shape(id="satsumas-loop", title="An arrow back"),
            ),
            PathwayPhase(
                name=words("Spring"),
                steps=(
                    PathwayStep(
                        title=words("Compost"),
                        mark=words("Not all."),
                        number=3,
                        rail=Shape(id="satsumas-3", title="Step 3"),
                        is_optional=True,
                        is_last=True,
                    ),
                ),
            ),
        ),
    ),
    AbsorptionRanges(
        id="vanilla",
        caption=words("Vanilla taken up"),
        ticks=_TICKS,
        rows=(
            RangeRow(
                name=words("Pods"), values=(noted("2 to 7", 1), words("Of 9.")), bar=_bar("vanilla-pods")
            ),
            RangeRow(name=words("Drops"), values=(words("Not measured"),), is_current=True),
        ),
    ),
    RouteComparison(
        id="walnuts",
        caption=words("Walnuts compared"),
        ticks=_TICKS,
        rows=(
            RouteTimes(
                name=words("Shelled"),
                place=words("Kitchen."),
                times=(
                    TimeRow(
                        label=words("Cracking"),
                        value=noted("at least 3", 2),
                        bar=_bar("walnuts-1", is_point=True, is_open=True),
                    ),
                    TimeRow(label=words("Eating"), value=words("Two days.")),
                ),
                unknown=words("Growing: nobody knows."),
            ),
        ),
    ),
    CertaintyMap(
        id="yams",
        caption=words("Yams for sure"),
        rows=(
            CertaintyRow(
                subject=words("Sweet ones"),
                levels=(
                    CertaintyLevel(
                        label=words("Rather sure"),
                        count=words("2"),
                        grade="moderate",
                        marks=Marks(
                            id="yams-1", title="2 dots", count=2, width=20, height=10, path="M5 5h11"
                        ),
                    ),
                ),
            ),
            CertaintyRow(subject=words("Bitter ones"), nothing=words("No statement.")),
        ),
        nothing=words("Zilch."),
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
    LanguageNote(text=words("This part is not translated: it is in Strawberry.")),
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
    JumpList(
        channels=(),
        label=words("Vanilla places"),
        items=(Jump(words=words("Pods"), anchor="pods"), Jump(words=words("Seeds"), anchor="seeds")),
    ),
    EffectList(
        groups=(
            EffectGroup(
                id="soon",
                heading=words("Walnuts at once"),
                rows=(
                    EffectRow(
                        title=RichText.of(Link("https://fruit.example/walnut", (Text("Cracks"),))),
                        facts=(
                            RowFact(label=words("How many"), values=(words("Some."), noted("2 of 3.", 1))),
                            RowFact(label=words("When"), values=(words("In fall"),), is_short=True),
                        ),
                        band="common",
                        seriousness="serious",
                        timing=("during-session", "same-day"),
                        routes=("nasal", "oral"),
                    ),
                ),
            ),
        ),
        filters=(
            RowFilter(
                name="band",
                label="Harvest",
                everything="Every one",
                options=(("common", "Usual"), ("rare", "Seldom")),
            ),
        ),
        count="{shown} of {all} nuts",
        reset="All nuts",
    ),
    StepList(
        items=(
            StepItem(
                number=words("Xigua 4"),
                title=words("Slice it"),
                summary=noted("It is a melon.", 1),
                facts=(RowFact(label=words("Tools"), values=(words("A knife"), words("A plate"))),),
                order=4,
            ),
        )
    ),
    LawTable(
        caption=words("Yam laws"),
        columns=(words("Dish"), words("Ruling"), words("Meaning of it")),
        rows=(
            LawRow(
                use=words("Soup"),
                status=words("Allowed"),
                note=noted("Since June.", 2),
                jurisdiction="US",
                approval="approved-restricted",
            ),
        ),
    ),
    SourceList(
        items=(
            SourceItem(
                id="zest",
                text=RichText.of(Text("Zucchini Z. "), Emphasis((Text("Zest."),))),
                checked=words("Page opened."),
                used=words("Used in 2 places"),
                users=(RichText.of(Link("https://fruit.example/soup", (Text("Broth"),))), words("Stew")),
            ),
            SourceItem(
                id="peel", text=words("Peel."), checked=words("Not opened."), used=words("Not used"), users=()
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
