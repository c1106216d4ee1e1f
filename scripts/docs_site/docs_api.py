"""Pages of every public name, written from signatures and docstrings."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from types import ModuleType
from typing import Any

from pydantic import BaseModel

MODULES = (
    "ketacontent",
    "ketacontent.catalog",
    "ketacontent.pages",
    "ketacontent.models",
    "ketacontent.lint",
    "ketacontent.export",
    "ketacontent.site",
    "ketacontent.newsletter",
    "ketacontent.newsletter.folder",
    "ketacontent.newsletter.arrow",
    "ketacontent.newsletter.smtp",
    "ketacontent.newsletter.ledger",
    "ketacontent.errors",
    "ketacontent.testing",
    "ketacontent.integrations.jinja",
    "ketacontent.integrations.flask",
    "ketacontent.integrations.django.environment",
    "ketacontent.integrations.django.views",
    "ketacontent.integrations.starlette",
    "ketacontent.integrations.fastapi",
    "ketacontent.integrations.mkdocs",
    "ketacontent.integrations.sphinx",
    "ketacontent.integrations.answer",
    "ketacontent.integrations.choose",
    "ketacontent.integrations.complete",
    "ketacontent.integrations.links",
    "ketacontent.integrations.placed",
)
_HEADS = {"Args": "argument", "Raises": "error", "Returns": "", "Yields": "", "Attributes": "name"}


@dataclass
class Parts:
    """A docstring, taken apart."""

    text: str = ""
    sections: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


def parts_of(docstring: str | None) -> Parts:
    """Take a docstring in Google's style apart."""
    lines = inspect.cleandoc(docstring or "").split("\n")
    found = Parts()
    head, text = "", []
    for line in lines:
        if re.fullmatch(r"(Args|Raises|Returns|Yields|Attributes):", line):
            head = line[:-1]
            found.sections[head] = []
        elif head and (not line or line.startswith(" ")):
            _entry(found.sections[head], line, head)
        else:
            head = ""
            text.append(line)
    found.text = "\n".join(text).strip()
    return found


def _entry(entries: list[tuple[str, str]], line: str, head: str) -> None:
    named = re.match(r"    (\*{0,2}[\w.]+): (.*)", line) if _HEADS[head] else None
    if named:
        entries.append((named[1], named[2]))
    elif line.strip() and entries:
        entries[-1] = (entries[-1][0], f"{entries[-1][1]} {line.strip()}")
    elif line.strip():
        entries.append(("", line.strip()))


def words(text: str) -> str:
    """Return words of a docstring as Markdown: code stays code, and nothing else is a mark."""
    pieces = re.split(r"(``.+?``|`[^`]+`)", text)
    return "".join(
        piece if at % 2 else re.sub(r"([<*\[\]_])", r"\\\1", piece) for at, piece in enumerate(pieces)
    )


def described(value: Any, *, level: int) -> Iterator[str]:
    """Yield the Markdown of a docstring."""
    parts = parts_of(value.__doc__)
    for paragraph in parts.text.split("\n\n"):
        if paragraph.startswith("    ") or "\n    " in paragraph:
            head, _, rest = paragraph.partition("\n    ")
            if head.strip() and not head.startswith(" "):
                yield words(head)
            yield "```text\n" + inspect.cleandoc("    " + rest if rest else paragraph) + "\n```"
        elif paragraph.strip():
            yield words(" ".join(paragraph.split()).replace("::", ":"))
    for head, entries in parts.sections.items():
        if _HEADS[head] and entries:
            rows = [f"| `{name}` | {words(meaning)} |" for name, meaning in entries]
            yield "\n".join([f"| {_HEADS[head]} | |", "|---|---|", *(row.replace("\n", " ") for row in rows)])
        elif entries:
            yield f"{head}: {words(entries[0][1])}"


def signature(value: Any, name: str) -> str:
    """Return a signature, over several lines where one is too long."""
    try:
        found = inspect.signature(value)
    except (TypeError, ValueError):
        return name
    if inspect.isclass(value):
        found = found.replace(return_annotation=inspect.Signature.empty)
    kept = [p for p in found.parameters.values() if p.name not in ("self", "cls")]
    whole = f"{name}{found.replace(parameters=kept)}".replace("'", "")
    whole = re.sub(r"<object object at \w+>", "...", whole)
    if len(whole) <= 90:
        return whole
    ending = f" -> {found.return_annotation}".replace("'", "")
    ending = "" if found.return_annotation is inspect.Signature.empty else ending
    lines, is_named = [], False
    for each in kept:
        if each.kind is each.KEYWORD_ONLY and not is_named:
            lines.append("    *,")
        is_named = is_named or each.kind in (each.KEYWORD_ONLY, each.VAR_POSITIONAL)
        lines.append(f"    {each},".replace("'", ""))
    return "\n".join([f"{name}(", *lines, f"){ending}"])


