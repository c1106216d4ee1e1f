"""What an image record asks for, drawn: the name of a drawing -> its block."""

from __future__ import annotations

from ketacontent.catalog import Catalog
from ketacontent.models import RichText
from ketacontent.models.text.nodes import Ref
from ketacontent.models.vocabulary import Drawing
from ketacontent.pages.pictures.absorption import absorption_ranges
from ketacontent.pages.pictures.block import DrawnBlock
from ketacontent.pages.pictures.certainty import certainty_map
from ketacontent.pages.pictures.icons import icon_arrays
from ketacontent.pages.pictures.pathway import care_pathway
from ketacontent.pages.pictures.routes import route_comparison
from ketacontent.pages.pictures.timeline import session_timeline
from ketacontent.pages.words import Words


def draw(
    drawing: Drawing | None, catalog: Catalog, words: Words, id: str, effects: tuple[str, ...] = ()
) -> DrawnBlock | None:
    """Return what an image draws, without a caption of its own: the image has one.

    Args:
        drawing: the name of the drawing; an image that is a file has none.
        catalog: where everything lies that is drawn.
        words: of the reader's locale.
        id: stands before the ids of the drawings.
        effects: the side effects that a drawing of frequencies shows; without them, all.
    """
    made: DrawnBlock
    match drawing:
        case None:
            return None
        case "frequency-icons":
            made = icon_arrays(catalog, words, effects or catalog.side_effects, id=id)
        case "session-timeline":
            made = session_timeline(catalog, words, id=id)
        case "care-pathway":
            made = care_pathway(catalog, words, id=id)
        case "route-comparison":
            made = route_comparison(catalog, words, id=id)
        case "absorption-ranges":
            made = absorption_ranges(catalog, words, id=id)
        case "certainty-overview":
            subjects = (
                (RichText.of(Ref("condition", each.id)), [catalog.claims[id] for id in each.claims])
                for each in catalog.conditions.values()
            )
            made = certainty_map(words, subjects, id=id)
    return made.model_copy(update={"caption": None})
