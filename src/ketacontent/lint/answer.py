"""Put a question and the yes or no after it into one statement: "Is it addictive? No." says that it is not.

Pages of questions make their claims this way, and neither half says anything by itself. Only a question that
yes or no can answer is read, with a subject that is known, and only an answer that is nothing but yes or no;
"No, not for most people" stands for itself.
"""

import re

from ketacontent.lint.normalize import APOSTROPHE, fold

_YES = (
    r"(?:yes|yep|yeah|absolutely|definitely|certainly|completely|totally|of course|sure|indeed"
    r"|very(?: much so)?|100%|without a doubt)"
)
_NOT_AT_ALL = r"(?:not at all|not ever|not in the (?:least|slightest)|at all|whatsoever|never|none|nothing)"
_NO = rf"(?:no|nope|(?:absolutely|definitely|certainly|of course) not|{_NOT_AT_ALL})"
_IT = r"(?:it|they|you|there|we|this|that)"
_yes = re.compile(rf"\W*{_YES}(?:\W+(?:{_YES}|{_IT} (?:is|are|do|does|will|has|have)))*\W*")
_no = re.compile(
    rf"\W*{_NO}(?:\W+(?:{_NO}|{_IT} (?:(?:is|are|do|does|will|has|have) (?:not|none)"
    rf"|(?:isn|aren|don|doesn|won|hasn|haven){APOSTROPHE}t)))*\W*"
)
_KIND = (
    r"(?:iv|im|intravenous|intramuscular|oral|nasal|sublingual|at home|home|medical|therapeutic|low dose"
    r"|compounded|generic|prescribed|prescription|s)"
)
_NOUN = (
    r"(?:ketamine|esketamine|spravato|kap|treatments?|therapy|therapies|infusions?|injections?|lozenges?|troches?"
    r"|tablets?|sprays?|sessions?|medicines?|medications?|drugs?|psychotherapy|program|use|dose|doses)"
)
_SUBJECT = (
    rf"(?:(?:the|a|an|this|these|your|our|my) )?(?:{_KIND} )*{_NOUN}"
    rf"(?: (?:assisted|{_KIND}|{_NOUN}|(?:with|on) {_NOUN}))*"
    r"|it|they|this|that|there|i|you|we|people|patients|everyone|anyone"
)
_question = re.compile(
    r"\W*(?:(?:so|but|and|q|question|faq|\d+)\W+)*"
    r"(?P<verb>is|are|am|do|does|can|could|will|would|has|have|should|may) "
    rf"(?P<subject>{_SUBJECT}) (?P<rest>[^?]+?)\s*\?\W*"
)
_reader = {"i": "you", "me": "you", "my": "your", "mine": "yours", "am": "are", "myself": "yourself"}
_first_person = re.compile(r"\b(?:i|me|my|mine|myself)\b", re.IGNORECASE)


def statement(question: str, answer: str) -> str:
    """Return what a question says together with its answer; an empty string where that is not plain.

    Args:
        question: a sentence, as it is written.
        answer: the sentence after it.
    """
    asked = _question.fullmatch(fold(question))
    if asked is None:
        return ""
    subject, rest = (question[slice(*asked.span(part))] for part in ("subject", "rest"))
    verb, answered = asked["verb"], fold(answer)
    if _yes.fullmatch(answered):
        said = _affirmed(verb, rest)
    elif _no.fullmatch(answered):
        said = (
            f"{verb} no {rest.removeprefix('any ')}" if asked["subject"] == "there" else _denied(verb, rest)
        )
    else:
        return ""
    told = _first_person.sub(lambda word: _reader[word[0].lower()], f"{subject} {said}.")
    return told[0].upper() + told[1:]


def _affirmed(verb: str, rest: str) -> str:
    if verb != "does":
        return rest if verb == "do" else f"{_reader.get(verb, verb)} {rest}"
    first, _, more = rest.partition(" ")
    third = {"have": "has", "do": "does"}.get(first)
    if third is None:
        third = first + ("es" if first.endswith(("s", "sh", "ch", "x", "o")) else "s")
    return f"{third} {more}".rstrip()


def _denied(verb: str, rest: str) -> str:
    first, _, more = rest.partition(" ")
    more = more.removeprefix("any ")
    if verb in {"do", "does"} and first == "have":
        return f"{'has' if verb == 'does' else 'have'} no {more}"
    if verb in {"is", "are"} and first in {"any", "a"}:
        return f"{verb} no {more}"
    return f"{_reader.get(verb, verb)} not {rest}"
