"""Jinja's immutable sandbox, narrowed: values give only their fields, and everything that is made is counted.

The syntax tree was checked before (`tree.py`). Here it is rewritten, so that loops, joined words, lists and
comparisons go through a function that counts and bounds them; then it is compiled as any other template.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, Undefined, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from ketacontent.models import RichText, Value
from ketacontent.models.text.nodes import Emphasis, Link, Node, Note, Strong, Text
from ketacontent.pages.part import PagePart
from ketacontent.rendering.components import source_of
from ketacontent.rendering.loader import OWN_PREFIX
from ketacontent.rendering.renamed import with_new_places
from ketacontent.rendering.sandbox.files import PackTemplate
from ketacontent.rendering.sandbox.filters import FILTERS, NUMBERS, TESTS, listed, named, number
from ketacontent.rendering.sandbox.meter import Meter
from ketacontent.rendering.sandbox.words import LOOP_FIELDS, MAX_REPEATED

OWN = "!"
"""Stands for our templates, where a number stands for a pack."""
_NODES: dict[type, frozenset[str]] = {
    RichText: frozenset({"plain", "nodes"}),
    Text: frozenset({"words"}),
    Link: frozenset({"href", "children"}),
    Emphasis: frozenset({"children"}),
    Strong: frozenset({"children"}),
    Note: frozenset({"numbers"}),
    LoopContext: LOOP_FIELDS,
}
"""Fields of what is neither a part of a page nor a value of a record."""
_PRINTED = (str, RichText, *NUMBERS, bool, date, Undefined)
_OPERATORS = frozenset({"+", "-", "*", "/", "//", "%", "**"})


class PackLoader(BaseLoader):
    """Serves the templates of packs, which were read before, and ours. It opens no file of a pack.

    Args:
        packs: the templates of each pack, by name.
    """

    def __init__(self, packs: tuple[Mapping[str, PackTemplate], ...]) -> None:
        self.packs = packs

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text and its name for messages; it does not change."""
        owner, _, name = template.partition(":")
        if owner == OWN:
            return source_of(name), name, lambda: True
        found = self.packs[int(owner)].get(name)
        if found is None:
            raise TemplateNotFound(name)
        return found.source, found.file, lambda: True


class _Counted(NodeTransformer):
    """Puts what counts and bounds around everything whose size a template decides."""

    def visit_For(self, node: nodes.For) -> nodes.For:
        self.generic_visit(node)
        node.iter = _through("_each", node.iter)  # type: ignore[arg-type]
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        self.generic_visit(node)
        length = sum(len(each.data) for each in node.nodes if isinstance(each, nodes.TemplateData))
        spent = _through("_spent", nodes.Const(length, lineno=node.lineno), node.lineno)
        node.nodes = [spent, *node.nodes]
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:
        self.generic_visit(node)
        return _through("_joined", nodes.List(node.nodes, lineno=node.lineno))

    def visit_List(self, node: nodes.List) -> nodes.Filter:
        self.generic_visit(node)
        return _through("_flat", node)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Expr:
        self.generic_visit(node)
        return _through("_flat", node) if node.ctx == "load" else node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:
        self.generic_visit(node)
        node.expr = _through("_simple", node.expr)
        for operand in node.ops:
            operand.expr = _through("_holder" if operand.op in ("in", "notin") else "_simple", operand.expr)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Expr:
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            none = nodes.Const(None, lineno=node.lineno)
            found = _through("_sliced", node.node, node.lineno)
            found.args = [node.arg.start or none, node.arg.stop or none]
            return found
        return node


def _through(name: str, node: nodes.Expr, line: int | None = None) -> nodes.Filter:
    """Return an expression that goes through one of our own filters; no template can name these."""
    return nodes.Filter(node, name, [], [], None, None, lineno=line or node.lineno)


