"""What tests of all layers share: the two packs, and the switch that writes goldens again."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ketacontent import Catalog, Page, Renderer, load
from ketacontent.catalog.load import load_folders

# The records of the bundled catalog never die; to look through them again and again takes a part of the run.
# Cycles are still collected, only less often.
gc.set_threshold(100_000, 50, 50)

TESTS = Path(__file__).resolve().parent
MINIMAL = TESTS / "packs" / "minimal"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-goldens",
        action="store_true",
        help="Write tests/golden again; read the diff before you commit.",
    )
    parser.addoption(
        "--thorough",
        action="store_true",
        help="Try every record for every reader in every channel, and all hostile text everywhere (minutes).",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave tests that take seconds to the build server, and to those who ask for all."""
    if os.environ.get("CI") or config.getoption("--thorough"):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="takes seconds: set CI=1, as .ci/run does"))


@pytest.fixture(scope="session")
def is_thorough(request: pytest.FixtureRequest) -> bool:
    """Whether nothing is sampled."""
    return bool(request.config.getoption("--thorough"))


@pytest.fixture(scope="session")
def minimal() -> Catalog:
    """The pack with one record of each kind."""
    return load_folders([MINIMAL])


@pytest.fixture(scope="session")
def bundled() -> Catalog:
    """The pack that the wheel carries."""
    return load()


@pytest.fixture(scope="session", params=["minimal", "bundled"])
def catalog(request: pytest.FixtureRequest) -> Catalog:
    """Each of the two packs, one after the other."""
    found: Catalog = request.getfixturevalue(request.param)
    return found


Compose = Callable[..., dict[str, Page]]


@pytest.fixture(scope="session")
def pages() -> Compose:
    """Return a function that composes all pages of a catalog for a reader, once."""
    made: dict[tuple[object, ...], dict[str, Page]] = {}

    def pages(catalog: Catalog, **context: Any) -> dict[str, Page]:
        key = (id(catalog), *sorted(context.items()))
        if key not in made:
            renderer = Renderer(catalog, **context)
            made[key] = {record.ref: renderer.compose(record) for record in catalog}
        return made[key]

    return pages
