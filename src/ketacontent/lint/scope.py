"""What surrounds a claim and takes the claim out of the writer's mouth: the one scope layer of all rules.

A rule names the readings that clear it (``cleared_by``); this module decides whether a reading holds for
a place in a sentence. It knows words and clauses, not rules, and it makes no grammar tree: the decisions
are near-word heuristics, measured in docs/lint.md.
"""

import re
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from ketacontent.lint.normalize import WORD
from ketacontent.lint.pattern import Vocabulary
from ketacontent.lint.words import Words

Gaps = tuple[tuple[int, int], ...]


class Reading(StrEnum):
    """A way to read a sentence under which its words are no claim of the writer."""

    NEGATION = "negation"
    """A negator before or inside the place: "ketamine is not a cure"."""
    DENIAL = "denial"
    """A negator before the place only, for patterns that hold their own: "we cannot say there is no risk"."""
    HEDGE = "hedge"
    """May, might, can, some, often ... in the same clause."""
    HEDGE_BEFORE = "hedge-before"
    """A hedge in the clause before the place or at its start; for patterns that run into a side clause."""
    HEDGE_ANYWHERE = "hedge-anywhere"
    """A hedge anywhere in the sentence; for contrasts that span its clauses."""
    FIRM_HEDGE = "firm-hedge"
    """May, might, could, appears, promising ...: hedges that also clear a long list."""
    QUESTION = "question"
    """The sentence asks, or the place stands in an indirect question."""
    OPEN_QUESTION = "open-question"
    """The sentence asks and begins like a real question, not like "Tired of waiting?"."""
    ATTRIBUTION = "attribution"
    """Critics, regulators, journalists or "some clinics" say so."""
    MYTH = "myth"
    """The sentence is labeled a myth, or says that the claim is wrong."""
    HISTORY = "history"
    """An account of the past."""
    APPROVED_USE = "approved-use"
    """Anesthesia and surgery, for which ketamine is approved."""
    OTHER_DRUG = "other-drug"
    """Another treatment is the subject."""
    NAMED_SOURCE = "named-source"
    """A study is named, or the comparator of one."""
    CAUTION = "caution"
    """The sentence tells the reader about risk or limits in the same breath."""
    OFF_LABEL = "off-label"
    """The sentence says that the use is off-label or under study."""


_boundary = re.compile(
    r";|:(?=\s)|[,)]?\s+(?=(?:but|however|whereas|although|though|yet|while)\b)"
    r"|,\s+(?=(?:which|who|where|often|usually|sometimes|typically|especially|particularly|unlike)\b)"
    r"|,\s+(?=(?:and|so|or)\s+(?:it|they|ketamine|this|you|we|our|there|your|most|many|the|patients|people|"
    r"makes?|can|may|helps?)\b)"
    r"|,\s+(?=with (?:some|many|most|certain|several|a few)\b)"
)
_word = re.compile(WORD)
_REACH = 9
_SHORT_REACH = 4
_SCARE = 2
_new_verb = re.compile(
    r"\band (?:is|are|has|have|can|will|does|makes?|helps?|works?|gives?|brings?|offers?|leaves?|was|were)\b"
)
_short = re.compile(r"(?:without|instead|rather|lack|few|avoid)|no\b")
_new_subject = re.compile(r",\s+(?:ketamine|it|we|our|this|they|several|many|studies|research|infusions)\b")
_advice = re.compile(r"\W*(?:write|say|use)\b.{0,200}\bnot\b")
_rhetorical = re.compile(r"\W*(?:did|do) you know (?:that|about)\b")
_label = re.compile(r"\W*(?:\d+\W+)?([\w \u2019]{3,40}?)(?: (?:#|no |number )?\d+)?\s*[:;\u2013]")
_caution = re.compile(
    r"\b(?:but|however|though|although|yet)\b.{0,80}\b(?:risks?|side effects?|serious|not|can|harm"
    r"|may (?!have|want|wonder|feel|find|need)"
    r"|dependence|misuse|blood pressure|caution|unknown|limited)\b|\bnot without risks?\b"
    r"|^\W*(?:while|although|though|despite)\b.{0,200}\b(?:risks?|dangers?|dangerous|concerns?|not|unknown|unclear)\b"
)
_off_label = re.compile(
    r"\boff label\b|\bunlicensed\b|\bnot (?:been )?(?:approved|licensed)\b"
    r"|\b(?:under|being|is|are) (?:study|studied|investigated|researched|tested|explored|looked at)\b"
    r"|\b(?:clinical )?trials? (?:are|is|on|of)\b|\bresearch (?:is|into|on)\b|\bstudying\b"
    r"|\bmixed (?:results|evidence)\b|\bevidence (?:is|for|in|remains)\b"
    r"|\bresearchers (?:are|have been)\b|\binvestigational\b"
)
_no_carry = re.compile(r"\b(?:who|that|which|when|where|whose|if|people|patients|those)\W+(?:\w\S*\W+){0,4}$")
_first_person = re.compile(r"\b(?:our|we|we\u2019ve|we\u2019re)\b")
# "It rewires the brain and can bring relief", "results that you can see": such a hedge is about what follows.
_own_clause = re.compile(
    r"\b(?:and|or|so|which|that|who|where|when|you|we|they|patients|people|others|it)\W+(?:also\W+|even\W+)?$"
)
# "It eases pain and a series of sessions can bring calm": so is a modal verb with a subject of its own.
_modal = re.compile(r"(?:can|may|might|could|would)\b")
_new_clause = re.compile(
    r"\b(?:and|but|so)\s+(?!also\b|even\b)\w+(?:\s+[\w\u2019]+){0,4}\s*$"
    r"|\b(?:why|because|which|whom?|so that)\b"
)
# "Guidelines name these drugs first, but they take weeks": the report ends at the turn.
_turn = re.compile(r",? but (?:they|it|these|those|most|many|the)\b")
_presupposing = re.compile(r"\W*why (?:is|are|has|have)\b(?! not\b)")
_contrast = re.compile(
    r"(?:\bthan|\bover|\bunlike|\bversus|\bvs|\bcompared (?:to|with)|\bto|\bwhere|\bwhen|\bafter|\bfrom"
    r"|\binstead of"
    r"|\balternative to|\bas|\bwhile|\bbeyond|\bwith|\bof|\bbeats?|\boutperforms?|\bagainst|\breplaces?"
    r"|\bwithout|\bby"
    r"|\bor|\blike|\bif|\bagainst|\bto other|\bhow|\bfails?|\bdespite|\bfor|\bin|\bboth)"
    r"\W+(?:(?:the|other|most|any|all|many|traditional|conventional|standard|ordinary|regular|usual|older|oral|daily|typical|common|some"
    r"|current|existing|a|an|your)\W+){0,3}$"
)
_subject = re.compile(
    r"\b(?:ketamine\w*|kap|it|it\u2019s|our|we|they|this|these|infusions?|lozenges?|troches?|you|your|patients)\b"
)
_joined = re.compile(r"\bketamine\w*\W+(?:\w+\W+){0,3}(?:and|or|both|plus)\W+(?:\w+\W+){0,2}$")


