"""Engines whose templates are read again when they were saved, and only then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from jinja2 import Environment

from ketacontent.rendering.engine import Engine


class LiveEngines(dict[str, Engine]):
    """Engines by channel, made when first asked for; the environments are kept for good.

    Args:
        host: the host's template folders.
        own: our template folder, where it lies on a disk.
    """

    def __init__(self, host: Sequence[str], own: Path | None) -> None:
        super().__init__()
        self.host = tuple(host)
        self.folders = (*self.host, *([str(own)] if own is not None else []))
        self.environments: dict[str, Environment] = {}

    def forget(self, names: Iterable[str]) -> None:
        """Take in that templates changed, such as `html/page.html.jinja`; also those that are new or gone."""
        gone = set(names)
        for environment in self.environments.values():
            cache = environment.cache or {}
            for key in [key for key in cache.keys() if key[1] in gone]:  # noqa: SIM118 - not a mapping to iterate
                del cache[key]
        self.clear()  # what the engines had rendered once

    def __missing__(self, channel: str) -> Engine:
        # A folder that is given to an environment is watched by it; whether templates are a host's, and so
        # are checked more closely, is the engine's to know.
        if channel not in self.environments:
            self.environments[channel] = Engine(channel, self.folders).environment
        engine = self[channel] = Engine(channel, self.host)
        engine.environment = self.environments[channel]
        return engine
