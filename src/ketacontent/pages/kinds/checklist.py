"""The sections of a checklist."""

from ketacontent.models import Checklist
from ketacontent.pages.kinds.desk import Composed, Desk


def compose_checklist(checklist: Checklist, desk: Desk) -> Composed:
    """The groups to work through, then warning signs."""
    sections = desk.section("checklist", "Checklist", desk.check_list(checklist))
    sections += desk.section("warning-signs", "Warning signs", desk.items(checklist.warning_signs))
    return Composed(checklist.summary, sections)
