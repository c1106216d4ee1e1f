"""Find and read the rules: the shipped JSON, the YAML files of a checkout, and house packs.

The only module of the linter that knows where rules lie. In a wheel they are one JSON file; in a checkout one
YAML file each, read with PyYAML.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from ketacontent._resources import package_root
from ketacontent.errors import ContentError, MissingExtra, Problem

if TYPE_CHECKING:
    from ketacontent.lint.rule import RulePack

_VOCABULARY = "_vocabulary.yaml"
_SWITCHES = "pack.yaml"


def rules_folder() -> Traversable:
    """Return the folder of the rules' YAML files; in a wheel it is not there."""
    return package_root() / "lint" / "rules"


def read_folder(folder: Traversable | Path) -> dict[str, object]:
    """Read a folder of rules into plain data: ``rules``, ``vocabulary`` and ``off``."""
    rules: list[object] = []
    vocabulary: object = {}
    off: object = []
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if not file.name.endswith((".yaml", ".yml")):
            continue
        data = _read_yaml(file.read_text("utf-8"), str(file))
        if file.name == _VOCABULARY:
            vocabulary = data
        elif file.name == _SWITCHES:
            off = data.get("off", []) if isinstance(data, Mapping) else data
        else:
            name = data.get("id") if isinstance(data, Mapping) else None
            if name != file.name.rsplit(".", 1)[0]:
                raise ContentError([_problem(str(file), "id", "The id is not the file name.", "KC111")])
            rules.append(data)
    return {"rules": rules, "vocabulary": vocabulary, "off": off}


def compiled_rules() -> str:
    """Return all bundled rules as one JSON text, checked; the build hook writes it into the wheel."""
    from ketacontent.lint.rule import RulePack

    pack = RulePack.model_validate(read_folder(rules_folder()))
    return pack.model_dump_json(exclude_defaults=False) + "\n"


@cache
def bundled_rules() -> "RulePack":
    """Return the rules that come with the package."""
    from ketacontent.lint.rule import RulePack

    folder = rules_folder()
    if folder.is_dir():
        return RulePack.model_validate(read_folder(folder))
    shipped = package_root() / "lint" / "rules.json"
    return RulePack.model_validate_json(shipped.read_text("utf-8"))


def house_rules(folders: Iterable[Path | str]) -> "RulePack":
    """Return the bundled rules with house packs laid over them.

    A house pack is a folder with one rule a file, a ``_vocabulary.yaml`` with more words for word classes,
    and a ``pack.yaml`` whose ``off`` lists rules to switch off, each with a reason.

    Raises:
        ContentError: for a folder that is missing, a rule that cannot be read, a switch for an unknown rule.
    """
    from pydantic import ValidationError

    from ketacontent.lint.rule import RulePack

    base = bundled_rules()
    rules = {rule.id: rule for rule in base.rules}
    vocabulary = dict(base.vocabulary)
    off = list(base.off)
    for folder in map(Path, folders):
        if not folder.is_dir():
            raise ContentError([_problem(str(folder), "", "There is no such folder of rules.", "KC115")])
        try:
            pack = RulePack.model_validate(read_folder(folder))
        except ValidationError as fault:
            raise ContentError([_told(str(folder), error) for error in fault.errors()]) from None
        rules.update({rule.id: rule for rule in pack.rules})
        for name, words in pack.vocabulary.items():
            vocabulary[name] = (*vocabulary.get(name, ()), *words)
        off.extend(pack.off)
        unknown = [switch.rule for switch in pack.off if switch.rule not in rules]
        if unknown:
            raise ContentError(
                [
                    _problem(str(folder / _SWITCHES), "off", f"There is no rule {name!r}.", "KC201")
                    for name in unknown
                ]
            )
    return RulePack(rules=tuple(rules.values()), vocabulary=vocabulary, off=tuple(off))


def _read_yaml(text: str, name: str) -> object:
    try:
        import yaml
    except ImportError:
        raise MissingExtra("PyYAML", "lint", "read rules from YAML") from None
    try:
        # The base loader leaves every value a string ("no" and "true" are words here); the models convert.
        return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = f"The file is not valid YAML: {getattr(fault, 'problem', fault)}"
        raise ContentError([Problem(name, line, 1, "", what, "Correct the file.", "KC101")]) from None


def _problem(file: str, field: str, what: str, code: str) -> Problem:
    return Problem(file, 0, 0, field, what, "Correct the rule pack.", code)


def _told(file: str, error: Mapping[str, object]) -> Problem:
    path = error.get("loc", ())
    field = ".".join(str(part) for part in path) if isinstance(path, tuple) else ""
    return _problem(file, field, f"A rule is not right: {error.get('msg')}", "KC102")
