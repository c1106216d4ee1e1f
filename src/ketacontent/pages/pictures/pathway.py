"""The care pathway: the steps of care in order, phase by phase, and what comes again."""

from __future__ import annotations

from itertools import groupby

from ketacontent.catalog import Catalog
from ketacontent.models import ProcessStep, RichText
from ketacontent.models.text.nodes import Ref
from ketacontent.pages.pictures.block import CarePathway, PathwayPhase, PathwayStep
from ketacontent.pages.pictures.shape import Shape
from ketacontent.pages.words import Words

plain = RichText.plain_words
_REPEATED = "administration"
"""The phase that every session goes through anew."""


def care_pathway(
    catalog: Catalog, words: Words, *, current: str | None = None, id: str = "care-pathway"
) -> CarePathway:
    """Draw all steps of care in order, grouped by phase.

    Args:
        catalog: where the steps lie.
        words: of the reader's locale.
        current: id of the step whose page it is; it is marked.
        id: stands before the ids of the drawings; another one for each picture of a page.
    """
    steps = catalog.pathway
    phases = tuple(
        _phase(phase, tuple(inside), steps, words, current, f"{id}-{number}")
        for number, (phase, inside) in enumerate(groupby(steps, key=lambda step: step.phase), 1)
    )
    return CarePathway(
        id=id,
        caption=plain(words("The way through treatment, step by step")),
        phases=phases,
        nothing=None if phases else plain(words("No step is known, so nothing is drawn.")),
    )


def _phase(
    phase: str,
    inside: tuple[ProcessStep, ...],
    steps: tuple[ProcessStep, ...],
    words: Words,
    current: str | None,
    id: str,
) -> PathwayPhase:
    repeats = phase == _REPEATED
    loop = Shape(
        id=f"{id}-loop",
        title=words("An arrow leads from the last of these steps back to the first."),
    )
    return PathwayPhase(
        name=plain(words.label(phase)),
        steps=tuple(_step(step, steps, words, current, id) for step in inside),
        repeats=plain(words("These steps come again at every session.")) if repeats else None,
        loop=loop if repeats else None,
    )


def _step(
    step: ProcessStep, steps: tuple[ProcessStep, ...], words: Words, current: str | None, id: str
) -> PathwayStep:
    number = steps.index(step) + 1
    title = words("Step {number} of {whole}", number=words.number(number), whole=words.number(len(steps)))
    mark = words("You are reading about this step.") if step.id == current else ""
    if not mark and step.is_optional:
        mark = words("Not everybody goes through this step.")
    return PathwayStep(
        title=RichText.of(Ref("step", step.id)),
        mark=plain(mark) if mark else None,
        number=number,
        rail=Shape(id=f"{id}-{step.id}", title=title),
        is_current=step.id == current,
        is_optional=step.is_optional,
        is_first=number == 1,
        is_last=number == len(steps),
    )
