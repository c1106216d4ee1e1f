"""The filters and tests of packs' templates: ours, not Jinja's, each with a bound on what it makes.

All ask for the context, because Jinja works out a filter with plain arguments when it compiles a template,
where nothing is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context

from ketacontent.models import RichText
from ketacontent.rendering.sandbox.words import MAX_NUMBER

if TYPE_CHECKING:
    from ketacontent.rendering.sandbox.environment import PackEnvironment

NUMBERS = (int, float, Decimal)


def _at(context: Context) -> PackEnvironment:
    return context.environment  # type: ignore[return-value]


def number(value: Any) -> Any:
    """Return a number that is neither too large nor none at all."""
    if isinstance(value, Undefined):
        str(value)  # raises, and names what is missing
    if not isinstance(value, NUMBERS) or not -MAX_NUMBER <= value <= MAX_NUMBER:
        raise SecurityError("Only numbers are worked with, and none larger than a million million.")
    return value


def listed(value: Any) -> tuple[Any, ...]:
    """Return the entries of a list; words have none."""
    if isinstance(value, Undefined):
        str(value)
    if not isinstance(value, (tuple, list)):
        raise SecurityError(f"This is no list, but {named(value)}.")
    return tuple(value)


def named(value: Any) -> str:
    """Say what a value is, without showing it."""
    if value is None:
        return "nothing (ask with `is not none` first)"
    return "words" if isinstance(value, (str, RichText)) else f"a {type(value).__name__}"


def plain(context: Context, value: Any) -> str:
    """Return words as they stand in no channel yet; what is already written for one is refused."""
    if isinstance(value, Undefined):
        str(value)
    if isinstance(value, RichText):
        value = value.plain
    elif isinstance(value, NUMBERS):
        value = str(value)
    if isinstance(value, str) and type(value) is not str:
        raise SecurityError("What is already written for its place stays as it is; change words before.")
    if not isinstance(value, str):
        raise SecurityError(f"Words are needed here, and this is {named(value)}.")
    _at(context).meter.step(signs=len(value))
    return value


def _made(context: Context, length: int) -> None:
    """Count words before they are made."""
    _at(context).meter.step(signs=length)


def _on_words(change: Callable[[str], str]) -> Callable[..., str]:
    @pass_context
    def changed(context: Context, value: Any) -> str:
        return change(plain(context, value))

    return changed


@pass_context
def _string(context: Context, value: Any) -> str:
    return value if isinstance(value, str) else plain(context, value)


@pass_context
def _replace(context: Context, value: Any, old: str, new: str) -> str:
    words, old, new = plain(context, value), plain(context, old), plain(context, new)
    _made(context, len(words) + words.count(old) * len(new))
    return words.replace(old, new)


@pass_context
def _truncate(context: Context, value: Any, length: int = 255) -> str:
    words = plain(context, value)
    if len(words) <= number(length):
        return words
    cut = words[: max(int(length) - 1, 0)]
    return f"{cut.rpartition(' ')[0] or cut}…"


@pass_context
def _join(context: Context, value: Any, between: str = "") -> str:
    parts = listed(value)
    env = _at(context)
    if all(type(part) is str or isinstance(part, NUMBERS) for part in parts):
        words = [plain(context, part) for part in parts]
        _made(context, len(plain(context, between)) * len(words))
        return between.join(words)
    written = [env.put(part) for part in parts]
    middle = env.put(between)
    _made(context, len(middle) * len(written))
    return env.written(middle.join(written))


@pass_context
def _length(context: Context, value: Any) -> int:
    return len(value) if type(value) is str else len(listed(value))


@pass_context
def _first(context: Context, value: Any) -> Any:
    found = listed(value)
    return found[0] if found else context.environment.undefined("The list is empty, so nothing is first.")


@pass_context
def _last(context: Context, value: Any) -> Any:
    found = listed(value)
    return found[-1] if found else context.environment.undefined("The list is empty, so nothing is last.")


@pass_context
def _reverse(context: Context, value: Any) -> tuple[Any, ...]:
    found = listed(value)
    _at(context).meter.step(len(found))
    return found[::-1]


@pass_context
def _min(context: Context, value: Any) -> Any:
    return min(_numbers(context, value))


@pass_context
def _max(context: Context, value: Any) -> Any:
    return max(_numbers(context, value))


def _numbers(context: Context, value: Any) -> list[Any]:
    found = listed(value)
    _at(context).meter.step(len(found))
    return [number(each) for each in found]


@pass_context
def _default(context: Context, value: Any, instead: Any = "", boolean: bool = False) -> Any:
    return instead if isinstance(value, Undefined) or (boolean and not value) else value


@pass_context
def _int(context: Context, value: Any) -> int:
    return int(number(value))


@pass_context
def _abs(context: Context, value: Any) -> Any:
    return abs(number(value))


@pass_context
def _round(context: Context, value: Any, precision: int = 0) -> Any:
    return round(number(value), max(0, min(int(number(precision)), 6)))


FILTERS: Mapping[str, Callable[..., Any]] = {
    "abs": _abs,
    "capitalize": _on_words(str.capitalize),
    "count": _length,
    "d": _default,
    "default": _default,
    "first": _first,
    "int": _int,
    "join": _join,
    "last": _last,
    "length": _length,
    "lower": _on_words(str.lower),
    "max": _max,
    "min": _min,
    "replace": _replace,
    "reverse": _reverse,
    "round": _round,
    "string": _string,
    "title": _on_words(str.title),
    "trim": _on_words(str.strip),
    "truncate": _truncate,
    "upper": _on_words(str.upper),
}


def _is_number(value: Any) -> bool:
    return isinstance(value, NUMBERS) and not isinstance(value, bool)


TESTS: Mapping[str, Callable[[Any], bool]] = {
    "boolean": lambda value: isinstance(value, bool),
    "defined": lambda value: not isinstance(value, Undefined),
    "even": lambda value: number(value) % 2 == 0,
    "false": lambda value: value is False,
    "none": lambda value: value is None,
    "number": _is_number,
    "odd": lambda value: number(value) % 2 == 1,
    "string": lambda value: isinstance(value, (str, RichText)),
    "true": lambda value: value is True,
    "undefined": lambda value: isinstance(value, Undefined),
}
