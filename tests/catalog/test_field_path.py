"""Fields inside fields of an overlay: one value, one section, entries that are added or taken away."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.packs import copy_of_minimal, problems_of_load, write_pack
from ketacontent import Catalog
from ketacontent.catalog.load import lay_over, load_folders
from ketacontent.catalog.pack import read_pack
from ketacontent.errors import Problem

ALL = "what-it-is, how-often, for-clinicians-only"


def laid(folder: Path, base: Catalog, **files: str) -> Catalog:
    """Lay a pack over another: each file is named `kind__id`."""
    return load_folders([overlay(folder, **files)], base)


def overlay(folder: Path, **files: str) -> Path:
    named = {name.replace("__", "/").replace("_", "-"): text for name, text in files.items()}
    return write_pack(
        folder / "ours",
        {
            f"{ref}.yaml": f"id: {ref.partition('/')[2]}\noverlay: fields\n{text}"
            for ref, text in named.items()
        },
    )


def test_one_section_is_changed_and_the_others_stay(tmp_path: Path, minimal: Catalog) -> None:
    body = "sections.what-it-is.body: |\n  One.\n\n  - Two\n  - Three\n"
    text = f"sections.how-often.heading: How often here?\n{body}"
    topic = laid(tmp_path, minimal, topic__cold_feet=text).topics["cold-feet"]
    before = minimal.topics["cold-feet"]
    assert [section.id for section in topic.sections] == [section.id for section in before.sections]
    first, second, third = topic.sections
    assert [block.kind for block in first.body] == ["paragraph", "list"]
    assert first.heading == before.sections[0].heading
    assert (second.heading, second.body) == ("How often here?", before.sections[1].body)
    assert third == before.sections[2]


def test_entries_are_added_after_those_that_are_there(tmp_path: Path, minimal: Catalog) -> None:
    section = "  - id: ours\n    aspect: overview\n    heading: Ours\n    body: We keep you warm.\n"
    catalog = laid(
        tmp_path,
        minimal,
        topic__cold_feet=f"sections.add:\n{section}",
        safety_notice__no_driving="body.add: Our car park has no taxi stand.\n",
        glossary_term__sway="also_called.add: [Roll over]\n",
        faq__does_it_hurt="tags.add: [needles]\n",
    )
    assert catalog.topics["cold-feet"].sections[:-1] == minimal.topics["cold-feet"].sections
    assert catalog.topics["cold-feet"].sections[-1].id == "ours"
    notice = [text.plain for text in catalog.safety_notices["no-driving"].body]
    assert notice == ["You may be drowsy.", "Our car park has no taxi stand."]
    assert catalog.glossary_terms["sway"].also_called == (
        *minimal.glossary_terms["sway"].also_called,
        "Roll over",
    )
    assert catalog.faqs["does-it-hurt"].tags == (*minimal.faqs["does-it-hurt"].tags, "needles")


def test_an_entry_with_an_id_is_replaced_or_taken_away(tmp_path: Path, minimal: Catalog) -> None:
    text = (
        "sections.hide: [for-clinicians-only]\n"
        "sections.how-often: {aspect: overview, heading: Another, body: Words.}\n"
    )
    sections = laid(tmp_path, minimal, topic__cold_feet=text).topics["cold-feet"].sections
    assert [(section.id, section.heading) for section in sections][1:] == [("how-often", "Another")]
    assert len(sections) == 2


def test_a_field_of_a_value_is_changed_or_added(tmp_path: Path, minimal: Catalog) -> None:
    effect = minimal.side_effects["dizziness"]
    changed = laid(tmp_path, minimal, side_effect__dizziness="onset.note: When you sit up.\n").side_effects[
        "dizziness"
    ]
    assert changed.onset.note is not None and changed.onset.note.plain == "When you sit up."
    assert changed.onset.range == effect.onset.range
    assert changed.model_copy(update={"onset": effect.onset}) == effect


def test_what_lies_beneath_is_not_changed_by_it(tmp_path: Path) -> None:
    base = load_folders([copy_of_minimal(tmp_path / "base")])
    before = base.topics["cold-feet"].model_dump_json()
    laid(tmp_path, base, topic__cold_feet="sections.how-often.heading: Here?\n")
    assert base.topics["cold-feet"].model_dump_json() == before


@pytest.mark.parametrize(
    ("ref", "text", "told"),
    [
        ("topic__cold_feet", "sections.how-often.aspct: law\n", (3, 1, "KC103")),
        ("topic__cold_feet", "sections.how-often.aspect: laws\n", (3, 28, "KC102")),
        ("topic__cold_feet", "sections.how-often.body: '[@nothing]'\n", (3, 26, "KC201")),
        ("topic__cold_feet", "sections.how-often.body: A <b>word</b>\n", (3, 28, "KC113")),
        ("topic__cold_feet", "key_points.add:\n  - Warm\n  - '[[gone]]'\n", (5, 5, "KC201")),
        ("safety_notice__no_driving", "body.add:\n  - A word\n  - A <i>word</i>\n", (5, 7, "KC113")),
        ("topic__cold_feet", "titel.short: Feet\n", (3, 1, "KC103")),
        ("topic__cold_feet", "title.short: Feet\n", (3, 1, "KC302")),
        ("topic__cold_feet", "sections.how-oft.heading: Here?\n", (3, 1, "KC302")),
        ("topic__cold_feet", "sections.0.heading: Here?\n", (3, 1, "KC302")),
        ("topic__cold_feet", "sections.hide: [gone]\n", (3, 1, "KC302")),
        (
            "topic__cold_feet",
            "sections.hide: [what-it-is, how-often, for-clinicians-only]\n",
            (3, 16, "KC102"),
        ),
        ("safety_notice__no_driving", "action.text: Drive.\n", (3, 1, "KC302")),
        ("safety_notice__no_driving", "triggers.hide: [session]\n", (3, 1, "KC302")),
        ("crisis_resource__gb_line", "contacts.add: [{method: phone, display: x}]\n", (3, 16, "KC114")),
    ],
)
def test_what_is_wrong_is_told_at_its_place(
    ref: str, text: str, told: tuple[int, int, str], tmp_path: Path, minimal: Catalog
) -> None:
    problems = problems_of_load(overlay(tmp_path, **{ref: text}), base=minimal)
    assert [(problem.line, problem.column, problem.code) for problem in problems] == [told]
    assert problems[0].file.endswith(f"ours/{ref.replace('__', '/').replace('_', '-')}.yaml")


def test_a_near_id_is_named(tmp_path: Path, minimal: Catalog) -> None:
    (problem,) = problems_of_load(
        overlay(tmp_path, topic__cold_feet="sections.how-oft.heading: Here?\n"), base=minimal
    )
    assert problem.fix == "Did you mean `how-often`?"


NOWHERE = {
    "endless": "a" + ".a" * 200_000,
    "deep": "sections" + ".x" * 8,
    "empty inside": "sections..body",
    "empty first": ".body",
    "empty last": "title.",
}


@pytest.mark.parametrize("name", NOWHERE.values(), ids=NOWHERE.keys())
def test_a_name_that_leads_nowhere_is_refused_however_long(
    name: str, tmp_path: Path, minimal: Catalog
) -> None:
    problems = problems_of_load(overlay(tmp_path, topic__cold_feet=f"? {name}\n: words\n"), base=minimal)
    assert len(problems) == 1 and problems[0].code in ("KC302", "KC103")
    assert len(str(problems[0])) < 1_000


def test_locked_content_is_not_softened_from_inside(tmp_path: Path, minimal: Catalog) -> None:
    (problem,) = problems_of_load(
        overlay(tmp_path, crisis_resource__gb_line="contacts.hide: [a]\n"), base=minimal
    )
    assert problem.code == "KC302", "contacts have no ids"
    for text in ("jurisdictions.add: [GB]\n", "changes.add: []\ntitle: You may drive\n"):
        problems = problems_of_load(overlay(tmp_path / "b", safety_notice__no_driving=text), base=minimal)
        assert [problem.code for problem in problems] == ["KC301"]


def test_without_overlay_fields_a_dotted_name_is_an_unknown_field(tmp_path: Path, minimal: Catalog) -> None:
    pack = write_pack(
        tmp_path / "ours",
        {"glossary-term/sway.yaml": "id: sway\ntitle: Sway\ndefinition.text: To move.\n"},
    )
    assert {problem.code for problem in problems_of_load(pack, base=minimal)} == {"KC103", "KC104"}


def test_a_pack_can_be_laid_again_over_a_base_that_changed(tmp_path: Path, minimal: Catalog) -> None:
    """As the live preview does when a file beneath is saved."""
    problems: list[Problem] = []
    pack = read_pack(overlay(tmp_path, topic__cold_feet="sections.how-often.heading: Here?\n"), problems)
    first = lay_over(minimal, pack, problems, set())
    base = copy_of_minimal(tmp_path / "base")
    file = base / "topic" / "cold-feet.yaml"
    file.write_text(file.read_text("utf-8").replace("Cold feet, explained", "Colder feet"), "utf-8")
    changed = load_folders([base])
    assert changed.topics["cold-feet"].title == "Colder feet"
    second = lay_over(changed, pack, problems, set())
    assert problems == []
    for catalog in (first, second):
        assert catalog.topics["cold-feet"].sections[1].heading == "Here?"
    assert (first.topics["cold-feet"].title, second.topics["cold-feet"].title) == (
        "Cold feet, explained",
        "Colder feet",
    )
