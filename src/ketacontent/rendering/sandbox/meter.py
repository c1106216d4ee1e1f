"""Counts what templates of packs do, and stops them at a number, the same on every machine and in threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from jinja2 import TemplateRuntimeError

from ketacontent.rendering.sandbox import words


class TooMuch(TemplateRuntimeError):
    """A template asks for more work than a page is worth."""


class Meter(threading.local):
    """What has been done for the output that this thread makes."""

    def __init__(self) -> None:
        self.is_running = False
        self.steps = self.signs = 0
        self.deadline = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count from nothing; within an output that is being counted, go on counting."""
        if self.is_running:
            yield
            return
        self.is_running = True
        self.steps = self.signs = 0
        self.deadline = time.monotonic() + words.MAX_SECONDS
        try:
            yield
        finally:
            self.is_running = False

    def step(self, count: int = 1, signs: int = 0) -> None:
        """Count work before it is done.

        Raises:
            TooMuch: it would be more than one output may ask for.
        """
        self.steps += count
        self.signs += signs
        if self.steps > words.MAX_STEPS:
            raise TooMuch(f"It does more than {words.MAX_STEPS:,} things for one output.")
        if self.signs > words.MAX_SIGNS:
            raise TooMuch(f"It handles more than {words.MAX_SIGNS:,} characters for one output.")
        if self.is_running and time.monotonic() > self.deadline:
            raise TooMuch(f"It takes more than {words.MAX_SECONDS:g} seconds for one output.")
