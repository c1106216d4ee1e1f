"""Template -> what it asks for that packs may not: only what is known in its syntax tree is let through.

Nothing is run here. What can only be seen when a template runs is refused by `environment.py`, and the markup
that it puts out by `markup.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from ketacontent.errors import Problem, near_matches
from ketacontent.models.text import TextFault, refuse_characters
from ketacontent.rendering.components import own_names
from ketacontent.rendering.engine import SUFFIXES
from ketacontent.rendering.loader import OWN_PREFIX
from ketacontent.rendering.sandbox.files import PackTemplate
from ketacontent.rendering.sandbox.markup import data_faults
from ketacontent.rendering.sandbox.places import Places, TooLong
from ketacontent.rendering.sandbox.words import (
    CALLED,
    FILTERS,
    GIVEN,
    MAX_DEPTH,
    MAX_LOOPS,
    MAX_NUMBER,
    MAX_TOKENS,
    TAKEN,
    TESTS,
)

PARSER = Environment(trim_blocks=True, lstrip_blocks=True, autoescape=True)
MAX_PROBLEMS = 20
"""Problems told of one template."""
_NO_FIELD = "Fields have no underscore in front."
_INSTEAD = {
    "safe": "Every value is escaped for its place; print it without a filter.",
    "forceescape": "Every value is escaped once; print it without a filter.",
    "escape": "Every value is escaped when it is printed; leave the filter out.",
    "e": "Every value is escaped when it is printed; leave the filter out.",
    "attr": "Write `block.field`.",
    "map": "Write a loop.",
    "urlize": "Texts of records bring their links along; print them as they are.",
    "xmlattr": "Write the attributes out.",
}
_SIMPLE = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.With, nodes.Keyword, nodes.Operand),
    *(nodes.CondExpr, nodes.Concat, nodes.Compare, nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Pos),
    *(nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow),
    *(nodes.Tuple, nodes.List, nodes.Slice, nodes.Scope),
)
"""What is fine wherever it stands, if what stands in it is."""
_REFUSED = {
    nodes.Dict: "A mapping",
    nodes.FilterBlock: "`{% filter %}`",
    nodes.Import: "`{% import ... as %}`",
    nodes.NSRef: "`namespace`",
    nodes.MarkSafe: "`Markup`",
    nodes.MarkSafeIfAutoescape: "`Markup`",
    nodes.ScopedEvalContextModifier: "`{% autoescape %}`",
    nodes.EvalContextModifier: "`{% autoescape %}`",
    nodes.ExprStmt: "`{% do %}`",
}


def check_templates(
    templates: Mapping[str, PackTemplate], problems: list[Problem]
) -> dict[str, PackTemplate]:
    """Check all templates of one pack.

    Args:
        templates: those that could be read, by name.
        problems: is filled with what is wrong.

    Returns:
        Those with which nothing is wrong.
    """
    good, needs = {}, {}
    for name, template in templates.items():
        check = TreeCheck(template, templates)
        found = check.run()
        problems += found
        if not found:
            good[name] = template
            needs[name] = check.needs
    circle = _circle(needs)
    if circle:
        template = good[circle[0]]
        line, column = Places(template.source).of(needs[circle[0]][circle[1]], "extends", "include", "from")
        what = f"Templates need each other in a circle: {' -> '.join(circle)}."
        fix = f"Take one of them out, or name ours: {OWN_PREFIX}{circle[1]}."
        problems.append(Problem(template.file, line, column, "", what, fix, "KC407"))
    return good


def _circle(needs: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Return the first circle in who needs whom, from a name back to it; empty where there is none."""
    done: set[str] = set()

    def walk(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done or len(path) > MAX_DEPTH:
            return []
        for other in needs.get(name, ()):
            found = walk(other, [*path, name])
            if found:
                return found
        done.add(name)
        return []

    return next((found for name in needs if (found := walk(name, []))), [])


class TreeCheck:
    """Checks one template.

    Args:
        template: the template.
        beside: all of its pack, by name; these and ours it may include.
    """

    def __init__(self, template: PackTemplate, beside: Mapping[str, PackTemplate]) -> None:
        self.template, self.beside = template, beside
        self.problems: list[Problem] = []
        self.needs: dict[str, int] = {}
        """Templates of the same pack that it includes, extends or takes macros from, each with the line."""
        self.macros: set[str] = set()
        self.own: set[str] = set()
        self.calls: dict[str, dict[str, int]] = {}
        self.macro: str | None = None
        self.loops = 0

    def run(self) -> list[Problem]:
        """Return what is wrong, in the order of lines."""
        source = self.template.source
        try:
            self.places = Places(source)
            tree = PARSER.parse(source, filename=self.template.file)
        except TooLong:
            what = f"The template has more than {MAX_TOKENS:,} words and signs."
            self._tell(1, 1, what, "Make it simpler; a part can be a file of its own.", "KC407")
            return self.problems
        except TemplateSyntaxError as error:
            what = f"This is not a template that can be read: {error.message}"
            self._tell(error.lineno, 1, f"{what.rstrip('.')}.", "Correct the template.", "KC405")
            return self.problems
        except Exception:  # the parser is Jinja's own, and its depth and numbers are the author's
            self._tell(
                1,
                1,
                "The template is nested too deep, or holds a number that is too long.",
                "Make it simpler.",
                "KC405",
            )
            return self.problems
        for token in self.places.tokens:
            if token.kind == "data":
                for offset, what, fix in data_faults(token.text, self.template.channel):
                    self._tell(*self.places.within(token, offset), what, fix, "KC408")
        if self._is_too_deep(tree):
            return self.problems
        self._gather(tree)
        self._walk(tree)
        circle = _circle(self.calls)
        if circle:
            self._refuse(
                self.calls[circle[0]][circle[1]],
                f"The macro `{circle[0]}` calls itself.",
                "Write a loop, or another macro.",
                circle[1],
            )
        return sorted(self.problems, key=lambda problem: (problem.line, problem.column))[:MAX_PROBLEMS]

    def _is_too_deep(self, tree: nodes.Template) -> bool:
        """Refuse a tree that is too deep to be walked and compiled; this walk does not go deep itself."""
        level: list[nodes.Node] = [tree]
        for _ in range(MAX_DEPTH):
            level = [child for node in level for child in node.iter_child_nodes()]
        if level:
            what = f"The template is nested more than {MAX_DEPTH} deep."
            self._refuse(level[0].lineno or 1, what, "Make it simpler; a part can be a file of its own.")
        return bool(level)

    def _gather(self, tree: nodes.Template) -> None:
        """Collect the names that the template gives to something."""
        for macro in tree.find_all(nodes.Macro):
            self._take(macro.name, macro.lineno)
            self.macros.add(macro.name)
        for taken in tree.find_all(nodes.FromImport):
            for each in taken.names:
                name = each if isinstance(each, str) else each[1]
                self._take(name, taken.lineno)
                self.macros.add(name)
        for word in tree.find_all(nodes.Name):
            if word.ctx != "load":
                self._take(word.name, word.lineno)
                self.own.add(word.name)

    def _take(self, name: str, line: int) -> None:
        if name in TAKEN or name.startswith("__") or name in self.macros:
            self._refuse(line, f"The name `{name}` is taken.", "Choose another name.", name)

    # walking

    def _walk(self, node: nodes.Node) -> None:
        handler: Callable[[Any], None] | None = getattr(self, f"_see_{type(node).__name__.lower()}", None)
        if handler is not None:
            handler(node)
        elif isinstance(node, _SIMPLE):
            self._walk_all(node.iter_child_nodes())
        else:
            name = next((words for kind, words in _REFUSED.items() if isinstance(node, kind)), "")
            word = re.sub(r"\W+", " ", name).split()
            what = f"{name or f'`{type(node).__name__}`'} is not for templates of packs."
            self._refuse(node.lineno or 1, what, "Take it out.", *(word[:1] if name.startswith("`") else "{"))

    def _walk_all(self, found: Iterable[nodes.Node]) -> None:
        for node in found:
            self._walk(node)

    def _see_const(self, node: nodes.Const) -> None:
        if isinstance(node.value, str):
            try:
                refuse_characters(
                    node.value
                )  # an escape in quotes brings in what the file itself may not hold
            except TextFault as fault:
                self._refuse(node.lineno, fault.what, fault.fix)
        if isinstance(node.value, (int, float)) and abs(node.value) > MAX_NUMBER:
            self._refuse(
                node.lineno, "The number is too large.", f"Stay below {MAX_NUMBER:,}.", str(node.value)
            )

    def _see_name(self, node: nodes.Name) -> None:
        if node.ctx != "load":
            return
        name = node.name
        if name in CALLED or name in self.macros or name in ("super", "caller"):
            self._refuse(node.lineno, f"`{name}` can only be called.", f"Write `{name}(...)`.", name)
        elif name == "loop":
            self._refuse(node.lineno, "`loop` can only be asked for a field.", "Write `loop.index`.", name)
        elif name not in GIVEN and name not in self.own:
            near = near_matches(name, GIVEN | CALLED | self.own | self.macros)
            fix = f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(sorted(GIVEN | CALLED))}."
            self._refuse(node.lineno, f"There is no `{name}` in a template of a pack.", fix, name)

    def _see_getattr(self, node: nodes.Getattr) -> None:
        if node.attr.startswith("_"):
            self._refuse(node.lineno, f"`{node.attr}` is no field.", _NO_FIELD, node.attr)
            return
        if not (isinstance(node.node, nodes.Name) and node.node.name == "loop"):
            self._walk(node.node)

    def _see_getitem(self, node: nodes.Getitem) -> None:
        if (
            isinstance(node.arg, nodes.Const)
            and isinstance(node.arg.value, str)
            and node.arg.value.startswith("_")
        ):
            what = f"`{node.arg.value}` is no field."
            self._refuse(node.lineno, what, _NO_FIELD, "[")
        if isinstance(node.arg, nodes.Slice) and node.arg.step is not None:
            self._refuse(node.lineno, "A slice has no step.", "Write `rows[1:3]`.", "[")
        self._walk_all((node.node, node.arg))

    def _see_filter(self, node: nodes.Filter) -> None:
        if node.node is None or node.name not in FILTERS:
            fix = _INSTEAD.get(node.name, f"There are: {', '.join(sorted(FILTERS))}.")
            self._refuse(
                node.lineno, f"The filter `{node.name}` is not for templates of packs.", fix, node.name
            )
        self._see_arguments(node, node.name)
        if node.node is not None:
            self._walk(node.node)

    def _see_test(self, node: nodes.Test) -> None:
        if node.name not in TESTS:
            fix = f"There are: {', '.join(sorted(TESTS))}."
            self._refuse(
                node.lineno, f"The test `{node.name}` is not for templates of packs.", fix, node.name
            )
        self._see_arguments(node, node.name)
        self._walk(node.node)

    def _see_arguments(self, node: nodes.Filter | nodes.Test | nodes.Call, word: str) -> None:
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            self._refuse(
                node.lineno, "Arguments are written out, without stars.", "Write each of them.", word
            )
        self._walk_all(node.args)
        self._walk_all(pair.value for pair in node.kwargs)

    def _see_call(self, node: nodes.Call) -> None:
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if not (name in CALLED or name in self.macros or name in ("super", "caller")):
            word = name or getattr(node.node, "attr", "(")
            what = f"`{word}` cannot be called in a template of a pack."
            fix = f"Only macros and {', '.join(sorted(CALLED))}, super and caller are called."
            self._refuse(node.lineno, what, fix, word)
            if not name:
                self._walk(node.node)
        elif name in self.macros:
            self.calls.setdefault(self.macro or "", {})[name] = node.lineno
        self._see_arguments(node, name)

    # statements

    def _see_for(self, node: nodes.For) -> None:
        if node.recursive:
            self._refuse(node.lineno, "A loop cannot call itself.", "Write a loop in the loop.", "recursive")
        self.loops += 1
        if self.loops > MAX_LOOPS:
            self._refuse(
                node.lineno, f"More than {MAX_LOOPS} loops stand in each other.", "Use fewer.", "for"
            )
        self._walk_all(node.iter_child_nodes())
        self.loops -= 1

    def _see_assign(self, node: nodes.Assign) -> None:
        self._walk_all((node.target, node.node))

    def _see_assignblock(self, node: nodes.AssignBlock) -> None:
        if node.filter is not None:
            self._refuse(node.lineno, "A filter cannot stand in `set`.", "Filter where you print.", "set")
        self._walk(node.target)
        self._walk_all(node.body)

    def _see_block(self, node: nodes.Block) -> None:
        self._walk_all(node.body)

    def _see_macro(self, node: nodes.Macro) -> None:
        before, self.macro = self.macro, node.name
        self._walk_all((*node.args, *node.defaults, *node.body))
        self.macro = before

    def _see_callblock(self, node: nodes.CallBlock) -> None:
        called = node.call.node
        if not (isinstance(called, nodes.Name) and called.name in self.macros):
            self._refuse(node.lineno, "`{% call %}` is for macros.", "Name a macro.", "call")
        self._walk(node.call)
        self._walk_all((*node.args, *node.defaults, *node.body))

    def _see_extends(self, node: nodes.Extends) -> None:
        self._need(node.template, node.lineno, "extends")

    def _see_include(self, node: nodes.Include) -> None:
        if node.ignore_missing:
            self._refuse(
                node.lineno, "`ignore missing` is not needed.", "Name a template that is there.", "ignore"
            )
        self._need(node.template, node.lineno, "include")

    def _see_fromimport(self, node: nodes.FromImport) -> None:
        self._need(node.template, node.lineno, "from")

    def _need(self, template: nodes.Expr, line: int, word: str) -> None:
        """Check the name of another template, which stands there letter for letter."""
        name = template.value if isinstance(template, nodes.Const) else None
        if not isinstance(name, str):
            self._refuse(line, "The name of a template is not worked out.", "Write the name in quotes.", word)
            return
        channel = f"{self.template.channel}/"
        plain = name.removeprefix(OWN_PREFIX)
        if plain.startswith(channel) and (plain in own_names() or (plain == name and name in self.beside)):
            if plain == name and name in self.beside:
                self.needs[name] = line
            return
        known = [each for each in (*self.beside, *own_names()) if each.startswith(channel)]
        near = near_matches(plain, known)
        ours = f"{OWN_PREFIX}{channel}page{SUFFIXES[self.template.channel]}"
        fix = f"Did you mean `{near[0]}`?" if near else f"Name one of the pack's own, or ours: {ours}."
        what = f"There is no template {name[:80]!r} in this channel of the pack, nor of ours."
        self._refuse(line, what, fix, word)

    # telling

    def _refuse(self, line: int, what: str, fix: str, *words: str) -> None:
        self._tell(*self.places.of(line, *words), what, fix, "KC407")

    def _tell(self, line: int, column: int, what: str, fix: str, code: str) -> None:
        self.problems.append(Problem(self.template.file, line, column, "", what, fix, code))
