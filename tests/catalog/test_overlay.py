"""One pack laid over another: replace, change fields, hide, add; and what no overlay may soften."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.packs import MINIMAL, OVERLAY, copy_of_minimal, problems_of_load, write_pack
from ketacontent import Catalog
from ketacontent.catalog.load import load_folders, load_known
from ketacontent.catalog.shipped import dump_catalog, load_shipped
from ketacontent.errors import CODES, ContentError

NOTICE = (MINIMAL / "safety-notice" / "no-driving.yaml").read_text("utf-8")
LINE = (MINIMAL / "crisis-resource" / "gb-line.yaml").read_text("utf-8")
SPRAY = (MINIMAL / "medicine" / "spray.yaml").read_text("utf-8")
MIXTURE = (MINIMAL / "medicine" / "mixture.yaml").read_text("utf-8")
MOOD = (MINIMAL / "condition" / "low-mood.yaml").read_text("utf-8")


@pytest.fixture(scope="module")
def laid(minimal: Catalog) -> Catalog:
    return load_folders([OVERLAY], minimal)


def test_a_file_replaces_a_record_whole(laid: Catalog, minimal: Catalog) -> None:
    assert minimal.faqs["does-it-hurt"].answer
    faq = laid.faqs["does-it-hurt"]
    assert faq.title == "Does it hurt here?"
    assert faq.answer is None and faq.topic is None


def test_overlay_fields_changes_only_what_it_gives(laid: Catalog, minimal: Catalog) -> None:
    term, before = laid.glossary_terms["sway"], minimal.glossary_terms["sway"]
    assert term.also_called == ("Rock", "Roll")
    assert term.model_copy(update={"also_called": before.also_called}) == before
    topic = laid.topics["cold-feet"]
    assert [section.id for section in topic.sections] == ["ours"]
    assert topic.key_points == minimal.topics["cold-feet"].key_points


def test_a_record_is_hidden_and_another_added(laid: Catalog) -> None:
    assert "timeline" not in laid.images
    assert laid.faqs["where-to-park"].title == "Where can I park?"
    assert list(laid.faqs) == sorted(laid.faqs)


def test_locked_content_may_grow(laid: Catalog) -> None:
    assert len(laid.safety_notices["no-driving"].body) == 2
    assert laid.safety_notices["no-driving"].triggers == ("session", "emergency")
    line = laid.crisis_resources["gb-line"]
    assert len(line.contacts) == 4 and line.languages[-1] == "Polish"
    assert line.verified_on.isoformat() == "2026-11-22"


def test_what_lies_beneath_is_not_touched(laid: Catalog, minimal: Catalog) -> None:
    again = load_folders([MINIMAL])
    assert list(minimal) == list(again)
    assert laid.manifest.id == "overlay" and minimal.manifest.id == "minimal"
    assert laid.files["faq/does-it-hurt"] == str(OVERLAY / "faq" / "does-it-hurt.yaml").removeprefix(
        f"{Path.cwd()}/"
    )


def test_an_overlay_over_the_shipped_form_is_the_same(laid: Catalog, minimal: Catalog) -> None:
    shipped = load_shipped(dump_catalog(minimal).encode())
    assert list(load_folders([OVERLAY], shipped)) == list(laid)


NOTICE_TRICKS = {
    "narrower": NOTICE + "jurisdictions: [GB]\n",
    "softer level": NOTICE.replace("caution", "information"),
    "other triggers": NOTICE.replace("[session]", "[pregnancy]"),
    "no triggers": NOTICE.replace("[session]", "[]"),
    "triggers in front": NOTICE.replace("[session]", "[pregnancy, session]"),
    "other title": NOTICE.replace("Do not drive", "You may drive"),
    "other action": NOTICE.replace("Wait until the next day.", "Wait a bit."),
    "last on the page": NOTICE.replace("priority: 50", "priority: 100"),
    "default priority": NOTICE.replace("priority: 50\n", "priority: 51\n"),
    "words in front": NOTICE.replace("  - You may", "  - All is well.\n  - You may"),
    "other words": NOTICE.replace("may be drowsy", "will be fine"),
    "words made small": NOTICE.replace("You may be drowsy.", "You may be *drowsy*."),
    "other sources": NOTICE.replace("[label-two]", "[trial-one]"),
    "other language": NOTICE + "locale: de\n",
    "only a field": "id: no-driving\noverlay: fields\npriority: 99\n",
    "only the place": "id: no-driving\noverlay: fields\njurisdictions: [AU]\n",
    "only the body": "id: no-driving\noverlay: fields\nbody: [Drive.]\n",
    "history": "id: no-driving\noverlay: fields\nchanges: []\ntitle: Drive\n",
}
LINE_TRICKS = {
    "other number": LINE.replace("0000116999", "0000116998"),
    "first contact gone": LINE.replace(
        '  - {method: phone, display: 0000 116 999, number: "0000116999"}\n', ""
    ),
    "last contact gone": LINE.replace(
        "  - {method: chat, display: line.example.org, url: https://line.example.org/chat}\n", ""
    ),
    "ours first": LINE.replace(
        "contacts:\n", "contacts:\n  - {method: web, display: us, url: https://us.example/}\n"
    ),
    "other hours": LINE.replace("24 hours, every day", "never"),
    "other country": LINE.replace("GB", "US"),
    "other region": LINE.replace("Wales", "Isle of Sample"),
    "a language less": LINE.replace("[English, Welsh]", "[Welsh]"),
    "other order": LINE.replace("order: 1", "order: 99"),
    "other name": LINE.replace("Sample line", "Our office"),
    "for others": LINE.replace("Anyone in Wales", "Our patients"),
    "other category": LINE.replace("suicide-crisis", "poison"),
    "not free": LINE.replace("is_free: true", "is_free: false"),
    "checked earlier": LINE.replace("2026-11-21", "2026-11-20").replace("05-20", "05-19"),
    "expired": LINE.replace("2027-05-20", "2026-11-22"),
    "narrower by fields": "id: gb-line\noverlay: fields\nserves: Nobody\n",
}
FLAG_TRICKS = {
    "medicine/spray": {
        "no warning": SPRAY.replace("has_boxed_warning: true\n", ""),
        "warning off": "id: spray\noverlay: fields\nhas_boxed_warning: false\n",
        "other ingredient": SPRAY.replace("samplamine", "water"),
        "now compounded": SPRAY + "is_compounded: true\n",
    },
    "medicine/mixture": {
        "no longer compounded": MIXTURE.replace("is_compounded: true", "is_compounded: false"),
        "flag gone": "id: mixture\noverlay: fields\nis_compounded: no\n",
    },
    "condition/low-mood": {
        "no crisis": MOOD.replace("is_crisis_related: true\n", ""),
        "crisis off": "id: low-mood\noverlay: fields\nis_crisis_related: off\n",
    },
}
TRICKS = [
    *(("safety-notice/no-driving", name, text) for name, text in NOTICE_TRICKS.items()),
    *(("crisis-resource/gb-line", name, text) for name, text in LINE_TRICKS.items()),
    *((ref, name, text) for ref, tricks in FLAG_TRICKS.items() for name, text in tricks.items()),
]


@pytest.mark.parametrize(
    ("ref", "trick", "text"), TRICKS, ids=[f"{ref}: {trick}" for ref, trick, _ in TRICKS]
)
def test_no_trick_softens_what_is_locked(
    ref: str, trick: str, text: str, tmp_path: Path, minimal: Catalog
) -> None:
    file = f"{ref}.yaml"
    assert text not in (NOTICE, LINE, SPRAY, MIXTURE, MOOD), "the trick changes nothing"
    problems = problems_of_load(write_pack(tmp_path / "trick", {file: text}), base=minimal)
    assert problems
    locked = [problem for problem in problems if problem.code == "KC301"]
    # An empty list of triggers is wrong before it is softer.
    assert locked or (trick == "no triggers" and {p.code for p in problems} == {"KC102"})
    for problem in locked:
        assert problem.file.endswith(f"trick/{file}") and problem.line >= 1
        assert f"minimal/{file}" in problem.what
        assert problem.field


@pytest.mark.parametrize(
    "ref", ["safety-notice/no-driving", "crisis-resource/gb-line", "safety-notice/suicide-crisis"]
)
def test_what_is_locked_cannot_be_hidden(ref: str, tmp_path: Path, minimal: Catalog) -> None:
    pack = write_pack(tmp_path / "trick", {}, f"hide: [faq/does-it-hurt, {ref}]\n")
    (problem,) = (p for p in problems_of_load(pack, base=minimal) if p.code == "KC301")
    assert (problem.file, problem.field) == (f"{pack}/pack.yaml", "hide")
    assert (problem.line, problem.column) == (6, 26)
    assert f"minimal/{ref}.yaml" in problem.what


def test_hiding_and_giving_again_in_one_pack_softens_nothing(tmp_path: Path, minimal: Catalog) -> None:
    for ref, text in (("safety-notice/no-driving", NOTICE), ("medicine/spray", SPRAY)):
        soft = text.replace("caution", "information").replace("has_boxed_warning: true\n", "")
        pack = write_pack(tmp_path / ref, {f"{ref}.yaml": soft}, f"hide: [{ref}]\n")
        assert "KC301" in {problem.code for problem in problems_of_load(pack, base=minimal)}


def test_hiding_in_one_pack_and_giving_again_in_the_next_softens_nothing(tmp_path: Path) -> None:
    base = copy_of_minimal(tmp_path / "base")
    hides = write_pack(tmp_path / "hides", {}, "hide: [medicine/spray]\n")
    soft = SPRAY.replace("has_boxed_warning: true\n", "")
    gives = write_pack(tmp_path / "gives", {"medicine/spray.yaml": soft})
    (problem,) = problems_of_load(base, hides, gives)
    assert (problem.code, problem.field) == ("KC301", "has_boxed_warning")
    assert "base/medicine/spray.yaml" in problem.what
    whole = write_pack(tmp_path / "whole", {"medicine/spray.yaml": SPRAY})
    assert problems_of_load(base, hides, whole) == ()


def test_another_id_is_another_record_and_the_locked_one_stays(tmp_path: Path, minimal: Catalog) -> None:
    renamed = NOTICE.replace("no-driving", "drive").replace("caution", "information")
    catalog = load_folders([write_pack(tmp_path / "a", {"safety-notice/drive.yaml": renamed})], minimal)
    assert catalog.safety_notices["no-driving"] == minimal.safety_notices["no-driving"]


@pytest.mark.parametrize(
    ("ref", "text"),
    [
        ("safety-notice/no-driving", NOTICE),
        ("safety-notice/no-driving", NOTICE + "jurisdictions: []\nlocale: en-US\nversion: 2.0.0\n"),
        ("safety-notice/no-driving", NOTICE.replace("2027-11-21", "2028-11-21")),
        (
            "safety-notice/no-driving",
            NOTICE + "changes:\n  - {version: 1.0.1, date: 2026-11-21, kind: safety, note: More}\n",
        ),
        ("crisis-resource/gb-line", LINE.replace("2026-11-21", "2026-12-01")),
        ("crisis-resource/us-emergency", "id: us-emergency\noverlay: fields\nlanguages: [English]\n"),
        ("medicine/spray", "id: spray\noverlay: fields\nis_compounded: false\ntitle: Our spray\n"),
        ("medicine/mixture", "id: mixture\noverlay: fields\nhas_boxed_warning: true\n"),
    ],
)
def test_what_takes_nothing_away_is_allowed(ref: str, text: str, tmp_path: Path, minimal: Catalog) -> None:
    assert problems_of_load(write_pack(tmp_path / "a", {f"{ref}.yaml": text}), base=minimal) == ()


def test_a_notice_may_hold_in_more_places_and_not_in_fewer(tmp_path: Path, minimal: Catalog) -> None:
    first = write_pack(
        tmp_path / "first",
        {"safety-notice/ours.yaml": NOTICE.replace("no-driving", "ours") + "jurisdictions: [GB, EU]\n"},
    )
    base = load_folders([first], minimal)
    for places, is_allowed in (("[GB, EU, US]", True), ("[]", True), ("[GB]", False), ("[US]", False)):
        text = f"id: ours\noverlay: fields\njurisdictions: {places}\n"
        pack = write_pack(tmp_path / "second", {"safety-notice/ours.yaml": text})
        assert (problems_of_load(pack, base=base) == ()) is is_allowed


def test_a_second_overlay_may_not_soften_what_the_first_added(tmp_path: Path, minimal: Catalog) -> None:
    second = write_pack(tmp_path / "second", {"safety-notice/no-driving.yaml": NOTICE + "overlay: replace\n"})
    problems = problems_of_load(OVERLAY, second, base=minimal)
    assert {(problem.code, problem.field) for problem in problems} == {
        ("KC301", "body"),
        ("KC301", "triggers"),
    }
    assert all("packs/overlay/safety-notice" in problem.what for problem in problems)


@pytest.mark.parametrize("word", ["field", "replaces", "true", "[fields]", "", "Fields"])
def test_a_misspelled_overlay_line_does_not_replace_the_record(
    word: str, tmp_path: Path, minimal: Catalog
) -> None:
    text = SPRAY + f"overlay: {word}\n"
    for base in (minimal, None):
        problems = problems_of_load(write_pack(tmp_path / "a", {"medicine/spray.yaml": text}), base=base)
        assert "KC102" in {problem.code for problem in problems if problem.field == "overlay"}


def test_what_is_merged_is_checked_like_any_record(tmp_path: Path, minimal: Catalog) -> None:
    text = "id: dizziness\noverlay: fields\nband: rare\nreveiw: {due: 2027-01-01}\nsummary: '[@nothing]'\n"
    pack = write_pack(tmp_path / "a", {"side-effect/dizziness.yaml": text})
    (unknown,) = problems_of_load(pack, base=minimal)
    assert (unknown.code, unknown.line, unknown.column) == ("KC103", 4, 1)
    pack = write_pack(tmp_path / "a", {"side-effect/dizziness.yaml": text.replace("reveiw", "review")})
    (band,) = problems_of_load(pack, base=minimal)
    assert band.code == "KC114" and "very-common" in band.what


def test_hiding_what_others_point_at_names_those_who_do(tmp_path: Path, minimal: Catalog) -> None:
    problems = problems_of_load(write_pack(tmp_path / "a", {}, "hide: [source/trial-one]\n"), base=minimal)
    assert {problem.code for problem in problems} == {"KC201"}
    assert any(problem.file.endswith("minimal/claim/warms-feet.yaml") for problem in problems)


def test_problems_of_all_packs_come_in_one_list(tmp_path: Path) -> None:
    one = copy_of_minimal(tmp_path / "one")
    (one / "claim" / "rat-feet.yaml").write_text("id: rat-feet\n")
    (one / "faq" / "does-it-hurt.yaml").write_text("id: does-it-hurt\nid: twice\n")
    two = write_pack(tmp_path / "two", {"safety-notice/no-driving.yaml": NOTICE.replace("50", "51")})
    three = write_pack(tmp_path / "three", {"claim/a.yaml": "id: b\n"}, "hide: [claim/nothing]\n")
    four = write_pack(
        tmp_path / "four", {"glossary-term/sway.yaml": "id: sway\noverlay: fields\nsources: [gone]\n"}
    )
    with pytest.raises(ContentError) as caught:
        load_folders([one, two, three, four])
    problems = caught.value.problems
    assert {"KC104", "KC105", "KC301", "KC302", "KC111", "KC201"} == {problem.code for problem in problems}
    assert list(problems) == sorted(problems, key=lambda p: (p.file, p.line, p.column))
    # What points at a record that could not be read is no problem of its own.
    assert not any("does-it-hurt" in problem.what for problem in problems if problem.code == "KC201")
    assert str(caught.value).endswith(f"{len(problems)} problems")
    assert all(problem.code in CODES for problem in problems)


@pytest.mark.parametrize(
    "version", ["1.2", "v1.0.0", "1.0.0-beta", "01.0.0", "", "[1.0.0]", "newest", "1." + "9" * 99 + ".0"]
)
def test_over_is_a_version_and_nothing_else(version: str, tmp_path: Path, minimal: Catalog) -> None:
    text = f"id: sway\noverlay: fields\nover: {version}\ntitle: Swing\n"
    (problem,) = problems_of_load(write_pack(tmp_path / "a", {"glossary-term/sway.yaml": text}), base=minimal)
    assert (problem.code, problem.field, problem.line) == ("KC102", "over", 3)


def test_packs_lie_over_the_ground_as_they_like_and_over_each_other_only_where_they_say_so(
    tmp_path: Path, minimal: Catalog
) -> None:
    one = write_pack(tmp_path / "one", {"medicine/spray.yaml": SPRAY})
    two = write_pack(tmp_path / "two", {"medicine/spray.yaml": SPRAY})
    meant = write_pack(tmp_path / "meant", {"medicine/spray.yaml": SPRAY + "overlay: replace\n"})
    assert problems_of_load(one, base=minimal) == ()
    assert problems_of_load(MINIMAL, one) == ()
    assert problems_of_load(one, meant, base=minimal) == ()
    (clash,) = problems_of_load(one, two, base=minimal)
    assert (clash.code, clash.file) == ("KC303", f"{two}/medicine/spray.yaml")
    assert f"{one}/medicine/spray.yaml" in clash.what and clash.file in clash.what


def test_a_site_built_again_tells_a_clash_too(tmp_path: Path) -> None:
    one = write_pack(tmp_path / "one", {"medicine/spray.yaml": SPRAY})
    two = write_pack(tmp_path / "two", {"medicine/spray.yaml": SPRAY + "overlay: replace\n"})
    packs = [MINIMAL, one, two]
    load_known(packs, bundled=False, cache=tmp_path / "cache")
    (two / "medicine" / "spray.yaml").write_text(SPRAY)
    with pytest.raises(ContentError, match="KC303"):
        load_known(packs, bundled=False, cache=tmp_path / "cache")