class PackEnvironment(ImmutableSandboxedEnvironment):
    """Compiles and runs templates of packs, for one channel.

    Args:
        packs: the templates of each pack, by name; all of them were checked.
        channel: whose templates are run.
        put: writes a value for the channel, escaped.
        written: marks words as written for the channel.
        show: renders a block.
        blocks_of: the blocks that the channel shows.
        given: names that stand for values in every template.
        generator: what turns a syntax tree into Python.
    """

    intercepted_binops = _OPERATORS
    intercepted_unops = frozenset({"+", "-"})

    def __init__(
        self,
        packs: tuple[Mapping[str, PackTemplate], ...],
        channel: str,
        put: Callable[[Any], str],
        written: Callable[[str], str],
        show: Callable[[Any, int], str],
        blocks_of: Callable[[Any], tuple[Any, ...]],
        given: Mapping[str, Any],
        generator: type[Any],
    ) -> None:
        self.code_generator_class = generator
        super().__init__(
            loader=PackLoader(packs),
            autoescape=channel in ("html", "email"),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=self._finalized,
            auto_reload=False,
            cache_size=-1,
        )
        self.channel, self.packs = channel, packs
        self.meter = Meter()
        self._put, self.written = put, written
        self._show, self._blocks_of = show, blocks_of
        self.globals = {**given, "show": self._shown, "blocks_of": self._blocks}
        self.filters = {**FILTERS, **_OWN_FILTERS}
        self.tests = dict(TESTS)

    def join_path(self, template: str, parent: str) -> str:
        """Return which template another one means: one of its own pack, or ours."""
        owner = parent.partition(":")[0]
        if template.startswith(OWN_PREFIX):
            return f"{OWN}:{template.removeprefix(OWN_PREFIX)}"
        is_own = owner != OWN and template in self.packs[int(owner)]
        return f"{owner if is_own else OWN}:{template}"

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parse a template; places that it fills may have old names."""
        return with_new_places(super()._parse(source, name, filename), OWN_PREFIX)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        tree: nodes.Template = _Counted().visit(source)
        tree.set_environment(self)
        return super()._generate(tree, name, filename, defer_init)

    # printing

    def put(self, value: Any) -> str:
        """Write a value for the channel, and count it.

        Raises:
            SecurityError: it is nothing that a reader could read.
        """
        if not isinstance(value, _PRINTED):
            raise SecurityError(f"Words and numbers can be printed, and this is {named(value)}.")
        put = self._put(value)
        self.meter.step(signs=len(put))
        return put

    def printed(self, value: Any) -> str:
        """Write a value where HTML is escaped."""
        return self.put(value)

    def _finalized(self, value: Any) -> Any:
        """Write a value where the channel's own marks are escaped, and nothing is done after."""
        return value if self.autoescape else self.put(value)

    # what a template may reach

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field of a part of a page, or of a value of a record; nothing else has any."""
        if isinstance(obj, Undefined):
            return getattr(obj, attribute)
        if isinstance(obj, Mapping):
            return self._item(obj, attribute)
        if _is_field(obj, attribute):
            self.meter.step()
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an entry of a list, or a field by its name."""
        if isinstance(argument, str) and not isinstance(obj, str):
            return self.getattr(obj, argument)
        is_entry = isinstance(obj, (tuple, list)) and type(argument) is int
        if is_entry and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.undefined(obj=obj, name=str(argument))

    def _item(self, obj: Mapping[str, Any], name: str) -> Any:
        return obj[name] if name in obj else self.undefined(obj=obj, name=name)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Say whether a field may be read."""
        return _is_field(obj, attr)

    def is_safe_callable(self, obj: Any) -> bool:
        """Say whether something may be called: macros, `super`, and the two functions that we give."""
        return isinstance(obj, (Macro, BlockReference)) or (
            callable(obj) and obj in (self._shown, self._blocks)
        )

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a macro or one of our functions."""
        __self.meter.step(4)
        return super().call(__context, __obj, *args, **kwargs)

    def _shown(self, block: Any, level: Any = 3) -> str:
        """Render one block by its own template."""
        if isinstance(block, Undefined):
            str(block)
        if not isinstance(block, (PagePart, Value)) or not isinstance(getattr(block, "kind", None), str):
            raise SecurityError(f"`show` takes a block of the page, and this is {named(block)}.")
        if type(level) is not int or not 1 <= level <= 6:
            raise SecurityError("`show` takes a level of headings from 1 to 6.")
        self.meter.step(10)
        shown = self._show(block, level)
        self.meter.step(signs=len(shown))
        return shown

    def _blocks(self, blocks: Any) -> tuple[Any, ...]:
        """Return those blocks that the channel shows."""
        found = listed(blocks)
        self.meter.step(len(found))
        return self._blocks_of(found)

    # working

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Work with two numbers, or repeat a few signs; anything else has another way to be written."""
        self.meter.step()
        if operator == "*" and type(left) is str and type(right) is int:
            if len(left) * right > MAX_REPEATED:
                raise SecurityError(f"Repeated signs end at {MAX_REPEATED:,}.")
            self.meter.step(signs=max(len(left) * right, 0))
            return left * right
        number(left), number(right)
        if operator == "**" and not (abs(left) <= 1000 and type(right) is int and 0 <= right <= 4):
            raise SecurityError("Powers go to the fourth, of numbers up to a thousand.")
        return number(super().call_binop(context, operator, left, right))

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        """Work with one number."""
        return super().call_unop(context, operator, number(arg))


def _is_field(obj: Any, name: str) -> bool:
    """Say whether a name is a field that templates may read."""
    if name.startswith(("_", "model_")):
        return False
    if isinstance(obj, PagePart):
        return name in obj._fields or isinstance(getattr(type(obj), name, None), property)
    if isinstance(obj, Value):
        return name in type(obj).model_fields or isinstance(
            getattr(type(obj), name, None), (property, cached_property)
        )
    return name in _NODES.get(type(obj), ())


# Our own filters, which the rewritten tree goes through


@pass_context
def _each(context: Context, value: Any) -> tuple[Any, ...]:
    found = listed(value)
    context.environment.meter.step(len(found) + 1)  # type: ignore[attr-defined]
    return found


@pass_context
def _spent(context: Context, length: int) -> str:
    environment: PackEnvironment = context.environment  # type: ignore[assignment]
    environment.meter.step(signs=length)
    return environment.written("")


@pass_context
def _joined(context: Context, parts: Any) -> str:
    joined: str = FILTERS["join"](context, parts)
    return joined


@pass_context
def _flat(context: Context, value: Any) -> tuple[Any, ...]:
    """Return a list that a template wrote; a list in a list could hold more than the template says."""
    if any(isinstance(each, (tuple, list, Mapping)) for each in value):
        raise SecurityError("A list in a template holds words, numbers and blocks, and no other lists.")
    context.environment.meter.step(len(value))  # type: ignore[attr-defined]
    return tuple(value)


@pass_context
def _simple(context: Context, value: Any) -> Any:
    """Return a value that can be compared in no time."""
    if isinstance(value, Undefined):
        str(value)
    if isinstance(value, RichText):
        value = value.plain
    if value is not None and not isinstance(value, (str, *NUMBERS, bool, date)):
        raise SecurityError(f"Words and numbers can be compared, and this is {named(value)}.")
    length = len(value) if isinstance(value, str) else 0
    context.environment.meter.step(signs=length)  # type: ignore[attr-defined]
    return value


@pass_context
def _holder(context: Context, value: Any) -> Any:
    if isinstance(value, (str, RichText)):
        return _simple(context, value)
    found = listed(value)
    context.environment.meter.step(len(found))  # type: ignore[attr-defined]
    return tuple(_simple(context, each) for each in found if not isinstance(each, (PagePart, Value, Node)))


@pass_context
def _sliced(context: Context, value: Any, start: Any, stop: Any) -> tuple[Any, ...]:
    found = listed(value)
    context.environment.meter.step(len(found))  # type: ignore[attr-defined]
    return found[None if start is None else int(number(start)) : None if stop is None else int(number(stop))]


_OWN_FILTERS: dict[str, Callable[..., Any]] = {
    "_each": _each,
    "_flat": _flat,
    "_holder": _holder,
    "_joined": _joined,
    "_simple": _simple,
    "_sliced": _sliced,
    "_spent": _spent,
}

__all__ = ["OWN", "PackEnvironment", "PackLoader"]
