"""The number of a step is its place in the pathway, in every page, picture and list, whatever a pack adds."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.packs import write_pack
from ketacontent import Catalog, Renderer
from ketacontent.catalog.load import load_folders
from ketacontent.export.schema_org import about
from ketacontent.pages.context import Context
from ketacontent.pages.overviews import compose_overview
from ketacontent.pages.pictures.pathway import care_pathway
from ketacontent.pages.words import words_of

TEA = """\
id: cup-of-tea
title: Cup of tea
summary: A short rest before you go home.
phase: administration
order: 7
who: [You]
duration: {note: A few minutes.}
review: {due: 2027-11-21}
intro: You sit and rest.
what_happens: [You have a cup of tea.]
"""


@pytest.fixture(scope="module")
def laid(bundled: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The bundled steps, with one more between two of them, and a gap before the last."""
    files = {"step/cup-of-tea.yaml": TEA, "step/stopping.yaml": "id: stopping\noverlay: fields\norder: 40\n"}
    folder: Path = tmp_path_factory.mktemp("laid")
    return load_folders([write_pack(folder / "pack", files)], bundled)


def test_the_pathway_goes_by_order_then_by_id(laid: Catalog, bundled: Catalog) -> None:
    ids = [step.id for step in laid.pathway]
    assert [each for each in ids if each != "cup-of-tea"] == [step.id for step in bundled.pathway]
    assert ids[-1] == "stopping"
    neighbors = {laid.steps[ids[ids.index("cup-of-tea") + move]].order for move in (-1, 1)}
    assert neighbors <= {6, 7, 8}


def test_every_place_shows_the_same_number(laid: Catalog) -> None:
    pages, words = Renderer(laid), words_of("en-US")
    overview = compose_overview("step", laid, Context())
    items = [
        item
        for section in overview.sections
        for block in section.blocks
        if block.kind == "step-list"
        for item in block.items
    ]
    listed = {item.title.plain: item for item in items}
    drawn = {
        step.title.source: step.number for phase in care_pathway(laid, words).phases for step in phase.steps
    }
    for number, step in enumerate(laid.pathway, 1):
        name = f"[[step/{step.id}]]"
        assert f"Step {number}. " in pages.text(step)
        assert (listed[step.title].order, drawn[name]) == (number, number)
        assert listed[step.title].number.plain.removesuffix(", not for everybody") == f"Step {number}"
        node = about(step, laid)
        assert node is not None and node["position"] == number
