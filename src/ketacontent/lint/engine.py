"""Run rules over a text: look patterns up by the words of each sentence, ask the checks, collect findings.

It knows no rule by name and prints nothing.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ketacontent.lint.allow import allowances
from ketacontent.lint.checks import DocumentCheck, SentenceCheck, Span, Substitution, Weighed
from ketacontent.lint.document import Document, Placed, Shelf
from ketacontent.lint.finding import Allowed, Finding, Result
from ketacontent.lint.index import Index
from ketacontent.lint.load import bundled_rules
from ketacontent.lint.pattern import Pattern, Vocabulary
from ketacontent.lint.read import Format, read
from ketacontent.lint.readability import grade_of
from ketacontent.lint.rule import Rule, RulePack
from ketacontent.lint.sentence import Hit, Sentence

_ORDER = {"error": 0, "warning": 1, "info": 2}


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
        self._entries: list[tuple[Pattern, Rule, SentenceCheck]] = []
        self._index = Index()
        self._every: list[tuple[Rule, SentenceCheck]] = []
        self._weighed: list[tuple[Rule, Weighed]] = []
        self._whole: list[tuple[Rule, DocumentCheck]] = []
        self._shelf = Shelf(self.vocabulary)
        for rule in self.rules.values():
            for check in rule.checks:
                self._enter(rule, check)

    def _enter(self, rule: Rule, check: SentenceCheck | DocumentCheck) -> None:
        if isinstance(check, DocumentCheck):
            self._whole.append((rule, check))
            return
        if isinstance(check, Weighed):
            self._weighed.append((rule, check))
            return
        sources = check.lookup()
        if not sources:
            self._every.append((rule, check))
        for source in sources:
            pattern = self.vocabulary.pattern(source)
            self._index.add(pattern)
            self._entries.append((pattern, rule, check))

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
        for rule, check, span in sentence.hits:
            start, end = placed.place(span.start, span.end)
            fix = ""
            if isinstance(check, Substitution):
                fix = check.replacement(sentence.text[span.start : span.end], self.vocabulary)
            found = _finding(whole, rule, start, end, check.note(sentence, span), fix)
            # A sum of words is a hint, whatever the rule it points to.
            yield replace(found, severity="info") if isinstance(check, Weighed) else found

    def _spans(self, sentence: Sentence) -> list[Hit]:
        found: dict[str, Hit] = {}
        words = sentence.words
        for number, starts in self._index.candidates(words):
            pattern, rule, check = self._entries[number]
            if rule.id in found:
                continue
            for match in pattern.find(words, starts):
                span = check.accept(sentence, Span(*match))
                if span is not None:
                    found[rule.id] = (rule, check, span)
                    break
        for rule, check in self._every:
            span = check.accept(sentence, Span(0, len(sentence.text)))
            if span is not None:
                found[rule.id] = (rule, check, span)
        if all(rule.severity == "info" for rule, _, _ in found.values()):
            found.update(self._by_weight(sentence))
        return [hit for hit in found.values() if not any(other in found for other in hit[0].yields_to)]

    def _by_weight(self, sentence: Sentence) -> Iterator[tuple[str, Hit]]:
        if not self._weighed or sentence.weighing is None:
            return
        for rule, check in self._weighed:
            span = check.accept(sentence, Span(0, len(sentence.text)))
            if span is not None:
                yield rule.id, (rule, check, span)

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
