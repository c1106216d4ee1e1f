"""What a reader sees at an address where there is no page: ways back, and crisis help."""

from __future__ import annotations

from ketacontent.pages.kinds import Desk
from ketacontent.pages.kinds.desk import plain
from ketacontent.pages.overviews.frame import Overview
from ketacontent.pages.overviews.ways import ways


def compose_not_found(desk: Desk) -> Overview:
    """Compose the page: what may have happened, and where to go on."""
    words = desk.words
    why = words("The page may have moved, or there is a small mistake in its address.")
    names = ("home", "topic", "faq", "side-effect", "step", "law", "checklist")
    links = ways(desk, words("Start again here"), names)
    sections = desk.section("what-now", "What you can do", *desk.body_of(plain(why)), links)
    summary = words("There is no page at this address. Help is still here.")
    return Overview(words("We cannot find this page"), summary, sections)