class Scope:
    """The readings of one sentence, worked out when they are first asked for."""

    def __init__(
        self,
        words: Words,
        vocabulary: Vocabulary,
        context: frozenset[Reading] = frozenset(),
    ) -> None:
        """Take a sentence's words and the readings that its surroundings lend it, such as a heading."""
        self.words = words
        self.folded = words.folded
        self.vocabulary = vocabulary
        self.context = context
        self._found: dict[str, list[tuple[int, int]]] = {}
        self._known: dict[str, bool] = {}

    def holds(self, reading: Reading, start: int, end: int, gaps: Gaps | None = None) -> bool:
        """Tell whether a reading holds for the place from ``start`` to ``end``.

        Of the negators inside the place only those in its ``gaps`` count; without ``gaps`` all do.
        """
        if reading in self.context:
            return True
        match reading:
            case Reading.NEGATION:
                return self._is_negated(start, end, ((start, end),) if gaps is None else gaps)
            case Reading.DENIAL:
                return self._is_negated(start, start, ())
            case Reading.HEDGE:
                return self._clause_has("soft-hedge", start, end) or self._clause_has(
                    "firm-hedge", start, end
                )
            case Reading.HEDGE_BEFORE:
                first, _ = self.clause(start, start + 1)
                return any(
                    first <= a and b <= start
                    for name in ("soft-hedge", "firm-hedge")
                    for a, b in self._places(name)
                )
            case Reading.HEDGE_ANYWHERE:
                return self._has("soft-hedge") or self._has("firm-hedge")
            case Reading.FIRM_HEDGE:
                return self._clause_has("firm-hedge", start, end)
            case Reading.QUESTION:
                return self.is_question or self._is_asked(start)
            case Reading.OPEN_QUESTION:
                return self.is_question and self.vocabulary.opens("question-lead", self.words)
            case Reading.ATTRIBUTION:
                return self._is_attributed(start, end)
            case Reading.MYTH:
                return self.is_myth
            case Reading.HISTORY:
                return self._has("history-cue")
            case Reading.APPROVED_USE:
                return self._has("anesthetic")
            case Reading.OTHER_DRUG:
                return self._is_other_drug(start, end)
            case Reading.NAMED_SOURCE:
                return self._has("named-source")
            case Reading.CAUTION:
                return _caution.search(self.folded) is not None
            case Reading.OFF_LABEL:
                return _off_label.search(self.folded) is not None

    @cached_property
    def is_question(self) -> bool:
        """The sentence ends with a question mark."""
        if not self.folded.rstrip(' "\u201d)*_').endswith("?"):
            return False
        # "Why is ketamine so effective?" takes for granted what it seems to ask.
        return not (_rhetorical.match(self.folded) or _presupposing.match(self.folded))

    def _is_asked(self, start: int) -> bool:
        """Tell whether a place stands in an indirect question: "to see if it is safe"."""
        first, _ = self.clause(start, start + 1)
        return any(first <= a and b <= start for a, b in self._places("asked"))

    @cached_property
    def is_labeled_myth(self) -> bool:
        """The sentence begins with a myth label: "Myth 3: ..."."""
        label = _label.match(self.folded)
        return label is not None and self.vocabulary.opens("myth-label", Words(label[1]))

    @cached_property
    def is_myth(self) -> bool:
        """The sentence carries a myth label, or says of a claim that it is wrong."""
        if self.is_labeled_myth:
            return True
        if _advice.match(self.folded):
            return True
        if self._has("not-debunk"):
            return False
        return self._has("debunk")

    @cached_property
    def _clauses(self) -> list[tuple[int, int]]:
        edges = [0, *(match.end() for match in _boundary.finditer(self.folded)), len(self.folded)]
        return [(a, b) for a, b in pairwise(edges) if a < b]

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """Return the ends of the clauses in which a place lies."""
        first, last = 0, len(self.folded)
        for a, b in self._clauses:
            if a <= start < b:
                first = a
            if a < end <= b:
                last = b
        return first, last

    def _has(self, name: str) -> bool:
        if name in self._found:
            return bool(self._found[name])
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self.vocabulary.has(name, self.words)
        return known

    def _clause_has(self, name: str, start: int, end: int) -> bool:
        first, last = self.clause(start, end)
        return any(
            first <= a and b <= last and (a < end or not self._is_of_another_verb(max(first, end), a))
            for a, b in self._places(name)
        )

    def _is_of_another_verb(self, start: int, at: int) -> bool:
        """Tell whether a hedge that stands after a place belongs to a verb of its own."""
        if _own_clause.search(self.folded, max(start, at - 20), at):
            return True
        return (
            _modal.match(self.folded, at) is not None
            and _new_clause.search(self.folded, start, at) is not None
        )

    def _places(self, name: str) -> list[tuple[int, int]]:
        """Return where the words of a class stand, in order; worked out once."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self.vocabulary.find(name, self.words)
        return found

    @cached_property
    def _negators(self) -> list[tuple[int, int, int]]:
        """Where negators stand, and over how many words each reaches at most."""
        exempt = self._places("not-negation")
        found = []
        for start, end in self._places("negator"):
            if any(a <= start < b for a, b in exempt):
                continue
            reach = _REACH
            if _short.match(self.folded, start):
                reach = _SHORT_REACH
            if _no_carry.search(self.folded, max(0, start - 60), start):  # "patients who did not respond"
                reach = _SHORT_REACH - 1
            found.append((start, end, reach))
        return found

    def _is_negated(self, start: int, end: int, gaps: Gaps) -> bool:
        first, _ = self.clause(start, max(end, start + 1))
        for a, b, reach in self._negators:
            if first <= a and b <= start:
                between = self.folded[b:start]
                if _new_verb.search(between) or _new_subject.search(between):
                    continue
                is_short = reach < _REACH
                if a <= first + 3 and reach == _SHORT_REACH:  # "No infusion can ..." reaches as far as "not"
                    reach = _REACH
                if len(_word.findall(between)) <= reach and not (
                    is_short and ("," in between or " and " in between)
                ):
                    return True
            elif any(first_gap <= a < last_gap for first_gap, last_gap in gaps):
                return True
        return False

    def _is_attributed(self, start: int, end: int) -> bool:
        if self._is_in_scare_quotes(start, end):
            return True
        for a, b in self._places("reporter"):
            if a > start + 60 and '"' not in self.folded:
                continue
            if _first_person.search(self.folded, a, b) and not self.folded.startswith(
                ("we believe", "i believe"), a
            ):
                continue
            if _first_person.search(self.folded, max(0, a - 6), a):
                continue
            if b <= start and _turn.search(self.folded, b, start):
                continue
            return True
        return False

    def _is_in_scare_quotes(self, start: int, end: int) -> bool:
        """One or two words in quotation marks, as in 'the home "cure"', are not the writer's."""
        marks = [match.start() for match in re.finditer('"', self.folded)]
        for opening, closing in zip(marks[::2], marks[1::2], strict=False):
            is_short = len(_word.findall(self.folded, opening, closing)) <= _SCARE
            if is_short and opening < end and start < closing:
                return True
        return False

    def _is_other_drug(self, start: int, end: int) -> bool:
        first, last = self.clause(start, end)
        others = [(a, b) for a, b in self._places("other-drug") if first <= a and b <= last]
        before = [span for span in others if span[0] <= start]
        subjects = [m.end() for m in _subject.finditer(self.folded, first, start)]
        for a, _ in reversed(before):
            if subjects and subjects[-1] > a:
                return False
            head = self.folded[:a]
            return not (_contrast.search(head) or _joined.search(head))
        if not subjects and "ketamine" not in self.folded[first:last]:
            after = [span for span in others if span[0] >= start]
            return (
                bool(after)
                and re.search(r"\b(?:of|with|from|by|for|in)\W+(?:\w+\W+){0,3}$", self.folded[: after[0][0]])
                is not None
            )
        return False
