"""Run rules over a text: look patterns up by the words of each sentence, ask the checks, collect findings.

It knows no rule by name and prints nothing.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache

from ketacontent.lint.allow import allowances
from ketacontent.lint.checks import DocumentCheck, PatternCheck, SentenceCheck, Span, Substitution, Weighed
from ketacontent.lint.document import Document, Placed, Shelf
from ketacontent.lint.finding import Allowed, Finding, Result
from ketacontent.lint.index import Index
from ketacontent.lint.load import bundled_rules
from ketacontent.lint.pattern import Pattern, Vocabulary
from ketacontent.lint.read import Format, read
from ketacontent.lint.readability import grade_of
from ketacontent.lint.rule import Rule, RulePack
from ketacontent.lint.sentence import Hit, Sentence
from ketacontent.lint.weigh import bundled_scale

_ORDER = {"error": 0, "warning": 1, "info": 2}


class _Phrases:
    """The checks of some rules, looked up by the words of a sentence."""

    def __init__(self) -> None:
        self.entries: list[tuple[Pattern, Rule, PatternCheck]] = []
        self._index = Index()
        self._bits: dict[str, int] = {}
        """For each rule those of its patterns in the index."""
        self._every: list[tuple[Rule, SentenceCheck]] = []

    def enter(self, rule: Rule, check: SentenceCheck, vocabulary: Vocabulary) -> None:
        """Add a check of a rule."""
        if not isinstance(check, PatternCheck):
            self._every.append((rule, check))
            return
        for source in check.lookup():
            pattern = vocabulary.pattern(source)
            self._bits[rule.id] = self._bits.get(rule.id, 0) | self._index.add(pattern)
            self.entries.append((pattern, rule, check))

    def match(
        self,
        sentence: Sentence,
        found: dict[str, Hit],
        cleared: set[str],
        rules: Collection[str] | None = None,
    ) -> None:
        """Add what is found, by rule, and the rules whose patterns match where their scope clears them.

        Args:
            sentence: where to look.
            found: what is found is added here.
            cleared: and here the rules that something around their match clears.
            rules: those whose patterns are looked for; all where left out.
        """
        words = sentence.words
        among = -1 if rules is None else sum([self._bits.get(rule, 0) for rule in rules])
        for number, starts in self._index.candidates(words, among):
            pattern, rule, check = self.entries[number]
            if rule.id in found:
                continue
            for match in pattern.find(words, starts):
                span = check.accept(sentence, Span(*match))
                if span is not None:
                    found[rule.id] = (rule, check, span)
                    break
                cleared.add(rule.id)
        for rule, other in self._every:
            span = other.accept(sentence, Span(0, len(sentence.text)))
            if span is not None:
                found[rule.id] = (rule, other, span)
        cleared.difference_update(found)


class Linter:
    """A pack of rules, ready to run; safe to use from several threads."""

    def __init__(self, pack: RulePack) -> None:
        """Take the rules and index their patterns by trigger.

        Raises:
            PatternError: for a pattern that cannot be read.
        """
        self.vocabulary = Vocabulary(pack.vocabulary)
        off = {switch.rule for switch in pack.off}
        self.rules = {rule.id: rule for rule in pack.rules if rule.id not in off}
        self.off = {switch.rule: switch.reason for switch in pack.off}
        self._phrases = _Phrases()
        """Those of rules whose findings stand as they are."""
        self._weighed_phrases = _Phrases()
        """Those of rules on which the weights of the whole sentence have the last word."""
        self._weighed: dict[str, tuple[Rule, Weighed]] = {}
        self._whole: list[tuple[Rule, DocumentCheck]] = []
        self._shelf = Shelf(self.vocabulary)
        for rule in self.rules.values():
            phrases = self._phrases
            if rule.weighed and rule.id in bundled_scale().rules:
                self._weighed[rule.id] = (rule, rule.weighed)
                phrases = self._weighed_phrases
            for check in rule.checks:
                if isinstance(check, DocumentCheck):
                    self._whole.append((rule, check))
                elif not isinstance(check, Weighed):
                    phrases.enter(rule, check, self.vocabulary)

    @property
    def patterns(self) -> Iterator[Pattern]:
        """All patterns by which sentences are looked up."""
        return (entry[0] for phrases in (self._phrases, self._weighed_phrases) for entry in phrases.entries)

    def examine(self, text: str, kind: Format = "text", *, document: bool = True, name: str = "") -> Result:
        """Return everything the rules say about a text.

        Args:
            text: what to check.
            kind: its format.
            document: whether the text is a whole document, so that rules about documents apply.
            name: the file's name, for reports.
        """
        source = read(text, kind)
        whole = Document(text, source, self._shelf)
        findings = [
            f for placed in whole.sentences if not placed.is_citation for f in self._sentence(whole, placed)
        ]
        for placed, asked in whole.answers:
            findings.extend(self._answer(whole, placed, asked))
        if document:
            findings.extend(self._document(whole))
        findings.sort(key=lambda f: (f.start, _ORDER[f.severity], f.rule, f.end))
        kept, allowed, faults = self._allow(text, kind, whole, findings)
        notes = [*source.notes, *faults]
        if not document:
            notes.append("Rules about whole documents were not run.")
        notes.extend(f"Rule {rule} is switched off: {reason}" for rule, reason in sorted(self.off.items()))
        return Result(
            tuple(kept),
            tuple(allowed),
            tuple(notes),
            words=whole.words,
            sentences=len(whole.sentences),
            grade=grade_of(whole.sentences) if document else None,
            name=name,
        )

    def _sentence(self, whole: Document, placed: Placed) -> Iterator[Finding]:
        sentence = placed.sentence
        if sentence.hits is None:
            sentence.hits = self._spans(sentence)
            sentence.forget()
        for rule, check, span in sentence.hits:
            start, end = placed.place(span.start, span.end)
            fix = ""
            if isinstance(check, Substitution):
                fix = check.replacement(sentence.text[span.start : span.end], self.vocabulary)
            if isinstance(check, Weighed):
                found = _finding(whole, rule, start, end, check.told(sentence.telling[rule.id].words), fix)
                # An error is too grave for a sum of weights.
                yield replace(found, severity="warning") if found.severity == "error" else found
            else:
                yield _finding(whole, rule, start, end, check.note(sentence, span), fix)

    def _answer(self, whole: Document, placed: Placed, asked: Sentence) -> Iterator[Finding]:
        """Yield what a question says with its answer and not by itself."""
        told = {rule.id for rule, _, _ in asked.hits or ()}
        for found in self._sentence(whole, placed):
            if found.rule not in told:
                said = f'Question and answer say: "{placed.sentence.text}"'
                yield replace(found, message=f"{found.message} {said}", fix="")

    def _spans(self, sentence: Sentence) -> tuple[Hit, ...]:
        found: dict[str, Hit] = {}
        # What surrounds a sentence, such as a myth label, the phrases' scope knows and the weights do not.
        is_weighed = not (sentence.context or (":" in sentence.text and sentence.scope.is_labeled_myth))
        judged = self._weighed if is_weighed else {}
        if judged:
            self._phrases.match(sentence, found, set())
            found.update(self._weigh(sentence))
        else:
            found.update(self.matched(sentence)[0])
        return tuple(
            [
                hit
                for name, hit in found.items()
                if name in judged or not any(other in found for other in hit[0].yields_to)
            ]
        )

    def matched(self, sentence: Sentence) -> tuple[dict[str, Hit], set[str]]:
        """Return what the phrases find, by rule, and the rules whose phrases match but are cleared."""
        found: dict[str, Hit] = {}
        cleared: set[str] = set()
        self._phrases.match(sentence, found, cleared)
        self._weighed_phrases.match(sentence, found, cleared)
        return found, cleared

    def _weigh(self, sentence: Sentence) -> dict[str, Hit]:
        """Return what the weights leave of the hits of phrases, and what they add."""
        scale = bundled_scale()
        load = scale.load(sentence.words, sentence.text)
        if not load.likely:
            return {}
        found: dict[str, Hit] = {}
        cleared: set[str] = set()
        self._weighed_phrases.match(sentence, found, cleared, load.likely)
        rules = [name for name in scale.weigh(load, found, cleared) if name in self._weighed]
        sentence.telling = {name: scale.telling(sentence.words, name) for name in rules if name not in found}
        return {
            name: found.get(name) or (*self._weighed[name], Span(*sentence.telling[name][:2]))
            for name in rules
        }

    def _document(self, whole: Document) -> Iterator[Finding]:
        for rule, check in self._whole:
            found = check.examine(whole)
            if found is not None:
                span, satisfy = found
                yield _finding(whole, rule, span.start, span.end, satisfy, "")

    def _allow(
        self, text: str, kind: Format, whole: Document, findings: list[Finding]
    ) -> tuple[list[Finding], list[Allowed], list[str]]:
        comments, faults = allowances(text, kind)
        notes = [f"Line {whole.position(at)[0]}: {what}" for at, what in faults]
        if not comments:
            return findings, [], notes
        starts = sorted(block.place(0, len(block.text)) for block in whole.blocks)
        kept: list[Finding] = []
        allowed: list[Allowed] = []
        used: set[int] = set()
        for finding in findings:
            for number, comment in enumerate(comments):
                rule = self.rules.get(comment.rule)
                if rule is None or comment.rule != finding.rule:
                    continue
                reach = next(((a, b) for a, b in starts if b > comment.end), (0, 0))
                if rule.scope == "document" or reach[0] <= finding.start < reach[1]:
                    allowed.append(Allowed(finding, comment.reason, whole.position(comment.end - 1)[0]))
                    used.add(number)
                    break
            else:
                kept.append(finding)
        for number, comment in enumerate(comments):
            line = whole.position(comment.end - 1)[0]
            if comment.rule not in self.rules and comment.rule not in self.off:
                notes.append(f"Line {line}: Comment not used: there is no rule {comment.rule}.")
            elif number not in used:
                notes.append(f"Line {line}: Comment not used: {comment.rule} finds nothing there.")
        return kept, allowed, notes


def _finding(whole: Document, rule: Rule, start: int, end: int, note: str, fix: str) -> Finding:
    line, column = whole.position(start)
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        category=rule.category,
        line=line,
        column=column,
        start=start,
        end=end,
        matched=whole.text[start:end],
        message=f"{rule.message} {note}" if note else rule.message,
        why=rule.why,
        safer_wording=rule.safer_wording,
        fix=fix,
        sources=rule.source_pairs,
    )


@cache
def bundled_linter() -> Linter:
    """Return the linter with the rules that come with the package."""
    return Linter(bundled_rules())
