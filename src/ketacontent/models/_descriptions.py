"""Reads the docstrings under a model's fields, for JSON Schema. Not used at run time otherwise."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache


def field_descriptions(model: type) -> dict[str, str]:
    """Return each field's docstring, own fields last so that they win.

    A class whose source cannot be read (a frozen application) gives none.
    """
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        found |= _own_descriptions(base)
    return found


@cache
def _own_descriptions(model: type) -> dict[str, str]:
    if "__annotations__" not in model.__dict__ or model.__module__.partition(".")[0] != "ketacontent":
        return {}
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(model)))
    except (OSError, TypeError):
        return {}
    (class_def,) = (node for node in tree.body if isinstance(node, ast.ClassDef))
    return {
        field.target.id: inspect.cleandoc(words.value.value)
        for field, words in zip(class_def.body, class_def.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(words, ast.Expr)
        and isinstance(words.value, ast.Constant)
        and isinstance(words.value.value, str)
    }
