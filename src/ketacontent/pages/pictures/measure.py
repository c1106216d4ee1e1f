"""A measure in words: its figure with its sources, then its note."""

from __future__ import annotations

from ketacontent.models import Measure, RichText
from ketacontent.models.text.nodes import Cite, words_nodes
from ketacontent.pages.words import Words


def measure_texts(measure: Measure | None, words: Words) -> tuple[RichText, ...]:
    """Return a measure's figure with its sources, then its note; words alone where no figure is known."""
    if measure is None:
        return ()
    cite = (Cite(measure.sources),) if measure.sources else ()
    figure = words.measure(measure)
    if not figure and measure.note is not None:
        return (RichText.of(*measure.note.nodes, *cite),)
    note = (measure.note,) if measure.note is not None else ()
    return (RichText.of(*words_nodes(figure), *cite), *note)


def figure_text(measure: Measure, words: Words) -> RichText | None:
    """Return a measure's figure with its sources, or None where no figure is known."""
    figure = words.measure(measure)
    return RichText.of(*words_nodes(figure), Cite(measure.sources)) if figure else None
