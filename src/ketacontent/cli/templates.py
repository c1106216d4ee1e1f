"""`ketacontent templates`: which templates a host may override, and copies of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from ketacontent.cli.count import counted
from ketacontent.errors import UsageError, near_matches
from ketacontent.rendering.components import Component, components
from ketacontent.rendering.copies import Copy, copies_in, copy_templates, templates_named
from ketacontent.rendering.engine import SUFFIXES

ACTIONS = ("list", "copy", "check")


def templates(
    action: Annotated[str, typer.Argument(help="list, copy, or check.")],
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Templates: html/list, or list for all channels. For check: folders of yours."),
    ] = None,
    to: Annotated[Path | None, typer.Option("--to", help="With copy: the folder of your templates.")] = None,
    channel: Annotated[
        str | None, typer.Option("--channel", help=f"With list: {', '.join(SUFFIXES)}.")
    ] = None,
    mine: Annotated[
        Path | None, typer.Option("--mine", help="With list: what the templates of this folder are to ours.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the templates that you may override, copy some to change them, or check the copies you have."""
    asked = tuple(names or ())
    if action not in ACTIONS:
        near = near_matches(action, ACTIONS)
        fix = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(ACTIONS)}."
        raise UsageError(f"`templates` does not know {action!r}.", fix, "KC602")
    if channel is not None and channel not in SUFFIXES:
        raise UsageError(f"{channel!r} has no templates.", f"Use one of: {', '.join(SUFFIXES)}.", "KC602")
    if action == "list" and mine is not None:
        _tell_copies(copies_in(mine), as_json)
    elif action == "list":
        _list(asked, channel, as_json)
    elif action == "copy":
        _copy(asked, to)
    else:
        _check(asked, as_json)


def _list(asked: tuple[str, ...], channel: str | None, as_json: bool) -> None:
    """Print every template, or what is known of those that are asked for."""
    wanted = {name for each in asked for name in templates_named(each)}
    found = [each for each in components(channel) if not wanted or each.name in wanted]
    if as_json:
        typer.echo(json.dumps([each.plain() for each in found], ensure_ascii=False))
    elif wanted:
        typer.echo("\n\n".join(_described(each) for each in found))
    else:
        width = max(len(each.name) for each in found)
        for each in found:
            note = f" (deprecated: {each.deprecated})" if each.deprecated else ""
            typer.echo(f"{each.name:<{width}}  {each.purpose}{note}")


def _described(component: Component) -> str:
    """Return all that is known of a template."""
    lines = [component.name, f"  {component.purpose}", f"  Since {component.since}."]
    if component.deprecated:
        lines.append(f"  Deprecated: {component.deprecated}.")
    if component.places:
        lines.append(f"  Places that a template of yours can fill: {', '.join(component.places)}.")
    whose = (
        "You may override it, and so may a pack."
        if component.is_for_packs
        else "You may override it; a pack may not."
    )
    lines += [f"  {whose}", "  It gets:"]
    width = max(len(field.name) for field in component.data)
    lines += [f"    {field.name:<{width}}  {field.type}" for field in component.data]
    return "\n".join(lines)


def _copy(asked: tuple[str, ...], to: Path | None) -> None:
    if not asked or to is None:
        fix = "Write: ketacontent templates copy html/list --to ours"
        raise UsageError("To copy, a template and a folder are needed.", fix, "KC602")
    names = [name for each in asked for name in templates_named(each)]
    for file in copy_templates(names, to, version("ketacontent")):
        typer.echo(file)


def _check(asked: tuple[str, ...], as_json: bool) -> None:
    if not asked:
        raise UsageError("No folder was given.", "Write: ketacontent templates check ours", "KC602")
    found = [copy for folder in asked for copy in copies_in(Path(folder))]
    _tell_copies(found, as_json)
    raise typer.Exit(1 if any(copy.state in ("changed", "renamed", "unknown") for copy in found) else 0)


def _tell_copies(found: Iterable[Copy], as_json: bool) -> None:
    """Print what the templates of a host are to ours."""
    listed = list(found)
    if as_json:
        typer.echo(json.dumps([copy._asdict() for copy in listed], ensure_ascii=False))
        return
    width = max((len(copy.name) for copy in listed), default=0)
    for copy in listed:
        since = f" from {copy.version}" if copy.version else ""
        told = f". {copy.told}" if copy.told else ""
        typer.echo(f"{copy.name:<{width}}  {copy.state}{since}{told}")
    typer.echo(counted(len(listed), "template"))
