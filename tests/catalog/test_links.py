"""Records against records: pointers, circles, evidence, facts that every channel must show."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.packs import MINIMAL, copy_of_minimal, problems_of_load, write_pack
from ketacontent import Catalog
from ketacontent.catalog.link import _circles, link_problems, unused_sources
from ketacontent.catalog.load import load_folders, load_with_documents
from ketacontent.catalog.pointers import pointers_of, texts_of
from ketacontent.models import Claim, RegulatoryStatus
from ketacontent.models.kinds import COLLECTIONS
from ketacontent.models.printable import printable_value
from kit.catalogs import catalog_of, changed

FAQ = "id: {id}\ntitle: a\nsummary: b\nreview: {{due: 2027-01-01}}\n"
CLAIM = """\
id: {id}
title: A claim
text: It may help.
type: {type}
certainty: low
certainty_reason: Few people
evidence: [{evidence}]
expires: 2027-11-21
"""


def test_good_packs_have_no_problems(catalog: Catalog) -> None:
    assert link_problems(catalog, {}) == []


def test_every_pointer_of_a_record_is_found(minimal: Catalog) -> None:
    pointers = list(pointers_of(minimal.topics["cold-feet"]))
    found = {(pointer.ref, pointer.field) for pointer in pointers}
    assert {
        *(("claim/warms-feet", ""), ("side-effect/dizziness", ""), ("side-effect/dizziness", "frequency")),
        *(("glossary-term/sway", ""), ("source/trial-one", ""), ("route/nasal", "session-length")),
        *(("image/timeline", ""), ("checklist/before", ""), ("faq/does-it-hurt", ""), ("step/arrival", "")),
    } <= found
    assert not any(pointer.ref == "topic/cold-feet" for pointer in pointers)
    issue = {pointer.ref for pointer in pointers_of(minimal.newsletters["first"])}
    assert {"topic/cold-feet", "faq/does-it-hurt", "route/nasal"} <= issue
    assert "medicine/spray" in {p.ref for p in pointers_of(minimal.regulatory_statuses["us-spray-ptsd"])}


def test_every_text_of_a_record_is_found(minimal: Catalog) -> None:
    texts = {str(text) for _, text in texts_of(minimal.topics["cold-feet"])}
    assert {"Fast [trial-one]", "Walk barefoot", "First this", "My feet were fine."} <= texts


@pytest.mark.parametrize("kind", sorted(COLLECTIONS))
def test_every_field_that_holds_an_id_is_a_pointer(kind: str, minimal: Catalog) -> None:
    """Every word of a record that names another record is reported by `pointers_of`, or is its own."""
    words = {"suicide-crisis", "off-label-use", "nasal", "sway"}  # also words of the vocabulary, or a title
    refs = {record.id for record in minimal} - words
    for record in minimal.collection(kind).values():
        named = {pointer.id for pointer in pointers_of(record)}
        raw = str(record.model_dump(mode="json", exclude={"id"}))
        for id in refs:
            if f"'{id}'" in raw:
                assert id in named, f"{record.ref} names {id}"


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "column", "field"),
    [
        ("topic/cold-feet.yaml", "[[sway|", "[[away|", 14, 21, "sections.0.body"),
        ("topic/cold-feet.yaml", "cold. [@trial-one]", "cold. [@trail-one]", 14, 48, "sections.0.body"),
        ("topic/cold-feet.yaml", "2. Then that", "2. Then [[taht]]", 17, 15, "sections.0.body"),
        (
            "topic/cold-feet.yaml",
            "Fast [@trial-one]",
            "Fast [@one]",
            35,
            22,
            "sections.1.body.2.rows.0.cells.1",
        ),
        ("topic/cold-feet.yaml", "source: trial-one", "source: one", 39, 17, "sections.1.body.3.source"),
        ("topic/cold-feet.yaml", "image: timeline", "image: line", 41, 16, "sections.1.body.4.image"),
        (
            "topic/cold-feet.yaml",
            "record: checklist/before",
            "record: checklist/b",
            43,
            17,
            "sections.1.body.5.record",
        ),
        ("topic/cold-feet.yaml", '"[[claim/warms-feet]]"', '"[[claim/warms]]"', 5, 5, "key_points.0"),
        ("topic/cold-feet.yaml", "faqs: [does-it-hurt]", "faqs: [x, does-it-hurt]", 58, 8, "faqs.0"),
        ("newsletter/first.yaml", "route/nasal", "rout/nasal", 12, 14, "items.2.record"),
        ("side-effect/dizziness.yaml", "route: nasal", "route: oral", 16, 12, "frequencies.0.route"),
        ("claim/warms-feet.yaml", "[feet-cool-again]", "[feet-cool]", 12, 14, "print_with.0"),
    ],
)
def test_a_dangling_pointer_is_told_where_it_stands(
    file: str, old: str, new: str, line: int, column: int, field: str, tmp_path: Path
) -> None:
    pack = copy_of_minimal(tmp_path / "pack")
    text = (pack / file).read_text("utf-8")
    assert text.count(old) == 1
    (pack / file).write_text(text.replace(old, new), "utf-8")
    (problem,) = problems_of_load(pack)
    assert (problem.file, problem.code, problem.field) == (f"{pack}/{file}", "KC201", field)
    assert (problem.line, problem.column) == (line, column)


@pytest.mark.parametrize(
    ("mark", "advice"),
    [
        ("[[swey]]", "Did you mean sway?"),
        ("[[zzz]]", "Write glossary-term/zzz, or point at another record."),
        ("[[topics/cold-feet]]", "Did you mean the kind `topic`?"),
        ("[[zzz/cold-feet]]", "Kinds are: topic, route"),
        ("[@trial-on]", "Did you mean trial-one?"),
    ],
)
def test_a_dangling_pointer_comes_with_advice(mark: str, advice: str, tmp_path: Path) -> None:
    pack = copy_of_minimal(tmp_path / "pack")
    file = pack / "glossary-term" / "sway.yaml"
    file.write_text(file.read_text().replace("from side", f"{mark} side"))
    (problem,) = problems_of_load(pack)
    assert advice in problem.fix


def test_one_file_with_very_many_dangling_pointers_is_told_in_part(tmp_path: Path, minimal: Catalog) -> None:
    text = "- " + " ".join(f"[[a{number}]]" for number in range(650))
    pack = write_pack(
        tmp_path / "a",
        {"faq/many.yaml": FAQ.format(id="many") + f"answer: |\n  {text}\n"},
    )
    assert len(problems_of_load(pack, base=minimal)) == 100


def test_circles_of_steps_are_found_once_and_from_their_first_step() -> None:
    assert list(_circles({"a": ("b",), "b": ("c",), "c": ("a",), "d": ("a",)})) == [("a", "b", "c", "a")]
    assert list(_circles({"b": ("b",), "a": ()})) == [("b", "b")]
    assert set(_circles({"a": ("b", "c"), "b": ("a",), "c": ("a",)})) == {("a", "b", "a"), ("a", "c", "a")}
    assert list(_circles({"a": ("b", "gone"), "b": (), "c": ("b", "a")})) == []


def test_a_long_row_of_steps_is_no_circle() -> None:
    row = {f"{number:05}": (f"{number + 1:05}",) for number in range(20_000)}
    assert list(_circles(row)) == []
    assert len(next(_circles({**row, "20000": ("00000",)}))) == 20_002


@pytest.mark.parametrize(
    ("type", "designs", "codes"),
    [
        ("efficacy", ["animal-study"], ["KC204"]),
        ("efficacy", ["laboratory-study", "review", "report", "law", "expert-opinion"], ["KC204"]),
        ("efficacy", ["animal-study", "case-report"], []),
        *(
            ("efficacy", [design], [])
            for design in ("randomized-trial", "label", "guideline", "systematic-review")
        ),
        ("mechanism", ["animal-study"], []),
        ("cost", ["report"], []),
    ],
)
def test_an_efficacy_claim_needs_evidence_from_people(
    type: str, designs: list[str], codes: list[str], tmp_path: Path, minimal: Catalog
) -> None:
    evidence = ", ".join(f"{{source: trial-one, design: {design}}}" for design in designs)
    pack = write_pack(
        tmp_path / "a", {"claim/new.yaml": CLAIM.format(id="new", type=type, evidence=evidence)}
    )
    assert [problem.code for problem in problems_of_load(pack, base=minimal)] == codes


@pytest.mark.parametrize(
    ("change", "is_enough"),
    [
        ({"checked": "page-checked"}, True),
        ({"checked": "doi-and-title-checked"}, True),
        ({"checked": "title-checked"}, True),
        ({"checked": "doi-checked"}, False),
        ({"checked": "citation-checked"}, False),
        ({"checked": "unchecked"}, False),
        ({"is_retracted": True}, False),
    ],
)
def test_a_claim_needs_a_source_that_may_stand_alone(
    change: dict[str, object], is_enough: bool, minimal: Catalog
) -> None:
    weak = changed(minimal, "source/label-two", **change)
    about = {problem.file for problem in link_problems(weak, {}) if problem.code == "KC206"}
    rest_on_it = {
        record.ref
        for record in minimal
        if isinstance(record, RegulatoryStatus)
        or (isinstance(record, Claim) and {e.source for e in record.evidence} == {"label-two"})
    }
    assert {Path(file).stem for file in about} == (
        set() if is_enough else {ref.partition("/")[2] for ref in rest_on_it}
    )


def test_a_ruling_that_was_not_found_needs_no_source(minimal: Catalog) -> None:
    status = minimal.regulatory_statuses["us-spray-ptsd"]
    none_found = status.model_copy(update={"status": "not-assessed", "sources": ()})
    assert link_problems(catalog_of(minimal, none_found), {}) == []
    unsupported = status.model_copy(update={"sources": ()})
    problems = link_problems(catalog_of(minimal, unsupported), {})
    assert [problem.code for problem in problems] in (["KC206"], [])


@pytest.mark.parametrize(
    ("block", "is_fact"),
    [
        ("{kind: paragraph, text: 'Read on.', channels: [html]}", False),
        ("{kind: paragraph, text: '[[sway]]', channels: [html]}", False),
        ("{kind: paragraph, text: '[[route/nasal]]', channels: [html]}", False),
        ("{kind: paragraph, text: '[[safety-notice/no-driving]]', channels: [html]}", False),
        ("{kind: paragraph, text: '[@trial-one]', channels: [html]}", True),
        ("{kind: paragraph, text: '[[claim/warms-feet]]', channels: [email]}", True),
        ("{kind: paragraph, text: '[[route/nasal#absorption]]', channels: [text]}", True),
        ("{kind: paragraph, text: '[[claim/warms-feet]]'}", False),
        ("{kind: list, items: [a, '[@trial-one]'], channels: [html]}", True),
        ("{kind: quote, text: a, attribution: b, source: trial-one, channels: [html]}", True),
        ("{kind: embed, record: claim/warms-feet, channels: [html]}", True),
        ("{kind: embed, record: side-effect/dizziness, channels: [html]}", False),
        ("{kind: embed, record: safety-notice/no-driving, channels: [html]}", True),
        ("{kind: embed, record: crisis-resource/gb-line, channels: [html]}", True),
        ("{kind: embed, record: checklist/before, channels: [html]}", False),
    ],
)
def test_a_block_for_some_channels_holds_no_fact(
    block: str, is_fact: bool, tmp_path: Path, minimal: Catalog
) -> None:
    text = FAQ.format(id="new") + f"answer:\n  - {block}\n"
    problems = problems_of_load(write_pack(tmp_path / "a", {"faq/new.yaml": text}), base=minimal)
    assert [(problem.code, problem.line) for problem in problems] == ([("KC207", 6)] if is_fact else [])


@pytest.mark.parametrize(
    ("ref", "field", "is_printable"),
    [
        ("side-effect/dizziness", "frequency", True),
        ("side-effect/dizziness", "band", True),
        ("side-effect/dizziness", "clinical-name", True),
        ("side-effect/dizziness", "duration", True),
        ("side-effect/dizziness", "summary", True),
        ("side-effect/dizziness", "onset", False),
        ("side-effect/dizziness", "frequencies", False),
        ("side-effect/dizziness", "review", False),
        ("side-effect/dizziness", "id", False),
        ("side-effect/dizziness", "ref", False),
        ("side-effect/dizziness", "kind", False),
        ("side-effect/dizziness", "version", False),
        ("side-effect/dizziness", "model-fields-set", False),
        ("side-effect/dizziness", "model-extra", False),
        ("side-effect/dizziness", "--class--", False),
        ("side-effect/dizziness", "model-dump", False),
        ("source/trial-one", "address", True),
        ("source/label-two", "doi", False),
        ("crisis-resource/gb-line", "is-free", False),
        ("crisis-resource/gb-line", "verified-on", True),
        ("step/arrival", "order", True),
    ],
)
def test_a_text_prints_single_values_only(ref: str, field: str, is_printable: bool, minimal: Catalog) -> None:
    assert (printable_value(minimal.get(ref), field) is not None) is is_printable


def test_sources_that_nothing_uses_are_a_warning(tmp_path: Path) -> None:
    pack = copy_of_minimal(tmp_path / "pack")
    spare = (MINIMAL / "source" / "trial-one.yaml").read_text().replace("id: trial-one", "id: spare")
    (pack / "source" / "spare.yaml").write_text(spare)
    catalog, documents = load_with_documents([pack])
    (warning,) = unused_sources(catalog, documents)
    assert (warning.file, warning.line, warning.code) == (f"{pack}/source/spare.yaml", 1, "KC701")
    assert warning.severity == "warning"


def test_who_points_at_a_record_is_known(minimal: Catalog) -> None:
    assert "topic/cold-feet" in minimal.used_by["claim/warms-feet"]
    assert minimal.used_by["image/timeline"] == ("topic/cold-feet",)
    assert "newsletter/first" not in minimal.used_by
    assert load_folders([MINIMAL]).used_by == minimal.used_by