def names_of(module: ModuleType) -> list[str]:
    """Return the public names of a module: its `__all__`, or else what it defines."""
    listed = getattr(module, "__all__", None)
    if listed is not None:
        return sorted(name for name in listed if not inspect.ismodule(getattr(module, name)))
    found = inspect.getmembers(module, lambda each: inspect.isclass(each) or inspect.isfunction(each))
    return [name for name, each in found if each.__module__ == module.__name__ and name[0] != "_"]


def module_page(dotted: str) -> str:
    """Return the page of a module."""
    module = importlib.import_module(dotted)
    blocks = [f"# {dotted.replace('.', '.<wbr>')}", *described(module, level=1)]
    for name in names_of(module):
        blocks += _name(getattr(module, name), name, dotted)
    return "\n\n".join(blocks) + "\n"


def _name(value: Any, name: str, dotted: str) -> Iterator[str]:
    yield f"## {name}"
    home = getattr(value, "__module__", dotted)
    if inspect.isclass(value) and issubclass(value, BaseModel):
        yield from described(value, level=2)
        yield (
            "A model: its fields stand in [Models](../models.md)."
            if home.startswith("ketacontent.models")
            else _fields(value)
        )
        return
    is_made_by_hosts = not inspect.isclass(value) or "Args" in parts_of(value.__doc__).sections
    if callable(value) and (is_made_by_hosts or _is_plain(value)):
        yield f"```python\n{signature(value, name)}\n```"
    yield from described(value, level=2)
    if not inspect.isclass(value):
        return
    yield from _attributes(value)
    for member, each in sorted(vars(value).items()):
        if member[0] == "_":
            continue
        is_property = isinstance(each, property) or type(each).__name__ == "cached_property"
        plain = getattr(each, "__func__", each)
        if is_property:
            function = each.fget if isinstance(each, property) else each.func
            yield f"### {name}.{member}"
            yield from described(function, level=3)
        elif inspect.isfunction(plain):
            yield f"### {name}.{member}"
            yield f"```python\n{signature(plain, member)}\n```"
            yield from described(plain, level=3)


def _attributes(value: type) -> Iterator[str]:
    """Yield the table of a class's attributes that have words of their own below them."""
    try:
        tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(value)))
    except (OSError, TypeError, SyntaxError):
        return
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    rows = []
    for stated, told in pairwise(body):
        target: ast.expr | None = None
        if isinstance(stated, ast.AnnAssign):
            target = stated.target
        elif isinstance(stated, ast.Assign):
            target = stated.targets[0]
        is_told = isinstance(told, ast.Expr) and isinstance(told.value, ast.Constant)
        if isinstance(target, ast.Name) and target.id[0] != "_" and is_told:
            meaning = " ".join(str(ast.literal_eval(told.value)).split())  # type: ignore[attr-defined]
            rows.append(f"| `{target.id}` | {words(meaning)} |")
    if rows:
        yield "\n".join(["| attribute | |", "|---|---|", *rows])


def _is_plain(value: Any) -> bool:
    """Say whether a class is a tuple with names, or holds data, so that its signature is its description."""
    return hasattr(value, "_fields") or hasattr(value, "__dataclass_fields__")


def _fields(model: type[BaseModel]) -> str:
    rows = [
        f"| `{name}` | {words(' '.join((field.description or '').split()))} |"
        for name, field in model.model_fields.items()
    ]
    return "\n".join(["| field | |", "|---|---|", *rows])


def index_page() -> str:
    """Return the page that names every module."""
    rows = []
    for dotted in MODULES:
        module = importlib.import_module(dotted)
        summary = parts_of(module.__doc__).text.split("\n\n")[0].replace("\n", " ")
        rows.append(f"| [`{dotted}`]({dotted}.md) | {words(summary)} |")
    head = "Written from signatures and docstrings when this site is built. "
    head += "[Reference](../reference.md) has examples."
    return "\n".join(["# API", "", head, "", "| module | |", "|---|---|", *rows, ""])


def pages() -> dict[str, str]:
    """Return every page by its path."""
    return {"api/index.md": index_page(), **{f"api/{name}.md": module_page(name) for name in MODULES}}
