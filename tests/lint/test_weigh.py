"""What a sentence weighs: the signs, the table, and what the weights make of the patterns' hits."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pytest

from ketacontent._resources import package_root
from ketacontent.lint import check_text
from ketacontent.lint.checks import Weighed
from ketacontent.lint.engine import Linter, bundled_linter
from ketacontent.lint.load import bundled_rules, house_rules
from ketacontent.lint.sentence import Hit
from ketacontent.lint.weigh import Ideas, Scale, bundled_scale, pattern_signs, signs, stem
from ketacontent.lint.words import Words

IDEAS = {"fast": ["overnight", "swift"], "gain": ["relief", "calm"]}
SCALE = Scale(
    ideas=IDEAS,
    bias=-1.0,
    weights={
        "marvel": 3.0,
        "glow": 2.0,
        "rain": -4.5,
        "fog": -1.5,
        "+": 2.0,
        "-weather": -3.0,
        "{fast} {gain}": 2.5,
    },
    rules={"mood": {"": 0.0, "glow": 1.0}, "weather": {"": -1.0, "rain": 3.0, "+weather": 4.0}},
    light=0.1,
    likely=0.1,
    least=0.5,
    enough=0.95,
    alike=0.5,
)
WEIGHED = {
    rule.id: rule for rule in bundled_rules().rules if any(isinstance(c, Weighed) for c in rule.checks)
}
SENTENCES = [
    line.partition(" | ")[2] or line
    for name in ("claims.txt", "clean.txt")
    for line in (Path(__file__).parent / "data" / name).read_text("utf-8").splitlines()[::6]
    if line and not line.startswith("#")
]


LINTER = bundled_linter()


def made(rules: Mapping[str, Mapping[str, float]], **given: Any) -> Scale:
    """Return a scale of some rules that lets everything through that is as likely as not."""
    rest = {"light": 0.1, "likely": 0.001, "least": 0.1, "enough": 0.5, "alike": 0.5}
    return Scale(**{"ideas": {}, "bias": 0.0, "weights": {}, "rules": rules, **rest, **given})


def weigh(
    scale: Scale, text: str, found: Collection[str] = (), cleared: Collection[str] = ()
) -> tuple[str, ...]:
    return scale.weigh(scale.load(Words(text), text), found, cleared)


def named(text: str, ideas: Ideas | None = None) -> list[str]:
    return list(signs(Words(text), text, ideas or {}))


@pytest.mark.parametrize("word", ["relieves", "relieved", "relieving"])
def test_forms_of_a_word_share_a_stem(word: str) -> None:
    assert stem(word) == "reliev"


def test_a_short_word_keeps_its_ending_and_numbers_are_alike() -> None:
    assert (stem("uses"), stem("bed"), stem("70"), stem("3rd")) == ("uses", "bed", "#", "#")


def test_signs_are_words_neighbors_ideas_near_each_other_and_marks() -> None:
    told = named("Swift relief!", {"swift": ("fast",), "relief": ("gain",)})
    assert set(told) == {
        "swift",
        "relief",
        "{fast}",
        "{gain}",
        "^ swift",
        "swift relief",
        "relief $",
        "{fast} {gain}",
        "!",
        "=length-0",
    }


def test_a_word_counts_once_and_a_pair_as_often_as_it_stands_there() -> None:
    told = named("glow on glow on")
    assert (told.count("glow"), told.count("glow on"), told.count("on glow")) == (1, 2, 1)


def test_ideas_far_apart_make_no_pair() -> None:
    ideas = {"swift": ("fast",), "relief": ("gain",)}
    assert "{fast} {gain}" in named("swift a b c relief", ideas)
    assert "{fast} {gain}" not in named("swift a b c d relief", ideas)


def test_a_sentence_that_weighs_enough_is_told_by_its_rule() -> None:
    assert weigh(SCALE, "We marveled at the glow of it.") == ("mood",)


def test_a_rule_names_the_words_that_speak_for_it() -> None:
    rules = {
        "mood": {"": 0.0, "glow": 1.0, "the glow": 1.0, "{fast}": 0.75, "rain": -2.0, "marvel": 0.2},
        "weather": {"": 0.0, "rain": 3.0},
    }
    scale = made(rules, ideas=IDEAS)
    words = Words("Swift rain, and a marvel: the glow.")
    mood, weather = scale.telling(words, "mood"), scale.telling(words, "weather")
    assert mood.words == ("swift", "the", "glow")
    assert words.folded[mood.start : mood.end] == "swift rain, and a marvel: the glow"
    assert (weather.words, words.folded[weather.start : weather.end]) == (("rain",), "rain")


def test_where_no_word_speaks_for_a_rule_the_whole_sentence_is_named() -> None:
    telling = SCALE.telling(Words("Nothing known here."), "mood")
    assert telling == (0, len("Nothing known here"), ())
    assert Weighed().told(telling.words) == "The whole sentence weighs so."


def test_words_weigh_against_each_other_and_unknown_ones_weigh_nothing() -> None:
    assert not weigh(SCALE, "marvel at the glow in the rain")
    assert not weigh(SCALE, "")
    assert not weigh(SCALE, "qwerty asdf")


def test_rare_words_weigh_by_their_ideas() -> None:
    text = "Overnight calm, overnight calm."
    assert weigh(SCALE, text)
    assert not weigh(SCALE, "calm, then overnight")


def test_what_patterns_say_weighs_too() -> None:
    text = "A glow."
    assert not weigh(SCALE, text)
    assert weigh(SCALE, text, {"weather"})
    assert not weigh(SCALE, text, {"mood"}, {"weather"})
    assert list(pattern_signs(["a"], ["b"])) == ["+", "+a", "-b"]
    assert list(pattern_signs([], ["b"])) == ["-b"]


def test_every_rule_alike_enough_is_told_the_likeliest_first() -> None:
    text = "The glow, a marvel."
    assert weigh(SCALE, text, {"weather"}) == ("weather", "mood")


def test_what_is_light_by_words_alone_is_not_told_whatever_its_phrases_say() -> None:
    assert weigh(SCALE, "A haze.", {"weather"})
    assert not weigh(SCALE, "A fog.", {"weather"})


def test_phrases_are_looked_for_only_of_rules_that_the_words_make_likely() -> None:
    scale = made(
        {"mood": {"": -2.0, "+mood": 9.0}, "weather": {"": -5.0, "rain": 4.0, "+weather": 9.0}}, likely=0.1
    )
    dry, wet = (scale.load(Words(text), text) for text in ("A glow.", "A glow in the rain."))
    assert (dry.likely, wet.likely) == ({"mood"}, {"mood", "weather"})
    assert scale.weigh(dry, {"mood", "weather"}) == ("mood",)
    assert scale.weigh(dry, {"weather"}) == ()
    assert set(scale.weigh(wet, {"mood", "weather"})) == {"mood", "weather"}


def test_a_grave_rule_is_told_only_where_it_is_sure_be_it_the_likeliest() -> None:
    rules = {"mood": {"": -1.0}, "weather": {"": 0.5, "rain": 2.0}}
    scale = made(rules, grave=["weather"], sure=0.9, enough=0.2)
    assert weigh(scale, "A glow.") == ("mood",)
    assert weigh(scale, "Rain.") == ("weather",)
    assert weigh(made(rules, enough=0.2), "A glow.") == ("weather",)
    assert weigh(made({"weather": rules["weather"]}, grave=["weather"], sure=0.9), "A glow.") == ()


def test_what_no_rule_means_is_not_told_however_much_it_sounds_like_a_claim() -> None:
    scale = made({"mood": {"": -4.0, "marvel": 6.0}}, weights={"glow": 2.0}, least=0.5)
    assert not weigh(scale, "A glow.")
    assert weigh(scale, "A marvel.")
    assert weigh(scale, "A glow, a marvel.")


def test_the_odds_of_any_rule_are_those_of_one_where_there_is_one() -> None:
    scale = made({"mood": {"": 0.7}})
    excess, rules = scale.judge(scale.load_of(1.0, []), (), ())
    assert (round(excess, 6), rules) == (1.7, ("mood",))


@pytest.mark.parametrize("size", [-1e6, 1e6])
def test_a_sentence_of_any_length_can_be_weighed(size: float) -> None:
    rules = {"mood": {"": size}, "weather": {"": size}}
    scale = made(rules)
    excess, _ = scale.judge(scale.load_of(0.0, []), (), ())
    assert (excess > 0) == (size > 0)


def test_adding_up_word_by_word_is_the_sum_over_all_signs() -> None:
    """The quick way to a sum and the definition of the signs agree on every sentence of our own."""
    scale, bias = bundled_scale(), bundled_scale().load(Words(""), "").score
    for text in SENTENCES:
        words = Words(text)
        total = sum(scale.weights.get(name, 0.0) for name in signs(words, text, scale.ideas))
        assert scale.load(words, text).score == pytest.approx(bias + total), text


UNHEARD = "A doorway out of the gray, and our guests walk through it reborn."


def matched(text: str) -> set[str]:
    return set(LINTER.matched(LINTER._shelf.sentence(text, frozenset()))[0])


def test_looking_for_some_rules_finds_of_them_what_looking_for_all_does() -> None:
    some = frozenset(sorted(WEIGHED)[::3])
    seen: set[str] = set()
    for text in SENTENCES:
        every: tuple[dict[str, Hit], set[str]] = {}, set()
        few: tuple[dict[str, Hit], set[str]] = {}, set()
        sentence = LINTER._shelf.sentence(text, frozenset())
        LINTER._weighed_phrases.match(sentence, *every)
        LINTER._weighed_phrases.match(sentence, *few, some)
        assert few[0] == {rule: hit for rule, hit in every[0].items() if rule in some}, text
        assert few[1] == every[1] & some, text
        seen |= few[0].keys()
    assert len(seen) > len(some) / 2


def test_a_claim_that_no_phrase_knows_is_found_with_the_words_that_weigh_most() -> None:
    assert matched(UNHEARD) == set()
    findings = check_text(UNHEARD, document=False)
    assert [(finding.rule, finding.severity) for finding in findings] == [
        ("life-changing-promise", "warning")
    ]
    assert "reborn" in findings[0].message
    assert findings[0].matched in UNHEARD


def test_weights_alone_never_make_an_error() -> None:
    text = "By the third drip every last trace of my illness had packed its bags for good."
    findings = check_text(text, document=False)
    assert WEIGHED["cure-claim"].severity == "error"
    assert "cure-claim" not in matched(text)
    assert ("cure-claim", "warning") in [(finding.rule, finding.severity) for finding in findings]


def test_a_phrase_does_not_speak_where_the_whole_sentence_is_against_it() -> None:
    text = "Vets use the drug to restrain animals, to sedate them and to numb pain."
    assert matched(text) & WEIGHED.keys()
    assert check_text(text, document=False) == ()


def test_a_myth_label_above_speaks_before_the_weights() -> None:
    text = f"Myths\n\n- {UNHEARD}\n"
    assert [f for f in check_text(text, document=False, format="markdown") if f.severity != "info"] == []


@pytest.mark.parametrize("check", ["", "- kind: weighed\n"])
def test_a_house_rule_without_weights_is_judged_by_its_phrases(tmp_path: Path, check: str) -> None:
    source = (package_root() / "lint" / "rules" / "hype-language.yaml").read_text("utf-8")
    own = source.replace("id: hype-language", "id: own-hype").replace("- kind: weighed\n", check)
    (tmp_path / "own-hype.yaml").write_text(own, "utf-8")
    findings = Linter(house_rules([tmp_path])).examine("Our miracle drug is here.", document=False).findings
    assert "own-hype" in {finding.rule for finding in findings}


def test_every_error_and_warning_about_sentences_is_weighed_but_words_that_are_wrong_anywhere() -> None:
    wanted = {
        rule.id
        for rule in bundled_rules().rules
        if rule.scope == "sentence" and rule.severity in {"error", "warning"}
    }
    assert set(WEIGHED) == wanted - {"suicide-committed"} == set(bundled_scale().rules)


def test_the_table_holds_single_signs_only() -> None:
    """No sentence can be read back from it: a sign is two words at most."""
    data = json.loads((package_root() / "lint" / "weights.json").read_text("utf-8"))
    names = [*data["weights"], *(name for rule in data["rules"].values() for name in rule)]
    assert [name for name in names if name.count(" ") > 1] == []
    assert 0 < data["alike"] < 1
    assert bundled_scale() is bundled_scale()
