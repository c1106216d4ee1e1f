"""Writes GitHub's issue forms in .github/ISSUE_TEMPLATE: what a form asks is a field of a model.

.venv/bin/python scripts/issue_forms.py          writes the files
.venv/bin/python scripts/issue_forms.py --check  fails where one is out of date
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

import ketacontent as kc
from ketacontent.cli.schema import file_schema

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".github" / "ISSUE_TEMPLATE"
COMMAND = ".venv/bin/python scripts/issue_forms.py"

Part = dict[str, Any]

NO_HELP = (
    "**This form is no help in an emergency: nobody reads it at once.** If you or somebody else is in "
    "danger, call your local emergency number or a crisis line now."
)
NO_HEALTH_DATA = (
    "Issues are public. Please write nothing about your own health or that of anybody else, and no names of "
    "patients."
)
NOT_SURE = "I am not sure"

KINDS: dict[str, tuple[str, str, dict[str, str]]] = {
    "topic": (
        "Topic",
        "An article on one subject.",
        {
            "title": "Title",
            "summary": "In one or two sentences",
            "key_points": "What must a reader take away?",
            "sections": "Which questions should it answer?",
        },
    ),
    "route": (
        "Way it is given",
        "A way in which ketamine or esketamine is given.",
        {
            "title": "Title",
            "administration": "Into where?",
            "medicines": "Which product?",
            "how_given": "What is done? (No doses)",
            "monitoring": "What is watched, when and by whom?",
            "advantages": "What speaks for it?",
            "disadvantages": "What speaks against it?",
        },
    ),
    "side-effect": (
        "Side effect",
        "An unwanted effect, or a figure of one.",
        {
            "title": "In plain words",
            "clinical_name": "What do clinicians call it?",
            "medicines": "With which product?",
            "body_system": "Which part of the body?",
            "timing": "When does it come?",
            "seriousness": "How serious is it?",
            "frequencies": "How often? (How many of how many people, in whom, against what)",
        },
    ),
    "step": (
        "Step of care",
        "A step from the first call to the last visit.",
        {
            "title": "Title",
            "phase": "Which part of care?",
            "what_happens": "What happens?",
            "questions": "What should one ask?",
            "red_flags": "What should make one careful?",
        },
    ),
    "medicine": (
        "Medicine",
        "One of the products, or how it differs from the others.",
        {"title": "Which product?", "what_it_is": "What is it?", "how_it_differs": "How does it differ?"},
    ),
    "condition": (
        "Condition",
        "What people are treated for.",
        {
            "title": "In plain words",
            "clinical_name": "What do clinicians call it?",
            "what_it_is": "What is it?",
            "usual_treatments": "How is it usually treated?",
        },
    ),
    "claim": (
        "Claim",
        "One statement of fact, with its evidence.",
        {
            "text": "The statement, in one sentence",
            "type": "What is it about?",
            "direction": "Does it tell of a benefit or of a harm?",
            "certainty": "How sure is it?",
            "population": "In whom was it seen?",
            "evidence": "What kind of study, with how many people, against what?",
        },
    ),
    "source": (
        "Source",
        "A paper, label, guideline or law, or a correction of one.",
        {
            "title": "Title",
            "type": "What is it?",
            "authors": "Who wrote it?",
            "issued": "When did it come out?",
            "doi": "DOI",
            "url": "Address",
        },
    ),
    "regulatory-status": (
        "Law and approval",
        "What a regulator says about one product for one use in one place.",
        {
            "medicine": "Which product?",
            "use": "For what?",
            "jurisdiction": "Where?",
            "status": "What does the regulator say?",
            "authority": "Which regulator?",
            "since": "Since when?",
        },
    ),
    "safety-notice": (
        "Safety notice",
        "A warning that shows wherever it is called for.",
        {
            "title": "Title",
            "level": "How grave is it?",
            "body": "What does it warn of?",
            "action": "What should one do?",
            "triggers": "On which pages should it show?",
        },
    ),
    "crisis-resource": (
        "Crisis line",
        "An emergency number or crisis line, or a change of one.",
        {
            "title": "Name of the service",
            "country": "Country",
            "category": "For what?",
            "contacts": "Numbers, addresses, and what to text",
            "hours": "When is it open?",
            "languages": "In which languages?",
        },
    ),
    "glossary-term": (
        "Word explained",
        "A technical word in plain words.",
        {
            "title": "The word",
            "definition": "What does it mean?",
            "also_called": "What else is it called?",
            "avoid": "Which word would be better left out?",
        },
    ),
    "faq": (
        "Question",
        "A question that people ask, and its answer.",
        {"title": "The question", "answer": "The answer, if you know it"},
    ),
    "myth": (
        "Myth",
        "A statement that goes around and is not so, or not quite.",
        {"said": "What is said?", "falseness": "What is wrong with it?", "explanation": "What is so?"},
    ),
    "checklist": (
        "Checklist",
        "Things to tick off before, during or after a visit.",
        {
            "title": "Title",
            "groups": "What should stand on it, and why?",
            "warning_signs": "Which signs call for help?",
        },
    ),
    "image": (
        "Picture",
        "A drawing or photo, or its description.",
        {"title": "What does it show?", "alt": "Its description for people who cannot see it"},
    ),
}
"""Kind -> what the form is called, what it is for, and the fields it asks with their questions."""

FAULTS = (
    "Somebody could come to harm by it",
    "A warning or crisis help is missing",
    "A crisis line does not work or has changed",
    "A fact or a number is wrong",
    "It is out of date",
    "It is one-sided or promises too much",
    "Something else",
)


def forms() -> dict[str, str]:
    """Return every form by its file name."""
    made = {"1-unsafe-or-wrong.yml": unsafe()}
    made |= {f"2-{kind}.yml": form(kind) for kind in KINDS}
    texts = {name: f"# Written by scripts/issue_forms.py\n{_yaml(made[name])}" for name in made}
    config = {"blank_issues_enabled": True}  # for faults of the code, and for what no form fits
    return {**texts, "config.yml": f"# Written by scripts/issue_forms.py\n{_yaml(config)}"}


def unsafe() -> Part:
    """Return the form for what is unsafe or wrong, which asks for little."""
    return {
        "name": "Something is unsafe or wrong",
        "description": "A statement, number, warning or crisis line that should be put right.",
        "title": "[Unsafe or wrong] ",
        "labels": ["content", "safety"],
        "body": [
            _markdown(f"{NO_HELP}\n\n{NO_HEALTH_DATA}"),
            _input(
                "where",
                "Where does it stand?",
                "The page's address, or a name such as side-effect/dissociation.",
            ),
            _area(
                "words",
                "The sentence or number, or what is missing",
                "A sentence is best copied from the page.",
                is_required=True,
            ),
            _dropdown("fault", "What is wrong with it?", "", FAULTS, is_multiple=True, is_required=True),
            _area("why", "What would be right?", "If you know it. You need not know it to report."),
            _area("source", "Where does that stand?", "An address or DOI a line, if you have one."),
            _promise(),
        ],
    }


def form(kind: str) -> Part:
    """Return the form to suggest or correct a record of a kind."""
    name, purpose, questions = KINDS[kind]
    return {
        "name": f"{name}: suggest or correct",
        "description": purpose,
        "title": f"[{name}] ",
        "labels": ["content", kind],
        "body": [
            _markdown(
                f"{NO_HELP}\n\n{NO_HEALTH_DATA}\n\nAnswer what you can; only few answers are required. "
                "No doses, please: the content has none, for anybody."
            ),
            _dropdown(
                "what",
                "Is it new?",
                "",
                ("Something new", "Something that is there and should change"),
                is_required=True,
            ),
            _input("record", "Which one, if it is there?", f"The page's address, or its name: {kind}/..."),
            *_fields(kind, questions),
            *(
                []
                if kind == "source"
                else [
                    _area(
                        "sources",
                        "Where does that stand?",
                        "An address or DOI a line: a label, guideline, law, paper, or a service's own page.",
                    )
                ]
            ),
            _dropdown(
                "opened",
                "Have you read the sources yourself?",
                "What nobody has opened and read cannot be cited; somebody else can do it.",
                ("All of them", "Some of them", "Not yet"),
            ),
            _promise(),
        ],
    }


def _fields(kind: str, questions: dict[str, str]) -> Iterator[Part]:
    schema = file_schema(kind)
    for number, (field, question) in enumerate(questions.items()):
        place = schema["properties"][field]
        hint = str(place.get("description", "")).replace("`", "").replace("\n", " ")
        words = _words(field, place, schema)
        is_required = number == 0
        if words:
            options = (*words, NOT_SURE)
            is_multiple = place.get("type") == "array"
            yield _dropdown(field, question, hint, options, is_multiple=is_multiple, is_required=is_required)
        elif _is_short(place):
            yield _input(field, question, hint, is_required=is_required)
        else:
            yield _area(field, question, hint, is_required=is_required)


def _words(field: str, place: Part, schema: Part) -> list[str]:
    """Return the words to choose from, as readers see them; none where the field is free."""
    if field in ("medicine", "medicines"):
        return [medicine.title for medicine in kc.load().medicines.values()]
    choice = place.get("items", place)
    words = choice.get("enum", [])
    shown = choice.get("enumDescriptions", [""] * len(words))
    return [label or _own_word(word) for word, label in zip(words, shown, strict=True)]


def _own_word(word: str) -> str:
    """Return a word that readers never see; GitHub keeps "None" for itself."""
    return "Neither" if word == "none" else word.replace("-", " ").capitalize()


def _is_short(place: Part) -> bool:
    options = [place, *place.get("anyOf", [])]
    return any(option.get("maxLength", 10_000) <= 400 or "pattern" in option for option in options)


def _markdown(text: str) -> Part:
    return {"type": "markdown", "attributes": {"value": text}}


def _asked(type_: str, id_: str, label: str, hint: str, is_required: bool, **more: Any) -> Part:
    attributes = {"label": label, **({"description": hint} if hint else {}), **more}
    return {
        "type": type_,
        "id": id_.replace("_", "-"),
        "attributes": attributes,
        "validations": {"required": is_required},
    }


def _input(id_: str, label: str, hint: str, *, is_required: bool = False) -> Part:
    return _asked("input", id_, label, hint, is_required)


def _area(id_: str, label: str, hint: str, *, is_required: bool = False) -> Part:
    return _asked("textarea", id_, label, hint, is_required)


def _dropdown(
    id_: str,
    label: str,
    hint: str,
    options: tuple[str, ...],
    *,
    is_multiple: bool = False,
    is_required: bool = False,
) -> Part:
    return _asked(
        "dropdown", id_, label, hint, is_required, multiple=is_multiple, options=list(dict.fromkeys(options))
    )


def _promise() -> Part:
    return {
        "type": "checkboxes",
        "id": "privacy",
        "attributes": {
            "label": "Before you send it",
            "options": [
                {
                    "label": "There is nothing about anybody's own health in it, and no name of a patient.",
                    "required": True,
                }
            ],
        },
    }


def _yaml(data: Part) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110)


def main() -> None:
    """Write the forms, or with --check compare them."""
    made = forms()
    if "--check" in sys.argv[1:]:
        there = {file.name: file.read_text("utf-8") for file in FOLDER.glob("*.yml")}
        if there != made:
            sys.exit(f"The issue forms are out of date; write them again: {COMMAND}")
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (FOLDER / name).write_text(text, "utf-8")
    print(f"{len(made)} files written to {FOLDER.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
