"""The session timeline: what comes after what on the day, and for how long."""

from __future__ import annotations

from collections.abc import Iterable

from ketacontent.catalog import Catalog
from ketacontent.models import ProcessStep, RichText
from ketacontent.models.text.nodes import Ref
from ketacontent.pages.pictures.block import SessionTimeline, TimelineStop
from ketacontent.pages.pictures.measure import measure_texts
from ketacontent.pages.pictures.shape import Shape
from ketacontent.pages.words import Words

plain = RichText.plain_words


def session_timeline(
    catalog: Catalog, words: Words, steps: Iterable[str] | None = None, *, id: str = "session-timeline"
) -> SessionTimeline:
    """Draw a session, one stop a step, with the lengths that are known.

    Args:
        catalog: where the steps lie.
        words: of the reader's locale.
        steps: ids of the steps to show; without them, all of the phase in which the medicine is given.
        id: stands before the ids of the drawings; another one for each picture of a page.
    """
    if steps is None:
        ordered = [step for step in catalog.pathway if step.phase == "administration"]
    else:
        chosen = {catalog.steps[each].id for each in steps}
        ordered = [step for step in catalog.pathway if step.id in chosen]
    return SessionTimeline(
        id=id,
        caption=plain(words("A session, stop by stop; the line is not drawn to scale")),
        stops=tuple(_stop(step, number, len(ordered), words, id) for number, step in enumerate(ordered, 1)),
        nothing=None if ordered else plain(words("No step of a session is known, so nothing is drawn.")),
    )


def _stop(step: ProcessStep, number: int, whole: int, words: Words, id: str) -> TimelineStop:
    is_measured, is_last = step.duration.range is not None, number == whole
    title = words("Stop {number} of {whole}", number=words.number(number), whole=words.number(whole))
    if is_last:
        about = words("The line ends here.")
    elif is_measured:
        about = words("The line to the next stop is whole: a length is known.")
    else:
        about = words("The line to the next stop is dashed: no fixed length is known.")
    return TimelineStop(
        title=RichText.of(Ref("step", step.id)),
        times=measure_texts(step.duration, words),
        rail=Shape(id=f"{id}-{step.id}", title=title, description=about),
        is_measured=is_measured,
        is_last=is_last,
    )
