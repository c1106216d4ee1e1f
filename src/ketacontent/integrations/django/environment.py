"""Our content in Django's jinja2 backend."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment

from ketacontent.integrations import jinja
from ketacontent.integrations.django.setting import Chooser, project_source
from ketacontent.renderer import Renderer


def install(
    environment: Environment, renderer: Renderer | Chooser | None = None, *, name: str = "ketacontent"
) -> None:
    """Put the `ketacontent` function into the environment of Django's jinja2 backend.

    Args:
        environment: the project's.
        renderer: for whom and where, or a function that chooses by request; that of the setting
            `KETACONTENT_RENDERER` where left out.
        name: the function's name in templates.

    Raises:
        UsageError: (KC604) the environment does not escape HTML.
    """
    jinja.install(environment, project_source(renderer), name=name)


def environment(**options: Any) -> Environment:
    """Return an environment that has the function: the backend's option `environment` names this one."""
    made = Environment(**options)  # noqa: S701 - the backend sets autoescape, and install refuses one without
    install(made)
    return made
