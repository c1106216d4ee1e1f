"""What templates make of their blocks, held against files that a person has read.

`pytest --rewrite-goldens` writes the files again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from ketacontent import Catalog, Renderer
from ketacontent._resources import template_root
from ketacontent.rendering.engine import Engine
from ketacontent.rendering.shell import Shell
from ketacontent.rendering.text import wrap
from kit.pieces import BLOCKS

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
SUFFIX = {"html": "html", "email": "html", "markdown": "md", "text": "txt"}
WHOLE = {"page", "document", "evidence"}
"""Templates around blocks."""
PAGES = (
    "route.html",
    "route.page.html",
    "route.md",
    "route.txt",
    "route.json",
    "route.email.html",
    "route.email.txt",
)


def lines_of(html: str) -> Iterator[str]:
    """Write parsed HTML as one line for each element, attribute and text, so that layout does not count."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    yield from _lines(tree, 0)


def _lines(element: Element, depth: int) -> Iterator[str]:
    space = "  " * depth
    if isinstance(element.tag, str):
        attributes = "".join(f' {name}="{value}"' for name, value in sorted(element.attrib.items()))
        yield f"{space}<{element.tag}{attributes}>"
        if element.text and element.text.strip():
            yield f"{space}  {' '.join(element.text.split())}"
    for child in element:
        yield from _lines(child, depth + 1)
        if child.tail and child.tail.strip():
            yield f"{space}  {' '.join(child.tail.split())}"


def normal(output: str, name: str) -> list[str]:
    """Return what counts of an output."""
    if name.endswith(".html"):
        return list(lines_of(output))
    if name.endswith(".json"):
        return json.dumps(json.loads(output), indent=1, ensure_ascii=False).splitlines()
    return [line.rstrip() for line in output.splitlines() if line.strip()]


@pytest.fixture
def compare(request: pytest.FixtureRequest):  # type: ignore[no-untyped-def]
    """Return a function that holds an output against its file, or writes the file."""

    def compare(output: str, name: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--rewrite-goldens"):
            file.parent.mkdir(parents=True, exist_ok=True)
            kept = output if not name.endswith(".json") else "\n".join(normal(output, name))
            file.write_text(
                "\n".join(line.rstrip() for line in kept.strip("\n").splitlines()) + "\n", "utf-8"
            )
        assert normal(output, name) == normal(file.read_text("utf-8"), name), f"tests/golden/{name}"

    return compare


@pytest.mark.parametrize("channel", SUFFIX)
@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.kind)
def test_a_block_looks_as_it_did(block, channel: str, compare) -> None:  # type: ignore[no-untyped-def]
    output = str(Engine(channel).show(block, 3))
    compare(wrap(output) if channel == "text" else output, f"{channel}/{block.kind}.{SUFFIX[channel]}")


def test_every_template_has_its_golden() -> None:
    for channel in SUFFIX:
        names = {
            file.name.split(".")[0] for file in (template_root() / channel).iterdir() if ".jinja" in file.name
        }
        assert names - WHOLE == {block.kind for block in BLOCKS}, channel
        assert {file.stem for file in (GOLDEN / channel).iterdir()} == names - WHOLE, channel


@pytest.mark.parametrize("name", PAGES)
def test_a_whole_page_looks_as_it_did(minimal: Catalog, name: str, compare) -> None:  # type: ignore[no-untyped-def]
    made = Renderer(
        minimal, country="US", audience="clinician", base_url="https://clinic.example", brand="sample"
    )
    route = minimal.routes["nasal"]
    mail = made.email(route)
    output = {
        "route.html": made.html(route),
        "route.page.html": made.page(route, shell=Shell(stylesheet_href="style.css")),
        "route.md": made.markdown(route, front_matter=True),
        "route.txt": made.text(route),
        "route.json": made.jsonld(route),
        "route.email.html": mail.html,
        "route.email.txt": mail.text,
    }[name]
    compare(output, f"page/{name}")
